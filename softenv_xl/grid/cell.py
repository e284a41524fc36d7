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
