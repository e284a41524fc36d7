"""What earlier presses found in returns, so that a file that is known isn't read again.

A return's check goes by the file's bytes, its name and the time it was saved; by the school's people, rulebook, settings
and language; by what passports were issued; and by the day. While none of these has changed, what was found stands, to the
letter. Whatever else was kept, and whatever was done to it, is passed over: the file is read.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from types import NoneType
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from softenv_xl import __version__, catalogue
from softenv_xl.books import ISSUE_KINDS, RETURN
from softenv_xl.gate.limits import MB
from softenv_xl.gate.wire_values import InvalidAnswerError, meant, said
from softenv_xl.intake.answers import Answers
from softenv_xl.intake.problem_rows import ProblemRow
from softenv_xl.intake.returns import CheckedReturn, Delivery
from softenv_xl.issues import Issue, Place
from softenv_xl.return_form import identity, problems, selfcheck
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from softenv_xl.control.workbook import Control

LARGEST = 64 * MB
"""More bytes are kept of no campaign."""

_TEXT = "text"
_PLAIN = frozenset((str, float, int, bool, NoneType))
# The one thing found that goes by the day, and is no more true some day later.
_FUTURE = catalogue.DATE_IN_FUTURE.code

_Scalar: TypeAlias = str | int | float | bool | None
_Value: TypeAlias = tuple[_Scalar, ...]
"""A value by itself; its kind and what it says; or a text in both languages behind `text`."""
_Spot: TypeAlias = tuple[str, str, str, str, str]


class _Told(Struct, array_like=True, gc=False, frozen=True):
    code: str
    place: _Spot
    values: dict[str, _Value]
    also: tuple[str, ...]


class _Row(Struct, array_like=True, gc=False, frozen=True):
    number: int
    entry: str | None
    values: dict[str, _Value]
    place: _Spot


class Kept(Struct, array_like=True, gc=False, frozen=True):
    """One return as it was checked on the day `as_of`. `told` is when the file itself says that it was saved."""

    file: str
    digest: str
    told: datetime | None
    saved: datetime
    as_of: date
    person: str
    state: Literal["accepted", "changes_requested"]
    form: dict[str, _Value]
    yes: dict[str, bool]
    explained: dict[str, str]
    by_problem: dict[str, _Spot]
    plans: tuple[_Row, ...]
    issues: tuple[_Told, ...]


class _All(Struct, array_like=True, gc=False, frozen=True):
    goes_by: str
    returns: tuple[Kept, ...]


_encode = Encoder().encode
_decode = Decoder(_All).decode


class Known:
    """What is kept for one control workbook. Nothing is known before `hold` has said what returns are checked against."""

    def __init__(self, content: bytes = b"") -> None:
        """`content` is what `content` gave another time, or anything at all."""
        self._found: dict[tuple[str, str], Kept] = {}
        self._held: dict[tuple[str, str], Kept] = {}
        self._files: frozenset[str] = frozenset()
        self._recalled: dict[tuple[str, str], CheckedReturn] = {}
        self._control: Control | None = None
        self._goes_by, self._as_of, self._news = "", date.min, False
        try:
            kept = _decode(content) if content else _All("", ())
        except (MsgspecError, ValueError, RecursionError):
            return
        self._goes_by = kept.goes_by
        self._found = {(one.file, one.digest): one for one in kept.returns}

    def hold(self, control: Control, as_of: date) -> None:
        """Lets go of everything that would be found otherwise now."""
        goes_by = _goes_by(control)
        if goes_by != self._goes_by:
            self._goes_by, self._found = goes_by, {}
        self._control, self._as_of, self._recalled = control, as_of, {}
        self._held = {key: kept for key, kept in self._found.items() if _stands(kept, as_of)}
        self._files = frozenset(file for file, _ in self._held)

    def has(self, file: str) -> bool:
        """May a file of that name be known?"""
        return file in self._files

    def find(self, file: str, digest: str) -> Kept | None:
        """What was found in a file of that name with those bytes (their SHA-256)."""
        return self._held.get((file, digest))

    def recall(self, delivery: Delivery, kept: Kept) -> bool:
        """Has the return ready for `recalled`; False where what was kept makes no sense."""
        if self._control is None:
            return False
        try:
            self._recalled[kept.file, kept.digest] = _recalled(delivery, kept, self._control)
        except (InvalidAnswerError, ValueError, LookupError, TypeError, OverflowError):
            return False
        return True

    def recalled(self, delivery: Delivery) -> CheckedReturn | None:
        """The return as it would be checked now, if it was recalled."""
        origin = delivery.origin
        return self._recalled.get((delivery.file, origin.digest)) if origin else None

    def learn(self, returns: Iterable[CheckedReturn]) -> None:
        """Takes in what was found now. Only what can be given back to the letter is kept."""
        for checked in returns:
            kept = _kept(checked, self._as_of)
            if kept is None or self._control is None or (kept.file, kept.digest) in self._held:
                continue
            if _is_whole(kept, checked, self._control):
                self._found[kept.file, kept.digest] = kept
                self._news = True

    def content(self) -> bytes | None:
        """What to keep for another time; None where that is nothing new."""
        content = _encode(_All(self._goes_by, tuple(self._found.values()))) if self._news else b""
        return content if 0 < len(content) <= LARGEST else None


def _stands(kept: Kept, as_of: date) -> bool:
    """Would it be found on that day as well?"""
    if kept.as_of == as_of:
        return True
    return kept.as_of < as_of and not any(issue.code == _FUTURE for issue in kept.issues)


def _goes_by(control: Control) -> str:
    """Tells one state of everything that a return is checked against from another."""
    school = (control.lang, control.people, control.campaign, control.rulebook, control.renames.departments)
    passports = (control.passports.content, sorted(control.vouched.items()))
    rules = (__version__, RETURN.version, identity.SPEC, selfcheck.SPEC, problems.SPEC)
    return sha256(repr((rules, school, passports)).encode(errors="surrogatepass")).hexdigest()


def _kept(checked: CheckedReturn, as_of: date) -> Kept | None:
    delivery, origin = checked.delivery, checked.delivery.origin
    if origin is None or delivery.issues or checked.person is None or checked.state == "rejected":
        return None
    if len(delivery.senders) > 1:  # forwarded: who sent it isn't told by its name alone
        return None
    answers = checked.answers
    try:
        return Kept(
            delivery.file,
            origin.digest,
            origin.told,
            delivery.saved,
            as_of,
            checked.person.number,
            checked.state,  # type: ignore[arg-type]  # one of the two that are left
            _packed(checked.form),
            answers.yes,
            answers.explanations,
            {entry: _spot(place) for entry, place in answers.by_problem.items()},
            tuple(_Row(p.number, p.entry, _packed(p.values), _spot(p.place)) for p in checked.problems),
            tuple(_Told(i.code, _spot(i.place), _packed(i.arguments), i.also) for i in checked.issues),
        )
    except TypeError:  # a value of a kind that isn't kept
        return None


def _is_whole(kept: Kept, checked: CheckedReturn, control: Control) -> bool:
    """Does it give back the very same?"""
    try:
        again = _decode(_encode(_All("", (kept,)))).returns[0]
    except ValueError:  # text that no encoding holds
        return False
    return _recalled(checked.delivery, again, control) == checked


def _recalled(delivery: Delivery, kept: Kept, control: Control) -> CheckedReturn:
    """Raises InvalidAnswerError, and what is raised by values that are none."""
    person = control.person(kept.person)
    if person is None or any(issue.code not in ISSUE_KINDS for issue in kept.issues):
        raise InvalidAnswerError(kept.file)
    return CheckedReturn(
        delivery,
        person,
        kept.state,
        _unpacked(kept.form),
        Answers(kept.yes, kept.explained, {entry: Place(*spot) for entry, spot in kept.by_problem.items()}),
        tuple(ProblemRow(p.number, p.entry, _unpacked(p.values), Place(*p.place)) for p in kept.plans),
        tuple(Issue(ISSUE_KINDS[i.code], Place(*i.place), _unpacked(i.values), i.also) for i in kept.issues),
    )


def _spot(place: Place) -> _Spot:
    return place.file, place.sheet, place.cell, place.row_id, place.column


def _packed(values: Mapping[str, Any]) -> dict[str, _Value]:
    """Raises TypeError."""
    return {key: _one(value) for key, value in values.items()}


def _one(value: Any) -> _Value:
    if type(value) in _PLAIN:
        return (value,)
    return (_TEXT, *value) if isinstance(value, Text) else said(value)


def _unpacked(values: Mapping[str, _Value]) -> dict[str, Any]:
    """Raises InvalidAnswerError and ValueError."""
    return {key: _meant(value) for key, value in values.items()}


def _meant(value: _Value) -> Any:
    match value:
        case (alone,):
            return alone
        case (str(kind), str() | int() as words):
            return meant(kind, words)
        case ("text", str(zh), str(en)):
            return Text(zh, en)
    raise InvalidAnswerError("a value of no kind")
