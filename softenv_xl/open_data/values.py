"""How a cell is spelt in csv, and read back. What is spelt here means the same when it is read."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time

from softenv_xl.grid.cell import CellError, Value, display_text
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.repair import repair, typed
from softenv_xl.schema.vocabulary import Vocabulary

_LOOKS_LIKE_A_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
"""What spreadsheets compute, with as many marks before it as may stand there (OWASP, CSV injection)."""

_MARK = "'"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula: with a mark before it, also where it has such marks already."""
    return _MARK + text if _LOOKS_LIKE_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith(_MARK) and _LOOKS_LIKE_A_FORMULA.match(text) else text


def plain(column: Column, raw: Value, meant: Value) -> Value:
    """What a cell says in a file: `meant` is what its column makes of the `raw` one; where it makes nothing of it, the raw
    one stands for itself, and text always does.
    """
    if isinstance(raw, str) and column.kind in (Kind.TEXT, Kind.ID):
        return raw
    said = raw if meant is None else meant
    if isinstance(said, CellError | datetime | time) or not isinstance(said, str | int | float | date | None):
        return display_text(said)
    return said


def spelt(value: Value) -> str:
    """A plain value in csv: days as 2026-09-01, numbers to the last digit."""
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case bool() | date():
            return display_text(value)
        case float():
            return repr(value)
    return str(value)


def read_back(column: Column, cell: str, year: int | None) -> Value:
    """What is typed for a cell of csv: a day, a number, a vocabulary's key, else the text as it is.

    Spreadsheets that save csv spell days and numbers in ways of their own: these are read as in a cell.
    """
    text = unguarded(cell)
    if not text or column.kind in (Kind.TEXT, Kind.ID):
        return text or None
    if isinstance(column.choices, Vocabulary):
        if text in dict(column.choices.words):
            return text
        accepted = column.choices.accepted
    else:
        accepted = frozenset()
    if column.kind is Kind.CHOICE and not accepted:
        return text
    if column.kind is Kind.DATE and _DAY.fullmatch(text):
        with suppress(ValueError):  # no day of the calendar
            return date.fromisoformat(text)  # of any year: whether it can be meant is the check's to say
    meant = typed(column, repair(column, text, year, accepted).value)
    return text if meant is None else meant
