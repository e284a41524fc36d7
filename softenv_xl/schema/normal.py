"""Values as they are compared across programs: however a workbook was saved, the same content is the same value.

Dates are days, numbers Decimals without trailing zeros, text is NFC with trimmed ends and `\\n` for a line's end, words of
a vocabulary are its keys, and blank is None.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import normalize

from softenv_xl.grid.cell import display_text, is_blank, trimmed
from softenv_xl.schema.column import Kind
from softenv_xl.schema.vocabulary import Vocabulary

if TYPE_CHECKING:
    from softenv_xl.grid.cell import Value
    from softenv_xl.schema.column import Column

Normal: TypeAlias = str | Decimal | date | None
"""A normalised value; a date has no time of day."""

_SHORT = 1024
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def normalised(column: Column, value: Value) -> Normal:
    """A cell's value, as typed or as it stands in a workbook of either language."""
    if is_blank(value):
        return None
    match value:
        case bool():
            return display_text(value)
        case datetime() if column.kind is Kind.DATE or value.time() == time():
            return value.date()
        case date() if not isinstance(value, datetime):
            return value
        case int() | float() if column.kind in (Kind.NUMBER, Kind.PERCENT, Kind.DATE):
            return _number(value)
    return _word(column, text(display_text(value)))


def text(words: str) -> str:
    """Text as it is compared: NFC, lines ended by `\\n`, nothing unseen at its ends."""
    return _short_text(words) if len(words) <= _SHORT else _as_compared(words)


def _as_compared(words: str) -> str:
    return trimmed(normalize("NFC", _LINE_END.sub("\n", words)))


_short_text = lru_cache(maxsize=1024)(_as_compared)  # the rulebook's words are in hundreds of returns


def in_words(value: Normal) -> str:
    """As people read it, where no column says how."""
    return f"{value:f}" if isinstance(value, Decimal) else display_text(value)


def told(value: Normal) -> Any:
    """The value as JSON has it: text by itself, a number or a day with its kind."""
    match value:
        case Decimal():
            return {"number": f"{value:f}"}
        case date():
            return {"day": value.isoformat()}
    return value


def meant(value: Any) -> Normal:
    """What `told` told. Raises ValueError, or decimal.InvalidOperation, for anything else."""
    match value:
        case None | str():
            return value
        case {"number": str(number)}:
            return Decimal(number).normalize() + 0
        case {"day": str(day)}:
            return date.fromisoformat(day)
    raise ValueError(value)


def _number(value: float) -> Normal:
    number = Decimal(repr(value))
    return (number.normalize() + 0) if number.is_finite() else repr(value)


def _word(column: Column, words: str) -> str:
    if not isinstance(column.choices, Vocabulary):
        return words
    if any(words == key for key, _ in column.choices.words):
        return words
    return column.choices.key_of(words) or column.choices.resolve(words) or words
