"""Which rows come first: what is urgent in the tracker, what counts in the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import rectification, settings
from softenv_xl.registers.words import TRACKER_ORDER
from softenv_xl.sheets.patch import CellPatch, Patch
from tests.support import large_school

DAY = date(2026, 10, 20)
KEYS = ("problem", "item", "number", "deadline", "revised", "status", "decision", "signed_off")
ITEM, WHO = "3 Paid tutoring", "T0002"
ROWS: list[tuple[Value, ...]] = [
    ("closed long ago", ITEM, WHO, date(2026, 9, 20), None, "Closed", "Fine", "Head"),
    ("due next week", ITEM, WHO, date(2026, 10, 27), None, "Open", None, None),
    ("a month late", ITEM, WHO, date(2026, 9, 20), None, "Open", None, None),
    ("put off", ITEM, WHO, date(2026, 9, 1), date(2026, 10, 25), "Open", None, None),
    ("a week late", ITEM, WHO, date(2026, 10, 13), None, "Open", None, None),
]
URGENT = ["a month late", "a week late", "put off", "due next week", "closed long ago"]


def _problems(control: Path) -> list[Value]:
    rows = read_control(FileWorkbook(control).read()).checked["tracker"].rows
    return [row.values["problem"] for row in rows]


@pytest.mark.parametrize("chosen", [None, "urgent_first", "as_it_stands"])
def test_the_most_urgent_items_come_first_unless_the_office_keeps_its_order(
    tmp_path: Path, chosen: str | None
) -> None:
    control = tmp_path / "control.xlsx"
    large_school.control(control, 3)
    workbook = FileWorkbook(control)
    word = TRACKER_ORDER.word(chosen, "en") if chosen else None
    order = CellPatch(settings.SPEC.name("tracker_order"), word)
    workbook.read()
    workbook.write(Patch((large_school.table(rectification.SPEC, KEYS, ROWS),), (order,)))
    flow.refresh(FileWorkbook(control), DAY)
    as_typed = [row[0] for row in ROWS]
    assert _problems(control) == (as_typed if chosen == "as_it_stands" else URGENT)
    before = control.read_bytes()
    assert not flow.refresh(FileWorkbook(control), DAY)[1]
    assert control.read_bytes() == before
