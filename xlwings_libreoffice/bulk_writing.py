"""Putting many constants and formulas into cells: what LibreOffice's own block calls do, without their harm.

They take away the notes of the cells, and take formulas one by one, which for alike ones below each other
needs time by the square of their number (10,000 in 2 s). Filling down takes a moment, but carries the
looks of the first cell too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.formulas import moved
from xlwings_libreoffice.references import area_at, area_of
from xlwings_libreoffice.uno_runtime import enum

if TYPE_CHECKING:
    from xlwings_libreoffice.placed import Placed
    from xlwings_libreoffice.range import Range


Cell = tuple[int, int]
"""Row and column, counted from zero."""

Rectangle = tuple[int, int, int, int]
"""Top, left, bottom, right; all included."""


def rectangles(cells: Iterable[Cell]) -> list[Rectangle]:
    """Rectangles that cover exactly these cells: runs down a column, joined with equal runs beside them."""
    columns: dict[int, list[int]] = {}
    for row, column in cells:
        columns.setdefault(column, []).append(row)
    done: list[Rectangle] = []
    open_: dict[tuple[int, int], int] = {}
    previous = -1
    for column in sorted(columns):
        runs = _runs(sorted(columns[column]))
        if column != previous + 1:
            runs_before = open_
            open_ = {}
            done += [(top, left, bottom, previous) for (top, bottom), left in runs_before.items()]
        still = {run: open_.pop(run, column) for run in runs}
        done += [(top, left, bottom, previous) for (top, bottom), left in open_.items()]
        open_, previous = still, column
    return done + [(top, left, bottom, previous) for (top, bottom), left in open_.items()]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = end = rows[0]
    for row in rows[1:]:
        if row != end + 1:
            found.append((start, end))
            start = row
        end = row
    return [*found, (start, end)]


_CONSTANTS_AND_FORMULAS, _NOTE = 1 | 2 | 4 | 16, 8  # com.sun.star.sheet.CellFlags
_FEW = 200
_SHORT = 20
"""Rows of equal looks; with shorter stretches filling down gains nothing."""


def put_constants(target: Range, rows: Sequence[Sequence[float | str]]) -> None:
    """As many numbers and texts as the target has cells; "" empties a cell."""
    target.changed()
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
    target.changed()
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


@dataclass(frozen=True)
class Contents:
    """`values`: rows of float, str, "" for an empty cell and None for an error.

    `formulas`: LibreOffice's texts by row and column, counted from zero.
    """

    values: list[list[Any]]
    formulas: dict[Cell, str]

    @classmethod
    def of(cls, cells: Placed) -> Contents:
        values = [list(row) for row in cells.api.getDataArray()]
        formulas: dict[Cell, str] = {}
        if calculated := cells.positions(cells.formula_areas()):
            texts = cells.api.getFormulaArray()
            formulas = {(r, c): texts[r][c] for r, c in calculated if texts[r][c].startswith("=")}
            # those of array formulas stand in braces: only their values can go elsewhere
        return cls(values, formulas)

    def as_values(self) -> Contents:
        """Without formulas; an error stays one."""
        errors = {
            (r, c): "=#N/A"
            for r, row in enumerate(self.values)
            for c, value in enumerate(row)
            if value is None
        }
        return replace(self, formulas=errors)

    def filled(self) -> set[Cell]:
        """The cells that are not empty."""
        constants = {
            (r, c) for r, row in enumerate(self.values) for c, value in enumerate(row) if value != ""
        }
        return constants | self.formulas.keys()

    def first_alone(self) -> Contents:
        """The content of the first filled cell in the first cell, and nothing else."""
        first = min(self.filled(), default=(0, 0))
        values: list[list[Any]] = [[""] * len(row) for row in self.values]
        values[0][0] = self.values[first[0]][first[1]]
        return Contents(values, {(0, 0): self.formulas[first]} if first in self.formulas else {})

    def moved(self, rows: int, columns: int) -> Contents:
        """Its formulas as they read that much further down and to the right."""
        return replace(
            self, formulas={cell: moved(text, rows, columns) for cell, text in self.formulas.items()}
        )

    def put_into(self, target: Range) -> None:
        """Into a range of the same shape."""
        rows = [["" if value is None else value for value in row] for row in self.values]
        for r, c in self.formulas:
            rows[r][c] = ""
        put_constants(target, rows)
        put_formulas(target, self.formulas)
