"""The cells of a row that changes. Only those that somebody asks for are taken apart: most rows change in a few."""

from __future__ import annotations

from collections.abc import MutableMapping
from operator import itemgetter
from typing import TYPE_CHECKING

from softenv_xl.grid.address import column_letters
from softenv_xl.hosts.file.cell import Cell

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

Lexed = tuple[str, str, str, str, str]
"""A cell as it came: its column's letters, the attributes `s` and `t`, any others, and what stands in it."""

AnyCell = Cell | Lexed

_COLUMN = itemgetter(0)


def style_of(cell: AnyCell) -> str:
    return cell[1] if isinstance(cell, tuple) else cell.style


def inner_of(cell: AnyCell) -> str:
    """What stands in the cell."""
    return cell[4] if isinstance(cell, tuple) else cell.inner


def with_formula(cell: AnyCell, before: str, after: str) -> AnyCell:
    """The cell with the formula element `after` in the place of `before`, with which what stands in it begins."""
    if isinstance(cell, tuple):
        return (*cell[:4], after + cell[4][len(before) :])
    cell.formula_xml = after
    return cell


class Cells(MutableMapping[int, Cell]):
    """Cells by column."""

    __slots__ = ("_found",)

    def __init__(self, found: dict[int, AnyCell]) -> None:
        self._found = found

    def __getitem__(self, column: int) -> Cell:
        cell = self._found[column]
        if isinstance(cell, tuple):
            cell = self._found[column] = Cell(*cell[1:])
        return cell

    def __setitem__(self, column: int, cell: Cell) -> None:
        self._found[column] = cell

    def __delitem__(self, column: int) -> None:
        del self._found[column]

    def __iter__(self) -> Iterator[int]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def take(self, columns: Iterable[int]) -> dict[int, AnyCell]:
        """Takes cells out of the row as they are."""
        return {column: self._found.pop(column) for column in columns if column in self._found}

    def put(self, cells: Mapping[int, AnyCell]) -> None:
        """Puts cells into the row as they are."""
        self._found.update(cells)

    def inner(self, column: int) -> str:
        """What stands in a cell; nothing where there is none."""
        return inner_of(self._found[column]) if column in self._found else ""

    def look(self, column: int) -> tuple[str, str]:
        """The `t` and inside of a cell, which stays whole; nothing where there is none."""
        cell = self._found.get(column)
        if cell is None:
            return "", ""
        return (cell[2], cell[4]) if isinstance(cell, tuple) else (cell.kind, cell.inner)

    def looked_at(self) -> Iterator[tuple[int, str, str]]:
        """The column, `t` and inside of every cell, which stays whole."""
        for column, cell in self._found.items():
            if isinstance(cell, tuple):
                yield column, cell[2], cell[4]
            else:
                yield column, cell.kind, cell.inner

    def formulas(self) -> Iterator[tuple[int, str]]:
        """The column of every cell with a formula, and what it begins with: the formula at least."""
        for column, cell in self._found.items():
            inner = cell[4] if isinstance(cell, tuple) else cell.formula_xml
            if inner.startswith("<f"):
                yield column, inner

    def in_styles(self, styles: Container[str]) -> Iterator[tuple[int, str, str]]:
        """The column, `t` and inside of every cell in one of these formats."""
        for column, cell in self._found.items():
            if style_of(cell) in styles:
                yield (
                    (column, cell[2], cell[4]) if isinstance(cell, tuple) else (column, cell.kind, cell.inner)
                )

    def xml(self, number: int) -> str:
        """The cells from left to right, in a row of that number."""
        spelt = []
        for column, cell in sorted(self._found.items(), key=_COLUMN):
            if isinstance(cell, tuple):
                _, style, kind, more, inner = cell
            else:
                style, kind, more, inner = cell.style, cell.kind, cell.more, cell.inner
            style, kind = style and f' s="{style}"', kind and f' t="{kind}"'
            head = f'<c r="{column_letters(column)}{number}"{style}{kind}{more}'
            spelt.append(f"{head}>{inner}</c>" if inner else f"{head}/>")
        return "".join(spelt)
