"""What an expression is, and what it can see."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple, Protocol

from softenv_xl.grid.cell import Value

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Refs(Protocol):
    """Where the columns of the rule's row stand, as formula text: `$C5`."""

    def __call__(self, column: str, /) -> str: ...


class Scope(NamedTuple):
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

    @abstractmethod
    def exposed(self) -> frozenset[str]:
        """The columns whose cell error would spoil the formula."""
