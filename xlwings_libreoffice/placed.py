"""Where a range is, and where the filled cells around it begin and end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.bulk_writing import Cell
from xlwings_libreoffice.cells import Cells
from xlwings_libreoffice.references import MAX_COLUMN, MAX_ROW, Area, area_at, area_of, common_part

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range
    from xlwings_libreoffice.sheets import Sheet


_MOST = 20_000_000  # cells
_ANY_RESULT = 1 | 2 | 4  # com.sun.star.sheet.FormulaResult


class ProtectedCells(PermissionError):  # noqa: N818 - named for what is the case
    """Cells are locked and their sheet is protected."""


class Placed(Cells):
    """`area` is where the cells are on their `sheet`; `api` is the UNO cell range."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self._sheet = sheet
        self.area = area
        self.office = sheet.office
        self.options: dict[str, Any] = {}
        self._native: Any = None
        self._moves = -1

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Any:
        if self._moves != self._sheet.book.moves:  # where cells moved, LibreOffice's range went along
            self._native = self._sheet.native(self.area)
            self._moves = self._sheet.book.moves
        return self._native

    def take(self, native: Any) -> None:
        """A UNO range that was made for these very cells: to make one more takes long."""
        self._native, self._moves = native, self._sheet.book.moves

    @property
    def row(self) -> int:
        return self.area.top

    @property
    def column(self) -> int:
        return self.area.left

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.bottom - self.area.top + 1, self.area.right - self.area.left + 1

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, *args: int) -> Range:
        """One cell: by row and column from 1, or by number along the rows; it may lie outside."""
        if not args:
            raise ValueError("a cell is named by its number, or by row and column")
        if len(args) == 1:
            row, column = divmod(args[0] - 1, self.shape[1])
            args = (row + 1, column + 1)
        top, left = self.row + args[0] - 1, self.column + args[1] - 1
        if not (1 <= top <= MAX_ROW and 1 <= left <= MAX_COLUMN):
            raise IndexError(f"past the end of the sheet: {args}")
        return self.sheet.at(Area(top, left, top, left))

    def formula_areas(self, results: int = _ANY_RESULT) -> list[Area]:
        """Where its formulas are, or those with such results (com.sun.star.sheet.FormulaResult).

        Only LibreOffice's word counts: a text can begin with an equals sign too.
        """
        survey = self._sheet.book.survey
        if survey is None or results != _ANY_RESULT:
            return self.within(self.api.queryFormulaCells(results))
        place = (self._sheet.index, self.area)
        if place not in survey.formulas:
            survey.formulas[place] = self.within(self.api.queryFormulaCells(results))
        return survey.formulas[place]

    def content_areas(self, flags: int) -> list[Area]:
        """Where its cells are that hold something of this kind (com.sun.star.sheet.CellFlags)."""
        return self.within(self.api.queryContentCells(flags))

    def within(self, found: Any) -> list[Area]:
        """What LibreOffice found, in these cells: of alike formulas below each other it names all."""
        parts = (common_part(area_at(place), self.area) for place in found.RangeAddresses)
        return [part for part in parts if part]

    def positions(self, areas: Iterable[Area]) -> set[Cell]:
        """The cells of areas within it, by row and column counted from its first cell."""
        top, left = self.area.top, self.area.left
        return {
            (row - top, column - left)
            for area in areas
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    def require_few(self) -> None:
        """Raises MemoryError, as Excel does, for more cells than anybody can want to read or write at once."""
        if len(self) > _MOST:
            raise MemoryError(f"too many cells to read or write at once: {self.area.ref}")

    def changed(self, down: bool = False) -> None:
        """To be said by whoever changes what the cells hold; with `down` what is below them too, as it moves."""
        area = self.area._replace(bottom=MAX_ROW) if down else self.area
        self._sheet.book.row_heights.changed(self._sheet, area)

    def require_unlocked(self) -> None:
        """Raises ProtectedCells where Excel would refuse to write."""
        if not self.sheet.api.isProtected():
            return
        if self.api.getPropertyState("CellProtection").value == "AMBIGUOUS_VALUE" or (
            self.api.CellProtection.IsLocked
        ):
            raise ProtectedCells(f"{self.sheet.name}!{self.area.ref} is locked on a protected sheet")


_FILLED = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: numbers, dates, texts, formulas
_DIRECTIONS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
_LONG = {"u": "up", "d": "down", "l": "left", "r": "right"}


def end(cells: Range, direction: str) -> Area:
    """Where Ctrl and an arrow lead from the first cell; ValueError for an unknown direction."""
    rows, columns = _DIRECTIONS[_LONG.get(direction, direction)]
    top, left = cells.area.top, cells.area.left
    vertical, step = bool(rows), rows or columns
    here, last = (top, MAX_ROW) if vertical else (left, MAX_COLUMN)
    strip = Area(1, left, MAX_ROW, left) if vertical else Area(top, 1, top, MAX_COLUMN)
    runs = _filled_runs(cells, strip, vertical)
    target = _jump(runs, here, last, step)
    return Area(target, left, target, left) if vertical else Area(top, target, top, target)


def _filled_runs(cells: Range, strip: Area, vertical: bool) -> list[tuple[int, int]]:
    """First and last of each unbroken run of filled cells, in order."""
    found = cells.sheet.native(strip).queryContentCells(_FILLED).RangeAddresses
    places = [area_at(place) for place in found]
    pairs = sorted((p.top, p.bottom) if vertical else (p.left, p.right) for p in places)
    runs: list[tuple[int, int]] = []
    for first, last in pairs:
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs


def _jump(runs: list[tuple[int, int]], here: int, last: int, step: int) -> int:
    """To the end of the run that one is inside of, else to the next run's near end, else to the border."""
    if step < 0:
        mirrored = [(-end, -start) for start, end in reversed(runs)]
        return -_jump(mirrored, -here, -1, 1)
    for first, final in runs:
        if first <= here < final:
            return final
        if first > here:
            return first
    return last


def region(cells: Range) -> Area:
    """The block of filled cells around the first cell, bounded by empty rows and columns."""
    first = cells(1, 1)
    top, left, _, _ = first.area
    around = Area(max(top - 1, 1), max(left - 1, 1), min(top + 1, MAX_ROW), min(left + 1, MAX_COLUMN))
    if not cells.sheet.native(around).queryContentCells(_FILLED).Count:
        return first.area
    cursor = cells.sheet.api.createCursorByRange(first.api)
    cursor.collapseToCurrentRegion()
    return area_of(cursor)
