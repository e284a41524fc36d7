"""Reads what can be read all the same: dates typed as text, ids typed as numbers, full-width digits, 无 for 没有.

Repairing never judges: what it can't read it leaves as typed, and the rules tell what is wrong with it.
"""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from softenv_xl import catalogue
from softenv_xl.grid.cell import (
    SPACES,
    CellError,
    Value,
    display_text,
    folded,
    is_blank,
    trimmed,
    without_marks,
)
from softenv_xl.issue_kind import IssueKind
from softenv_xl.schema.column import FIRST_DAY, LAST_DAY, Column, Kind
from softenv_xl.schema.dates import FIRST_YEAR, LAST_YEAR, Unclear, read_date, read_decimal
from softenv_xl.schema.serial import SINCE_1904, from_serial, serial
from softenv_xl.schema.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection

    from softenv_xl.schema.vocabulary import ListOf
    from softenv_xl.words import Text


class Repaired(NamedTuple):
    """The value as it was read, and the kind and values of the issue that says so, if any."""

    value: Value
    kind: IssueKind | None = None
    arguments: dict[str, Any] | None = None


_NOTHING = Repaired(None)


def repair(
    column: Column, raw: Value, year: int | None, choices: Collection[str], *, since_1904: bool = False
) -> Repaired:
    """Reads one cell. `year` is the campaign's, for dates without one; `choices` the words allowed.

    `since_1904` says that the workbook counts its days from 1904 on.
    """
    if is_blank(raw):
        return _NOTHING
    if isinstance(raw, float) and not isfinite(raw):
        return Repaired(CellError("#NUM!"))
    if isinstance(raw, CellError):
        return Repaired(raw)
    match column.kind:
        case Kind.CHOICE:
            return _choice(raw, column.choices, choices)
        case _ if isinstance(raw, bool):
            return Repaired(raw)
        case Kind.DATE:
            return _date(raw, year, SINCE_1904 if since_1904 else 0)
        case Kind.NUMBER | Kind.PERCENT:
            return _number(raw, column.kind)
        case Kind.ID:
            return _id(raw, listed=column.choices is not None)
    return _text(raw, column.limit) if isinstance(raw, str) else Repaired(raw)


def typed(column: Column, value: Value) -> Value:
    """A repaired value as its column's kind has it: a date, a vocabulary's key, text, a number.

    A date that can't be meant is none: a campaign until the year 9999 would have half a million weeks.
    """
    if value is None or isinstance(value, CellError):
        return None
    match column.kind:
        case Kind.DATE:
            day = value.date() if isinstance(value, datetime) else value
            return day if isinstance(day, date) and FIRST_YEAR <= day.year <= LAST_YEAR else None
        case Kind.NUMBER | Kind.PERCENT:
            number = serial(value)
            return int(number) if number is not None and number.is_integer() else number
        case Kind.CHOICE if isinstance(column.choices, Vocabulary):
            return column.choices.key_of(value) if isinstance(value, str) else None
    return display_text(value)


def _date(raw: Value, year: int | None, ahead: int) -> Repaired:
    """A day: the time that a cell holds beside it is nobody's limit.

    `ahead`: days to add where a number stands for the day; what is formatted as a date has been read as one.
    """
    number = serial(raw)
    if number is not None and isinstance(raw, int | float):
        number += ahead
    if number is not None and FIRST_DAY <= number < LAST_DAY + 1:
        return Repaired(from_serial(number).date())
    if isinstance(raw, str):
        found = read_date(raw, year)
    elif isinstance(raw, int | float):
        found = read_date(display_text(raw)) or (read_decimal(raw, year) if year else None)
    else:
        found = None
    if isinstance(found, Unclear):
        return Repaired(raw, catalogue.DATE_UNCLEAR, {"readings": found.description()})
    if found is None:
        return Repaired(trimmed(raw) if isinstance(raw, str) else raw)
    return Repaired(found, catalogue.DATE_AS_TEXT, {"read": display_text(found)})


def _number(raw: Value, kind: Kind) -> Repaired:
    if not isinstance(raw, str):
        return Repaired(raw)
    text = without_marks(raw).replace(",", "")
    percent = kind is Kind.PERCENT and text.endswith("%")
    try:
        number = float(text.rstrip("%")) / 100 if percent else float(text)
    except ValueError:
        return Repaired(trimmed(raw))
    if not isfinite(number):
        return Repaired(trimmed(raw))
    return Repaired(number, catalogue.NUMBER_AS_TEXT, {"read": display_text(number)})


def _id(raw: Value, *, listed: bool) -> Repaired:
    """That its ends were cut is reported where the cell compares it with a list, to the letter."""
    if not isinstance(raw, str):
        return Repaired(display_text(raw), catalogue.ID_AS_NUMBER, {"read": display_text(raw)})
    text, read = raw.strip(SPACES), without_marks(raw)
    if text == read or not read:
        return (
            Repaired(text, catalogue.TEXT_UNSEEN, {"read": text})
            if listed and text != raw
            else Repaired(text)
        )
    wide = normalize("NFKC", text) != text
    return Repaired(read, catalogue.TEXT_FULL_WIDTH if wide else catalogue.TEXT_UNSEEN, {"read": read})


def _text(raw: str, limit: int) -> Repaired:
    """Free text is the writer's own but for its ends; that they were cut is reported where the cell counts them."""
    text = trimmed(raw)
    was_cut = len(text) <= limit < len(raw)
    return Repaired(text, catalogue.TEXT_UNSEEN, {"read": text}) if was_cut else Repaired(text)


def _choice(raw: Value, source: Vocabulary | ListOf | None, choices: Collection[str]) -> Repaired:
    """The allowed word that differs only in what people don't see, or that is plainly meant; else as typed."""
    if raw in choices:
        return Repaired(raw)
    text = trimmed(display_text(raw))
    alike = [word for word in choices if folded(word) == folded(text)]
    read: str | Text | None = alike[0] if len(alike) == 1 else None
    if read is None and isinstance(source, Vocabulary) and (key := source.resolve(text)):
        read = dict(source.words)[key]
    if read is None:
        return Repaired(text if isinstance(raw, str) else raw)
    return Repaired(read if isinstance(read, str) else read.zh, catalogue.CHOICE_READ_AS, {"read": read})
