"""The dashboard's one sentence says the same of the same items, in whatever order the tracker has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import rectification
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.publish import publish
from tests.support import large_school

DAY = date(2026, 10, 20)
KEYS = ("problem", "item", "number", "deadline", "status")


def headline(control: Path, who: str) -> str:
    """The end of the sentence where these people, by digits, have an overdue item each."""
    large_school.control(control, 14)
    rows: list[tuple[Value, ...]] = [
        (f"late {n}", "3 Paid tutoring", f"T{int(digit, 16):04d}", date(2026, 9, 20), "Open")
        for n, digit in enumerate(who)
    ]
    workbook = FileWorkbook(control)
    workbook.read()
    workbook.write(Patch((large_school.table(rectification.SPEC, KEYS, rows),)))
    result = flow.compute(read_control(FileWorkbook(control).read(), control.name), [], DAY)
    said = next(str(cell.value) for cell in publish(result).cells if cell.name == "dash_headline")
    return said.partition("overdue")[2]


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
