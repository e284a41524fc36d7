"""A school of any size with its returns filled in, for timing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from softenv_xl import flow, templates
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import departments, people, rectification
from softenv_xl.return_form import problems, selfcheck
from softenv_xl.return_form.identity import SPEC as IDENTITY
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import KEEP, CellPatch, Patch, RowPatch, TablePatch
from softenv_xl.words import Lang

AS_OF = date(2026, 10, 20)
LANG: Lang = "en"


def table(
    spec: TableSpec, keys: tuple[str, ...], rows: list[tuple[Value, ...]], ready: int = 1
) -> TablePatch:
    """The table with just these rows."""
    labels = tuple(spec.column(key).label(LANG) for key in keys)
    return TablePatch(
        spec.key, labels, tuple(RowPatch(i if i < ready else None, row) for i, row in enumerate(rows))
    )


def control(path: Path, teachers: int, items: int = 0) -> Control:
    """A control workbook with that many teachers in 12 departments, and that many items in its tracker."""
    path.write_bytes(templates.path("control", LANG).read_bytes())
    names = [f"Department {i}" for i in range(1, 13)]
    staff: list[tuple[Value, ...]] = [
        (f"T{i:04d}", f"Teacher {i}", names[i % 12]) for i in range(1, teachers + 1)
    ]
    tables = [
        table(departments.SPEC, ("name", "head"), [(name, "Head") for name in names]),
        table(people.SPEC, ("number", "name", "department"), staff),
    ]
    if items:
        keys = ("number", "item", "problem", "found", "measure", "owner", "deadline", "status")
        tables.append(table(rectification.SPEC, keys, [_item(i, teachers) for i in range(items)]))
    workbook = FileWorkbook(path)
    workbook.read()
    workbook.write(Patch(tuple(tables), (CellPatch("settings_school", "Bench School"),)))
    return read_control(FileWorkbook(path).read())


def _item(i: int, teachers: int) -> tuple[Value, ...]:
    due = date(2026, 9, 12) + timedelta(i % 90)
    person = f"T{i % teachers + 1:04d}"
    return (
        person,
        "3 Paid tutoring",
        f"Problem {i}",
        date(2026, 8, 1),
        "A measure " * 4,
        "Owner",
        due,
        "Open",
    )


def returns(known: Control, folder: Path) -> None:
    """Everyone's return, filled in: three of ten report a problem, one of twenty leaves an answer out."""
    flow.distribute(known, folder)
    for number, path in enumerate(sorted(folder.glob("*.xlsx"))):
        path.write_bytes(apply(path.read_bytes(), _filling(path, number), path.name))


def _filling(path: Path, number: int) -> Patch:
    book = read(path.read_bytes(), RETURN).book
    assert book
    found = book.table(selfcheck.SPEC.key)
    assert found
    items = [found[0].rows[row][0] for row in range(found[1].area.top, found[1].area.bottom)]
    answers: list[tuple[Value, ...]] = [("No",) for _ in items]
    plan: list[tuple[Value, ...]] = []
    if number % 10 < 3:
        answers[2] = ("Yes",)
        plan = [(items[2], "Tutored for pay", date(2026, 8, 3), "Pay it back", "Myself", date(2026, 10, 1))]
    if number % 20 == 7:
        answers[5] = (None,)
    keys = ("item", "problem", "found", "measure", "owner", "deadline")
    labels = tuple(problems.SPEC.column(key).label(LANG) for key in keys)
    rows = tuple(RowPatch(i, plan[i] if i < len(plan) else (KEEP,) * len(keys)) for i in range(40))
    tables = (
        table(selfcheck.SPEC, ("answer",), answers, len(items)),
        TablePatch(problems.SPEC.key, labels, rows),
    )
    return Patch(tables, (CellPatch(IDENTITY.name("filled_on"), date(2026, 9, 1)),))
