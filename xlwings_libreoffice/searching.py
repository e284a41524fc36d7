"""Finding, replacing and sorting: the part of a range that looks at what its cells hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.placed import Placed
from xlwings_libreoffice.references import Area, area_at
from xlwings_libreoffice.uno_runtime import constant, properties, struct, typed

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range

_IN_FORMULAS, _IN_VALUES = 0, 1
_KEYS_AT_ONCE = 3
_MARK = "\ue000"  # of the private use area: nobody types it
_CONSTANTS = {
    None: ("VALUE", "DATETIME", "STRING"),
    "numbers": ("VALUE", "DATETIME"),
    "text": ("STRING",),
}
_RESULTS = {
    None: ("VALUE", "STRING", "ERROR"),
    "numbers": ("VALUE",),
    "text": ("STRING",),
    "errors": ("ERROR",),
}


def _mark_blanks_with_notes(body: Placed, keys: set[int]) -> bool:
    """LibreOffice sorts only notes of cells that hold something; in key columns a mark would change the order."""
    marked = False
    for cell in _with_notes(body):
        if cell.Type.value == "EMPTY" and cell.CellAddress.Column + 1 not in keys:
            cell.String = _MARK
            marked = True
    return marked


def _unmark(body: Placed) -> None:
    for cell in _with_notes(body):
        if cell.String == _MARK:
            cell.String = ""


def _with_notes(body: Placed) -> Iterator[Any]:
    """The UNO cells of the range that have notes."""
    notes = body.sheet.api.Annotations
    places = [notes.getByIndex(index).Position for index in range(notes.Count)]
    for place in places:
        if body.area.holds(place.Row + 1, place.Column + 1):
            yield body.sheet.api.getCellByPosition(place.Column, place.Row)


class Searching(Placed):
    """The part of a range that finds, replaces and sorts."""

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Range | None:
        """The first cell that shows the text, or None."""
        search = self._search(text, whole, match_case)
        search.SearchType = _IN_VALUES
        search.SearchByRow = order == "rows"
        found = self.api.findAll(search)
        if found is None:
            return None
        cells = [
            (row, column)
            for place in map(area_at, found.RangeAddresses)
            for row in range(place.top, place.bottom + 1)
            for column in range(place.left, place.right + 1)
        ]
        choose = min if direction == "forward" else max
        row, column = choose(cells, key=lambda cell: cell if order == "rows" else (cell[1], cell[0]))
        return self.sheet.at(Area(row, column, row, column))

    def replace_all(self, old: str, new: str, whole: bool, match_case: bool) -> None:
        """In texts and formulas."""
        self.require_unlocked()
        search = self._search(old, whole, match_case)
        search.ReplaceString = new
        search.SearchType = _IN_FORMULAS
        self.api.replaceAll(search)

    def _search(self, text: str, whole: bool, match_case: bool) -> Any:
        search = self.api.createReplaceDescriptor()
        search.SearchString = text
        search.SearchWords = whole
        search.SearchCaseSensitive = match_case
        search.SearchRegularExpression = False
        return search

    def sort(self, keys: Sequence[int], ascending: Sequence[bool], has_headers: bool) -> None:
        """By columns of the range, counted from 1; looks and notes go with their rows."""
        self.require_unlocked()
        top = self.area.top + 1 if has_headers else self.area.top
        body = self.sheet.at(self.area._replace(top=top))
        fields = [
            struct("table.TableSortField", Field=key - 1, IsAscending=up, IsCaseSensitive=False)
            for key, up in zip(keys, ascending, strict=True)
        ]
        marked = _mark_blanks_with_notes(body, {body.area.left + key - 1 for key in keys})
        # the lesser keys first: what is equal by the later ones stays in the order that they made
        for start in reversed(range(0, len(fields), _KEYS_AT_ONCE)):
            some = tuple(fields[start : start + _KEYS_AT_ONCE])
            order = properties(
                SortFields=typed("[]com.sun.star.table.TableSortField", some),
                ContainsHeader=False,
                IsSortColumns=False,
                BindFormatsToContent=True,
            )
            body.api.sort(order)
        body.changed()
        if marked:
            _unmark(body)

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Range]:
        """The areas of blanks, constants, formulas or visible cells within the range."""
        if cell_type == "blanks":
            areas = self.within(self.api.queryEmptyCells())
        elif cell_type == "visible":
            areas = self.within(self.api.queryVisibleCells())
        elif cell_type == "constants":
            names = _CONSTANTS.get(value_type, ())
            areas = self.content_areas(sum(constant(f"sheet.CellFlags.{name}") for name in names))
        else:
            names = _RESULTS.get(value_type, ())
            areas = self.formula_areas(sum(constant(f"sheet.FormulaResult.{name}") for name in names))
        return [self.sheet.at(area) for area in areas]
