"""A workbook that lacks something which every workbook has is written, or refused in a sentence; nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from softenv_xl.errors import Stop
from softenv_xl.sheets.patch import CellPatch, TablePatch
from tests.hosts.test_charts import CHART
from tests.support.packages import SHEET, TABLE, book, edit, one, parts, patched, rows, surgery

STAFF = """
Id | Days | Late | Note
T1 | 3 | - | a
T2 | 4 | - | b
T3 | 5 | - | c
"""
PATCHES: dict[str, tuple[TablePatch | CellPatch, ...]] = {
    "longer": (rows("from | Days\n2 | 9\n0 | =\nnew | 7\nnew | 8\n1 | ="), CellPatch("here", 1)),
    "shorter": (rows("from | Days\n1 | 9"),),
    "wider": (rows("from | Days | New\n0 | 3 | x\n1 | 4 | y\n2 | 5 | z"),),
    "narrower": (replace(rows("from | Days\n0 | 9\n1 | 4\n2 | 5"), dropped=("Note",)),),
    "renamed": (
        replace(
            rows("from | Number\n0 | 9\n1 | 4\n2 | 5"),
            headers=(("Days", "Number"),),
            renamed=(("Days", "Number"),),
        ),
    ),
}
FILTER = (
    '<autoFilter ref="A1:D4"><filterColumn colId="0"><filters><filter val="T1"/></filters></filterColumn></autoFilter>'
    '<sortState ref="A2:D4"><sortCondition ref="B2:B4"/></sortState>'
)


def everything(workbook: Any, sheet: Any) -> None:
    """What people have in and around a table, of all that has to follow it a piece."""
    sheet.write_formula("F2", "=SUM(Staff[Days])+COUNTA('Staff list'!A2:A4)", None, 15)
    sheet.write_array_formula("F3:F4", "=B2:B3", None, 3)
    sheet.merge_range("H1:I1", "merged")
    sheet.write_comment("B3", "note")
    sheet.write_url("D3", "https://example.com", string="b")
    sheet.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("D2:D4", {"validate": "list", "source": "=$A$2:$A$4"})
    sheet.add_sparkline("H3", {"range": "'Staff list'!B2:B4"})
    workbook.define_name("here", "='Staff list'!$H$1:$I$1")
    workbook.define_name("days", "='Staff list'!$B$2:$B$4")
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"categories": "='Staff list'!$A$2:$A$4", "values": "='Staff list'!$B$2:$B$4"})
    sheet.insert_chart("K2", chart)


WHOLE = surgery(
    book(STAFF, formulas={"Late": "=Staff[[#This Row],[Days]]>3"}, more=everything),
    {TABLE: edit(('<autoFilter ref="A1:D4"/>', FILTER))},
)
OTHERS = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/drawings/drawing1.xml",
)
READ = (SHEET, TABLE, CHART, *OTHERS, *(name for name in parts(WHOLE) if name.endswith(".rels")))


def without_one(data: bytes) -> Iterator[bytes]:
    """The part without each of its attributes and each of its texts."""
    for spot in re.finditer(rb' [\w:]+="[^"]*"|(?<=>)[^<>]+(?=</)', data):
        yield data[: spot.start()] + data[spot.end() :]


@pytest.mark.parametrize("name", PATCHES)
def test_whole_it_is_written(name: str) -> None:
    written = patched(WHOLE, *PATCHES[name])
    assert written != WHOLE
    columns = one(written, "{*}tableColumns", TABLE)
    assert columns.get("count") == str(len(columns))


@pytest.mark.parametrize("part", READ)
def test_without_an_attribute_or_a_text_it_is_written_or_refused(part: str) -> None:
    refused = {"workbook.unsafe-to-write", "workbook.part-missing"}
    for lacking in without_one(parts(WHOLE)[part]):
        package = surgery(WHOLE, {part: lacking})
        for patch in PATCHES.values():
            assert outcome(package, patch) in ({"written"} | refused), lacking


def outcome(package: bytes, patch: tuple[TablePatch | CellPatch, ...]) -> str:
    try:
        patched(package, *patch)
    except Stop as stop:
        return stop.code
    return "written"
