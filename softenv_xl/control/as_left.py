"""What the last press left on the dashboard, and the next one has to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import display_text
from softenv_xl.registers import REGISTERS
from softenv_xl.views import dashboard

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Book


def bans_before(book: Book) -> tuple[str, ...]:
    """What the last press called the bans, in their order; nothing where there is no table of them."""
    found = book.table(dashboard.BY_BAN.key)
    if found is None:
        return ()
    grid, table = found
    rows = range(table.area.top + 1, table.area.bottom + 1)
    return tuple(display_text(grid.value(Address(row, table.area.left))) for row in rows)


def unused_before(book: Book) -> frozenset[str]:
    """The keys of the registers that the last press took for unused, as the dashboard's tiles say."""
    found = set()
    for register in REGISTERS:
        for tile in register.tiles:
            sheet, area = book.names.get(tile.note, ("", None))
            grid = book.grid(sheet)
            if grid and area and display_text(grid.value(Address(area.top, area.left))) in dashboard.NOT_USED:
                found.add(register.key)
    return frozenset(found)
