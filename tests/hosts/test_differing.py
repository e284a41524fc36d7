"""What a workbook shows already is not touched: that it is the same with and without knowing is held by every patch of these
tests (`tests.support.packages.carried_out`).
"""

from __future__ import annotations

from typing import Any

import pytest

from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.hosts.file import apply
from softenv_xl.sheets.patch import CellPatch, Patch, TablePatch
from tests.support.packages import FILE, book, edit, parts, rows, shown, surgery

SECOND = "xl/worksheets/sheet2.xml"
STAFF, OTHERS = "from | Id | Days\n0 | T1 | {days}\n1 | T2 | 4", "from | Name\n0 | {name}"


def two_sheets() -> bytes:
    """Staff on the first sheet, Others on the second, whose rows the file host can't make out."""

    def draw(workbook: Any, _: Any) -> None:
        sheet = workbook.add_worksheet("Other list")
        sheet.add_table(0, 0, 1, 0, {"name": "Others", "columns": [{"header": "Name"}]})
        sheet.write("A2", "Wang")
        sheet.write("C9", "Li")
        workbook.define_name("leader", "='Other list'!$C$9")

    package = book("Id | Days\nT1 | 3\nT2 | 4", more=draw)
    return surgery(package, {SECOND: edit(('<row r="9"', '<row r="1"'), ('r="C9"', 'r="C9" '))})


def patch(days: int, name: str, leader: str) -> Patch:
    tables: tuple[TablePatch, ...] = (
        rows(STAFF.format(days=days)),
        rows(OTHERS.format(name=name), name="Others"),
    )
    return Patch(tables, (CellPatch("leader", leader),))


def test_a_sheet_that_shows_all_of_it_is_not_taken_apart() -> None:
    package = two_sheets()
    seen = read(package, CONTROL).book
    assert seen
    result = apply(package, patch(5, "Wang", "Li"), FILE, seen)
    assert [row[:2] for row in shown(result)[:2]] == [["Id", "Days"], ["T1", 5]]
    assert parts(result)[SECOND] == parts(package)[SECOND]
    assert apply(package, patch(3, "Wang", "Li"), FILE, seen) is package


@pytest.mark.parametrize(("name", "leader"), [("Zhao", "Li"), ("Wang", "Zhao")])
def test_one_of_which_a_cell_differs_is(name: str, leader: str) -> None:
    package = two_sheets()
    with pytest.raises(Stop, match="out of order"):
        apply(package, patch(3, name, leader), FILE, read(package, CONTROL).book)
