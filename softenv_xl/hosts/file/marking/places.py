"""Which cells an issue's place means on a sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.grid.address import MAX_ROW, Area

if TYPE_CHECKING:
    from softenv_xl.hosts.file.sheet import Sheet

_ROW = re.compile(r"([1-9]\d{0,6}):\1")


def area_of(sheet: Sheet, cell: str) -> Area | None:
    """`C5`, `C5:D8`, or the cells in use of the row `4:4`; None for no cell at all."""
    if row := _ROW.fullmatch(cell):
        number = int(row[1])
        columns = sheet.shown(number)
        used = [column for column, shown in columns.items() if shown is not None] or [1]
        return Area(number, min(used), number, max(used)) if number <= MAX_ROW else None
    try:
        return Area.parse(cell)
    except ValueError:
        return None
