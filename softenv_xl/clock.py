"""The only look at the clock that a figure depends on; everything below takes day or moment as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment (naive UTC), to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def today() -> date:
    """The day on the user's own calendar."""
    return datetime.now(UTC).astimezone().date()
