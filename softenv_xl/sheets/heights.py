"""How high a row must be for wrapped text to show whole: an estimate, as no font is at hand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARGIN_POINTS = 4
# What a cell's rims and the indent of its words take of a column's width.
MARGIN = 2.0
BOLD = 1.1
"""So much wider are bold letters."""
# Widths in digits, what a column's width is counted in: of a Chinese character, and of letters as Arial has them.
_CHINESE = 1.9
_LETTERS = {
    **dict.fromkeys("ijl'|", 0.45),
    **dict.fromkeys("ft ,.:;!/()[]-I“”‘’", 0.6),
    **dict.fromkeys("rckvsxyz", 0.95),
    **dict.fromkeys("wABCDEFGHKNOPQRSUVXY&", 1.3),
    **dict.fromkeys("mMW@%", 1.65),
}
# Where a line may end: behind any Chinese character, and between words.
_PIECES = re.compile(r"[^\S\n]+|\n|[^\s⺀-鿿豈-﫿︰-﹏＀-｠]+|.")


class _Units(dict[str, float]):
    """How wide each letter is; those of the classes `wide` of East Asian width as a Chinese character."""

    def __init__(self, wide: str) -> None:
        super().__init__()
        self._wide = wide

    def __missing__(self, letter: str) -> float:
        wide = east_asian_width(letter) in self._wide
        self[letter] = units = _CHINESE if wide else _LETTERS.get(letter, 1)
        return units


# Quotation marks and the like are as wide as Chinese characters where they stand among them.
_AMONG_LETTERS, _AMONG_CHINESE = _Units("WF"), _Units("WFA")


def _units_in(text: str) -> _Units:
    chinese = not text.isascii() and any(east_asian_width(letter) in "WF" for letter in text)
    return _AMONG_CHINESE if chinese else _AMONG_LETTERS


@lru_cache(maxsize=4096)  # the same words stand in many rows
def text_units(text: str) -> float:
    """How wide text is, counted in digits as a column's width is."""
    return sum(map(_units_in(text).__getitem__, text))


@lru_cache(maxsize=4096)
def lines(text: str, width: float) -> int:
    """How many lines wrapped text takes in a column of that width."""
    room = max(width - MARGIN, 1)
    if len(text) * _CHINESE <= room and "\n" not in text:
        return 1
    width_of, count, used = _units_in(text).__getitem__, 1, 0.0
    for piece in _PIECES.findall(text):
        units = sum(map(width_of, piece))
        if piece == "\n":
            count, used = count + 1, 0.0
        elif used + units <= room or piece.isspace():
            used += units
        else:
            count += used > 0
            broken = int(units // room) if units > room and len(piece) > 1 else 0  # a letter never is
            count, used = count + broken, units - broken * room
    return count


def points(wrapped: Iterable[tuple[str, float]], line: float) -> float | None:
    """The height of a row from its cells' texts, the widths of their columns and the height of a line.

    None when every text fits a single line, for which any row is high enough.
    """
    most = max((lines(*cell) for cell in wrapped), default=1)
    return line * most + _MARGIN_POINTS if most > 1 else None
