"""When a return was saved: which of the moments that a file tells can be true."""

from __future__ import annotations

from datetime import datetime, timedelta

from softenv_xl.clock import now

_FIRST_YEAR = 2000
_AHEAD = timedelta(days=1)  # clocks differ, and some programs write their own zone's time


def is_plausible(moment: datetime | None, latest: datetime) -> bool:
    """Can a return have been saved then? (All moments are naive UTC.)

    Programs and systems that know no time write their first or last one: 1601, 1970, 1980, 2036, the year 1.
    """
    return moment is not None and moment.year >= _FIRST_YEAR and moment <= latest


def first_plausible(*moments: datetime | None) -> datetime:
    """The first of the moments at which a return can have been saved, else this very one."""
    this = now()
    return next((moment for moment in moments if moment and is_plausible(moment, this + _AHEAD)), this)
