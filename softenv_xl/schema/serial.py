"""Days as spreadsheets count them: what a cell holds as one number, and back."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

from softenv_xl.grid.cell import CellError, Value

SINCE_1904 = 1462
"""What a day's number is less by in a workbook that counts from 1904 on (ECMA-376 18.17.4.1)."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone


def serial(value: Value) -> float | None:
    """The number that the cell holds, dates as Excel's serial days; None for anything else.

    Booleans are no numbers, as ISNUMBER has it.
    """
    if type(value) is float:  # nearly every number that was read
        return value
    if value is None or type(value) is str:
        return None
    match value:
        case bool() | str() | CellError():
            return None
        case datetime():
            return (value.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
        case date():
            return float(day_number(value))
        case time():
            return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
        case timedelta():
            return value / timedelta(days=1)
        case _:
            try:
                return float(value)
            except OverflowError:  # a whole number with hundreds of digits
                return math.inf if value > 0 else -math.inf


def day_number(day: date) -> int:
    """The day as Excel counts it."""
    return (day - _EPOCH.date()).days


def from_serial(days: float) -> datetime:
    """Excel's serial days as a date and time (1900 system, from 1 March 1900 on)."""
    return _EPOCH + timedelta(days=days)
