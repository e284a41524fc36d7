"""Today lists what is overdue or near; what is due later comes when it is near, unless somebody noted something on it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import rectification
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from softenv_xl.views.today import AHEAD, SPEC
from tests.support import large_school

DAY = date(2026, 10, 20)
KEYS = ("problem", "item", "number", "deadline", "status")
DAYS = {"late": -1, "today": 0, "the last day": AHEAD, "the day after": AHEAD + 1}


def _listed(control: Path) -> dict[Value, Value]:
    """What is to be put right, with what is noted on it."""
    rows = read_control(FileWorkbook(control).read()).checked["today"].rows
    return {row.values["about"]: row.values["remarks"] for row in rows if row.values["about"] in DAYS}


def _noted(control: Path, about: str, words: str) -> None:
    workbook = FileWorkbook(control)
    rows = read_control(workbook.read()).checked["today"].rows
    label = SPEC.column("remarks").label("en")
    notes = [RowPatch(row.index, (words if row.values["about"] == about else KEEP,)) for row in rows]
    workbook.write(Patch((TablePatch("today", (label,), tuple(notes)),)))


def test_a_month_ahead_is_listed_and_what_somebody_noted_stays(tmp_path: Path) -> None:
    control = tmp_path / "control.xlsx"
    large_school.control(control, 3)
    items: list[tuple[Value, ...]] = [
        (problem, "3 Paid tutoring", "T0002", DAY + timedelta(days), "Open") for problem, days in DAYS.items()
    ]
    workbook = FileWorkbook(control)
    workbook.read()
    workbook.write(Patch((large_school.table(rectification.SPEC, KEYS, items),)))
    flow.refresh(FileWorkbook(control), DAY)
    assert list(_listed(control)) == ["late", "today", "the last day"]
    _noted(control, "the last day", "ask Li Wei")
    flow.refresh(FileWorkbook(control), DAY - timedelta(1))
    assert _listed(control) == {"late": None, "today": None, "the last day": "ask Li Wei"}
    flow.refresh(FileWorkbook(control), DAY + timedelta(1))
    assert list(_listed(control)) == list(DAYS)
