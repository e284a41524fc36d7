"""A workbook as values: what the gate and the hosts hand to the pure core."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softenv_xl.grid.cell import Value

# Headers and labels stand near the top; further down we would take data for them.
_TOP = 60
# So many rows are remembered, none of them with more letters than that: the returns of a campaign have most in common.
_ROWS, _SHORT = 2048, 1024


class RowWords(NamedTuple):
    """The texts of one row as people compare them: by one-based column, and all of them."""

    cells: tuple[tuple[int, str], ...]
    texts: frozenset[str]


_known: dict[tuple[Value, ...], RowWords] = {}


def _words(row: tuple[Value, ...]) -> RowWords:
    """What goes by the row's texts alone: cells that are equal and no texts, as 1 and True, make no difference."""
    found = _known.get(row)
    if found is None:
        cells = tuple(
            (column, folded(value)) for column, value in enumerate(row, 1) if isinstance(value, str)
        )
        found = RowWords(cells, frozenset(text for _, text in cells))
        if sum(len(value) for value in row if isinstance(value, str)) <= _SHORT:
            if len(_known) >= _ROWS:
                _known.clear()
            _known[row] = found
    return found


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

    @property
    def without_totals(self) -> Area:
        """Its header row and its data rows."""
        return self.area._replace(bottom=self.last)


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
    def words(self) -> Sequence[tuple[int, RowWords]]:
        """The texts of the rows where headers and labels may stand, by sheet row; rows without any are left out."""
        rows = ((number, _words(row)) for number, row in enumerate(self.rows[:_TOP], 1) if row)
        return [(number, words) for number, words in rows if words.texts]


class Tokens(NamedTuple):
    """The token of a passport, as an XML part of the workbook and as its document properties hold it; and the snapshot that a
    pack carries. None: there is none.
    """

    part: str | None = None
    properties: str | None = None
    snapshot: str | None = None


NO_TOKENS = Tokens()


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook. `names` maps a defined name to its sheet and area, where it is a plain reference.

    `saved_at` is when the saving program says that it was last saved (naive UTC), if it says so. `retyped` is how often people
    changed a cell before earlier runs, by table, row's id and column: of the few columns that rules ask about, and as far
    as the history beside the workbook tells.
    """

    grids: tuple[Grid, ...]
    names: Mapping[str, tuple[str, Area]] = field(default_factory=lambda: MappingProxyType({}))
    saved_at: datetime | None = None
    format: str = "xlsx"
    passport: Tokens = NO_TOKENS
    retyped: Mapping[tuple[str, str, str], int] = field(default_factory=lambda: MappingProxyType({}))

    def grid(self, sheet: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.sheet == sheet), None)

    def table(self, name: str) -> tuple[Grid, TableArea] | None:
        """The real Excel table of that name (names ignore case), and the sheet that it stands on."""
        for grid in self.grids:
            for table in grid.tables:
                if table.name.lower() == name.lower():
                    return grid, table
        return None
