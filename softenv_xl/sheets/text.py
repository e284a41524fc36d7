"""The only maker of cell text: what a typed value looks like in a cell, in the workbook's language."""

from __future__ import annotations

from datetime import date

from softenv_xl.gate.limits import SHARE
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.legible import storable_text
from softenv_xl.schema.column import Column, Kind, Owner, worded
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Lang

# As many UTF-16 units as Excel puts into a cell: what the program keeps for itself is cut nowhere else.
_WHOLE = 32_767
_NUMBERS = (int, float)  # spelt int | float it would be made anew for each cell
_LARGEST, _FIRST_YEAR = 1e307, 1900


def cell(column: Column, value: Value, lang: Lang) -> Value:
    """A vocabulary's key becomes its word; everything else is written as it is, as far as a cell can hold it."""
    if value is None:
        return None
    if isinstance(column.choices, Vocabulary):
        return worded(column, value, lang)
    # What people own was held to its column's limit when it was checked; merging compares it to the letter.
    own = column.owner is Owner.COMPUTED and not column.hidden and column.kind is not Kind.ID
    return truncated(value, SHARE.text if own else _WHOLE)


def as_typed(value: Value) -> Value:
    """What people typed elsewhere, in their words, as a cell can hold it: all of it."""
    return truncated(value, _WHOLE)


def truncated(value: Value, longest: int = SHARE.text) -> Value:
    """The value as every cell can hold it: text within `longest` characters, numbers and days that are.

    What is cut ends with how long it was.
    """
    if isinstance(value, str):
        return _cut(storable_text(value), longest)
    if isinstance(value, _NUMBERS) and not isinstance(value, bool):
        return value if -_LARGEST <= value <= _LARGEST else display_text(value)
    if isinstance(value, date):
        return value if value.year >= _FIRST_YEAR else display_text(value)
    return value


def _cut(text: str, longest: int) -> str:
    length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if length <= longest:
        return text
    ending = f"… [{length:,}]"
    return text.encode("utf-16-le")[: 2 * (longest - len(ending))].decode("utf-16-le", "ignore") + ending
