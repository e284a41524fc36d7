"""After a failed run that a program took back by itself: LibreOffice leaves in blank cells what was written into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address
from softenv_xl.hosts.live.reading import read_grid
from softenv_xl.hosts.live.rectangles import rectangles

if TYPE_CHECKING:
    import xlwings as xw

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Grid


def blank_again(sheet: xw.Sheet, before: Grid) -> None:
    """Empties the sheet's cells that were blank before; formulas stay, which the program has taken back itself."""
    now = read_grid(sheet)
    filled: dict[tuple[int, int], Value] = {
        (row, column): None
        for row, cells in enumerate(now.rows, 1)
        for column, value in enumerate(cells, 1)
        if value is not None
        and before.value(Address(row, column)) is None
        and Address(row, column) not in now.formulas
    }
    for block in rectangles(filled, filled):
        last = (block.lines[-1], block.columns[-1])
        sheet.range((block.top, block.left), last).clear_contents()
