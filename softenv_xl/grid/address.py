"""Where a cell is: one-based rows and columns, spoken in A1 style."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


@cache
def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class Address(NamedTuple):
    """One cell; row and column are one-based."""

    row: int
    column: int

    @property
    def a1(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @classmethod
    def parse(cls, a1: str) -> Address:
        """Reads `C5` or `$C$5`; raises ValueError for anything else, and past the sheet's end."""
        match = _A1.fullmatch(a1)
        if not match:
            raise ValueError(f"not a cell address: {a1!r}")
        address = cls(int(match[2]), column_number(match[1]))
        if address.row > MAX_ROW or address.column > MAX_COLUMN:
            raise ValueError(f"past the end of a sheet: {a1!r}")
        return address


class Area(NamedTuple):
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def ref(self) -> str:
        first, last = Address(self.top, self.left).a1, Address(self.bottom, self.right).a1
        return first if first == last else f"{first}:{last}"

    @classmethod
    def parse(cls, ref: str) -> Area:
        """Reads `A1:C9` or `A1`; raises ValueError for anything else."""
        first, _, last = ref.partition(":")
        a, b = Address.parse(first), Address.parse(last or first)
        return cls(min(a.row, b.row), min(a.column, b.column), max(a.row, b.row), max(a.column, b.column))

    def holds(self, address: Address) -> bool:
        return self.top <= address.row <= self.bottom and self.left <= address.column <= self.right

    def meets(self, other: Area) -> bool:
        return not (
            self.right < other.left
            or other.right < self.left
            or self.bottom < other.top
            or other.bottom < self.top
        )
