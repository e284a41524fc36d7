"""A table's rectangle, and how its headers are compared: the same for every host."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Area

if TYPE_CHECKING:
    from collections.abc import Sequence


class Block(NamedTuple):
    """A table's rectangle in sheet rows and columns: `first` to `last` are its data rows.

    `top` is the header row, or `first` where there is none; `bottom` the totals row, or `last`.
    """

    top: int
    first: int
    last: int
    bottom: int
    left: int
    right: int

    @property
    def area(self) -> Area:
        return Area(self.top, self.left, self.bottom, self.right)

    @property
    def rows(self) -> int:
        return self.last - self.first + 1


def comparable(text: str) -> str:
    """A header for comparing: programs differ in how they spell the line breaks in it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def column_numbers(left: int, names: Sequence[Sequence[str]], wanted: Sequence[str]) -> list[int | None]:
    """The sheet columns of the wanted headers in a table that starts at column `left`; None where there is none.

    `names` are lists of what the columns are called from left to right: a header counts as it stands in the
    first list that has it, failing that in other case.
    """
    places: dict[str, int] = {}
    for spelt in (str, str.lower):
        for row in names:
            for place, name in enumerate(row):
                places.setdefault(spelt(comparable(name)), left + place)
    headers = [comparable(header) for header in wanted]
    return [places.get(header, places.get(header.lower())) for header in headers]
