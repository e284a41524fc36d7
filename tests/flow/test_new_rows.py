"""Rows that the office typed without an id: their issues go by the id that the press gives them, from the first press on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import evidence, rectification
from softenv_xl.sheets.patch import Patch
from tests.support import large_school

DAY = date(2026, 10, 1)
Press = Callable[[FileWorkbook, date], object]


@pytest.fixture
def control(tmp_path: Path) -> Path:
    path = tmp_path / "control.xlsx"
    large_school.control(path, 3)
    workbook = FileWorkbook(path)
    workbook.read()
    items = large_school.table(rectification.SPEC, ("number", "problem"), [("T0002", "No item, no deadline")])
    findings = large_school.table(evidence.SPEC, ("number", "source"), [("T0001", "Inspection")])
    workbook.write(Patch((items, findings)))
    return path


def read(path: Path) -> Control:
    return read_control(FileWorkbook(path).read())


@pytest.mark.parametrize("press", [flow.refresh, flow.highlight_issues])
def test_an_issue_has_the_id_of_its_row(control: Path, press: Press) -> None:
    press(FileWorkbook(control), DAY)
    now = read(control)
    for sheet, key in (("Tracker", "tracker"), ("Evidence", "evidence")):
        (row,) = now.checked[key].rows
        listed = {row.values["row_id"] for row in now.checked["issues"].rows if row.values["sheet"] == sheet}
        assert listed == {row.values["id"]}
        assert row.values["id"]


@pytest.mark.parametrize("press", [flow.refresh, flow.highlight_issues])
def test_the_second_press_changes_nothing(control: Path, press: Press) -> None:
    press(FileWorkbook(control), DAY)
    before = control.read_bytes()
    press(FileWorkbook(control), DAY)
    assert control.read_bytes() == before


def test_marking_touches_nothing_but_issues_ids_and_checks(control: Path) -> None:
    before = read(control)
    flow.highlight_issues(FileWorkbook(control), DAY)
    after = read(control)
    for key, table in before.checked.items():
        if key != "issues":
            kept = [{**row.values, "id": None} for row in table.rows]
            assert [{**row.values, "id": None} for row in after.checked[key].rows] == kept
