"""People clear a row of a sheet that is the program's: the next press writes it again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.address import Address
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from tests.support import large_school

DAY = date(2026, 10, 1)


@pytest.mark.parametrize("table", ["compliance", "submissions"])
def test_it_is_written_again(table: str, tmp_path: Path) -> None:
    control = tmp_path / "control.xlsx"
    large_school.control(control, 4)
    flow.refresh(FileWorkbook(control), DAY)
    read = read_control(FileWorkbook(control).read())
    found = read.tables[table]
    headers = found.grid.rows[found.header_row - 1]
    rows = tuple(RowPatch(i, (None if i == 1 else KEEP,) * len(headers)) for i in range(4))
    workbook = FileWorkbook(control)
    workbook.read()
    workbook.write(Patch((TablePatch(table, tuple(str(header) for header in headers), rows),)))
    flow.refresh(FileWorkbook(control), DAY)
    grid = read_control(FileWorkbook(control).read()).tables[table].grid
    numbers = {grid.value(Address(row, found.columns["number"])) for row in range(5, 9)}
    assert numbers == {f"T{i:04d}" for i in range(1, 5)}
    assert not flow.refresh(FileWorkbook(control), DAY)[1]
