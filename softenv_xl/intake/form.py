"""Finds a form's fields by their labels, in either language, wherever on a sheet they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address
from softenv_xl.grid.table import plain

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Book, Grid
    from softenv_xl.schema.table import FormSpec

# Labels stand near the top left; further away we would take people's notes for labels.
_ROWS, _COLUMNS = 60, 30


def find_form(book: Book, spec: FormSpec) -> tuple[Grid, dict[str, Address]] | None:
    """The sheet with most of the form's labels, and where each value stands: right of its label.

    None when no sheet has at least half of the labels.
    """
    best: tuple[Grid, dict[str, Address]] | None = None
    for grid in book.grids:
        cells = _cells(grid, spec)
        if len(cells) * 2 >= len(spec.columns) and (best is None or len(cells) > len(best[1])):
            best = grid, cells
    return best


def _cells(grid: Grid, spec: FormSpec) -> dict[str, Address]:
    wanted = {plain(words): column.key for column in spec.columns for words in column.label}
    cells: dict[str, Address] = {}
    for number, row in enumerate(grid.rows[:_ROWS], start=1):
        for column, value in enumerate(row[:_COLUMNS], start=1):
            key = wanted.get(plain(value))
            if key:
                cells.setdefault(key, Address(number, column + 1))
    return cells
