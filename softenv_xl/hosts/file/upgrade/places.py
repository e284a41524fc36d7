"""Where the cells of today's empty workbook stand in the one that people work in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from softenv_xl.hosts.relocation import relocated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softenv_xl.grid.address import Address


class NotThereError(LookupError):
    """A formula of the template names a cell that the workbook hasn't got."""


@dataclass
class TablePlace:
    """A table's header row and its columns by key, in the template and in the workbook."""

    key: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    there: str
    there_row: int
    there_columns: dict[str, int]

    def holds(self, row: int, column: int) -> bool:
        return column in self.columns.values() and (row >= self.header_row or not row)

    def put(self, row: int, column: int) -> tuple[int, int]:
        key = next(key for key, at in self.columns.items() if at == column)
        if key not in self.there_columns:
            raise NotThereError(key)
        return (row - self.header_row + self.there_row if row else 0), self.there_columns[key]


@dataclass
class Places:
    """`titles` maps the template's sheets to those in the workbook; `as_drawn` are those of them whose cells stand
    where the template has them; `cells` are single cells of forms.
    """

    titles: dict[str, str] = field(default_factory=dict)
    tables: list[TablePlace] = field(default_factory=list)
    as_drawn: set[str] = field(default_factory=set)
    cells: dict[tuple[str, int, int], Address] = field(default_factory=dict)

    def relocated(self, text: str, home: str) -> str:
        """A formula of the template's sheet `home` as it reads in the workbook. Raises NotThereError."""
        return relocated(text, home, self.put)

    def put(self, sheet: str, row: int, column: int) -> tuple[str, int, int]:
        """One cell, or a whole row (column 0) or column (row 0). Raises NotThereError."""
        title = self.titles.get(sheet)
        if title is None:
            raise NotThereError(sheet)
        if sheet in self.as_drawn:
            return title, row, column
        if (sheet, row, column) in self.cells:
            return title, *self.cells[sheet, row, column]
        for table in self.tables:
            if table.sheet == sheet and column and table.holds(row, column):
                return title, *table.put(row, column)
            if table.sheet == sheet and not column and row == table.header_row:
                return title, table.there_row, 0
        if (row, column) == (1, 1):  # where a link leads: the sheet itself
            return title, row, column
        raise NotThereError(f"{sheet} {row} {column}")
