"""What the office types beside the program's rows stays to the letter and number, whatever the column is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from tests.support import large_school

DAY = date(2026, 10, 20)


TABLES = ("submissions", "issues", "evidence", "tracker")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A control workbook into which ten returns were collected."""
    folder = tmp_path_factory.mktemp("office")
    control, inbox = folder / "control.xlsx", folder / "inbox"
    large_school.returns(large_school.control(control, 10), inbox)
    flow.collect(FileWorkbook(control), deliveries(files_in([inbox]), 1), DAY)
    return control.read_bytes()


@pytest.mark.parametrize("typed", [100_000.0, True, " spaced ", "1e5"])
def test_a_remark_is_never_spelt_anew(typed: Value, collected: bytes, tmp_path: Path) -> None:
    control = tmp_path / "control.xlsx"
    control.write_bytes(collected)
    workbook = FileWorkbook(control)
    read = read_control(workbook.read())
    patches = []
    for table in TABLES:
        count = len(read.checked[table].rows)
        assert count
        kept = (RowPatch(i, (typed if i == 0 else KEEP,)) for i in range(count))
        patches.append(TablePatch(table, (read.tables[table].texts["remarks"],), tuple(kept)))
    workbook.write(Patch(tuple(patches)))
    flow.refresh(FileWorkbook(control), DAY)
    again = read_control(FileWorkbook(control).read())
    for table in TABLES:
        there = again.tables[table]
        found = there.grid.value(Address(there.header_row + 1, there.columns["remarks"]))
        assert (table, type(found), found) == (table, type(typed), typed)


def test_a_strange_word_on_the_issues_sheet_is_no_issue_of_its_own(collected: bytes, tmp_path: Path) -> None:
    """It would name a cell that the very press moves, so that the next one would not find all up to date."""
    control = tmp_path / "control.xlsx"
    control.write_bytes(collected)
    workbook = FileWorkbook(control)
    read = read_control(workbook.read())
    handled = tuple(RowPatch(i, ("so",)) for i in range(len(read.checked["issues"].rows)))
    closed = tuple(RowPatch(i, ("Closed",)) for i in range(len(read.checked["tracker"].rows)))
    notes = TablePatch("issues", (read.tables["issues"].texts["handled"],), handled)
    status = TablePatch("tracker", (read.tables["tracker"].texts["status"],), closed)
    workbook.write(Patch((notes, status)))
    assert flow.refresh(FileWorkbook(control), DAY)[1]
    assert not flow.refresh(FileWorkbook(control), DAY)[1]
