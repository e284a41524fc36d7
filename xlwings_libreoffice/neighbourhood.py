"""Where filled cells begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlwings_libreoffice.address import MAX_COLUMN, MAX_ROW, Area
from xlwings_libreoffice.references import area_at, area_of

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range

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
