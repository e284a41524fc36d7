"""Independent eyes: what stands in an open workbook, asked of LibreOffice itself and not of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from softenv_xl.grid.address import Address, Area

if TYPE_CHECKING:
    import xlwings as xw

Content = tuple[Any, str]
BLANK: Content = ("", "")


@dataclass(frozen=True)
class Look:
    """All cells by sheet and row, each as (value, what the edit line shows); an error's value is None.

    `filters` are the criteria of every table; `hidden` the hidden rows of the sheet "Tracker", from 1 on.
    """

    cells: dict[str, list[tuple[Content, ...]]]
    notes: dict[tuple[str, Address], str]
    tables: dict[str, tuple[str, Area]]
    filters: dict[str, tuple[Any, ...]]
    hidden: frozenset[int]
    view: tuple[str, str]

    def at(self, sheet: str, row: int, column: int) -> Content:
        rows = self.cells[sheet]
        return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else BLANK

    def constants(self, sheet: str) -> list[list[Content]]:
        """The sheet without its formulas, and without blank ends."""
        cut = [[BLANK if is_formula(cell) else cell for cell in row] for row in self.cells[sheet]]
        for row in cut:
            while row and row[-1] == BLANK:
                row.pop()
        while cut and not cut[-1]:
            cut.pop()
        return cut


def is_formula(cell: Content) -> bool:
    return cell[1].startswith(("=", "{="))


def look(book: xw.Book) -> Look:
    """The whole workbook."""
    return look_again(book, Look({}, {}, {}, {}, frozenset(), ("", "")), *book.sheet_names)


def look_again(book: xw.Book, before: Look, *sheets: str) -> Look:
    """The workbook as it was `before`, but for these sheets."""
    document = book.api
    found = {name: document.Sheets.getByName(name) for name in sheets}
    databases, numbers = (
        document.DatabaseRanges,
        {name: n for n, name in enumerate(document.Sheets.ElementNames)},
    )
    tables, filters = dict(before.tables), dict(before.filters)
    for name in databases.ElementNames:
        if before.tables.get(name, (sheets[0],))[0] in sheets:
            database = databases.getByName(name)
            place = database.DataArea
            tables[name] = next(s for s, n in numbers.items() if n == place.Sheet), _area(place)
            filters[name] = _criteria(database)
    others = {at: text for at, text in before.notes.items() if at[0] not in sheets}
    return Look(
        before.cells | {name: _cells(sheet) for name, sheet in found.items()},
        others
        | {
            (name, Address(note.Position.Row + 1, note.Position.Column + 1)): note.String
            for name, sheet in found.items()
            for note in sheet.Annotations
        },
        tables,
        filters,
        _hidden(found["Tracker"]) if "Tracker" in found else before.hidden,
        view(book),
    )


def view(book: xw.Book) -> tuple[str, str]:
    """The sheet that is shown, and what is selected there: nothing where a filter hides it."""
    selected = book.api.CurrentSelection
    hidden = not selected.supportsService("com.sun.star.sheet.SheetCellRange")
    return book.api.CurrentController.ActiveSheet.Name, "" if hidden else selected.AbsoluteName


def colour(book: xw.Book, sheet: str, at: Address) -> int:
    """The fill of a cell as 0xRRGGBB."""
    cell = book.api.Sheets.getByName(sheet).getCellByPosition(at.column - 1, at.row - 1)
    return int(cell.CellBackColor)


def at_rest(book: xw.Book) -> tuple[bool, bool, list[str]]:
    """(redraws, calculates by itself, protected sheets): what a press switches, and has to switch back."""
    document = book.api
    return (
        not document.hasControllersLocked(),
        document.isAutomaticCalculationEnabled(),
        [sheet.Name for sheet in document.Sheets if sheet.isProtected()],
    )


def _used(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def _cells(sheet: Any) -> list[tuple[Content, ...]]:
    block = _used(sheet)
    both = zip(block.getDataArray(), block.getFormulaArray(), strict=True)
    return [tuple(zip(values, texts, strict=True)) for values, texts in both]


def _hidden(sheet: Any) -> frozenset[int]:
    rows = _used(sheet).Rows
    return frozenset(i + 1 for i in range(rows.Count) if not rows.getByIndex(i).IsVisible)


def _area(place: Any) -> Area:
    return Area(place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)


def _criteria(database: Any) -> tuple[Any, ...]:
    """Column by column, in whatever order they were set: a row has to meet them all."""
    fields = database.getFilterDescriptor().getFilterFields3()
    return tuple(
        (
            field.Field,
            field.Operator,
            field.Connection.value,
            tuple(
                (value.IsNumeric, value.NumericValue, value.StringValue, value.FilterType)
                for value in field.Values
            ),
        )
        for field in sorted(fields, key=lambda field: field.Field)
    )
