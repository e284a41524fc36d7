"""The cells of a row that changes. Only those that somebody asks for are taken apart: most rows change in a few."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from softenv_xl.grid.address import column_letters
from softenv_xl.hosts.file.cell import Cell, spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Lexed = tuple[str, str, str, str, str]
"""A cell as it came: its column's letters, the attributes `s` and `t`, any others, and what stands in it."""

AnyCell = Cell | Lexed


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

    def looked_at(self) -> Iterator[tuple[int, str, str, str]]:
        """The column, `s`, `t` and inside of every cell, which stays whole."""
        for column, cell in self._found.items():
            if isinstance(cell, tuple):
                yield column, cell[1], cell[2], cell[4]
            else:
                yield column, cell.style, cell.kind, cell.inner

    def xml(self, number: int) -> str:
        """The cells from left to right, in a row of that number."""
        return "".join(self._spelt(number, column) for column in sorted(self._found))

    def _spelt(self, number: int, column: int) -> str:
        cell, address = self._found[column], f"{column_letters(column)}{number}"
        if isinstance(cell, tuple):
            return spell(address, *cell[1:])
        return spell(address, cell.style, cell.kind, cell.more, cell.inner)
