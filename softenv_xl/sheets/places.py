"""Where something stands, in the cells that lead there."""

from __future__ import annotations

from softenv_xl.control.workbook import Control
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import REGISTERS
from softenv_xl.sheets.result import Result


def where(control: Control, place: tuple[str, int, str] | None) -> dict[str, Value]:
    """The cells `sheet` and `cell` of a table's key, a row of its sheet and a column; of the first where that is none."""
    if place is None:
        return {"sheet": None, "cell": None}
    key, row, column = place
    table = control.tables[key]
    at = table.columns.get(column) or min(table.columns.values())
    return {"sheet": table.grid.sheet, "cell": Address(row, at).a1}


def rows_by_id(result: Result) -> dict[str, tuple[str, int]]:
    """The table's key and the row of its sheet of everything that evidence may come from, by its id."""
    return {
        display_text(whole.row.get(register.spec.id_column or "")): (register.key, number)
        for register in REGISTERS
        for number, whole in result.rows_on_sheet(register)
    }
