"""Dates and times as numbers of days, as workbooks hold them."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zones
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_DAY_MS = 86_400_000
_LAST = 2_958_466.0  # the day after 9999-12-31
Moment = dt.datetime | dt.date | dt.time | dt.timedelta


def moment(number: float, date1904: bool = False) -> dt.datetime | float:
    """The moment, to the millisecond; the number itself where the calendar has no such day."""
    if not -693_593 < number < _LAST:
        return number
    epoch = _EPOCH_1904 if date1904 else _EPOCH
    try:
        return epoch + dt.timedelta(milliseconds=round(number * _DAY_MS))
    except OverflowError:
        return number


def serial(value: Moment, date1904: bool = False) -> float:
    """The number of days; a time zone is left out of account, as in Excel."""
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        since = dt.timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
        return since / dt.timedelta(days=1)
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return (value.replace(tzinfo=None) - (_EPOCH_1904 if date1904 else _EPOCH)) / dt.timedelta(days=1)


def code(value: Moment) -> str:
    """The number format that Excel gives a General cell into which this is entered."""
    if isinstance(value, dt.timedelta):
        return "[h]:mm:ss"
    if isinstance(value, dt.time):
        return "h:mm:ss"
    if isinstance(value, dt.datetime) and (value.hour, value.minute, value.second) != (0, 0, 0):
        return "m/d/yyyy h:mm"
    return "m/d/yyyy"
