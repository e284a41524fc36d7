"""What every sheet is drawn on and with, and what the cells of a workbook hold when it is built."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from softenv_xl.schema.expression import Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from softenv_xl.grid.cell import Value
    from softenv_xl.schema.table import BookSpec, TableSpec
    from softenv_xl.templates.formats import Formats
    from softenv_xl.templates.sheet import Sheet
    from softenv_xl.words import Lang

Row = dict[str, "Value"]
"""One table row, by column key."""


@dataclass(frozen=True, slots=True)
class Filling:
    """`tables` holds rows by table key, `values` single cells by defined name, `lists` dropdown words by name."""

    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, Collection[str]] = field(default_factory=dict)

    def rows(self, table: TableSpec) -> list[Row]:
        """The table's rows, and below them blank ones up to those that stand ready."""
        rows = list(self.tables.get(table.key, ()))
        return rows + [{} for _ in range(table.ready_rows - len(rows))]

    def scope(self, row: Row, keys: Collection[str]) -> Scope:
        return Scope({key: row.get(key) for key in keys}, self.values, self.lists)


@dataclass(frozen=True, slots=True)
class Canvas:
    book: BookSpec
    lang: Lang
    filling: Filling
    workbook: Workbook
    formats: Formats

    @property
    def lists_issues(self) -> bool:
        """Has the workbook a list of issues, which marks and check columns look into?"""
        return any(table.key == "issues" for _, table in self.book.tables())

    def name_cell(self, name: str, sheet: Sheet, row: int, column: int) -> None:
        """Gives one cell (zero-based) a defined name."""
        self.name_range(name, sheet, (row, column, row, column))

    def name_range(self, name: str, sheet: Sheet, area: tuple[int, int, int, int]) -> None:
        self.workbook.define_name(name, f"={reference(sheet.get_name(), area)}")


def reference(sheet: str, area: tuple[int, int, int, int]) -> str:
    """An absolute reference, `'Self-check'!$A$5:$A$16`; `area` is top, left, bottom, right, zero-based."""
    top, left, bottom, right = area
    first, last = (xl_rowcol_to_cell(*cell, True, True) for cell in ((top, left), (bottom, right)))
    return f"{quote_sheetname(sheet)}!{first}" + ("" if first == last else f":{last}")


def put(sheet: Sheet, row: int, column: int, value: Value, style: Format) -> None:
    """Writes a plain value as what it is; text never becomes a formula, a link or a number."""
    match value:
        case None:
            sheet.write_blank(row, column, None, style)
        case str():
            sheet.write_string(row, column, value, style)
        case date():
            sheet.write_datetime(row, column, value, style)
        case int() | float():
            sheet.write_number(row, column, value, style)
        case _:
            raise TypeError(f"no template holds a {type(value).__name__}")
