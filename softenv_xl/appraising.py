"""Parents' sheets counted into the control workbook: which round, which files, and all in one write.

Every time all of the round's files are counted anew, so that what stands in their folder is what counts: a file that is
there twice, or a later export of the same form, counts its sheets once, and nothing about anybody's answers is kept
anywhere but in the tables of the workbook. What the count comes to is put into the workbook as read, as if somebody had
typed it; then the workbook is computed as at every press.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from softenv_xl import flow
from softenv_xl.appraisal.comments import read_words
from softenv_xl.appraisal.counting import Around, Change, Counting, check_by
from softenv_xl.appraisal.glossary import Glossary
from softenv_xl.appraisal.questions import read_questions
from softenv_xl.appraisal.results import Published
from softenv_xl.control.completion import school_of
from softenv_xl.control.workbook import Control
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.grid.amended import Cells, amended, rows_of
from softenv_xl.grid.cell import Value, display_text, folded
from softenv_xl.grid.grid import Book
from softenv_xl.intake.places import folders_named
from softenv_xl.intake.returns import Delivery
from softenv_xl.issues import Issue, Place, Severity
from softenv_xl.legible import legible
from softenv_xl.registers import appraisal_leads, appraisal_mapping, appraisal_results, appraisal_rounds
from softenv_xl.registers.appraisal_questions import SPEC as QUESTIONS
from softenv_xl.registers.appraisal_questions import WORDS_SPEC as WORDS
from softenv_xl.registers.register import Register
from softenv_xl.retyping import write_amended
from softenv_xl.schema.check import Row, check_table
from softenv_xl.schema.column import worded
from softenv_xl.schema.row_ids import free_ids
from softenv_xl.sheets.patch import Patch, TablePatch
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang, Text

FOLDER = Text("评议", "appraisal")
"""The folder beside a control workbook in which each round has one of its own, called by its id."""

_REGISTERS = (
    appraisal_rounds.REGISTER,
    appraisal_results.REGISTER,
    appraisal_leads.REGISTER,
    appraisal_mapping.REGISTER,
)


class Opened(NamedTuple):
    """The workbook as read, and the round whose sheets are to be counted: its id and its row among the rounds' data."""

    book: Book
    control: Control
    round: str
    row: Row

    def folders(self, beside: Path) -> list[Path]:
        """Where the round's files are. Raises Stop: appraisal.no-folder."""
        outer = folders_named(beside, FOLDER)
        found = [each / self.round for each in outer if (each / self.round).is_dir()]
        if not found:
            inbox = Text(*(f"{name}/{self.round}" for name in FOLDER))
            raise Stop("appraisal.no-folder", folder=legible(beside), inbox=inbox)
        return found


class Appraised(NamedTuple):
    """What a count came to; `result` is that of the workbook as a whole. `unread` files couldn't be counted."""

    result: Result
    round: str
    files: int
    unread: int
    published: Published
    changed: bool


def open_round(workbook: flow.Workbook, as_of: date, wanted: str | None = None) -> Opened:
    """The round of that id, or the one that began last.

    Raises Stop: workbook.needs-upgrade, appraisal.no-round, and what reading raises.
    """
    book = workbook.read()
    control = read_control_or_stop(book, workbook.name)
    lacking = next((each for each in _REGISTERS if each.key in control.lacking), None)
    if lacking:
        raise Stop("workbook.needs-upgrade", file=workbook.name, what=_sheet(lacking))
    rows = _rows(control, appraisal_rounds.REGISTER)
    new = free_ids(appraisal_rounds.REGISTER.ids, (display_text(row.values["id"]) for row in rows))
    named = [(display_text(row.values["id"]) or next(new), row) for row in rows]
    begun = [
        (str(row.values["opened"]), identity, row)
        for identity, row in named
        if (folded(identity) == folded(wanted) if wanted else _has_begun(row, as_of))
    ]
    if not begun:
        raise Stop("appraisal.no-round")
    _, identity, row = max(begun, key=lambda each: each[:2])
    return Opened(book, control, identity, row)


def appraise(
    workbook: flow.Workbook, opened: Opened, deliveries: Iterable[Delivery], as_of: date
) -> Appraised:
    """Counts the files as the round's, and brings the workbook up to date with what may be shown of them.

    Raises Stop: appraisal.fewer, and what a refresh raises.
    """
    counting = Counting(_around(opened, as_of))
    told: list[Issue] = []
    unread = 0
    for delivery in deliveries:
        found = (*delivery.issues, *counting.add(delivery.fingerprint, delivery.book))
        told += [issue.in_file(delivery.file) for issue in found]
        unread += any(issue.severity is Severity.ERROR for issue in found)
    before = opened.row.values["received"]
    if isinstance(before, int | float) and counting.tally.total < before:
        raise Stop("appraisal.fewer", round=opened.round)
    published = counting.published()
    sheet = opened.control.tables[appraisal_rounds.SPEC.key].grid.sheet
    place = Place(sheet=sheet, row_id=opened.round)
    told += [replace(issue, place=place) for issue in counting.told(published)]
    changes = {
        appraisal_rounds.SPEC.key: Change({opened.row.index: counting.figures(published)}),
        appraisal_results.SPEC.key: counting.results(published),
        appraisal_leads.SPEC.key: counting.leads(published),
        appraisal_mapping.SPEC.key: counting.mapping(),
    }
    result, changed = write_amended(
        workbook,
        _with_changes(opened, changes),
        as_of,
        lambda result: _on_the_workbook(publish(result), opened.control),
        tuple(told),
    )
    return Appraised(result, opened.round, counting.files, unread, published, changed)


def _around(opened: Opened, as_of: date) -> Around:
    control = opened.control
    school = school_of(control, as_of)
    questions = read_questions(school.lookups[QUESTIONS.key], control.lang)
    results, leads, mapping = (
        [(row.index, row.values) for row in _rows(control, register)] for register in _REGISTERS[1:]
    )
    glossary = Glossary(questions, control.people, control.lang, [row for _, row in mapping])
    return Around(
        opened.round,
        questions,
        control.people,
        glossary,
        read_words(school.lookups[WORDS.key]),
        results,
        leads,
        mapping,
        school.number("group_min"),
        check_by(as_of, school.number("lead_days")),
        lambda tag: entry.label(control.lang) if (entry := control.rulebook.entry_with(tag)) else None,
    )


def _rows(control: Control, register: Register) -> Sequence[Row]:
    return check_table(register.spec, control.tables[register.key], control.context).rows


def _sheet(register: Register) -> Text:
    zh, en = register.sheet.name
    return Text(f"“{zh}”", f"sheet “{en}”")


def _has_begun(row: Row, as_of: date) -> bool:
    return isinstance(opened := row.values["opened"], date) and opened <= as_of


def _with_changes(opened: Opened, changes: Mapping[str, Change]) -> Book:
    """The workbook as if the changes had been typed into it; new rows get their ids."""
    book, control = opened.book, opened.control
    for register in _REGISTERS:
        table, change = control.tables[register.key], changes[register.key]
        taken = (display_text(row.values["id"]) for row in _rows(control, register))
        new = [
            {"id": identity, **cells}
            for identity, cells in zip(free_ids(register.ids, taken), change.new, strict=False)
        ]
        in_words = [_in_words(register, cells, control.lang) for cells in new]
        changed = {index: _in_words(register, cells, control.lang) for index, cells in change.changed.items()}
        book = amended(book, table, changed, in_words)
    return book


def _in_words(register: Register, cells: Cells, lang: Lang) -> dict[str, Value]:
    spec = register.spec
    return {key: worded(spec.column(key), value, lang) for key, value in cells.items() if key in spec.by_key}


def _on_the_workbook(patch: Patch, control: Control) -> Patch:
    """The patch of the workbook as it stands, in which the new rows aren't there yet."""
    before = {register.key: rows_of(control.tables[register.key]) for register in _REGISTERS}
    return replace(
        patch,
        tables=tuple(
            _with_new_rows(table, before[table.table]) if table.table in before else table
            for table in patch.tables
        ),
    )


def _with_new_rows(table: TablePatch, count: int) -> TablePatch:
    rows = (
        replace(row, source=None) if row.source is not None and row.source >= count else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))
