"""Columns that came later join the tables of workbooks made before, unless somebody uses the place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl.grid.cell import Value
from softenv_xl.intake.control import Control
from softenv_xl.registers.submissions import SPEC
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.table import table_patch
from tests.intake import office

NOTE = SPEC.column("note").label("en")


def older(remark: Value) -> Control:
    """A control workbook whose Submissions have no notes yet, with something beside the table's header."""
    control = office.control("en")
    table = control.tables[SPEC.key]
    home = table.home
    assert home
    rows = [list(row) for row in table.grid.rows]
    header = rows[home.area.top - 1]
    header += [None] * (home.area.right - len(header)) + [remark]
    grid = replace(table.grid, rows=tuple(map(tuple, rows)))
    columns = {key: at for key, at in table.columns.items() if key != "note"}
    return replace(control, tables={**control.tables, SPEC.key: replace(table, grid=grid, columns=columns)})


@pytest.mark.parametrize(("remark", "joins"), [(None, True), ("Phoned on", False)])
def test_a_new_column_takes_nobodys_place(remark: Value, joins: bool) -> None:
    row = Placed(None, {"id": "x", "number": "1", "note": "superseded"})
    patch = table_patch(older(remark), SPEC, [row])
    assert (NOTE in patch.columns) is joins
    assert len(patch.rows[0].values) == len(patch.columns)
