"""Numbers and days: which is the smaller, and what is no date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from math import floor, isfinite

from softenv_xl.schema.expression.base import Expression, Refs, Scope
from softenv_xl.schema.serial import serial


@dataclass(frozen=True, slots=True)
class IsNumber(Expression):
    """A number or a date, which is a number to a spreadsheet."""

    column: str

    def excel(self, refs: Refs) -> str:
        return _number_test(refs(self.column))

    def value(self, scope: Scope) -> bool:
        return serial(scope.row[self.column]) is not None

    def exposed(self) -> frozenset[str]:
        return frozenset()


Number = float | str
"""A number, or `@name` for a workbook's named value, or a column's key."""


def _number_test(cell: str) -> str:
    """LibreOffice takes a boolean for a number, Excel and WPS don't."""
    return f"AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})))"


def _number_excel(operand: Number, refs: Refs) -> str:
    if isinstance(operand, str):
        return operand[1:] if operand.startswith("@") else refs(operand)
    return f"{operand:g}"


def _number_value(operand: Number, scope: Scope) -> float | None:
    if isinstance(operand, str):
        return serial(scope.names.get(operand[1:]) if operand[0] == "@" else scope.row[operand])
    return operand


@dataclass(frozen=True, slots=True)
class Less(Expression):
    """Both are numbers, and the left one is the smaller. `dates` are columns known to hold no boolean."""

    left: Number
    right: Number
    dates: frozenset[str] = frozenset()

    def excel(self, refs: Refs) -> str:
        left, right = _number_excel(self.left, refs), _number_excel(self.right, refs)
        tests = [
            f"ISNUMBER({side})" if operand in self.dates else _number_test(side)
            for side, operand in ((left, self.left), (right, self.right))
            if isinstance(operand, str)
        ]
        return f"AND({','.join([*tests, f'{left}<{self._limit(right)}'])})"

    def unless(self, false: Collection[Expression]) -> Expression:
        return replace(self, dates=frozenset(e.column for e in false if isinstance(e, OutsideDays)))

    def _limit(self, right: str) -> str:
        return right

    def value(self, scope: Scope) -> bool:
        left, right = _number_value(self.left, scope), _number_value(self.right, scope)
        return left is not None and right is not None and self._less(left, right)

    def _less(self, left: float, right: float) -> bool:
        return left < right

    def exposed(self) -> frozenset[str]:
        operands = (self.left, self.right)
        return frozenset(each for each in operands if isinstance(each, str) and not each.startswith("@"))


class Before(Less):
    """Both are dates, and the left one's day comes before the right one's: times of day make no difference."""

    __slots__ = ()

    def _limit(self, right: str) -> str:
        # What comes before a day's beginning is of a day before. INT of a text would be an error, N of it is 0.
        return f"INT(N({right}))"

    def _less(self, left: float, right: float) -> bool:
        return left < (floor(right) if isfinite(right) else right)


@dataclass(frozen=True, slots=True)
class OutsideDays(Expression):
    """A number, or true or false, that is no date from the day `low` to the end of the day `high`."""

    column: str
    low: int
    high: int

    def excel(self, refs: Refs) -> str:
        cell = refs(self.column)
        return f"IF(ISNUMBER({cell}),OR({cell}<{self.low},{self.high + 1}<={cell}),ISLOGICAL({cell}))"

    def value(self, scope: Scope) -> bool:
        number = serial(scope.row[self.column])
        if number is None:
            return isinstance(scope.row[self.column], bool)
        return not self.low <= number < self.high + 1

    def exposed(self) -> frozenset[str]:
        return frozenset()
