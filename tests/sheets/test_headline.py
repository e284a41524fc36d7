"""The dashboard's one sentence says the same of the same items, in whatever order the tracker has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import rectification
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.sheets.dashboard import dashboard
from softenv_xl.sheets.patch import Patch
from softenv_xl.words import Lang
from tests.support import large_school

DAY = date(2026, 10, 20)
KEYS = ("problem", "item", "number", "deadline", "status")


def headline(control: Path, who: str, lang: Lang = "en") -> str:
    """The end of the sentence in that language where these people, by digits, have an overdue item each."""
    large_school.control(control, 14)
    rows: list[tuple[Value, ...]] = [
        (f"late {n}", "3 Paid tutoring", f"T{int(digit, 16):04d}", date(2026, 9, 20), "Open")
        for n, digit in enumerate(who)
    ]
    workbook = FileWorkbook(control)
    workbook.read()
    workbook.write(Patch((large_school.table(rectification.SPEC, KEYS, rows),)))
    result = flow.compute(read_control(FileWorkbook(control).read(), control.name), [], DAY)
    tracker = TrackerCounts(tuple(merged.row for merged in result.tracker))
    shown = dashboard(replace(result, control=replace(result.control, lang=lang)), tracker)
    said = next(str(cell.value) for cell in shown.cells if cell.name == "dash_headline")
    return said.partition({"en": "overdue", "zh": "超期"}[lang])[2]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("112", ", most in Department 2 (2)."),
        ("12", ", most in Department 2, Department 3 (1 each)."),
        ("21", ", most in Department 2, Department 3 (1 each)."),
        ("123456", "."),
        ("", "."),
    ],
)
def test_the_department_with_the_most_overdue_items_is_named_with_its_equals(
    tmp_path: Path, who: str, said: str
) -> None:
    assert headline(tmp_path / "control.xlsx", who) == said


@pytest.mark.parametrize(
    ("who", "said"),
    [("112", " 3 项，最多的是Department 2（2 项）。"), ("123456", " 6 项。"), ("", " 0 项。")],
)
def test_the_same_in_chinese(tmp_path: Path, who: str, said: str) -> None:
    assert headline(tmp_path / "control.xlsx", who, "zh") == said
