"""Where cells are: one-based rows and columns, spoken in A1 style."""

from __future__ import annotations

import re
from typing import NamedTuple

from xlwings.utils import col_name

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
