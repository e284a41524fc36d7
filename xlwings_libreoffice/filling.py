"""Putting many constants and formulas into cells: what LibreOffice's own block calls do, without their harm.

They take away the notes of the cells, and take formulas one by one, which for alike ones below each other
needs time by the square of their number (10,000 in 2 s). Filling down takes a moment, but carries the
looks of the first cell too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.formulas import moved
from xlwings_libreoffice.rectangles import Cell, Rectangle, rectangles
from xlwings_libreoffice.references import area_at, area_of
from xlwings_libreoffice.uno_runtime import enum

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range

_CONSTANTS_AND_FORMULAS, _NOTE = 1 | 2 | 4 | 16, 8  # com.sun.star.sheet.CellFlags
_FEW = 200
_SHORT = 20
"""Rows of equal looks; with shorter stretches filling down gains nothing."""


def put_constants(target: Range, rows: Sequence[Sequence[float | str]]) -> None:
    """As many numbers and texts as the target has cells; "" empties a cell."""
    noted = target.positions(target.content_areas(_NOTE))
    if not noted:
        target.api.setDataArray(tuple(map(tuple, rows)))
        return
    plain = ((r, c) for r in range(len(rows)) for c in range(len(rows[0])) if (r, c) not in noted)
    for top, left, bottom, right in rectangles(plain):
        block = tuple(tuple(row[left : right + 1]) for row in rows[top : bottom + 1])
        _part(target, (top, left, bottom, right)).setDataArray(block)
    for r, c in noted:
        cell, value = target.api.getCellByPosition(c, r), rows[r][c]
        if value == "":
            cell.clearContents(_CONSTANTS_AND_FORMULAS)
        elif isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value


def put_formulas(target: Range, formulas: Mapping[Cell, str]) -> None:
    """LibreOffice's formula texts by their row and column in the target, both counted from zero."""
    if not formulas:
        return
    noted = target.positions(target.content_areas(_NOTE)) & formulas.keys()
    for r, c in noted:
        target.api.getCellByPosition(c, r).setFormula(formulas[r, c])
    for top, left, bottom, right in rectangles(formulas.keys() - noted):
        if bottom - top < _FEW:
            _put(target, formulas, (top, left, bottom, right))
            continue
        for column in range(left, right + 1):
            for first, last in _alike(target, formulas, (top, column, bottom, column)):
                _fill(target, formulas, (first, column, last, column))


def _part(target: Range, rectangle: Rectangle) -> Any:
    top, left, bottom, right = rectangle
    return target.api.getCellRangeByPosition(left, top, right, bottom)


def _put(target: Range, formulas: Mapping[Cell, str], rectangle: Rectangle) -> None:
    top, left, bottom, right = rectangle
    _part(target, rectangle).setFormulaArray(
        tuple(
            tuple(formulas[row, column] for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
    )


def _fill(target: Range, formulas: Mapping[Cell, str], stretch: Rectangle) -> None:
    top, left, bottom, right = stretch
    if bottom - top < _SHORT:
        _put(target, formulas, stretch)
        return
    _put(target, formulas, (top, left, top, right))
    _part(target, stretch).fillAuto(enum("sheet.FillDirection", "TO_BOTTOM"), 1)


def _alike(target: Range, formulas: Mapping[Cell, str], strip: Rectangle) -> Iterator[tuple[int, int]]:
    """First and last row of each stretch with one look whose formulas are one formula filled down."""
    top, column, bottom, _ = strip
    cells = _part(target, strip)
    for first, last in _stretches(cells, target.area.top, top, bottom):
        start = first
        for row in range(first + 1, last + 1):
            if formulas[row, column] != moved(formulas[start, column], row - start, 0):
                yield start, row - 1
                start = row
        yield start, last


def _stretches(cells: Any, origin: int, top: int, bottom: int) -> list[tuple[int, int]]:
    """Rows of equal looks; short ones where some are hidden, for filling down leaves those out."""
    if not _all_visible(cells):
        return [(row, min(row + _SHORT - 1, bottom)) for row in range(top, bottom + 1, _SHORT)]
    groups = cells.getUniqueCellFormatRanges()
    if groups.Count == 1:
        return [(top, bottom)]
    areas = [area_at(place) for n in range(groups.Count) for place in groups.getByIndex(n).RangeAddresses]
    return sorted((area.top - origin, area.bottom - origin) for area in areas)


def _all_visible(cells: Any) -> bool:
    shown = [area_at(place) for place in cells.queryVisibleCells().RangeAddresses]
    area = area_of(cells)
    return sum(place.bottom - place.top + 1 for place in shown) == area.bottom - area.top + 1
