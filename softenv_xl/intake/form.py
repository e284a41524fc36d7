"""Finds a form's fields by their labels, in either language, wherever on a sheet they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from softenv_xl.grid.address import Address
from softenv_xl.grid.table import plain

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Book, Grid
    from softenv_xl.schema.table import FormSpec

Form: TypeAlias = "tuple[Grid, dict[str, Address]]"
"""The sheet that a form stands on, and where each field's value is."""

# Labels stand near the top left; further away we would take people's notes for labels.
_ROWS, _COLUMNS = 60, 30


def find_form(book: Book, spec: FormSpec) -> Form | None:
    """The sheet with most of the form's labels, and where each value stands: right of its label.

    Where a label was written over, the field's defined name still tells. None when no sheet has at
    least half of the labels.
    """
    best: Form | None = None
    for grid in book.grids:
        cells = _cells(grid, spec)
        if len(cells) * 2 >= len(spec.columns) and (best is None or len(cells) > len(best[1])):
            best = grid, cells
        if len(cells) == len(spec.columns):
            break
    return (best[0], {**_named(book, best[0], spec), **best[1]}) if best else None


def _named(book: Book, grid: Grid, spec: FormSpec) -> dict[str, Address]:
    """The fields whose defined name points at a cell of that sheet."""
    areas = ((column.key, book.names.get(spec.name(column.key))) for column in spec.columns)
    return {key: Address(area[1].top, area[1].left) for key, area in areas if area and area[0] == grid.sheet}


def _cells(grid: Grid, spec: FormSpec) -> dict[str, Address]:
    wanted = {plain(words): column.key for column in spec.columns for words in column.label}
    cells: dict[str, Address] = {}
    for number, row in enumerate(grid.rows[:_ROWS], start=1):
        for column, value in enumerate(row[:_COLUMNS], start=1):
            key = wanted.get(plain(value))
            if key:
                cells.setdefault(key, Address(number, column + 1))
    return cells
