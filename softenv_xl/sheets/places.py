"""Where something stands, in the cells that lead there."""

from __future__ import annotations

from softenv_xl.control.workbook import Control
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value


def where(control: Control, place: tuple[str, int, str] | None) -> dict[str, Value]:
    """The cells `sheet` and `cell` of a table's key, a row of its sheet and a column; of the first where that is none."""
    if place is None:
        return {"sheet": None, "cell": None}
    key, row, column = place
    table = control.tables[key]
    at = table.columns.get(column) or min(table.columns.values())
    return {"sheet": table.grid.sheet, "cell": Address(row, at).a1}
