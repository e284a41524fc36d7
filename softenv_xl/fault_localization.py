"""Which cell of the control workbook makes the program fail, where nobody foresaw it: found by leaving cells out."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from softenv_xl.control.confidential import confidential_words
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop, log_of
from softenv_xl.grid.address import Address
from softenv_xl.issues import Place
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from softenv_xl.control.workbook import Control
    from softenv_xl.grid.grid import Book, Grid

_FORM = 60  # rows of a sheet that is searched row by row


def read_control_or_stop(book: Book, file: str) -> Control:
    """The control workbook; raises Stop where something in it is missing or can't be computed with."""
    with locating_faults(book, file, read_control):
        return read_control(book, file)


@contextmanager
def locating_faults(book: Book, file: str, attempt: Callable[[Book], object]) -> Iterator[None]:
    """Whatever fails in the workbook itself is Stop(workbook.not-computable), with the cell where it can be found.

    `attempt` does the same work on a workbook with cells left out.
    """
    try:
        yield
    except Stop:
        raise
    except Exception as error:
        place, log = locate_fault(book, attempt), log_of(error, confidential_words(book))
        raise Stop("workbook.not-computable", file=file, where=_where(place), log=log) from error


def locate_fault(book: Book, attempt: Callable[[Book], object]) -> Place:
    """The first cell without which the attempt succeeds; its row where no cell alone is it.

    Nowhere, where that can't be found, or where it is no cell that makes it fail.
    """
    with suppress(Exception):
        attempt(book)
        return Place()
    for grid in book.grids:
        search = _Search(book, grid, attempt)
        for rows in _bodies(grid):
            if search.works(rows, search.wide):
                return Place(sheet=grid.sheet, cell=search.cell(rows))
    return Place()


@dataclass(frozen=True)
class _Search:
    """Tries the workbook without some cells of one sheet; rows and columns are counted from 0."""

    book: Book
    grid: Grid
    attempt: Callable[[Book], object]

    @property
    def wide(self) -> range:
        return range(max(map(len, self.grid.rows), default=0))

    def works(self, rows: range, columns: range) -> bool:
        blank = _without(self.grid, rows, columns)
        grids = tuple(blank if each is self.grid else each for each in self.book.grids)
        try:
            self.attempt(replace(self.book, grids=grids))
        except Exception:
            return False
        return True

    def cell(self, rows: range) -> str:
        """The smallest part of these rows that is enough."""
        rows = _narrowed(rows, lambda part: self.works(part, self.wide))
        columns = _narrowed(self.wide, lambda part: self.works(rows, part))
        if len(rows) > 1 or columns == self.wide:
            return f"{rows[0] + 1}:{rows[-1] + 1}"
        first, last = (Address(rows[0] + 1, column + 1).a1 for column in (columns[0], columns[-1]))
        return first if first == last else f"{first}:{last}"


def _where(place: Place) -> Text:
    cell = f" {place.cell}" if place.cell else ""
    return Text(f"“{place.sheet}”{cell} 处的", f" “{place.sheet}”{cell}:") if place.sheet else Text("", "")


def _bodies(grid: Grid) -> Iterator[range]:
    """Where the data of a sheet may stand, as indices of rows: in its tables, below them; each row of a form."""
    for table in grid.tables:
        yield from _some(range(table.area.top, min(len(grid.rows), table.last)))
    last = max((table.last for table in grid.tables), default=0)
    yield from _some(range(last, len(grid.rows)))
    if len(grid.rows) <= _FORM:
        yield from (range(at, at + 1) for at in range(len(grid.rows)))


def _narrowed(whole: range, works: Callable[[range], bool]) -> range:
    """The smallest part of a range that is enough, as far as halving finds it."""
    while len(whole) > 1:
        half = len(whole) // 2
        part = next((part for part in (whole[:half], whole[half:]) if works(part)), None)
        if part is None:
            break
        whole = part
    return whole


def _without(grid: Grid, rows: Iterable[int], columns: range) -> Grid:
    blank = list(grid.rows)
    for at in rows:
        blank[at] = tuple(None if column in columns else value for column, value in enumerate(blank[at]))
    return replace(grid, rows=tuple(blank))


def _some(rows: range) -> Iterator[range]:
    if rows:
        yield rows
