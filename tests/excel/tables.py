"""A table (ListObject): how it grows, what its total row does, and how it is sorted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from openpyxl.formula import Tokenizer

from softenv_xl.grid.address import Address, Area
from tests.excel.cells import Cell, Fault
from tests.excel.filters import Criterion
from tests.excel.messages import said
from tests.excel.refusing import Refused
from tests.excel.sheets import SheetState, moved
from tests.excel.shifting import formulas, insert


@dataclass
class TableState:
    """`area` holds header and total row; `patterns` are the calculated columns' formulas by their place."""

    name: str
    area: Area
    headers: bool = True
    totals: bool = False
    buttons: bool = True
    patterns: dict[int, str] = field(default_factory=dict)
    criteria: dict[int, Criterion] = field(default_factory=dict)
    put_away: dict[int, Cell] = field(default_factory=dict)
    keys: list[tuple[int, bool]] = field(default_factory=list)

    @property
    def body(self) -> Area:
        return self.area._replace(top=self.area.top + self.headers, bottom=self.area.bottom - self.totals)

    def is_header(self, row: int, column: int) -> bool:
        return self.headers and row == self.area.top and self.area.left <= column <= self.area.right

    def fill_in(self, sheet: SheetState, first: int, last: int) -> None:
        """Blank cells of these rows get their calculated column's formula."""
        top, left = self.body.top, self.area.left
        for row in range(first, last + 1):
            for place, pattern in self.patterns.items():
                cell = sheet.cells.own(row, left + place)
                if cell.blank:
                    cell.formula = moved(pattern, (top, left + place), (row, left + place))

    def call(self, sheet: SheetState, column: int, before: str) -> None:
        """A header was typed over: formulas that name the column follow, and no two columns are called alike.

        "If you change … column headers, structured references adjust automatically",
        https://support.microsoft.com/office/using-structured-references-with-excel-tables-f5ed2452-2337-4f71-bed3-c8ae6d2b276e
        A header that is taken already gets a number, as one that is missing does.
        """
        cell = sheet.cells.own(self.area.top, column)
        others = {
            str(sheet.cells.at(self.area.top, other).shows).lower()
            for other in range(self.area.left, self.area.right + 1)
            if other != column
        }
        typed, number = str(cell.shows), 1
        while str(cell.shows).lower() in others:
            number += 1
            cell.shows = f"{typed}{number}"
        if before.lower() == str(cell.shows).lower():
            return
        for _, change in formulas(sheet):
            change(lambda text: self._called(text, before, str(cell.shows)))

    def _called(self, text: str, before: str, after: str) -> str:
        """The formula with the column's new name in its references to this table; texts in it stay."""
        old, new = (re.sub(r"(['#\[\]])", r"'\1", name) for name in (before, after))
        tokens = Tokenizer(text if text.startswith("=") else f"={text}")
        for token in tokens.items:
            name, mark, _ = token.value.partition("[")
            if token.type == "OPERAND" and mark and name.lower() in (self.name.lower(), ""):
                column = re.compile(rf"(?<=[\[@:]){re.escape(old)}(?=\])", re.IGNORECASE)
                token.value = column.sub(lambda _: new, token.value)
        return str(tokens.render())  # type: ignore[no-untyped-call]

    def filtered_out(self, sheet: SheetState) -> set[int]:
        """The rows that the criteria hide."""
        body, gone = self.body, set()
        for number, criterion in self.criteria.items():
            column = self.area.left + number - 1
            cells = [sheet.cells.at(row, column) for row in range(body.top, body.bottom + 1)]
            gone |= {body.top + i for i, cell in enumerate(cells) if not criterion.shows(cell, cells)}
        return gone


def resize(sheet: SheetState, table: TableState, area: Area, *, fills: bool) -> None:
    """ListObject.Resize: "No cells are inserted or moved."

    https://learn.microsoft.com/office/vba/api/excel.listobject.resize ; the header stays in its row and the new
    range overlaps the old one: https://support.microsoft.com/office/resize-a-table-by-adding-or-removing-rows-and-columns-e65ae4bb-e44b-43f4-ad8b-7d68784f1165
    `fills` is AutoCorrect.AutoFillFormulasInLists: new rows get the calculated columns' formulas.
    https://learn.microsoft.com/office/vba/api/excel.autocorrect.autofillformulasinlists
    """
    sheet.require_unprotected()
    if area.top != table.area.top or not area.meets(table.area) or area.bottom <= area.top:
        raise Refused("refused")
    if any(other is not table and other.area.meets(area) for other in sheet.tables):
        raise Refused("overlaps")
    before, table.area = table.body, area
    if fills:
        table.fill_in(sheet, before.bottom + 1, table.body.bottom)
    if table.headers:
        _name_new_columns(sheet, table)
    table.criteria = {n: one for n, one in table.criteria.items() if n <= area.right - area.left + 1}
    sheet.changed = True


def _name_new_columns(sheet: SheetState, table: TableState) -> None:
    """A column without a header gets one, in the language of Excel: Column1, 列1.

    https://support.microsoft.com/office/overview-of-excel-tables-7ab0bb7d-3a9e-4b56-a3c9-6c94334e492c
    """
    known = [sheet.cells.at(table.area.top, c).shows for c in range(table.area.left, table.area.right + 1)]
    for place, header in enumerate(known):
        if header is None:
            number = 1
            while (name := f"{said('new column', sheet.tongue)}{number}") in known:
                number += 1
            known[place] = sheet.cells.own(table.area.top, table.area.left + place).shows = name


def show_totals(sheet: SheetState, table: TableState, show: bool) -> None:
    """The total row comes below the last row and goes again; what it held is remembered.

    https://support.microsoft.com/office/total-the-data-in-an-excel-table-6944378f-a222-4449-93d8-474386b11f20
    What stands right below the table moves down for it. A sheet that is protected refuses.
    """
    if show == table.totals:
        return
    sheet.require_unprotected()
    area = table.area
    if show:
        row = area.bottom + 1
        if any(not cell.blank for _, cell in sheet.held(Area(row, area.left, row, area.right))):
            insert(sheet, Area(row, area.left, row, area.right), fills=False)
        for place, cell in table.put_away.items():
            sheet.cells.there[row, area.left + place] = cell
        table.put_away, table.totals, table.area = {}, True, area._replace(bottom=row)
    else:
        row = area.bottom
        for (_, column), _cell in list(sheet.held(Area(row, area.left, row, area.right))):
            table.put_away[column - area.left] = sheet.cells.there.pop((row, column))
        table.totals, table.area = False, area._replace(bottom=row - 1)
    sheet.changed = True


def add_row(sheet: SheetState, table: TableState, *, fills: bool) -> None:
    """ListRows.Add without arguments: a row at the end, and "the cells below the table will be shifted down one row".

    https://learn.microsoft.com/office/vba/api/excel.listrows.add
    """
    row = table.body.bottom + 1
    insert(sheet, table.area._replace(top=row, bottom=row), fills=False)
    if not table.totals:  # else the row was inserted inside the table
        table.area = table.area._replace(bottom=row)
    if fills:
        table.fill_in(sheet, row, row)


def sort(sheet: SheetState, area: Area, keys: list[tuple[int, bool]]) -> None:
    """Sort.Apply on rows of data, by sheet columns; True is ascending.

    Numbers come before text, text before FALSE and TRUE, errors after them, blank cells always last; a sort keeps
    the order of equals. https://documentation.help/MS-Office-Excel-2003/xltbsTroubleshootSorting1.htm
    Hidden rows aren't moved, by hand hidden or filtered out: "only the visible cells are sorted. All cells in hidden
    rows are kept in place", https://infragistics.co.kr/help/wpf/excelengine-sorting-tables.html of an engine that
    follows Excel; https://support.microsoft.com/office/sort-data-in-a-range-or-table-62d0b95d-2a90-4610-a6ae-2e545c4a4654
    Looks and notes go with their cells. A protected sheet refuses unless it allows sorting and no cell is locked.
    """
    if sheet.protection and "AllowSorting" not in sheet.protection.allowed:
        raise Refused("protected")
    sheet.require_unlocked(area)
    hidden = sheet.rows_hidden()
    places = [row for row in range(area.top, area.bottom + 1) if row not in hidden]
    order = list(places)
    for column, ascending in reversed(keys):
        order.sort(key=lambda row: _rank(sheet.cells.at(row, column)), reverse=not ascending)
        order.sort(key=lambda row: sheet.cells.at(row, column).blank)
    taken = {
        row: {
            column: sheet.cells.there.pop((row, column))
            for column in range(area.left, area.right + 1)
            if (row, column) in sheet.cells.there
        }
        for row in places
    }
    for place, row in zip(places, order, strict=True):
        for column, cell in taken[row].items():
            if cell.formula is not None:
                cell.formula = moved(cell.formula, (row, column), (place, column))
            sheet.cells.there[place, column] = cell
    sheet.changed = True


def _rank(cell: Cell) -> tuple[int, Any]:
    value = cell.shows
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, Fault):
        return 3, 0
    return (0, value) if isinstance(value, float) else (1, str(value or "").casefold())


def table_at(sheet: SheetState, row: int, column: int) -> TableState | None:
    return next((table for table in sheet.tables if table.area.holds(Address(row, column))), None)
