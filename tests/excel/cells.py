"""A cell: what it holds, and what it answers when it is asked for its value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.styles.numbers import is_date_format

from tests.excel.pywin import Moment

# An error's number in VBA is its code; through COM it comes as the HRESULT 0x800A0000 + code.
# (as numbers: https://github.com/xlwings/xlwings/issues/496)
# The first seven and #SPILL!: https://learn.microsoft.com/office/vba/api/excel.xlcverror and
# https://learn.microsoft.com/office/vba/api/excel.range.value (Cell Error Values); the others are members of the
# same enumeration in current type libraries, and of Excel's JavaScript API: the words are from
# https://learn.microsoft.com/javascript/api/excel/excel.errorcellvaluetype
ERRORS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
    "#BUSY!": 2051,
}
FACILITY = -2146828288  # 0x800A0000


@dataclass(frozen=True)
class Fault:
    """An error value."""

    words: str

    @property
    def code(self) -> int:
        return FACILITY + ERRORS[self.words]


Content = str | float | bool | Fault | None
"""Days and times are numbers whose format says so, as in Excel."""


@dataclass
class Cell:
    """What stands in a cell. `shows` is a formula's last result: the model calculates nothing, see loading."""

    shows: Content = None
    formula: str | None = None
    array: str | None = None
    format: str = "General"
    prefix: str = ""
    fill: str | None = None
    locked: bool = True
    note: str | None = None
    threaded: str | None = None

    @property
    def blank(self) -> bool:
        return self.shows is None and self.formula is None

    def look(self) -> Cell:
        """A cell that looks the same and holds nothing."""
        return Cell(format=self.format, fill=self.fill, locked=self.locked)

    def emptied(self) -> None:
        self.shows = self.formula = self.array = None
        self.prefix = ""

    def copy(self) -> Cell:
        return replace(self)


_CURRENCY = re.compile(r"[$¥￥€£]")
_QUOTED = re.compile(r'"[^"]*"|\\.')
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no zone


def serial(moment: datetime) -> float:
    """The day's number. Excel's 1900 has a 29 February, so the days before March 1900 differ by one; unused here."""
    plain = moment.replace(tzinfo=None)
    return (plain - EPOCH) / timedelta(days=1)


def answered(cell: Cell) -> Any:
    """What Range.Value hands to Python.

    Dates come as VT_DATE and currencies as VT_CY, which Value2 alone doesn't use:
    https://learn.microsoft.com/office/vba/api/excel.range.value2 ; pywin32 makes datetime and Decimal of them.
    Every other number is a double, so that an int can only be an error.
    """
    value = cell.shows
    if isinstance(value, Fault):
        return value.code
    if isinstance(value, bool) or not isinstance(value, float):
        return value
    if is_date_format(cell.format) and 0 <= value < 2_958_466:
        return _moment(value)
    if _CURRENCY.search(_QUOTED.sub("", cell.format.replace("[$-", "["))):
        return Decimal(str(round(value, 4)))
    return value


def _moment(value: float) -> Moment:
    """To the millisecond, the rest cut off: 8:20 comes as 8:19:59.999. What pywin32 does with the rest has changed
    with its versions: https://github.com/mhammond/pywin32/issues/1466
    """
    plain = EPOCH + timedelta(milliseconds=int(value * 86_400_000))
    return Moment(*plain.timetuple()[:6], plain.microsecond, tzinfo=UTC)


@dataclass
class Column:
    """The looks of a column's cells that have none of their own."""

    format: str = "General"
    locked: bool = True
    fill: str | None = None

    def __post_init__(self) -> None:
        self.blank = Cell(format=self.format, locked=self.locked, fill=self.fill)


@dataclass
class Cells:
    """The cells of a sheet that hold something or look special, by row and column."""

    there: dict[tuple[int, int], Cell] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """To look at: a cell that isn't there is blank."""
        return self.there.get((row, column)) or self.columns.get(column, _PLAIN).blank

    def own(self, row: int, column: int) -> Cell:
        """To change."""
        if (row, column) not in self.there:
            self.there[row, column] = self.at(row, column).copy()
        return self.there[row, column]


_PLAIN = Column()
