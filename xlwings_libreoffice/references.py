"""Where cells are: one-based rows and columns, the texts that name them, and the areas that these mean."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from xlwings.utils import col_name

from xlwings_libreoffice.uno_runtime import struct

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    return str(col_name(column))  # type: ignore[no-untyped-call]


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class Area(NamedTuple):
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def ref(self) -> str:
        """As Excel writes it: `B2:D9`, or `B2` for one cell."""
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @classmethod
    def parse(cls, ref: str) -> Area:
        """Reads `A1:C9` or `A1`, dollars or not; raises ValueError for anything else, and past the sheet's end."""
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = _cell(first), _cell(last or first)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Have the two a cell in common?"""
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


def _cell(a1: str) -> tuple[int, int]:
    match = _A1.fullmatch(a1)
    if not match:
        raise ValueError(f"not a cell address: {a1!r}")
    row, column = int(match[2]), column_number(match[1])
    if row > MAX_ROW or column > MAX_COLUMN:
        raise ValueError(f"past the end of a sheet: {a1!r}")
    return row, column


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
