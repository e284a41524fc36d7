"""A tracker sheet as it stands in a Chinese workbook: merged into and read back the way the product does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Header, find_table
from softenv_xl.registers.departments import Department
from softenv_xl.registers.people import Person
from softenv_xl.registers.rectification import SPEC
from softenv_xl.schema.check import Context as CheckContext
from softenv_xl.schema.check import Row, check_table
from softenv_xl.schema.column import Owner
from softenv_xl.sheets import text
from softenv_xl.tracker import Context, Merged, SubmittedItem, merge

TODAY = date(2026, 10, 20)
PEOPLE = (
    Person(number="T01", name="李薇", department="数学组"),
    Person(number="T02", name="王芳", department="语文组"),
)
DEPARTMENTS = (Department(name="数学组", head="孙主任"), Department(name="语文组", head="石主任"))
STAFFS = tuple(column.key for column in SPEC.columns if column.owner is Owner.STAFF)


class Sheet:
    """`cells` are the data rows as people see them, by column key."""

    def __init__(self) -> None:
        self.cells: list[dict[str, Value]] = []

    def copy(self) -> Sheet:
        return deepcopy(self)

    def type(self, row: int, key: str, words: Value) -> None:
        """Somebody types into a cell; None clears it."""
        self.cells[row][key] = words

    def enter(self, **cells: Value) -> None:
        """Somebody fills in a new row at the end."""
        self.cells.append({**dict.fromkeys(column.key for column in SPEC.columns), **cells})

    def rows(self) -> tuple[Row, ...]:
        header = tuple(column.label.zh for column in SPEC.columns)
        body = (tuple(cells[column.key] for column in SPEC.columns) for cells in self.cells)
        table = find_table(Grid("整改台账", (header, *body)), [Header(c.key, c.label) for c in SPEC.columns])
        assert table
        lists = {
            "rulebook_items": ("1 违规收费", "1 乱收费", "3 有偿补课"),
            "people_numbers": ("T01", "T02"),
            "pick_departments": ("语文组", "数学组"),
        }
        return check_table(SPEC, table, CheckContext(lists=lists, year=2026, formulas_allowed=True)).rows

    def merge(
        self,
        said: Iterable[SubmittedItem] = (),
        newest: Mapping[str, str] | None = None,
        as_of: date = TODAY,
        renamed: Mapping[str, str] | None = None,
    ) -> Merged:
        """Merges, and writes what is to be written into the cells."""
        context = Context(PEOPLE, DEPARTMENTS, newest or {}, "zh", "整改台账")
        if renamed:
            context = replace(context, renamed=lambda item: renamed.get(item, item))
        merged = merge(self.rows(), said, context, as_of)
        for row in merged.rows:
            if row.source is None:
                self.enter()
            cells = self.cells[-1 if row.source is None else row.source]
            cells |= {key: as_seen(key, value) for key, value in row.values.items()}
        return merged

    def by_id(self) -> dict[Value, dict[str, Value]]:
        """The rows in no particular order."""
        return {cells["id"]: cells for cells in self.cells}


def as_seen(key: str, value: Value) -> Value:
    """What stands in a cell once a spreadsheet has saved it: words, and its own kind of line end."""
    cell = text.cell(SPEC.column(key), value, "zh")
    return cell.replace("\r\n", "\n") if isinstance(cell, str) else cell


def said(row_id: str, stamp: str, **values: Value) -> SubmittedItem:
    return SubmittedItem(row_id, row_id.rpartition("-")[0], stamp, values)
