"""What is wrong in the control workbook itself is told with its file, sheet and cell, in the workbook and in JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from softenv_xl.cli import app
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import rectification, settings
from softenv_xl.sheets.patch import Patch
from tests.support import large_school

KEYS = ("number", "item", "problem", "deadline", "status")
ITEM: tuple[Value, ...] = ("T0002", "3 Paid tutoring", "Again", date(2026, 12, 1))
STAGES: list[tuple[Value, ...]] = [
    ("One", "Publicity", date(2026, 4, 1), date(2026, 6, 30)),
    ("Two", "Rectify", date(2026, 6, 1), date(2026, 12, 30)),
]


def test_each_has_its_cell(tmp_path: Path) -> None:
    control = tmp_path / "control.xlsx"
    large_school.control(control, 3)
    workbook = FileWorkbook(control)
    workbook.read()
    items = large_school.table(rectification.SPEC, KEYS, [(*ITEM, "Open"), (*ITEM, "Closed")])
    stages = large_school.table(settings.STAGES, ("name", "purpose", "start", "end"), STAGES, 2)
    workbook.write(Patch((items, stages)))
    command = ["refresh", str(control), "--json", "--lang", "en", "--as-of", "2026-10-01"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1, result.output
    found = {(i["code"], i["file"], i["sheet"], i["cell"]) for i in json.loads(result.stdout)}
    assert found == {
        ("tracker.transition", "control.xlsx", "Tracker", "G6"),
        ("stage.overlap", "control.xlsx", "Settings", "C15"),
    }
    book = FileWorkbook(control).read()
    grid = book.grid("Issues")
    assert grid
    assert {row[4] for row in grid.rows[4:]} == {"G6", "C15"}
