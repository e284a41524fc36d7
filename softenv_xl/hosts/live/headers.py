"""Columns of an open workbook's table that are called otherwise from now on, or that go.

The program itself lets formulas that name a column follow when its header is typed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address
from softenv_xl.hosts.block import column_numbers, comparable
from softenv_xl.hosts.live.text import literal
from softenv_xl.hosts.refusal import missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import xlwings as xw

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Grid
    from softenv_xl.hosts.block import Block
    from softenv_xl.sheets.patch import TablePatch


def headers_of(grid: Grid, block: Block) -> list[str]:
    """The table's headers from left to right."""
    columns = range(block.left, block.right + 1)
    return [str(value) if (value := grid.value(Address(block.top, c))) is not None else "" for c in columns]


def to_be(patch: TablePatch, block: Block, headers: Sequence[str]) -> dict[int, str]:
    """The new header of each sheet column that gets one. Stop(workbook.part-missing)."""
    numbers = column_numbers(block.left, (headers,), [old for old, _ in patch.headers])
    found: dict[int, str] = {}
    for number, (old, new) in zip(numbers, patch.headers, strict=True):
        if number is None:
            raise missing("列“{name}”", "column “{name}”", name=old)
        if comparable(headers[number - block.left]) != comparable(new):
            found[number] = new
    return found


def checked_end(patch: TablePatch, headers: Iterable[str]) -> int:
    """How many columns go. Raises ValueError where they aren't the table's last ones."""
    last = list(headers)[-len(patch.dropped) :] if patch.dropped else []
    if sorted(map(comparable, last)) != sorted(map(comparable, patch.dropped)):
        raise ValueError(f"only columns at the right end of {patch.table} can go")
    return len(last)


def rename(
    sheet: xw.Sheet, block: Block, headers: Mapping[int, str], dropped: int, before: Sequence[str]
) -> None:
    """Types the headers. Two columns of a table are never called alike: whichever is in the way makes room first."""
    top, taken = block.top, {header.lower() for header in before}
    if any(header.lower() in taken for header in headers.values()):
        for column in (*headers, *range(block.right - dropped + 1, block.right + 1)):
            sheet.range((top, column)).value = literal(f"… {column}")
    for column, header in headers.items():
        sheet.range((top, column)).value = literal(header)


def cells_of(grid: Grid, block: Block, columns: range) -> tuple[tuple[Value, ...], ...]:
    """What stands in those columns, row by row."""
    rows = range(block.first, block.last + 1)
    return tuple(tuple(grid.value(Address(row, column)) for column in columns) for row in rows)
