"""Whose a file is, by its content alone: a file that concerns somebody else is never attached, whatever it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.books import RETURN
from softenv_xl.control.workbook import Control
from softenv_xl.gate.limits import Limits
from softenv_xl.grid.cell import display_text, folded
from softenv_xl.grid.grid import Book
from softenv_xl.intake.content_as_read import content_as_read
from softenv_xl.intake.delivery import deliveries, files_in, workers
from softenv_xl.intake.person import check_person
from softenv_xl.intake.returns import Delivery
from softenv_xl.issues import Issue, Place
from softenv_xl.mail.sending.letters import Found
from softenv_xl.mail.sending.message import Attachment
from softenv_xl.mail.sending.names import attachment_name
from softenv_xl.passport.issuance import Issuance
from softenv_xl.passport.verification import Carried, Expected, Verdict, verify
from softenv_xl.return_form import identity
from softenv_xl.schema.check import Context, check_form
from softenv_xl.schema.form import Form, find_forms
from softenv_xl.words import Text

WORKBOOKS = frozenset((".xlsx", ".xlsm"))

# What a return may say besides and still be that person's: the register may have moved them since; and where it says to whom
# it was issued, a slip of the pen in the name.
_HARMLESS = (catalogue.PERSON_DEPARTMENT_DIFFERS, catalogue.PERSON_NAME_NEAR)

_NOT_READ = Text("无法读取：{why}", "it can't be read: {why}")
_NO_FORM = Text("不是发给某个人的自查表", "it is no return that was made for somebody")
_NOT_SURE = Text("不能确定是谁的：{why}", "whose it is isn't certain: {why}")
_OTHER_SCHOOL = Text("是“{school}”的", "it is of the school “{school}”")
_OTHER_YEAR = Text("是 {year} 年度的", "it is of {year}")
_NO_PASSPORT = Text(
    "没有签发信息，不知道是给哪个部门的", "it has no passport, and nothing else tells for whom it is"
)
_BROKEN_PASSPORT = Text(
    "签发信息读不出来，或前后不一致", "its passport can't be read, or doesn't agree with itself"
)
_OTHER_PASSPORT = Text(
    "签发给 {who}，内容却是别人的", "its passport is for {who}, and its content is somebody else's"
)
_SEVERAL = Text("其中有几个人的内容", "it holds what is about several people")
_CHANGED = Text("读取时被改动", "somebody wrote to it while it was read")


class Whose(NamedTuple):
    """For whom a file is: a staff number or a department; or why it is for nobody. `serial` is that of its passport."""

    key: str = ""
    why: Text | None = None
    serial: str | None = None


class Recognised(NamedTuple):
    """The files by whom they are for, and those that are sent to nobody."""

    files: dict[str, list[Found]]
    issues: tuple[Issue, ...]


Recognise = Callable[[Book], Whose]

Seen = Callable[[int, int], None] | None
"""Told how many files of how many were read."""


def recognised(
    folder: Path,
    limits: Limits,
    whose: Recognise,
    seen: Seen = None,
) -> Recognised:
    """All workbooks of the folder. One that isn't there holds none."""
    files, issues = defaultdict[str, list[Found]](list), list[Issue]()
    paths = _workbooks(folder)
    for path, delivery in _read(paths, limits, seen):
        found = _whose(delivery, whose)
        content = content_as_read(path, delivery.fingerprint, limits.file) if not found.why else b""
        why = found.why or (None if content else _CHANGED)
        if why:
            place = Place(file=delivery.file)
            issues.append(Issue(catalogue.SEND_NOT_ATTACHED, place, {"why": why}))
        else:
            attachment = Attachment(attachment_name(path.name), content, found.serial)
            files[found.key].append(Found(str(path), attachment))
    return Recognised(dict(files), tuple(issues))


def return_of(control: Control, *, issued: bool = True) -> Recognise:
    """Whose return a workbook is: the one person whom its passport, and every form in it, is about. `issued`: it has to say
    for whom it was made; what comes back may have lost that.
    """

    def whose(book: Book) -> Whose:
        forms = find_forms(book, identity.SPEC)
        if not forms:
            return Whose(why=_NO_FORM)
        people = [_person(form, control, issued=issued) for form in forms]
        wrong = next((one for one in people if one.why), None)
        if wrong:
            return wrong
        if len({one.key for one in people}) > 1:
            return Whose(why=_SEVERAL)
        return _by_passport(book, control, people[0].key)

    return whose


def pack_of(control: Control, workbook: Path) -> Recognise:
    """Which department a pack is for: its passport alone tells, and only one that is genuine and the newest."""

    def whose(book: Book) -> Whose:
        from softenv_xl.exchange.pack.opening import open_pack  # slow to load, and only packs need it

        pack = open_pack(book, control, workbook)
        if pack.verified.verdict is Verdict.GENUINE:
            return Whose(folded(pack.department), serial=pack.serial)
        reason = pack.verified.reason
        return Whose(why=_NOT_SURE.format(why=reason) if any(reason) else _NO_PASSPORT)

    return whose


def _by_passport(book: Book, control: Control, recipient: str) -> Whose:
    """The `recipient` whom the forms tell, if the passport doesn't state otherwise: whoever signed it, and however old it is."""
    campaign, form, rules = display_text(control.campaign.year), RETURN.version, control.rulebook.version
    expected = Expected("return", recipient, None, campaign, form, rules, control.campaign.school or "")
    found = verify(Carried(book.passport.part, book.passport.properties), expected, Issuance())
    if found.payload is None:
        return Whose(recipient) if found.verdict is Verdict.MISSING else Whose(why=_BROKEN_PASSPORT)
    match found.verdict:
        case Verdict.ALTERED:
            return Whose(why=_BROKEN_PASSPORT)
        case Verdict.FOREIGN:
            return Whose(why=_OTHER_SCHOOL.format(school=found.payload.school))
        case Verdict.OTHER_RECIPIENT:
            return Whose(why=_OTHER_PASSPORT.format(who=found.payload.recipient))
    if found.payload.campaign != campaign:
        return Whose(why=_OTHER_YEAR.format(year=found.payload.campaign))
    return Whose(recipient, serial=found.serial)


def _person(form: Form, control: Control, *, issued: bool) -> Whose:
    values, _ = check_form(identity.SPEC, *form, control.lang, Context(year=control.campaign.year))
    if issued and values.get("issued_to") is None:
        return Whose(why=_NO_FORM)
    if values.get("school") not in (None, control.campaign.school):
        return Whose(why=_OTHER_SCHOOL.format(school=values["school"]))
    # What nobody has typed yet goes by what it was issued with.
    about = {**values, "number": values.get("number") or values.get("issued_to")}
    person, doubts = check_person(about, control, *form, control.lang)
    certain = values.get("issued_to") is not None
    doubts = [one for one in doubts if one.kind not in (_HARMLESS if certain else _HARMLESS[:1])]
    if person is None or doubts:
        reasons = [Text(issue.message("zh"), issue.message("en")) for issue in doubts]
        why = reasons[0] if reasons else _NO_FORM
        return Whose(why=_NOT_SURE.format(why=Text(why.zh.rstrip("。"), why.en.rstrip("."))))
    return Whose(person.number)


def _workbooks(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in files_in([folder]) if path.suffix.lower() in WORKBOOKS]


def _read(paths: Sequence[Path], limits: Limits, seen: Seen) -> Iterator[tuple[Path, Delivery]]:
    """Each file with what was read of it; places that hold no file are left out: they can't be attached."""
    for delivery in deliveries(paths, workers(), seen, limits=limits):
        if delivery.is_file and isinstance(delivery.root, Path):
            yield delivery.root, delivery


def _whose(delivery: Delivery, whose: Recognise) -> Whose:
    if delivery.book is None:
        issue = next(iter(delivery.issues), None)
        words = [issue.message(lang).rstrip("。.") if issue else "?" for lang in ("zh", "en")]
        return Whose(why=_NOT_READ.format(why=Text(*words)))
    return whose(delivery.book)
