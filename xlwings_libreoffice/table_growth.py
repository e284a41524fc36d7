"""Formulas and names go along with the table that they name.

LibreOffice looks up what `Plans[Days]` means when it reads a formula. When a table becomes smaller, or gets
another name, it does not look again: formulas show #VALUE!, and names go on meaning the former cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from xlwings_libreoffice.bulk_writing import Contents, put_formulas
from xlwings_libreoffice.formulas import moved, with_table_renamed
from xlwings_libreoffice.references import MAX_COLUMN, MAX_ROW, Area, address, area_of, native
from xlwings_libreoffice.uno_runtime import enum

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book
    from xlwings_libreoffice.names import Name
    from xlwings_libreoffice.range import Range
    from xlwings_libreoffice.sheets import Sheet
    from xlwings_libreoffice.tables import Table


def grow(sheet: Sheet, before: Area, after: Area) -> None:
    """`before`, `after`: the table's data rows. Cells that hold something keep it."""
    left, right = max(before.left, after.left), min(before.right, after.right)
    last = Area(before.bottom, left, before.bottom, right)
    joining = Area(before.bottom + 1, left, after.bottom, right)
    kept = Contents.of(sheet.at(joining))
    calculated = {column: text for (_, column), text in Contents.of(sheet.at(last)).formulas.items()}
    # filling down brings the looks; what it puts into the cells is replaced at once
    sheet.native(last._replace(bottom=joining.bottom)).fillAuto(enum("sheet.FillDirection", "TO_BOTTOM"), 1)
    for column, text in calculated.items():
        for r, row in enumerate(kept.values):
            if row[column] == "" and (r, column) not in kept.formulas:
                kept.formulas[r, column] = moved(text, r + 1, 0)
    kept.put_into(sheet.at(joining))


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
    for name in _names_with_tables(table.sheet.book):
        content = name.api.Content
        if mentions.search(content):
            name.api.Content = content


def _names_with_tables(book: Book) -> list[Name]:
    known = book.remembered
    if "names" not in known:
        known["names"] = [name for name in book.names if "[" in name.api.Content]
    found: list[Name] = known["names"]
    return found


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


def draw_anew(sheet: Sheet, before: Area, after: Area) -> None:
    """Every series and category that covers whole columns of the table's body covers them again.

    `before` and `after` are the body on its sheet. Charts on all sheets of the book are looked at.
    """
    if before == after:
        return
    columns = range(max(before.left, after.left), min(before.right, after.right) + 1)
    # asked for once: to make an object for each column would take long
    name = str(sheet.native(before).AbsoluteName).rpartition(".")[0]
    ranges = {_range(name, before, column): _range(name, after, column) for column in columns}
    for chart in _charts(sheet.book):
        if not ranges.keys().isdisjoint(chart.getUsedRangeRepresentations()):
            _draw(chart, ranges)


def _range(sheet: str, body: Area, column: int) -> str:
    """A column as charts name it, `$Figures.$B$5:$B$9`."""
    return f"{sheet}.{address(body._replace(left=column, right=column))}"


def _charts(book: Book) -> list[Any]:
    """The charts of all sheets."""
    known = book.remembered
    if "charts" not in known:
        places = (sheet.api.Charts for sheet in book.sheets)
        known["charts"] = [
            charts.getByIndex(at).EmbeddedObject for charts in places for at in range(charts.Count)
        ]
    found: list[Any] = known["charts"]
    return found


def _draw(chart: Any, ranges: dict[str, str]) -> None:
    provider = chart.getDataProvider()
    for system in chart.getFirstDiagram().getCoordinateSystems():
        for kind in system.getChartTypes():
            for series in kind.getDataSeries():
                for sequence in series.getDataSequences():
                    _renew(sequence, ranges, provider)
        axis = system.getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        if scale.Categories and _renew(scale.Categories, ranges, provider):
            axis.setScaleData(scale)


def _renew(sequence: Any, ranges: dict[str, str], provider: Any) -> bool:
    """Whether the sequence's values were over one of the ranges; they are over the new one then."""
    values = sequence.getValues()
    wanted = ranges.get(values.getSourceRangeRepresentation()) if values else None
    if wanted is None:
        return False
    renewed = provider.createDataSequenceByRangeRepresentation(wanted)
    renewed.Role = values.Role
    sequence.setValues(renewed)
    return True
