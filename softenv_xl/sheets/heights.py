"""How high a row must be for wrapped text to show whole: an estimate, as no font is at hand."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARGIN_POINTS = 4
# What a cell's rims and the indent of its words take of a column's width.
_MARGIN = 1.7
# Widths of a Chinese character and of a small letter, in digits: what a column's width is counted in.
_WIDE, _NARROW = 1.9, 0.8


@lru_cache(maxsize=4096)  # the same words stand in many rows
def text_units(text: str) -> float:
    """How wide text is, counted in digits as a column's width is."""
    wide = _wide_classes(text)
    return sum(_unit(letter, wide) for letter in text)


def lines(text: str, width: float) -> int:
    """How many lines wrapped text takes in a column of that width; breaks between words cost some room."""
    width -= _MARGIN
    if len(text) * _WIDE <= width:
        return 1
    units = text_units(text)
    if units <= width:
        return 1
    lost = 2 if _wide_classes(text) == "WF" else 1
    return ceil(units / max(width - lost, 1))


def points(wrapped: Iterable[tuple[str, float]], line: float) -> float | None:
    """The height of a row from its cells' texts, the widths of their columns and the height of a line.

    None when every text fits a single line, for which any row is high enough.
    """
    most = max((lines(*cell) for cell in wrapped), default=1)
    return line * most + _MARGIN_POINTS if most > 1 else None


def _wide_classes(text: str) -> str:
    """Quotation marks and the like are as wide as Chinese characters where they stand among them."""
    return "WFA" if any(east_asian_width(letter) in "WF" for letter in text) else "WF"


def _unit(letter: str, wide: str) -> float:
    if east_asian_width(letter) in wide:
        return _WIDE
    return _NARROW if letter.islower() or letter == " " else 1
