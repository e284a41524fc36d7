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
    """The first of `find_forms`, or None where there is none."""
    return next(iter(find_forms(book, spec)), None)


def find_forms(book: Book, spec: FormSpec) -> list[Form]:
    """Every sheet with at least half of the form's labels, and where each value stands: right of its label.

    Where a label was written over, the field's defined name still tells. Visible sheets come before hidden
    ones, then those with most labels, then in the workbook's order.
    """
    found = [
        (grid, cells) for grid in book.grids if len(cells := _cells(grid, spec)) * 2 >= len(spec.columns)
    ]
    found.sort(key=lambda form: (not form[0].visible, -len(form[1])))
    return [(grid, {**_named(book, grid, spec), **cells}) for grid, cells in found]


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
