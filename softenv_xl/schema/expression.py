"""Rule expressions: each says once what it means, as a spreadsheet formula and as Python.

A node has two readings that must agree on every cell content: `excel(refs)`, which uses only functions
that Excel 2010, WPS and LibreOffice share, and `value(scope)`. Formulas don't short-circuit AND and OR,
and a cell error spoils both, so a check tests every cell for errors before any rule (schema.verdict).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from softenv_xl.grid.cell import SPACES, CellError, Value, is_blank
from softenv_xl.schema.serial import serial
from softenv_xl.schema.vocabulary import ListOf, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Refs(Protocol):
    """Where the columns of the rule's row stand, as formula text: `$C5`."""

    def __call__(self, column: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule can see in Python: its row's cells, the workbook's named values and lists."""

    row: Mapping[str, Value]
    names: Mapping[str, Value]
    lists: Mapping[str, Collection[str]]


class Expression(ABC):
    """Something that is true or false of a row."""

    @abstractmethod
    def excel(self, refs: Refs) -> str:
        """As formula text without the leading '='."""

    def excel_not(self, refs: Refs) -> str:
        """The contrary as formula text: a formula stands in thousands of rows, so it had better be short."""
        return f"NOT({self.excel(refs)})"

    @abstractmethod
    def value(self, scope: Scope) -> bool:
        """As Python sees it."""


@dataclass(frozen=True, slots=True)
class AnyError(Expression):
    """One of the cells holds an error value. Joined text keeps the formula short: error spoils it."""

    columns: tuple[str, ...]

    def excel(self, refs: Refs) -> str:
        return f"ISERROR({_joined_text(self.columns, refs)})"

    def value(self, scope: Scope) -> bool:
        return any(isinstance(scope.row[column], CellError) for column in self.columns)


@dataclass(frozen=True, slots=True)
class AllBlank(Expression):
    """All of the cells are empty, or hold only spaces of any width."""

    columns: tuple[str, ...]

    def excel(self, refs: Refs) -> str:
        return f'{self._trimmed(refs)}=""'

    def excel_not(self, refs: Refs) -> str:
        return f'{self._trimmed(refs)}<>""'

    def _trimmed(self, refs: Refs) -> str:
        text = _joined_text(self.columns, refs)
        for space in SPACES.strip(" "):
            text = f'SUBSTITUTE({text},"{space}","")'
        return f"TRIM({text})"

    def value(self, scope: Scope) -> bool:
        row = scope.row
        for column in self.columns:  # noqa: SIM110 - runs for every rule of every row, where a generator costs double
            if not is_blank(row[column]):
                return False
        return True


def _joined_text(columns: tuple[str, ...], refs: Refs) -> str:
    return "&".join(refs(column) for column in columns)


def Blank(column: str) -> AllBlank:  # noqa: N802 - reads as the other nodes do
    """One cell is empty, or holds only spaces."""
    return AllBlank((column,))


@dataclass(frozen=True, slots=True)
class IsText(Expression):
    column: str

    def excel(self, refs: Refs) -> str:
        return f"ISTEXT({refs(self.column)})"

    def value(self, scope: Scope) -> bool:
        return isinstance(scope.row[self.column], str)


@dataclass(frozen=True, slots=True)
class IsNumber(Expression):
    """A number or a date, which is a number to a spreadsheet."""

    column: str

    def excel(self, refs: Refs) -> str:
        return _number_test(refs(self.column))

    def value(self, scope: Scope) -> bool:
        return serial(scope.row[self.column]) is not None


@dataclass(frozen=True, slots=True)
class LongerThan(Expression):
    """Text of more than `limit` characters, counted as Excel does: in UTF-16 units."""

    column: str
    limit: int

    def excel(self, refs: Refs) -> str:
        cell = refs(self.column)
        return f"AND(ISTEXT({cell}),LEN({cell})>{self.limit})"

    def value(self, scope: Scope) -> bool:
        cell = scope.row[self.column]
        if not isinstance(cell, str) or len(cell) * 2 <= self.limit:  # no letter has more than two units
            return False
        return len(cell.encode("utf-16-le", "surrogatepass")) // 2 > self.limit


@dataclass(frozen=True, slots=True)
class Is(Expression):
    """The cell holds that word of a vocabulary, in either language."""

    column: str
    vocabulary: Vocabulary
    key: str

    def excel(self, refs: Refs) -> str:
        words = sorted({self.vocabulary.word(self.key, "zh"), self.vocabulary.word(self.key, "en")})
        tests = [f'EXACT({refs(self.column)},"{word}")' for word in words]
        # The check looks for errors in what people fill in; a computed cell may hold one as well.
        return f"IFERROR(OR({','.join(tests)}),FALSE)"

    def value(self, scope: Scope) -> bool:
        cell = scope.row[self.column]
        return isinstance(cell, str) and self.vocabulary.key_of(cell) == self.key


@dataclass(frozen=True, slots=True)
class OneOf(Expression):
    """The cell holds one of the choices to the letter."""

    column: str
    choices: Vocabulary | ListOf

    def excel(self, refs: Refs) -> str:
        return f"{self._hits(refs)}>0"

    def excel_not(self, refs: Refs) -> str:
        return f"{self._hits(refs)}=0"

    def _hits(self, refs: Refs) -> str:
        name = self.choices.name if isinstance(self.choices, ListOf) else f"list_{self.choices.key}"
        return f"SUMPRODUCT(--EXACT({refs(self.column)},{name}))"

    def value(self, scope: Scope) -> bool:
        cell = scope.row[self.column]
        if not isinstance(cell, str):
            return False
        choices = self.choices
        return cell in (scope.lists[choices.name] if isinstance(choices, ListOf) else choices.accepted)


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
        return serial(scope.names[operand[1:]] if operand.startswith("@") else scope.row[operand])
    return operand


@dataclass(frozen=True, slots=True)
class Less(Expression):
    """Both are numbers or dates, and the left one is the smaller."""

    left: Number
    right: Number

    def excel(self, refs: Refs) -> str:
        left, right = _number_excel(self.left, refs), _number_excel(self.right, refs)
        tests = [
            _number_test(side)
            for side, operand in ((left, self.left), (right, self.right))
            if isinstance(operand, str)
        ]
        return f"AND({','.join([*tests, f'{left}<{right}'])})"

    def value(self, scope: Scope) -> bool:
        left, right = _number_value(self.left, scope), _number_value(self.right, scope)
        return left is not None and right is not None and left < right


@dataclass(frozen=True, slots=True)
class Within(Expression):
    """A number or a date from `low` to `high`, both included."""

    column: str
    low: float
    high: float

    def excel(self, refs: Refs) -> str:
        return f"NOT({self.excel_not(refs)})"

    def excel_not(self, refs: Refs) -> str:
        cell = refs(self.column)
        return f"OR(NOT({_number_test(cell)}),{cell}<{self.low:g},{self.high:g}<{cell})"

    def value(self, scope: Scope) -> bool:
        number = serial(scope.row[self.column])
        return number is not None and self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class All(Expression):
    parts: tuple[Expression, ...]

    def excel(self, refs: Refs) -> str:
        return f"AND({','.join(part.excel(refs) for part in self.parts)})"

    def value(self, scope: Scope) -> bool:
        for part in self.parts:  # noqa: SIM110 - as in AllBlank
            if not part.value(scope):
                return False
        return True


@dataclass(frozen=True, slots=True)
class AnyOf(Expression):
    parts: tuple[Expression, ...]

    def excel(self, refs: Refs) -> str:
        return f"OR({','.join(part.excel(refs) for part in self.parts)})"

    def value(self, scope: Scope) -> bool:
        for part in self.parts:  # noqa: SIM110 - as in AllBlank
            if part.value(scope):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Not(Expression):
    part: Expression

    def excel(self, refs: Refs) -> str:
        return self.part.excel_not(refs)

    def excel_not(self, refs: Refs) -> str:
        return self.part.excel(refs)

    def value(self, scope: Scope) -> bool:
        return not self.part.value(scope)
