"""Reads one return and checks it: whose it is, what it answers, which problems it lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from softenv_xl import catalogue
from softenv_xl.books import RETURN
from softenv_xl.control.workbook import Control
from softenv_xl.gate.limits import SHARE
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.grid.grid import Book
from softenv_xl.grid.table import Table
from softenv_xl.intake.answers import Answers, read_answers
from softenv_xl.intake.context import LookedAt
from softenv_xl.intake.passport_check import check_passport, is_a_pack
from softenv_xl.intake.person import check_person
from softenv_xl.intake.problem_rows import ProblemRow, read_problem_rows
from softenv_xl.intake.return_parts import Parts, find_parts, is_in_use, several_people, within_share
from softenv_xl.intake.sender import differs, is_known
from softenv_xl.issues import Issue, Place, Severity, once
from softenv_xl.registers.people import Person
from softenv_xl.return_form import identity, problems, selfcheck
from softenv_xl.schema.check import Context, check_form
from softenv_xl.schema.form import Form

# What needn't be told one by one of a return that isn't filled in at all.
_OF_A_BLANK_ONE = (catalogue.ANSWER_MISSING, catalogue.CELL_MISSING, catalogue.RETURN_LATE)


_NO_RETURN = frozenset(
    kind.code
    for kind in (
        catalogue.FILE_NOT_A_RETURN,
        catalogue.FILE_NOT_A_WORKBOOK,
        catalogue.FILE_OTHER_DOCUMENT,
        catalogue.FILE_ARCHIVE,
        catalogue.FILE_EMPTY,
    )
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Of a file that nobody wrote to while it was read: its SHA-256, and when it says itself that it was saved."""

    digest: str
    told: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file as it came in. `saved` is when it was last saved, as far as is known (naive UTC).

    A place that is no file (a folder that can't be listed, a device) has no fingerprint, only issues. `senders` are the
    addresses of whom it came from by mail, the nearest first; `root` is what it came out of: a file's path, a message. `copy`
    is where what was packed or fetched lies until the next delivery is asked for.
    """

    file: str
    fingerprint: str
    saved: datetime
    book: Book | None
    issues: tuple[Issue, ...] = ()
    origin: Origin | None = None
    senders: tuple[str, ...] = ()
    root: Hashable = field(default=None, repr=False)
    copy: Path | None = field(default=None, repr=False)

    @property
    def is_file(self) -> bool:
        return bool(self.fingerprint)


@dataclass(frozen=True, slots=True)
class CheckedReturn:
    """A return after its check. `person` is None when it can't be attributed to anybody.

    `delivery` has let go of its grids: memory goes by what was found, not by the files.

    `answers` maps entry numbers to whether the teacher answered yes; `problems` are the problem rows. `kept_accepted` says that
    it stays accepted though today's rules or registers would send it back.
    """

    delivery: Delivery
    person: Person | None
    state: str
    form: dict[str, Value] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    problems: tuple[ProblemRow, ...] = ()
    issues: tuple[Issue, ...] = ()
    kept_accepted: bool = False


def check_return(delivery: Delivery, control: Control, as_of: date) -> CheckedReturn:
    """Checks a return against the control workbook's people, rulebook and calendar."""
    book = delivery.book
    if book is None:
        return _rejected(delivery, list(delivery.issues))
    parts = find_parts(book)
    form_at, answers_at, plans_at = parts.form, parts.answers, parts.problems
    if not form_at and (pack := is_a_pack(book)):
        return _rejected(delivery, [*delivery.issues, pack])
    if not form_at and not answers_at and not plans_at:
        return _rejected(delivery, [*delivery.issues, Issue(catalogue.FILE_NOT_A_RETURN)])
    lang = next((part.lang for part in (answers_at, *plans_at) if part), control.lang)
    issues = [*delivery.issues, *_missing(book, form_at, answers_at, plans_at), *parts.issues]
    if parts.people:
        return _rejected(delivery, [*issues, several_people(parts.people)])
    if form_at is None:
        return _rejected(delivery, issues)
    form, found = check_form(identity.SPEC, *form_at, lang, Context(year=control.campaign.year))
    person, doubts = check_person(form, control, *form_at, lang)
    issues += [*found, *doubts, *_form_version(form, form_at), *_late(delivery, form, control)]
    answers_at, plans_at, copies, too_many = _within_share(parts)
    looked_at = LookedAt(control, answers_at)
    context = looked_at.by_problems()
    problems, found_in_plans = read_problem_rows(plans_at, control, context, as_of)
    context = looked_at.by_answers(problems)
    same_rules = form.get("rulebook") in (None, control.rulebook.version, control.campaign.rulebook)
    answers, found_in_answers = read_answers(
        answers_at, control, context, problems, copies, same_rules=same_rules
    )
    issues += [*too_many, *found_in_answers, *found_in_plans]
    if not same_rules:
        values = {"found": form["rulebook"], "current": control.rulebook.version}
        issues.append(Issue(catalogue.RETURN_OLDER_RULEBOOK, _field(form_at, "rulebook"), values))
    issues += check_passport(book, parts, form, person, control, delivery.fingerprint)
    if person and (other := differs(person, control.people, delivery.senders)):
        issues.append(other)
    if blank := _blank(parts):
        issues = [blank, *(issue for issue in issues if issue.kind not in _OF_A_BLANK_ONE)]
    state, placed = _state(person, issues), _placed(delivery, issues)
    return CheckedReturn(replace(delivery, book=None), person, state, form, answers, problems, placed)


def is_strangers(checked: CheckedReturn, people: Sequence[Person]) -> bool:
    """Did it come by mail from nobody on the register, and is it no return? A mailbox is full of such."""
    if (
        checked.state != "rejected"
        or not checked.delivery.senders
        or is_known(people, checked.delivery.senders)
    ):
        return False
    codes = {issue.code for issue in checked.issues}
    return bool(codes & _NO_RETURN) or any(code.startswith("mail.") for code in codes)


def _within_share(
    parts: Parts,
) -> tuple[Table | None, tuple[Table, ...], tuple[Table, ...], list[Issue]]:
    """The self-check, the lists of problems and the copies, none longer than what is read of one return."""
    answers, many_answers = within_share([parts.answers] if parts.answers else [], selfcheck.SPEC)
    listed, many_problems = within_share(parts.problems, problems.SPEC)
    copies, _ = within_share(parts.copies, selfcheck.SPEC)
    return next(iter(answers), None), listed, copies, [*many_answers, *many_problems]


def _blank(parts: Parts) -> Issue | None:
    """A return in which nothing is answered and no problem is listed; told at the first answer."""
    table = parts.answers
    if table is None or parts.issues or is_in_use(table, selfcheck.SPEC):
        return None
    if any(is_in_use(listed, problems.SPEC) for listed in parts.problems) or "answer" not in table.columns:
        return None
    return Issue(catalogue.RETURN_BLANK, replace(table.place("answer", table.header_row + 1), column=""))


def _rejected(delivery: Delivery, issues: list[Issue]) -> CheckedReturn:
    return CheckedReturn(replace(delivery, book=None), None, "rejected", issues=_placed(delivery, issues))


def _placed(delivery: Delivery, issues: list[Issue]) -> tuple[Issue, ...]:
    return tuple(issue.in_file(delivery.file) for issue in _gravest(once(issues)))


def _gravest(issues: list[Issue]) -> list[Issue]:
    """As many issues as one return may have, in their order, and how many more there are."""
    if len(issues) <= SHARE.issues:
        return issues
    order = {severity: rank for rank, severity in enumerate(Severity)}
    graded = sorted(range(len(issues)), key=lambda at: order[issues[at].severity])
    left_out = Counter(issues[at].severity.value for at in graded[SHARE.issues :])
    counts = {severity.value: left_out[severity.value] for severity in Severity}
    more = Issue(catalogue.FILE_MORE_ISSUES, arguments={"count": left_out.total(), **counts})
    return [*(issues[at] for at in sorted(graded[: SHARE.issues])), more]


def _state(person: Person | None, issues: list[Issue]) -> str:
    if person is None:
        return "rejected"
    return "changes_requested" if any(i.severity is Severity.ERROR for i in issues) else "accepted"


def _missing(book: Book, form: object, answers: object, problems: object) -> list[Issue]:
    """An issue for every part of the return that isn't there, or lost its headers."""
    names = {grid.sheet for grid in book.grids}
    issues = []
    for key, part in (("identity", form), ("selfcheck", answers), ("problems", problems)):
        if part:
            continue
        sheet = RETURN.sheet(key)
        there = next((name for name in sheet.name if name in names), None)
        kind = catalogue.TABLE_NOT_FOUND if there else catalogue.SHEET_MISSING
        issues.append(Issue(kind, Place(sheet=there or ""), {"sheet": sheet.name, "table": sheet.name}))
    return issues


def _field(form_at: Form, key: str) -> Place:
    """The place of one field of the form."""
    grid, cells = form_at
    return Place(sheet=grid.sheet, cell=cells[key].a1 if key in cells else "")


def _form_version(form: dict[str, Value], form_at: Form) -> list[Issue]:
    found = form.get("version")
    if found in (None, RETURN.version):
        return []
    values = {"found": found, "current": RETURN.version}
    return [Issue(catalogue.FILE_OLDER_FORM, _field(form_at, "version"), values)]


def _late(delivery: Delivery, form: dict[str, Value], control: Control) -> list[Issue]:
    due, filled = control.campaign.returns_due, form.get("filled_on")
    saved = max(delivery.saved.date(), filled) if isinstance(filled, date) else delivery.saved.date()
    if due is None or saved <= due:
        return []
    return [Issue(catalogue.RETURN_LATE, arguments={"saved": display_text(saved), "due": display_text(due)})]
