"""Rule expressions: each says once what it means, as a spreadsheet formula and as Python.

A node has two readings that must agree on every cell content: `excel(refs)`, which uses only functions
that Excel 2010, WPS and LibreOffice share, and `value(scope)`. Formulas don't short-circuit AND and OR,
and a cell error spoils both, so a check tests every cell for errors before any rule (schema.verdict).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from math import floor, isfinite
from typing import TYPE_CHECKING, Protocol

from softenv_xl.grid.cell import CellError, Value, display_text, is_blank
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

    def unless(self, false: Collection[Expression]) -> Expression:
        """The same where all of those are known to be false: with less to test."""
        return self

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
    """All of the cells are empty, or hold only what nobody sees.

    Most cells are empty, or begin with something that is seen; only for others each unseen letter is counted.
    """

    columns: tuple[str, ...]

    def excel(self, refs: Refs) -> str:
        return self._formula(refs, "TRUE", "FALSE", "=")

    def excel_not(self, refs: Refs) -> str:
        return self._formula(refs, "FALSE", "TRUE", "<>")

    def _formula(self, refs: Refs, blank: str, seen: str, comparison: str) -> str:
        text = _joined_text(self.columns, refs)
        whole = f"({text})" if len(self.columns) > 1 else text
        unseen = f'SUMPRODUCT(LEN({text})-LEN(SUBSTITUTE({text},{BLANKS_LIST},"")))'
        counted = f"{unseen}{comparison}LEN({text})"
        # LibreOffice loses tabs and returns from a text of several lines, as the letters nobody sees are in one cell:
        # what CLEAN takes away is left to the count.
        first = f'LEFT(CLEAN(LEFT({text}))&" ")'
        return f'IF({whole}="",{blank},IF(ISERROR(FIND({first},{BLANKS_TEXT})),{seen},{counted}))'

    def value(self, scope: Scope) -> bool:
        row = scope.row
        for column in self.columns:  # noqa: SIM110 - runs for every rule of every row, where a generator costs double
            if not is_blank(row[column]):
                return False
        return True


def _joined_text(columns: tuple[str, ...], refs: Refs) -> str:
    return "&".join(refs(column) for column in columns)


BLANKS_LIST, BLANKS_TEXT = "list_blanks", "text_blanks"
"""The names under which a workbook holds what nobody sees: a cell for each letter; all of them in one cell."""


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
class Pairs(Expression):
    """The two cells hold words of one vocabulary, in either language, that make one of the pairs of keys.

    Word by word the formula for many pairs would go beyond the 8192 characters that Excel allows: it looks for
    the words' places in the workbook's list instead. A cell error makes no pair.
    """

    column: str
    other: str
    vocabulary: Vocabulary
    pairs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if len(self.vocabulary.words) > 9:
            raise ValueError(self.vocabulary.key)

    def excel(self, refs: Refs) -> str:
        places = {key: place for place, (key, _) in enumerate(self.vocabulary.words, 1)}
        pairs = " ".join(f"{places[one]}{places[other]}" for one, other in self.pairs)
        both = f"{self._place(self.column, refs)}&{self._place(self.other, refs)}"
        return f'NOT(ISERROR(FIND({both},"{pairs}")))'

    def _place(self, column: str, refs: Refs) -> str:
        name = f"list_{self.vocabulary.key}"
        return f"SUMPRODUCT(EXACT({refs(column)},{name})*(ROW({name})-MIN(ROW({name}))+1))"

    def value(self, scope: Scope) -> bool:
        one, other = scope.row[self.column], scope.row[self.other]
        if not (isinstance(one, str) and isinstance(other, str)):
            return False
        return (self.vocabulary.key_of(one), self.vocabulary.key_of(other)) in self.pairs


def as_text(value: Value) -> str | None:
    """What EXACT compares: a number counts as its digits, so that 2009017 is the text “2009017”; an error is none."""
    if isinstance(value, str):
        return value
    number = serial(value)
    return None if number is None else display_text(number)


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
        cell = as_text(scope.row[self.column])
        choices = self.choices
        return cell is not None and cell in (
            scope.lists[choices.name] if isinstance(choices, ListOf) else choices.accepted
        )


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
        return serial(scope.names.get(operand[1:]) if operand.startswith("@") else scope.row[operand])
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


@dataclass(frozen=True, slots=True)
class All(Expression):
    parts: tuple[Expression, ...]

    def excel(self, refs: Refs) -> str:
        return f"AND({','.join(part.excel(refs) for part in self.parts)})"

    def unless(self, false: Collection[Expression]) -> Expression:
        left = [p.unless(false) for p in self.parts if not (isinstance(p, Not) and p.part in false)]
        return left[0] if len(left) == 1 else All(tuple(left))

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

    def unless(self, false: Collection[Expression]) -> Expression:
        left = [part.unless(false) for part in self.parts if part not in false]
        return left[0] if len(left) == 1 else AnyOf(tuple(left))

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
