"""A workbook as values: what the gate and the hosts hand to the pure core."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softenv_xl.grid.cell import Value

# Headers and labels stand near the top; further down we would take data for them.
_TOP = 60


@dataclass(frozen=True, slots=True)
class TableArea:
    """A real Excel table as the file declares it; `area` includes its header row, and its totals row if it
    shows one: that is no data.
    """

    name: str
    area: Area
    totals: bool = False

    @property
    def last(self) -> int:
        """The sheet row of its last data row."""
        return self.area.bottom - self.totals


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows[0][0]` is A1; rows may be ragged and end at the last cell that is not empty.

    `pictures` are the cells that hold a picture, whatever stands in `rows` for it. `since_1904` says that the
    workbook counts days from 1904 on, which matters where a day is formatted as a plain number.
    """

    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    formulas: frozenset[Address] = frozenset()
    merged: tuple[Area, ...] = ()
    tables: tuple[TableArea, ...] = ()
    visible: bool = True
    pictures: frozenset[Address] = frozenset()
    since_1904: bool = False

    def value(self, address: Address) -> Value:
        """The cell's value; None past the last cell used."""
        if address.row > len(self.rows):
            return None
        row = self.rows[address.row - 1]
        return row[address.column - 1] if address.column <= len(row) else None

    @cached_property
    def words(self) -> Sequence[Sequence[tuple[int, str]]]:
        """The text in each of the rows where headers and labels may stand: (one-based column, text as people
        compare it). Folded once for all tables and forms that are looked for.
        """
        return [
            [(column, folded(value)) for column, value in enumerate(row, 1) if isinstance(value, str)]
            for row in self.rows[:_TOP]
        ]


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook. `names` maps a defined name to its sheet and area, where it is a plain reference.

    `saved_at` is when the saving program says that it was last saved (naive UTC), if it says so.
    """

    grids: tuple[Grid, ...]
    names: Mapping[str, tuple[str, Area]] = field(default_factory=lambda: MappingProxyType({}))
    saved_at: datetime | None = None
    format: str = "xlsx"

    def grid(self, sheet: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.sheet == sheet), None)

    def table(self, name: str) -> tuple[Grid, TableArea] | None:
        """The real Excel table of that name (names ignore case), and the sheet that it stands on."""
        for grid in self.grids:
            for table in grid.tables:
                if table.name.lower() == name.lower():
                    return grid, table
        return None
