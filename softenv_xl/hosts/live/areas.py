"""Rectangles of an open sheet, and which parts of one a yes-or-no question holds for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Area

if TYPE_CHECKING:
    import xlwings as xw

Answer = bool | None
"""What holds for all cells of a block, for none, or (None) for some."""


def area_of(block: xw.Range) -> Area:
    """Where a range is on its sheet."""
    (rows, columns), top, left = block.shape, block.row, block.column
    return Area(top, left, top + rows - 1, left + columns - 1)


def parts_where(block: xw.Range, holds: Callable[[xw.Range], Answer]) -> Iterator[Area]:
    """The parts of the block of which all cells say yes. One question tells about a whole block; only where its
    cells differ is it halved: columns first, as tables have one kind of cell in each.
    """
    answer = holds(block)
    if answer:
        yield area_of(block)
    elif answer is None:
        for half in halves(block):
            yield from parts_where(half, holds)


def halves(block: xw.Range, *, by_rows: bool = False) -> Iterator[xw.Range]:
    """The block in two: left and right, or, of a single column, top and bottom (`by_rows` as long as there are
    several rows); nothing for a single cell.
    """
    rows, columns = block.shape
    if columns > 1 and not (by_rows and rows > 1):
        yield block[:, : columns // 2]
        yield block[:, columns // 2 :]
    elif rows > 1:
        yield block[: rows // 2, :]
        yield block[rows // 2 :, :]
