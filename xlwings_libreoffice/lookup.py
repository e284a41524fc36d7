"""Which cells the arguments of `Sheet.range` name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.range import Range
from xlwings_libreoffice.references import MAX_COLUMN, MAX_ROW, Area, area, split_sheet, unquoted
from xlwings_libreoffice.tables import Table

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book
    from xlwings_libreoffice.sheets import Sheet


def look_up(sheet: Sheet, arg1: Any, arg2: Any) -> Range:
    """By A1 text, name, table, (row, column), or two corners of any of these kinds.

    Raises IndexError for row or column 0, ValueError for a text that names no cells.
    """
    if isinstance(arg1, int | float) and isinstance(arg2, int | float):
        arg1, arg2 = (int(arg1), int(arg2)), None
    one = _cells(sheet, arg1)
    if arg2 is None:
        return one
    a, b = one.area, _cells(sheet, arg2).area
    return one.sheet.at(
        Area(min(a.top, b.top), min(a.left, b.left), max(a.bottom, b.bottom), max(a.right, b.right))
    )


def _cells(sheet: Sheet, arg: Any) -> Range:
    if isinstance(arg, Range):
        return arg
    if not isinstance(arg, tuple):
        return _named(sheet, str(arg))
    row, column, rows, columns = arg if len(arg) == 4 else (*arg, 1, 1)
    if not row or not column:
        raise IndexError("rows and columns count from 1")
    bottom, right = row + rows - 1, column + columns - 1
    if not (1 <= row <= bottom <= MAX_ROW and 1 <= column <= right <= MAX_COLUMN):
        raise IndexError(f"past the end of the sheet, or empty: {arg}")
    return sheet.at(Area(row, column, bottom, right))


def _named(sheet: Sheet, text: str) -> Range:
    title, rest = split_sheet(text.strip())
    place = sheet if title is None else sheet.book.sheets(unquoted(title))
    try:
        return place.at(area(rest))
    except ValueError:
        pass
    for names in (place.names, sheet.book.names):
        if names.contains(rest):
            return names(rest).refers_to_range
    found = _table_area(sheet.book, rest)
    if found is None:
        raise ValueError(f"neither cells nor a name: {text!r}")
    return found


_REFERENCE = re.compile(r"([^\[\]!]+?)(?:\[(.*)\])?", re.DOTALL)


def _table_area(book: Book, text: str) -> Range | None:
    """The cells that `Plans`, `Plans[Days]`, `Plans[#All]` or `Plans[#Headers]` name; None for no table."""
    match = _REFERENCE.fullmatch(text)
    if not match:
        return None
    database = book.databases.find(match[1])
    if database is None:
        return None
    table = Table(database, book.sheets(database.DataArea.Sheet + 1))
    inside = (match[2] or "#Data").strip()
    parts = {"#all": table.range, "#headers": table.header_row_range, "#totals": table.totals_row_range}
    if inside.lower() in parts:
        return parts[inside.lower()]
    if inside.lower() == "#data":
        return table.data_body_range
    columns = table.columns
    return columns(inside).data_body_range if inside in columns else None
