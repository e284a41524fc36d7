"""The main path. Start reading here.

A clerk has a control workbook with the school's people, sends every teacher a return, and gets them back as
files. One run has them checked, assessed against the bans, merged into the rectification tracker and shown
on the dashboard:

    receive   the gate turns files into grids                                          gate, intake.delivery
    check     each return against the register, the rulebook and the calendar          intake.returns
    enter     which return of each person counts                                       intake.ledger
    track     problem rows into the tracker, which keeps what people typed             tracker
    complete  the registers that the office keeps: computed cells, what they claim      registers
              a breach that was found substantiated makes an item in the tracker        control
    assess    evidence into teacher × ban, department, school                          compliance
    publish   every sheet as one Patch                                                 sheets
    write     a host carries the Patch out: the file here, an open workbook elsewhere  hosts

Everything between receiving and writing is pure: the same workbook, returns and day give the same Patch. Parents' sheets come
by a way of their own (appraising) into four of the registers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from softenv_xl import books, catalogue
from softenv_xl.compliance.assessment import assess
from softenv_xl.compliance.claims import resolve
from softenv_xl.control.breach_items import tracker_rows
from softenv_xl.control.completion import completed, school_of, tags_missing
from softenv_xl.control.confidential import confidential_words
from softenv_xl.control.issue_places import with_cells, with_row_ids
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.errors import Stop, log_of
from softenv_xl.fault_localization import locating_faults, read_control_or_stop
from softenv_xl.grid.grid import Book
from softenv_xl.intake.accepted_earlier import keep_accepted
from softenv_xl.intake.evidence_assembly import assemble_evidence
from softenv_xl.intake.ledger import build_ledger
from softenv_xl.intake.restored_statements import restored_statements
from softenv_xl.intake.returns import CheckedReturn, Delivery, check_return, is_strangers
from softenv_xl.intake.standalone import standalone_control
from softenv_xl.intake.submitted_items import merge_context, submitted_items
from softenv_xl.isolation import Isolation
from softenv_xl.issues import Issue, Place
from softenv_xl.registers.people import Person, owing
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.publish import publish, publish_issues
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.return_form import locked_of, return_for
from softenv_xl.sheets.why import asking, why_about
from softenv_xl.tracker import closed_entries, merge, with_entered
from softenv_xl.words import Lang

if TYPE_CHECKING:
    from softenv_xl.intake.known import Known
    from softenv_xl.passport.issuance import Issuance
    from softenv_xl.passport.model import Passport

    Passports = Callable[[Control], Issuance]
    """What was issued from the control workbook."""

    Sign = Callable[[str, str], Passport]
    """Issues a passport for a staff number and the digest of what is locked."""

    Aside = Callable[[Delivery, CheckedReturn], bool]
    """Shown every file after its check: is it none of the ledger's business?"""


class Workbook(Protocol):
    """What a host offers: the workbook's grids, and carrying out a Patch on it."""

    @property
    def name(self) -> str: ...

    def read(self) -> Book:
        """The workbook as it is now; raises Stop when it can't be read."""
        ...

    def rehearse(self, patch: Patch) -> None:
        """Finds out whether the patch can be carried out, and changes nothing; raises what writing would."""
        ...

    def write(self, patch: Patch) -> bool:
        """Carries the patch out, whole or not at all; False when it changed nothing."""
        ...


def collect(
    workbook: Workbook,
    deliveries: Iterable[Delivery] | Callable[[Control], Iterable[Delivery]],
    as_of: date,
    known: Known | None = None,
    passports: Passports = lambda control: control.passports,
    aside: Aside = lambda delivery, checked: False,
) -> tuple[Result, bool]:
    """Takes returns in and brings the whole control workbook up to date; also says whether it changed.

    What comes in may depend on what the workbook holds: then `deliveries` is asked. A return that makes any step fail is
    left out with an issue that says so. What is `known` of returns is not found out again; what was found now is known
    afterwards. `passports` says what was issued from the workbook, `aside` which files others see to.
    """
    book = workbook.read()
    control = read_control_or_stop(book, workbook.name)
    control = replace(control, passports=passports(control))
    if known:
        known.hold(control, as_of)
    coming = deliveries(control) if callable(deliveries) else deliveries
    returns, elsewhere = _check_deliveries(coming, control, as_of, known, aside)

    def attempt(some: list[CheckedReturn]) -> tuple[Result, Patch]:
        result = compute(control, some, as_of, elsewhere)
        patch = publish(result)
        workbook.rehearse(patch)
        return result, patch

    def failed(one: CheckedReturn, error: Exception) -> CheckedReturn:
        return _check_failure(one.delivery, error, confidential_words(book))

    isolation = Isolation(attempt, failed)
    with locating_faults(book, workbook.name, lambda tried: publish(compute(read_control(tried), [], as_of))):
        result, patch = isolation.run(returns)
    changed = workbook.write(patch)
    if known:
        known.learn(returns)
    left_out = [issue for one in isolation.left_out for issue in one.issues]
    result = replace(result, elsewhere=(*result.elsewhere, *left_out))
    return result.in_file(workbook.name), changed


def _check_deliveries(
    deliveries: Iterable[Delivery], control: Control, as_of: date, known: Known | None, aside: Aside
) -> tuple[list[CheckedReturn], tuple[Issue, ...]]:
    """The returns as checked; and what is to be reported of places that are no files, and of strangers' mail."""
    returns, elsewhere = list[CheckedReturn](), list[Issue]()
    for delivery in deliveries:
        if not delivery.is_file:
            elsewhere += [issue.in_file(delivery.file) for issue in delivery.issues]
            continue
        recalled = known.recalled(delivery) if known else None
        checked = recalled or check_safely(delivery, control, as_of)
        if aside(delivery, checked):
            continue
        if is_strangers(checked, control.people):
            elsewhere += checked.issues
        else:
            returns.append(checked)
    return returns, tuple(elsewhere)


def refresh(workbook: Workbook, as_of: date) -> tuple[Result, bool]:
    """Recomputes everything after people edited the workbook by hand: a collect with nothing new."""
    return collect(workbook, (), as_of)


def inspect(workbook: Workbook, as_of: date) -> Result:
    """What a refresh would come to; nothing is written."""
    return as_it_stands(workbook.read(), workbook.name, as_of)


def as_it_stands(book: Book, file: str, as_of: date) -> Result:
    """What a refresh of the workbook as it was read would come to; `file` is its name."""
    with locating_faults(book, file, lambda tried: compute(read_control(tried), [], as_of)):
        return compute(read_control(book, file), [], as_of)


def explain(workbook: Workbook, as_of: date, sheet: str, row: int) -> tuple[Result, bool]:
    """Fills the sheet Why with what is behind the results of whom that row is about; or else of whom the sheet names.

    Raises Stop: why.no-sheet, why.whom.
    """
    book = workbook.read()
    control = asking(read_control_or_stop(book, workbook.name), sheet, row, workbook.name)
    with locating_faults(book, workbook.name, lambda tried: compute(read_control(tried), [], as_of)):
        result = compute(control, [], as_of)
    return result, workbook.write(why_about(result))


def highlight_issues(workbook: Workbook, as_of: date) -> tuple[Result, bool]:
    """Checks the control workbook itself: its issues are listed in it and marked; nothing else changes, but for
    words that were renamed.
    """
    book = workbook.read()
    with locating_faults(
        book, workbook.name, lambda tried: publish_issues(compute(read_control(tried), [], as_of))
    ):
        result = compute(read_control(book, workbook.name), [], as_of)
        workbook.rehearse(patch := publish_issues(result))
    changed = workbook.write(patch)
    return result.in_file(workbook.name), changed


def compute(
    control: Control, returns: list[CheckedReturn], as_of: date, elsewhere: tuple[Issue, ...] = ()
) -> Result:
    """From the workbook as read and the returns as checked to everything that shall stand in it.

    `elsewhere`: what is to be reported of places that are neither the workbook nor returns.
    """
    register = control.people
    control = replace(control, people=owing(register, as_of))
    returns = [keep_accepted(checked, control) for checked in returns]
    ledger = build_ledger(control, returns, as_of)
    control = replace(control, people=owing(register, as_of, ledger.answers))
    accepted = control.accepted_rows
    submitted = submitted_items(returns, ledger, accepted)
    tracker = merge(control.checked["tracker"].rows, submitted, merge_context(control, ledger), as_of)
    closed = closed_entries(tracker.rows, control.rulebook)
    evidence = assemble_evidence(control, ledger, returns, closed, as_of)
    made = {"evidence": evidence.rows, "tracker": tracker.rows}
    control, others, items, school = completed(control, school_of(control, as_of, made))
    entered = tracker_rows(items, control.rulebook, control.lang)
    tracker = with_entered(tracker, entered, merge_context(control, ledger), as_of)
    registers = {"evidence": evidence.rows, "tracker": tracker.rows, **others}
    claims = resolve(school.claims, control.rulebook)
    assessment = assess(control.people, control.rulebook, claims.evidence, ledger.answers)
    found = (*control.issues, *evidence.issues, *tags_missing(control, claims.unknown_tags))
    own_issues = with_row_ids(control, found, registers)
    restored = restored_statements(control, ledger, returns, evidence.rows, accepted)
    issues = (*own_issues, *with_cells(tracker, control), *restored)
    return Result(
        control,
        tuple(returns),
        ledger,
        registers,
        evidence,
        assessment,
        issues,
        school,
        claims.evidence,
        elsewhere,
    )


def validate(delivery: Delivery, control: Control | None, as_of: date, lang: Lang) -> tuple[Issue, ...]:
    """Everything wrong with one file: a return, against the control workbook where there is one, or a
    control workbook itself. Whatever happens to one file is an issue on it, so that the others are checked.
    """
    try:
        return _validated(delivery, control, as_of, lang)
    except Stop as stop:
        return (Issue(catalogue.FILE_UNREADABLE, Place(delivery.file), {"what": stop.cause}),)
    except Exception as error:
        return _check_failure(delivery, error).issues


def _validated(delivery: Delivery, control: Control | None, as_of: date, lang: Lang) -> tuple[Issue, ...]:
    book = delivery.book
    if book and books.is_control(table.name for grid in book.grids for table in grid.tables):
        return as_it_stands(book, delivery.file, as_of).in_file(delivery.file).issues
    if control is None and book:
        control = standalone_control(book, lang)
    if control is None:
        return tuple(issue.in_file(delivery.file) for issue in delivery.issues)
    return keep_accepted(check_return(delivery, control, as_of), control).issues


def check_safely(delivery: Delivery, control: Control, as_of: date) -> CheckedReturn:
    """One return's check. Whatever goes wrong in it is an issue on that file: no return stops the others."""
    try:
        return check_return(delivery, control, as_of)
    except Exception as error:
        return _check_failure(delivery, error)


def _check_failure(delivery: Delivery, error: Exception, hidden: Iterable[str] = ()) -> CheckedReturn:
    """`hidden` are words that the log must not have."""
    issues = (*delivery.issues, Issue(catalogue.FILE_CHECK_FAILED, arguments={"log": log_of(error, hidden)}))
    placed = tuple(issue.in_file(delivery.file) for issue in issues)
    return CheckedReturn(replace(delivery, book=None), None, "rejected", issues=placed)


def distribute(
    control: Control,
    out: Path,
    begins: Callable[[int, int], None] = lambda number, of: None,
    as_of: date = date.max,
    sign: Sign | None = None,
) -> tuple[int, int]:
    """A prefilled return for everyone who owes one: how many were written, how many stood there already.

    `begins` is called with the number of each, and of how many, before it is written. Whoever has left by `as_of`
    gets none. `sign` gives everyone's return its passport; without it they have none. Raises Stop: people.none-owe.
    """
    from softenv_xl.hosts.returns import write_returns  # slow to load, and only this needs it

    owe = [p for p in owing(control.people, as_of) if p.owes_return and not p.vanished]
    if not owe:
        raise Stop("people.none-owe")

    def returns() -> Iterator[tuple[Person, Patch, Passport | None]]:
        for number, person in enumerate(owe, 1):
            begins(number, len(owe))
            passport = sign(person.number, locked_of(person, control)) if sign else None
            yield person, return_for(person, control, passport.payload.serial if passport else ""), passport

    return write_returns(control.lang, returns(), out)
