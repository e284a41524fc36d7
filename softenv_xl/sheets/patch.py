"""A Patch says what a workbook's cells shall be; a host carries it out. It holds values, never formats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from softenv_xl.grid.cell import Value


class _Keep(Enum):
    KEEP = "keep"

    def __repr__(self) -> str:
        return "KEEP"


KEEP: Final = _Keep.KEEP
"""In a RowPatch: leave this cell as it is. In a new row: take the column's formula, or stay empty."""

Kept = Literal[_Keep.KEEP]


@dataclass(frozen=True, slots=True)
class RowPatch:
    """One data row of a table as it shall be.

    `source` is the zero-based index of the existing data row that it continues (all cells that the
    patch doesn't name, staff's added columns among them, go with it), or None for a new row, which
    takes styles and column formulas from the row above. A row that people typed right below the table's
    end counts on from its last one, and becomes part of the table.
    """

    source: int | None
    values: tuple[Value | Kept, ...]


@dataclass(frozen=True, slots=True)
class TablePatch:
    """All data rows of one table, in order; an existing row that no RowPatch continues is removed.

    `columns` are header texts as they stand in the workbook; one that isn't there yet is added at the
    table's right end. A column that is a formula in the workbook keeps its formula: the value given is
    what the formula shows (hosts that don't calculate store it as the cached value).

    `headers` are columns that are called otherwise from now on: (header now, header to be); `columns` has the
    latter. `renamed` are those of them that mean the same thing as before, so that what refers to them by name
    follows. `dropped` are headers of columns at the table's right end that go, cells and all.

    `formulas` are (header, formula without '=' as it reads in the table's first data row) of columns that are
    formulas: where neither a row nor the table itself has the formula any more, every row gets it again.
    """

    table: str
    columns: tuple[str, ...]
    rows: tuple[RowPatch, ...]
    headers: tuple[tuple[str, str], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    formulas: tuple[tuple[str, str], ...] = ()

    def refuse_contradictions(self) -> None:
        """Raises ValueError where the patch says two things about one row or column."""
        kept = [source for source in self.sources if source is not None]
        if len(set(kept)) != len(kept):
            raise ValueError(f"two rows of {self.table} continue the same row")
        if len(set(self.columns)) != len(self.columns):
            raise ValueError(f"the patch of {self.table} names a column twice")
        if any(len(row.values) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.table} has not as many values as there are columns")

    @property
    def sources(self) -> list[int | None]:
        """Of each row as it shall be, the index of the row that it continues."""
        return [row.source for row in self.rows]


@dataclass(frozen=True, slots=True)
class CellPatch:
    """One cell, by the defined name that points at it. An `optional` one is left out where there is no such name:
    workbooks made earlier haven't got it.
    """

    name: str
    value: Value
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SheetPatch:
    """Whether a sheet is in view. Where the workbook doesn't allow it, or has no other sheet in view, it stays as it is."""

    title: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Patch:
    """Everything that one run of a button changes in one workbook."""

    tables: tuple[TablePatch, ...] = ()
    cells: tuple[CellPatch, ...] = ()
    sheets: tuple[SheetPatch, ...] = ()
