"""A chart's cache never shows anything older than its cells."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from softenv_xl.grid.cell import CellError
from softenv_xl.sheets.patch import CellPatch, RowPatch, TablePatch
from tests.support.packages import SHEET, WORKBOOK, book, changed_parts, edit, parts, patched, rows, surgery

CHART = "xl/charts/chart1.xml"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BANS = """
Ban | Teachers
fees | 3
service | 4
"""


def series(
    package: bytes, kind: str, chart: str = CHART
) -> list[tuple[str | None, int, dict[int, str | None]]]:
    """(formula, ptCount, points) of every `cat`, `val` … of a chart."""
    found = []
    for reference in etree.fromstring(parts(package)[chart]).iterfind(f".//{C}{kind}/*"):
        points = {int(point.get("idx", "")): point.findtext(f"{C}v") for point in reference.iter(f"{C}pt")}
        (count,) = reference.iter(f"{C}ptCount")
        found.append((reference.findtext(f"{C}f"), int(count.get("val", "")), points))
    return found


def with_chart(*charted: dict[str, Any], text: str = BANS, sheets: bool = False, **options: Any) -> bytes:
    def draw(workbook: Any, sheet: Any) -> None:
        if sheets:
            other = workbook.add_worksheet("Other")
            other.write_column("A1", [1, 2])
            other.write_formula("B1", "=SUM(Staff[Teachers])", None, 7)
            other.write_formula("B2", "=B1*2", None, 14)
        for name, formula in options.get("names", {}).items():
            workbook.define_name(name, formula)
        chart = workbook.add_chart({"type": "column"})
        for one in charted:
            chart.add_series(one)
        sheet.insert_chart("F2", chart)

    return book(text, more=draw)


BOTH = {
    "name": "='Staff list'!$B$1",
    "categories": "='Staff list'!$A$2:$A$3",
    "values": "='Staff list'!$B$2:$B$3",
}


def test_a_changed_number_reaches_the_chart() -> None:
    package = with_chart(BOTH)
    result = patched(package, rows("from | Ban | Teachers\n0 | = | 9\n1 | 态度 <_x0041_> | ="))
    assert series(result, "val") == [("'Staff list'!$B$2:$B$3", 2, {0: "9", 1: "4"})]
    assert series(result, "cat") == [("'Staff list'!$A$2:$A$3", 2, {0: "fees", 1: "态度 <_x005F_x0041_>"})]
    assert changed_parts(package, result) == {SHEET, CHART}
    assert b"<c:formatCode>General</c:formatCode><c:ptCount" in parts(result)[CHART]


def test_a_chart_of_other_cells_of_the_sheet_is_brought_up_to_date_too() -> None:
    stale = surgery(
        with_chart(
            BOTH,
            text=BANS.replace("Teachers", "Teachers | Note")
            .replace("| 3", "| 3 | a")
            .replace("| 4", "| 4 | b"),
        ),
        {CHART: edit(("<c:v>4</c:v>", "<c:v>99</c:v>"))},
    )
    result = patched(stale, rows("from | Note\n0 | changed\n1 | b"))
    assert series(result, "val")[0][2] == {0: "3", 1: "4"}


def test_a_chart_that_is_right_already_keeps_its_bytes() -> None:
    package = surgery(
        with_chart(
            BOTH, text=BANS.replace("4", "4 | x").replace("3", "3 | y").replace("Teachers", "Teachers | Note")
        ),
        {CHART: edit(("<c:v>4</c:v>", "<c:v>4.0</c:v>"))},
    )
    assert changed_parts(package, patched(package, rows("from | Note\n0 | new\n1 | x"))) == {SHEET}


@pytest.mark.parametrize(
    ("patch", "last", "values"),
    [
        ("from | Ban | Teachers\n0 | = | =\n1 | = | =\nnew | gifts | 6", 4, {0: "3", 1: "4", 2: "6"}),
        ("from | Ban | Teachers\n1 | = | =", 2, {0: "4"}),
    ],
)
def test_a_chart_follows_its_table_to_a_new_length(patch: str, last: int, values: dict[int, str]) -> None:
    result = patched(with_chart(BOTH), rows(patch))
    end = f":$B${last}" if last > 2 else ""
    assert series(result, "val") == [(f"'Staff list'!$B$2{end}", last - 1, values)]
    assert series(result, "cat")[0][1] == last - 1
    assert series(result, "tx") == [("'Staff list'!$B$1", 1, {0: "Teachers"})]


def test_a_chart_of_part_of_a_table_stays_with_that_part() -> None:
    top = {"values": "='Staff list'!$B$2"}
    result = patched(with_chart(top), rows("from | Teachers\n0 | 8\n1 | 4\nnew | 5"))
    assert series(result, "val") == [("'Staff list'!$B$2", 1, {0: "8"})]


def test_labels_of_a_blank_template_become_texts() -> None:
    package = with_chart(BOTH, text="Ban | Teachers\n- | -\n- | -")
    assert b"<c:cat><c:numRef>" in parts(package)[CHART]
    result = patched(package, rows("from | Ban | Teachers\nnew | fees | 1\nnew | service | -"))
    assert series(result, "cat") == [("'Staff list'!$A$2:$A$3", 2, {0: "fees", 1: "service"})]
    assert series(result, "val") == [("'Staff list'!$B$2:$B$3", 2, {0: "1"})]
    assert b"<c:cat><c:strRef>" in parts(result)[CHART]
    assert parts(result)[CHART].count(b"formatCode>General<") == 1


def test_a_chart_through_names_is_renewed() -> None:
    values = {"categories": "='Staff list'!$A$2:$A$3", "values": "='Staff list'!$B$2:$B$3"}
    package = surgery(
        with_chart(values, names={"counts": "='Staff list'!$B$2:$B$3", "bans": "=Staff[Ban]"}),
        {
            CHART: edit(
                ("'Staff list'!$B$2:$B$3", "[0]!counts"), ("'Staff list'!$A$2:$A$3", "'总台账.xlsx'!Bans")
            )
        },
    )
    result = patched(package, rows("from | Ban | Teachers\n0 | = | 8\n1 | = | =\nnew | gifts | 5"))
    assert series(result, "val") == [("[0]!counts", 3, {0: "8", 1: "4", 2: "5"})]
    assert series(result, "cat") == [("'总台账.xlsx'!Bans", 3, {0: "fees", 1: "service", 2: "gifts"})]


def test_a_name_that_calculates_its_range_leaves_no_points() -> None:
    package = surgery(
        with_chart(BOTH, names={"moving": "=OFFSET('Staff list'!$B$2,0,0,2)"}),
        {CHART: edit(("<c:f>'Staff list'!$B$2:$B$3</c:f>", "<c:f>[0]!moving</c:f>"))},
    )
    result = patched(package, rows("from | Teachers\n0 | 8\n1 | 4"))
    assert series(result, "val") == [("[0]!moving", 0, {})]


def test_formulas_on_another_sheet_leave_no_points_and_numbers_stay() -> None:
    package = with_chart({"values": "=Other!$A$1:$A$2"}, {"values": "=Other!$B$1:$B$2"}, sheets=True)
    assert series(package, "val")[0][2] == {0: "1", 1: "2"}
    result = patched(package, rows("from | Teachers\n0 | 8\n1 | 4"))
    assert series(result, "val") == [
        ("Other!$A$1:$A$2", 2, {0: "1", 1: "2"}),
        ("Other!$B$1:$B$2", 2, {}),
    ]
    assert patched(result, rows("from | Teachers\n0 | 8\n1 | 4")) is result


def test_a_formula_column_that_the_patch_fills_shows_the_values_given() -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "='Staff list'!$B$2:$B$3"})
        sheet.insert_chart("F2", chart)

    package = book(BANS, formulas={"Teachers": "=1+1"}, more=draw)
    result = patched(package, rows("from | Teachers\n0 | 5\n1 | 6"))
    assert series(result, "val")[0][2] == {0: "5", 1: "6"}


def test_labels_on_two_levels() -> None:
    text = "Group | Ban | Teachers\nA | fees | 3\n- | gifts | 4\nB | service | 5"
    two = {"categories": "='Staff list'!$A$2:$B$4", "values": "='Staff list'!$C$2:$C$4"}
    result = patched(
        with_chart(two, text=text),
        rows(
            "from | Group | Ban | Teachers\n0 | = | = | =\n1 | = | leave | =\n2 | = | = | =\nnew | C | ethics | 6"
        ),
    )
    levels = [
        {point.get("idx"): point.findtext(f"{C}v") for point in level}
        for level in etree.fromstring(parts(result)[CHART]).iter(f"{C}lvl")
    ]
    assert levels == [
        {"0": "fees", "1": "leave", "2": "service", "3": "ethics"},
        {"0": "A", "2": "B", "3": "C"},
    ]
    assert series(result, "cat")[0][:2] == ("'Staff list'!$A$2:$B$5", 4)


def test_several_rectangles_and_what_cannot_be_drawn() -> None:
    both = {"values": "=('Staff list'!$B$2,'Staff list'!$B$3:$C$3)"}
    text = BANS.replace("Teachers", "Teachers | Plan").replace("| 3", "| 3 | -").replace("| 4", "| 4 | 6")
    package = with_chart({"values": "='Staff list'!$B$2:$B$3"}, text=text)
    package = surgery(package, {CHART: edit(("'Staff list'!$B$2:$B$3", both["values"][1:]))})
    result = patched(package, rows("from | Teachers | Plan\n0 | many | =\n1 | 5 | 7"))
    assert series(result, "val") == [(both["values"][1:], 3, {1: "5", 2: "7"})]


def test_custom_data_labels_from_cells_are_renewed() -> None:
    labelled = {
        "values": "='Staff list'!$B$2:$B$3",
        "data_labels": {"value": True, "custom": [{"value": "='Staff list'!$A$2"}]},
    }
    result = patched(with_chart(labelled), rows("from | Ban\n0 | 收费\n1 | service"))
    assert series(result, "dLbl/{*}tx".replace("{*}", C)) == [("'Staff list'!$A$2", 1, {0: "收费"})]


@pytest.mark.parametrize("formula", ["[1]Sheet1!$A$1:$A$2", "Sheet1!#REF!", "'[Other.xlsx]S'!$A$1"])
def test_a_chart_of_another_workbook_keeps_what_it_has(formula: str) -> None:
    package = surgery(
        with_chart({"values": "='Staff list'!$B$2:$B$3"}), {CHART: edit(("'Staff list'!$B$2:$B$3", formula))}
    )
    result = patched(package, rows("from | Teachers\n0 | 8\n1 | 4"))
    assert changed_parts(package, result) == {SHEET}


def test_a_cell_by_name_reaches_the_chart_too() -> None:
    package = with_chart(BOTH, names={"first": "='Staff list'!$B$2"})
    assert series(patched(package, CellPatch("first", 77)), "val")[0][2] == {0: "77", 1: "4"}


def test_an_emptied_table_empties_its_chart() -> None:
    result = patched(with_chart(BOTH), TablePatch("Staff", ("Ban",), ()))
    assert series(result, "val") == [("'Staff list'!$B$2", 1, {})]
    assert WORKBOOK not in changed_parts(with_chart(BOTH), result)


def test_labels_on_two_levels_may_run_across() -> None:
    text = "a | b | c\nA | - | B\nfees | gifts | leave\n3 | 4 | 5"
    across = {"categories": "='Staff list'!$A$2:$C$3", "values": "='Staff list'!$A$4:$C$4"}
    result = patched(with_chart(across, text=text), rows("from | a | b\n0 | = | =\n1 | 收费 | =\n2 | = | 6"))
    levels = [
        {point.get("idx"): point.findtext(f"{C}v") for point in level}
        for level in etree.fromstring(parts(result)[CHART]).iter(f"{C}lvl")
    ]
    assert levels == [{"0": "收费", "1": "gifts", "2": "leave"}, {"0": "A", "2": "B"}]
    assert series(result, "val") == [("'Staff list'!$A$4:$C$4", 3, {0: "3", 1: "6", 2: "5"})]


def test_errors_and_truth_are_shown_as_excel_shows_them() -> None:
    package = with_chart(BOTH)
    table = TablePatch(
        "Staff", ("Ban", "Teachers"), (RowPatch(0, (True, CellError("#N/A"))), RowPatch(1, ("x", True)))
    )
    result = patched(package, table)
    assert series(result, "cat")[0][2] == {0: "TRUE", 1: "x"}
    assert series(result, "val")[0][2] == {0: "#N/A", 1: "1"}
    assert series(patched(result, rows("from | Ban\n0 | y\n1 | =")), "val")[0][2] == {0: "#N/A", 1: "1"}


@pytest.mark.parametrize("formula", ["[0]!nowhere", "[0]!gone", "'Staff list'!$A:$A"])
def test_what_cannot_be_found_leaves_no_points(formula: str) -> None:
    package = surgery(
        with_chart(BOTH, names={"gone": "=Staff[Gone]"}),
        {CHART: edit(("<c:f>'Staff list'!$B$2:$B$3</c:f>", f"<c:f>{formula}</c:f>"))},
    )
    assert series(patched(package, rows("from | Teachers\n0 | 8\n1 | 4")), "val") == [(formula, 0, {})]


def test_a_chart_of_a_sheet_that_is_not_there_keeps_what_it_has() -> None:
    package = surgery(with_chart(BOTH), {CHART: edit(("'Staff list'!$B$2:$B$3", "Nowhere!$B$2:$B$3"))})
    assert series(patched(package, rows("from | Teachers\n0 | 8\n1 | 4")), "val")[0][2] == {0: "3", 1: "4"}


def test_labels_on_an_unchanged_sheet_keep_their_formatting() -> None:
    """A cache holds dates as they are shown; what did not change is not spelt anew."""
    package = with_chart({**BOTH, "categories": "=Other!$A$1:$A$2"}, sheets=True)
    january = '<c:cat><c:strRef><c:f>Other!$A$1:$A$2</c:f><c:strCache><c:ptCount val="1"/>'
    january += '<c:pt idx="0"><c:v>一月</c:v></c:pt></c:strCache></c:strRef></c:cat>'
    package = surgery(package, {CHART: lambda data: re.sub(rb"<c:cat>.*</c:cat>", january.encode(), data)})
    result = patched(package, rows("from | Teachers\n0 | 8\n1 | 4"))
    assert series(result, "cat")[0][2] == {0: "一月"}
