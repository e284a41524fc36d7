"""Numbers that look like one another: the slips of the keyboard that can be distinguished from another person's number."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

# Letters that pass for a digit in most fonts.
_DIGITS = str.maketrans("oilszb|!", "01152811")


def lookalike(number: str, numbers: Iterable[str]) -> str | None:
    """The one of `numbers` that reads the same to the eye, or nothing where none does or several do.

    A letter for the digit that it resembles, spaces and dashes, leading zeros that a spreadsheet dropped: no more.
    Staff numbers are given in sequence, so one other digit is another person.
    """
    alike = {one for one in numbers if _looks(one) == _looks(number)}
    return alike.pop() if len(alike) == 1 else None


def _looks(number: str) -> str:
    letters = (
        letter for letter in normalize("NFKC", number).casefold() if letter.isalnum() or letter in "|!"
    )
    return "".join(letters).translate(_DIGITS).lstrip("0")
