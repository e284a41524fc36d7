"""A table's filter: its criteria as Excel tells them, and the rows that they hide.

Reading: https://learn.microsoft.com/office/vba/api/excel.filter.criteria1 , .criteria2 , .operator ;
setting: https://learn.microsoft.com/office/vba/api/excel.range.autofilter
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.excel.cells import Cell, Fault
from tests.excel.refusing import Refused

# XlAutoFilterOperator: https://learn.microsoft.com/office/vba/api/excel.xlautofilteroperator
AND, OR, TOP_ITEMS, BOTTOM_ITEMS, TOP_PERCENT, BOTTOM_PERCENT, VALUES = 1, 2, 3, 4, 5, 6, 7
CELL_COLOUR, FONT_COLOUR, ICON, DYNAMIC = 8, 9, 10, 11


@dataclass(frozen=True)
class Criterion:
    """What stands on one column. `operator` is 0 where one criterion stands alone, as Filter.Operator says then."""

    first: Any
    operator: int = 0
    second: Any = None

    @property
    def told_first(self) -> Any:
        """Filter.Criteria1. Groups of dates have none that can be read: error 1004.

        No page says so; xlwings reads it as something that may fail (AutoFilter.criteria in _xlwindows.py).
        """
        if self.first is None:
            raise Refused("refused")
        return self.first

    @property
    def told_second(self) -> Any:
        """Filter.Criteria2 fails where there is none."""
        if self.second is None:
            raise Refused("refused")
        return self.second

    def shows(self, cell: Cell, column: list[Cell]) -> bool:
        """Whether a row with that cell stays in sight."""
        if self.operator == VALUES:
            return displayed(cell) in [str(one).removeprefix("=") for one in self.first]
        if self.operator in (TOP_ITEMS, BOTTOM_ITEMS):
            numbers = sorted(_numbers(column), reverse=self.operator == TOP_ITEMS)
            return cell.shows in numbers[: int(str(self.first).lstrip("<>="))]
        if self.operator == CELL_COLOUR:
            return bool(cell.fill == self.first)
        if self.operator in (FONT_COLOUR, ICON, DYNAMIC, TOP_PERCENT, BOTTOM_PERCENT):
            return True
        first = _met(self.first, cell)
        if self.second is None:
            return first
        second = _met(self.second, cell)
        return (first and second) if self.operator == AND else (first or second)


def set_by_user(first: Any, operator: int, second: Any) -> Criterion:
    """What Excel keeps of Range.AutoFilter(Criteria1, Operator, Criteria2)."""
    if operator == VALUES:
        if not isinstance(first, list | tuple) or not first:
            raise Refused("refused")
        marked = tuple(text if str(text).startswith("=") else f"={text}" for text in first)
        if len(marked) == 1:
            return Criterion(marked[0])
        return Criterion(marked[0], OR, marked[1]) if len(marked) == 2 else Criterion(marked, VALUES)
    if isinstance(first, str) and len(first) > 255:
        raise Refused("refused")
    return Criterion(first if str(first)[:1] in "=<>" else f"={first}", operator, second)


def displayed(cell: Cell) -> str:
    """The cell's text as a filter's list shows it."""
    value = cell.shows
    if isinstance(value, Fault):
        return value.words
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value or ""


def _numbers(column: list[Cell]) -> list[float]:
    return [
        cell.shows for cell in column if isinstance(cell.shows, float) and not isinstance(cell.shows, bool)
    ]


_COMPARED: dict[str, Callable[[float, float], bool]] = {
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
}


def _met(criterion: str, cell: Cell) -> bool:
    sign = re.match(r"[<>=]{0,2}", criterion)
    mark = sign[0] if sign else ""
    wanted = criterion[len(mark) :]
    if mark in _COMPARED:
        try:
            return isinstance(cell.shows, float) and _COMPARED[mark](cell.shows, float(wanted))
        except ValueError:
            return False
    same = re.fullmatch(_pattern(wanted), displayed(cell), re.IGNORECASE | re.DOTALL) is not None
    return same if mark != "<>" else not same


def _pattern(text: str) -> str:
    """`*` and `?` stand for any characters, `~` takes that away.

    https://support.microsoft.com/office/use-wildcard-characters-in-searches-ef94362e-9999-4350-ad74-4d2371110adb
    """
    pieces = re.findall(r"~[*?~]|[*?]|[^*?~]+|~", text)
    return "".join({"*": ".*", "?": "."}.get(piece, re.escape(piece.removeprefix("~"))) for piece in pieces)
