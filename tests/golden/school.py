"""The school of `school.md` as workbooks: its register, the returns that come in, what the office types."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from softenv_xl import flow, templates
from softenv_xl.bans.default import ENTRIES
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.demo.return_filling import PlannedProblem, filled_return
from softenv_xl.gate.limits import CONTROL, RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.intake.returns import Delivery
from softenv_xl.registers import departments, evidence, people, rectification
from softenv_xl.schema.column import Kind
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import CellPatch, Patch, TablePatch
from softenv_xl.sheets.return_form import return_for
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang, Text
from tests.support.text_tables import tables

DAYS = {"1": date(2026, 10, 20), "2": date(2026, 10, 27)}
"""The day on which each batch is collected."""

FILE = "control.xlsx"
_DUE = date(2026, 9, 30)

(
    DEPARTMENTS,
    PEOPLE,
    INCOMING,
    PROBLEMS,
    EVIDENCE,
    TYPED,
    TILES,
    ROLLUPS,
    BY_DEPARTMENT,
    BY_BAN,
    AGES,
    OVER_TIME,
) = tables(Path(__file__).with_name("school.md"))


def said(cell: str, lang: Lang) -> str:
    """What a cell of the page says in one language."""
    zh, _, en = cell.partition(" / ")
    return Text(zh, en or zh)(lang)


class Workbook(Draft):
    """The control workbook in memory; `patch` is what the last press wrote."""

    def __init__(self, content: bytes) -> None:
        super().__init__(FILE, content)
        self.patch = Patch()

    def read(self) -> Book:
        return _book(self.content)

    def write(self, patch: Patch) -> bool:
        self.patch = patch
        return super().write(patch)

    def control(self) -> Control:
        return read_control(self.read(), FILE)

    def type_in(self, spec: TableSpec, rows: list[Placed]) -> None:
        self.write(Patch((table_patch(self.control(), spec, rows),)))


@cache
def register(lang: Lang) -> bytes:
    """The workbook as the office has set it up, before anything has come."""
    workbook = Workbook(templates.path("control", lang).read_bytes())
    cells = (CellPatch("settings_school", "School"), CellPatch("settings_returns_due", _DUE))
    workbook.write(Patch(cells=cells))
    for spec, page in ((departments.SPEC, DEPARTMENTS), (people.SPEC, PEOPLE)):
        workbook.type_in(spec, [Placed(None, _row(workbook, spec, row, lang)) for row in page])
    return workbook.content


@cache
def deliveries(batch: str, lang: Lang) -> tuple[Delivery, ...]:
    """What comes in before the batch's day."""
    return tuple(_delivery(row, lang) for row in INCOMING if row["batch"] == batch)


def office_work(workbook: Workbook, lang: Lang) -> None:
    """The office types its evidence and, day by day, its decisions; all but the last day's are refreshed."""
    found = [Placed(None, _row(workbook, evidence.SPEC, row, lang)) for row in EVIDENCE]
    there = [Placed(row.index, {}) for row in workbook.control().checked[evidence.SPEC.key].rows]
    workbook.type_in(evidence.SPEC, [*there, *found])
    days = sorted({row["day"] for row in TYPED})
    for day in days:
        _decide(workbook, [row for row in TYPED if row["day"] == day], lang)
        if day != days[-1]:
            flow.refresh(workbook, date.fromisoformat(day))


def _decide(workbook: Workbook, page: list[dict[str, str]], lang: Lang) -> None:
    spec = rectification.SPEC
    typed = [
        (row.pop("id"), _row(workbook, spec, row, lang)) for row in ({**r} for r in page) if row.pop("day")
    ]
    decided = {row_id: cells for row_id, cells in typed if row_id}
    rows = workbook.control().checked[spec.key].rows
    there = [Placed(row.index, decided.get(str(row.values["id"]), {})) for row in rows]
    workbook.type_in(spec, [*there, *(Placed(None, cells) for row_id, cells in typed if not row_id)])


def _delivery(row: dict[str, str], lang: Lang) -> Delivery:
    saved = datetime.fromisoformat(f"{row['saved']} 10:00")
    reading = read(_return(row["mark"], row["who"], lang) if row["who"] else b"no workbook", RETURN)
    return Delivery(row["file"], f"{row['mark']:0>16}", saved, reading.book, reading.issues)


@cache
def _return(mark: str, who: str, lang: Lang) -> bytes:
    """The return as sent, filled in by the teacher."""
    control = Workbook(register(lang)).control()
    person = next(person for person in control.people if person.number == who)
    blank = apply(templates.path("return", lang).read_bytes(), return_for(person, control), "return.xlsx")
    plans = [_plan(row) for row in PROBLEMS if row["mark"] == mark]
    return filled_return(blank, plans, person.name, date(2026, 9, 2), lang)


def _plan(row: dict[str, str]) -> PlannedProblem:
    entry = next(entry for entry in ENTRIES if entry.number == row["entry"])
    problem, measure = (Text(said(row[key], "zh"), said(row[key], "en")) for key in ("problem", "measure"))
    found, deadline = (date.fromisoformat(row[key]) for key in ("found", "deadline"))
    return PlannedProblem(entry, problem, measure, found, deadline, row["progress"], None)


def _row(workbook: Workbook, spec: TableSpec, row: dict[str, str], lang: Lang) -> dict[str, Value]:
    """A row of the page as somebody types it; cells left blank there aren't touched."""
    return {key: _typed(workbook, spec, key, said(cell, lang)) for key, cell in row.items() if cell}


def _typed(workbook: Workbook, spec: TableSpec, key: str, cell: str) -> Value:
    if key == "item":
        entry = workbook.control().rulebook.entry_of(cell)
        return entry.label(workbook.control().lang) if entry else cell
    return date.fromisoformat(cell) if spec.column(key).kind is Kind.DATE else cell


@cache
def _book(package: bytes) -> Book:
    book = read(package, CONTROL).book
    assert book
    return book


def table(patch: Patch, key: str) -> TablePatch:
    """One table of a patch."""
    return next(table for table in patch.tables if table.table == key)
