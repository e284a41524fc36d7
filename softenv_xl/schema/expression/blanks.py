"""Is there anything in a cell: blank tests, and cell errors."""

from __future__ import annotations

from dataclasses import dataclass

from softenv_xl.grid.cell import CellError, is_blank
from softenv_xl.schema.expression.base import Expression, Refs, Scope


@dataclass(frozen=True, slots=True)
class AnyError(Expression):
    """One of the cells holds an error value. Joined text keeps the formula short: error spoils it."""

    columns: tuple[str, ...]

    def excel(self, refs: Refs) -> str:
        return f"ISERROR({_joined_text(self.columns, refs)})"

    def value(self, scope: Scope) -> bool:
        row = scope.row
        for column in self.columns:  # noqa: SIM110 - as in AllBlank
            if isinstance(row[column], CellError):
                return True
        return False

    def exposed(self) -> frozenset[str]:
        return frozenset()


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
        # The text of many cells makes a formula long: it is named no oftener than it must be.
        if len(self.columns) > _SEVERAL:
            return counted
        return f'IF({whole}="",{blank},IF(ISERROR(FIND({first},{BLANKS_TEXT})),{seen},{counted}))'

    def value(self, scope: Scope) -> bool:
        row = scope.row
        for column in self.columns:  # noqa: SIM110 - runs for every rule of every row, where a generator costs double
            if not is_blank(row[column]):
                return False
        return True

    def exposed(self) -> frozenset[str]:
        return frozenset(self.columns)


def _joined_text(columns: tuple[str, ...], refs: Refs) -> str:
    return "&".join(refs(column) for column in columns)


_SEVERAL = 30

BLANKS_LIST, BLANKS_TEXT = "list_blanks", "text_blanks"
"""The names under which a workbook holds what nobody sees: a cell for each letter; all of them in one cell."""


def Blank(column: str) -> AllBlank:  # noqa: N802 - reads as the other nodes do
    """One cell is empty, or holds only spaces."""
    return AllBlank((column,))
