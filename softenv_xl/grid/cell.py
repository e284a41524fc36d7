"""What a cell can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value as the cell shows it, `#REF!` for instance."""

    words: str


Value = str | float | int | bool | date | datetime | time | timedelta | CellError | None

# What people's eyes take for an empty cell: the plain, the no-break and the Chinese full-width space.
# The in-cell formula for "blank" (schema.formula) is written from this same string.
SPACES = " \u00a0\u3000"


def is_blank(value: Value) -> bool:
    """Empty, or only spaces of any width."""
    return value is None or (isinstance(value, str) and not value.strip(SPACES))


def shown(value: Value) -> str:
    """The value as people read it in a sentence: days as 2026-09-30, whole numbers without '.0'."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case CellError():
            return value.words
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
