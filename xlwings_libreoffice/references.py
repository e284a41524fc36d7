"""Texts that name cells, and the areas that they mean."""

from __future__ import annotations

import re
from typing import Any

from xlwings_libreoffice.address import MAX_COLUMN, MAX_ROW, Area, column_letters, column_number
from xlwings_libreoffice.uno_runtime import struct

_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")
_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")
_PLAIN_BOOK = re.compile(r"[\w.]+")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


def area(text: str) -> Area:
    """Reads `A1`, `A1:C9`, `B:C` and `2:5`, with or without `$`; raises ValueError for anything else."""
    if match := _COLUMNS.fullmatch(text):
        first, last = sorted(column_number(letters) for letters in match.groups())
        if last <= MAX_COLUMN:
            return Area(1, first, MAX_ROW, last)
    if match := _ROWS.fullmatch(text):
        top, bottom = sorted(int(number) for number in match.groups())
        if bottom <= MAX_ROW:
            return Area(top, 1, bottom, MAX_COLUMN)
    return Area.parse(text)


def address(place: Area, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """`$A$1:$C$9`; whole columns and rows as `$A:$C` and `$2:$5`, as Excel spells them."""
    row, column = "$" * row_absolute, "$" * column_absolute
    left, right = column + column_letters(place.left), column + column_letters(place.right)
    top, bottom = f"{row}{place.top}", f"{row}{place.bottom}"
    if place.left == 1 and place.right == MAX_COLUMN:
        return f"{top}:{bottom}"
    if place.top == 1 and place.bottom == MAX_ROW:
        return f"{left}:{right}"
    first, last = left + top, right + bottom
    return first if first == last else f"{first}:{last}"


def quoted(name: str) -> str:
    """A sheet's name as it stands in a formula of Excel."""
    if _PLAIN_SHEET.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def in_book(book: str, sheet: str) -> str:
    """`[Book1]Sheet1`, a sheet of another book as it stands in a formula of Excel."""
    both = f"[{book}]{sheet}"
    if quoted(sheet) == sheet and _PLAIN_BOOK.fullmatch(book):
        return both
    return "'" + both.replace("'", "''") + "'"


def unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def split_sheet(text: str) -> tuple[str | None, str]:
    """`'My sheet'!A1` → (`My sheet`, `A1`); None for the sheet where none is named."""
    sheet, mark, rest = text.rpartition("!")
    return (unquoted(sheet), rest) if mark else (None, text)


def area_of(cells: Any) -> Area:
    """Where a UNO cell range is."""
    return area_at(cells.RangeAddress)


def area_at(place: Any) -> Area:
    """The area of a UNO CellRangeAddress, which counts from zero."""
    return Area(place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)


def native(place: Area, sheet: int) -> Any:
    """The UNO CellRangeAddress of an area on the sheet with this index, counted from zero."""
    return struct(
        "table.CellRangeAddress",
        Sheet=sheet,
        StartColumn=place.left - 1,
        StartRow=place.top - 1,
        EndColumn=place.right - 1,
        EndRow=place.bottom - 1,
    )


def native_cell(place: Area, sheet: int) -> Any:
    """The UNO CellAddress of an area's first cell."""
    return struct("table.CellAddress", Sheet=sheet, Column=place.left - 1, Row=place.top - 1)


def common_part(one: Area, other: Area) -> Area | None:
    if not one.meets(other):
        return None
    return Area(
        max(one.top, other.top),
        max(one.left, other.left),
        min(one.bottom, other.bottom),
        min(one.right, other.right),
    )
