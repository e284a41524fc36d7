"""Formulas and names go along with the table that they name.

LibreOffice looks up what `Plans[Days]` means when it reads a formula. When a table becomes smaller, or gets
another name, it does not look again: formulas show #VALUE!, and names go on meaning the former cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from xlwings_libreoffice.address import MAX_COLUMN, MAX_ROW, Area
from xlwings_libreoffice.contents import Contents
from xlwings_libreoffice.filling import put_formulas
from xlwings_libreoffice.formulas import with_table_renamed
from xlwings_libreoffice.references import area_of, native

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlwings_libreoffice.books import Book
    from xlwings_libreoffice.range import Range
    from xlwings_libreoffice.sheets import Sheet
    from xlwings_libreoffice.tables import Table

_Place = TypeVar("_Place")
_PASSING = "_passing"
_CORNER = Area(MAX_ROW, MAX_COLUMN, MAX_ROW, MAX_COLUMN)


def cover(table: Table, area: Area) -> None:
    """Gives the table another area, and all that names it the new meaning."""
    before = table.area
    table.api.DataArea = table.sheet.address(area)
    _read_formulas_again(table.sheet.book)
    if area.bottom < before.bottom:
        _read_rows_again(table.sheet, area.bottom + 1, before.bottom)
    _read_names_again(table)


def rename(table: Table, name: str) -> None:
    """Gives the table another name, in all formulas and names too."""
    old = table.name
    calculated = [cells for sheet in table.sheet.book.sheets for cells in _calculated(sheet, sheet.used_area)]
    formulas = [(cells, _renamed(Contents.of(cells).formulas, old, name)) for cells in calculated]
    arrays = [(cells, _renamed(_arrays(cells), old, name)) for cells in calculated]
    table.sheet.book.databases.rename(table.api, name)
    for cells, changed in formulas:
        put_formulas(cells, changed)
    for cells, changed_arrays in arrays:
        for area, formula in changed_arrays.items():
            cells.sheet.native(area).setArrayFormula(formula)
    _read_names_again(table)


def _read_formulas_again(book: Book) -> None:
    """All formulas with tables in them: LibreOffice does so whenever a database range comes or goes."""
    steps: Any = book.api.UndoManager
    steps.lock()  # what comes and goes here is nothing that somebody could want back
    try:
        book.databases.container.addNewByName(_PASSING, native(_CORNER, 0))
        book.databases.container.removeByName(_PASSING)
    finally:
        steps.unlock()


def _read_rows_again(sheet: Sheet, top: int, bottom: int) -> None:
    """Rows that have left a table: their formulas share one reading with those of the rows above them."""
    used = sheet.used_area
    for cells in _calculated(sheet, Area(top, used.left, bottom, used.right)):
        put_formulas(cells, Contents.of(cells).formulas)


def _read_names_again(table: Table) -> None:
    mentions = re.compile(rf"(?<![\w.]){re.escape(table.name)}\[", re.IGNORECASE)
    for name in table.sheet.book.names:
        content = name.api.Content
        if mentions.search(content):
            name.api.Content = content


def _calculated(sheet: Sheet, area: Area) -> Iterator[Range]:
    for place in sheet.at(area).formula_areas():
        yield sheet.at(place)


def _arrays(cells: Range) -> dict[Area, str]:
    """The array formulas in these cells, by all the cells that each fills."""
    found = {}
    for r, row in enumerate(cells.api.getFormulaArray()):
        for c, text in enumerate(row):
            if text.startswith("{"):
                cursor = cells.sheet.api.createCursorByRange(cells(r + 1, c + 1).api)
                cursor.collapseToCurrentArray()
                found[area_of(cursor)] = text[1:-1]
    return found


def _renamed(formulas: dict[_Place, str], old: str, new: str) -> dict[_Place, str]:
    """Those that name the table, with its new name."""
    changed = {place: with_table_renamed(formula, old, new) for place, formula in formulas.items()}
    return {place: formula for place, formula in changed.items() if formula != formulas[place]}
