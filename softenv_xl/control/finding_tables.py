"""Where a table stands in a workbook of the product's: by its name, by its sheet's name, or by its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.control.sheet_owners import belongs_to_other, has_all_headers, is_unowned
from softenv_xl.grid.table import Table, find_table

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Book, Grid
    from softenv_xl.schema.table import SheetSpec, TableSpec


def located(book: Book, sheet: SheetSpec, spec: TableSpec) -> Table | None:
    """By the real table's name; by the sheet's name; or where all its headers stand, on a sheet that is nobody's."""
    named = book.table(spec.key)
    first: list[Grid | None] = [named[0] if named else None, *(book.grid(name) for name in sheet.name)]
    own = (
        found
        for grid in first
        if grid and not belongs_to_other(grid, spec.key) and (found := _on(grid, spec))
    )
    else_ = (
        found
        for grid in book.grids
        if is_unowned(grid) and (found := _on(grid, spec)) and has_all_headers(found)
    )
    return next(own, None) or next(else_, None)


def _on(grid: Grid, spec: TableSpec) -> Table | None:
    return find_table(grid, spec.headers)
