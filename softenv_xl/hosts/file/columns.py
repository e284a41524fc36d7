"""A table's columns by their headers, and what a column that is added takes from its left neighbour."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import MAIN, Element
from softenv_xl.hosts.file.queries import add_field

if TYPE_CHECKING:
    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook

_COLUMNS, _COLUMN = f"{MAIN}cols", f"{MAIN}col"


def add_column(book: Workbook, table: Table, header: str) -> int:
    """Adds a column at the table's right end and returns its sheet column."""
    table.add_column(header)
    add_field(book, table)
    block, sheet = table.block, table.sheet
    column = block.right
    for row in range(block.top, block.bottom + 1):
        neighbour = sheet.cells(row).get(column - 1)
        if neighbour is not None:
            cell = sheet.cells(row).get(column) or sheet.make(row, column)
            cell.style = neighbour.style
            sheet.touch(row)
    if block.top < block.first:
        sheet.write(block.top, column, header)
    _copy_width(sheet, column)
    return column


def _copy_width(sheet: Sheet, column: int) -> None:
    """Makes the sheet's column as wide as the one on its left."""
    columns = sheet.root.find(_COLUMNS)
    if columns is None:
        return
    neighbour = _covering(columns, column - 1)
    if neighbour is None or _covering(columns, column) is neighbour:
        return
    _free(columns, column)
    own = copy.copy(neighbour)
    own.set("min", str(column))
    own.set("max", str(column))
    neighbour.addnext(own)
    sheet.touch_root()


def set_column(sheet: Sheet, column: int, like: Element) -> None:
    """Gives the sheet's column the formats of a `col` element."""
    columns = sheet.root.find(_COLUMNS)
    if columns is None:
        columns = etree.Element(_COLUMNS)
        data = sheet.root.find(f"{MAIN}sheetData")
        assert data is not None  # noqa: S101 - every sheet has it
        data.addprevious(columns)
    _free(columns, column)
    own = copy.copy(like)
    own.set("min", str(column))
    own.set("max", str(column))
    after = [one for one in columns.iterchildren(_COLUMN) if int(one.get("max", "0")) < column]
    columns.insert(len(after), own)
    sheet.touch_root()


def _covering(columns: Element, column: int) -> Element | None:
    return next((element for element in columns.iterchildren(_COLUMN) if column in _span(element)), None)


def _free(columns: Element, column: int) -> None:
    """Takes one column out of the element that covers it; what was left and right of it stays."""
    element = _covering(columns, column)
    if element is None:
        return
    span = _span(element)
    for low, high in ((span.start, column - 1), (column + 1, span.stop - 1)):
        if low <= high:
            part = copy.copy(element)
            part.set("min", str(low))
            part.set("max", str(high))
            element.addprevious(part)
    columns.remove(element)


def _span(element: Element) -> range:
    return range(int(element.get("min", "0")), int(element.get("max", "0")) + 1)
