"""The only look at the clock that a figure depends on; everything below takes day or moment as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment (naive UTC), to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def today() -> date:
    """The day on the user's own calendar."""
    return datetime.now(UTC).astimezone().date()


def local(moment: datetime) -> str:
    """A moment (naive UTC) on the user's own clock, to the minute."""
    return f"{moment.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"
