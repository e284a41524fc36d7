"""The values of a sheet, as calamine reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import CellError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from softenv_xl.grid.cell import Value


def end(sheet: CalamineSheet) -> Address:
    """The last cell of the rectangle that holds all cells in use; A1 where there is none."""
    row, column = sheet.end or (0, 0)
    return Address(row + 1, column + 1)


def rows(sheet: CalamineSheet, errors: dict[Address, str]) -> tuple[tuple[Value, ...], ...]:
    """The sheet's rows from A1, cut after the last cell and the last row that hold something."""
    top, left = sheet.start or (0, 0)
    found = cast("list[list[Value]]", sheet.to_python())
    for address, words in errors.items():
        found[address.row - 1 - top][address.column - 1 - left] = CellError(words)
    padding = (None,) * left
    cut: list[tuple[Value, ...]] = []
    for row in found:
        if row.count("") == len(row):  # most rows of a form stand ready and are blank
            cut.append(())
            continue
        while row[-1] == "":
            row.pop()
        if "" in row:  # an empty cell; most other values are true and need no comparison
            row = [value if value or value != "" else None for value in row]
        cut.append((*padding, *row))
    while cut and not cut[-1]:
        cut.pop()
    return ((),) * top + tuple(cut)
