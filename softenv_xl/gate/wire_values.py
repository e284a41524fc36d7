"""Values of cells that MessagePack has no type for: how they are spelt on the wire, and what is kept of them elsewhere."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

from softenv_xl.grid.cell import CellError, Value

OddKind = Literal["date", "datetime", "time", "timedelta", "error"]
_MICROSECOND = timedelta(microseconds=1)


class InvalidAnswerError(Exception):
    """What came over the wire is no Reading within the limits."""


def said(value: Value) -> tuple[OddKind, str | int]:
    """A value that MessagePack has no type for: its kind and what it says. Raises TypeError for any other."""
    match value:
        case datetime():
            return "datetime", value.isoformat()
        case date():
            return "date", value.isoformat()
        case time():
            return "time", value.isoformat()
        case timedelta():
            return "timedelta", value // _MICROSECOND
        case CellError():
            return "error", value.words
        case _:
            raise TypeError(value)


def meant(kind: str, words: str | int) -> Value:
    """The value that `said` spelt. Raises InvalidAnswerError, ValueError and OverflowError."""
    match kind, words:
        case "datetime", str():
            return datetime.fromisoformat(words)
        case "date", str():
            return date.fromisoformat(words)
        case "time", str():
            return time.fromisoformat(words)
        case "timedelta", int():
            return timedelta(microseconds=words)
        case "error", str():
            return CellError(words)
        case _:
            raise InvalidAnswerError("a value of two minds")
