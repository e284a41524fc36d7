"""Ids for new rows of the registers that the office keeps: given before anything is looked up by an id, so that a row
typed together with those that refer to it is found at the first press.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.grid.table import Table
from softenv_xl.registers import REGISTERS, Register
from softenv_xl.schema.repair import repair
from softenv_xl.schema.row_ids import free_ids


def with_new_ids(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables as they read with an id in every row that is in use."""
    kept = {register.key: register for register in REGISTERS if not register.made and register.ids}
    return {key: _numbered(kept[key], table) if key in kept else table for key, table in tables.items()}


def _numbered(register: Register, table: Table) -> Table:
    spec, key = register.spec, register.spec.id_column
    if key is None or key not in table.columns:
        return table
    new = [number for number, row in table.filled(spec.deciding_columns) if is_blank(row[key])]
    if not new:
        return table
    column, at = spec.column(key), table.columns[key] - 1
    taken = (display_text(repair(column, cell, None, ()).value) for cell in table.column(key))
    rows: list[tuple[Value, ...]] = list(table.grid.rows)
    for number, row_id in zip(new, free_ids(register.ids, taken), strict=False):
        row = (*rows[number - 1], *(None,) * (at + 1 - len(rows[number - 1])))
        rows[number - 1] = (*row[:at], row_id, *row[at + 1 :])
    return replace(table, grid=replace(table.grid, rows=tuple(rows)))
