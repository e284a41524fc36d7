"""The only look at the clock that a figure depends on; everything below takes the day as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The day on the user's own calendar."""
    return datetime.now(UTC).astimezone().date()
