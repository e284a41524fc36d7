"""Reads what can be read all the same: dates typed as text, ids typed as numbers, full-width digits.

Repairing never judges: what it can't read it leaves as typed, and the rules tell what is wrong with it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from softenv_xl.grid.cell import SPACES, CellError, Value, is_blank, shown
from softenv_xl.schema.column import FIRST_DAY, LAST_DAY, Column, Kind
from softenv_xl.schema.dates import read_date
from softenv_xl.schema.serial import from_serial, serial
from softenv_xl.schema.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection


class Repaired(NamedTuple):
    """The value as it was read, and the code and values of the issue that says so, if any."""

    value: Value
    code: str | None = None
    said: dict[str, Any] | None = None


_NOTHING = Repaired(None)


def repair(column: Column, raw: Value, year: int | None, choices: Collection[str]) -> Repaired:
    """Reads one cell. `year` is the campaign's, for dates without one; `choices` the words allowed."""
    if is_blank(raw):
        return _NOTHING
    if isinstance(raw, CellError | bool):
        return Repaired(raw)
    match column.kind:
        case Kind.DATE:
            return _date(raw, year)
        case Kind.NUMBER | Kind.PERCENT:
            return _number(raw, column.kind)
        case Kind.ID:
            return _id(raw)
        case Kind.CHOICE if isinstance(raw, str):
            word = _choice(raw, choices)
            alike = word in choices and word != raw
            return Repaired(word, "choice.read-as", {"read": word}) if alike else Repaired(word)
    return Repaired(raw.strip() if isinstance(raw, str) else raw)


def typed(column: Column, value: Value) -> Value:
    """A repaired value as its column's kind has it: a date, a vocabulary's key, text, a number."""
    if value is None or isinstance(value, CellError):
        return None
    match column.kind:
        case Kind.DATE:
            return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
        case Kind.NUMBER | Kind.PERCENT:
            number = serial(value)
            return int(number) if number is not None and number.is_integer() else number
        case Kind.CHOICE if isinstance(column.choices, Vocabulary):
            return column.choices.key_of(value) if isinstance(value, str) else None
    return shown(value)


def _date(raw: Value, year: int | None) -> Repaired:
    if isinstance(raw, str):
        day = read_date(raw, year)
        return Repaired(day, "date.as-text", {"read": shown(day)}) if day else Repaired(raw.strip())
    number = serial(raw)
    if number is None:
        return Repaired(raw)
    if FIRST_DAY <= number < LAST_DAY + 1:
        return Repaired(from_serial(number) if number % 1 else from_serial(number).date())
    day = read_date(shown(raw)) if isinstance(raw, int | float) else None
    return Repaired(day, "date.as-text", {"read": shown(day)}) if day else Repaired(raw)


def _number(raw: Value, kind: Kind) -> Repaired:
    if not isinstance(raw, str):
        return Repaired(raw)
    text = normalize("NFKC", raw).strip().replace(",", "")
    percent = kind is Kind.PERCENT and text.endswith("%")
    try:
        number = float(text.rstrip("%")) / 100 if percent else float(text)
    except ValueError:
        return Repaired(raw.strip())
    if number != number or abs(number) == float("inf"):
        return Repaired(raw.strip())
    return Repaired(number, "number.as-text", {"read": shown(number)})


def _id(raw: Value) -> Repaired:
    if not isinstance(raw, str):
        return Repaired(shown(raw), "id.as-number", {"read": shown(raw)})
    text = raw.strip().strip(SPACES)
    half = normalize("NFKC", text)
    return Repaired(half, "text.full-width", {"read": half}) if half != text else Repaired(text)


def _choice(raw: str, choices: Collection[str]) -> str:
    """The allowed word that differs only in spaces, width or case, or the text as typed."""
    text = raw.strip().strip(SPACES)
    if text in choices:
        return text
    alike = [word for word in choices if _folded(word) == _folded(text)]
    return alike[0] if len(alike) == 1 else text


def _folded(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).casefold()
