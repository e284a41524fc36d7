"""Columns: found by their header, added at the right end."""

from __future__ import annotations

from typing import Any

import pytest

from softenv_xl.errors import Stop
from softenv_xl.sheets.patch import RowPatch, TablePatch
from tests.support.packages import (
    SHEET,
    TABLE,
    book,
    cell,
    edit,
    one,
    opened,
    patched,
    root,
    rows,
    shown,
    surgery,
)

STAFF = """
Id | Name
T1 | 王芳
T2 | 李强
"""


def test_a_missing_column_is_added_in_the_looks_of_its_left_neighbour() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        sheet.write("B1", "Name", workbook.add_format({"bold": True}))
        sheet.write("B3", "李强", workbook.add_format({"bg_color": "red"}))
        sheet.write("Z9", "far away")

    package = book(STAFF, widths={2: 33}, more=looks)
    result = patched(package, rows("from | Id | Status\n0 | T1 | 在办\n1 | T2 | =\nnew | T3 | 销号"))
    assert [row[:3] for row in shown(result)[:4]] == [
        ["Id", "Name", "Status"],
        ["T1", "王芳", "在办"],
        ["T2", "李强", None],
        ["T3", None, "销号"],
    ]
    table = opened(result)["Staff list"].tables["Staff"]
    assert table.ref == "A1:C4"
    assert table.autoFilter.ref == "A1:C4"
    assert [(column.id, column.name) for column in table.tableColumns] == [
        (1, "Id"),
        (2, "Name"),
        (3, "Status"),
    ]
    assert one(result, "{*}tableColumns", TABLE).get("count") == "3"
    for row in (1, 2, 3, 4):
        left, right = cell(result, f"B{row}"), cell(result, f"C{row}")
        assert left.get("s", "0") == right.get("s", "0")
    assert one(result, ".//{*}row[@r='2']").get("spans") == "1:26"  # the new cell lies within
    narrow = patched(
        surgery(package, {SHEET: edit(('r="2" spans="1:26"', 'r="2" spans="1:2"'))}),
        rows("from | Status\n0 | 在办"),
    )
    assert one(narrow, ".//{*}row[@r='2']").get("spans") is None
    widths = root(result).findall(".//{*}cols/{*}col")
    assert [(one.get("min"), one.get("max"), one.get("width")) for one in widths] == [
        ("2", "2", widths[0].get("width")),
        ("3", "3", widths[0].get("width")),
    ]
    assert patched(result, rows("from | Status\n0 | =\n1 | =\n2 | 销号")) is result


def test_several_columns_are_added_in_order() -> None:
    result = patched(book(STAFF), rows("from | Two | Id | One\n0 | b | T1 | a\n1 | d | T2 | c"))
    assert shown(result) == [["Id", "Name", "Two", "One"], ["T1", "王芳", "b", "a"], ["T2", "李强", "d", "c"]]


def test_the_width_is_taken_out_of_a_span_of_columns() -> None:
    package = surgery(
        book(STAFF, widths={2: 33}),
        {SHEET: edit(("</cols>", '<col min="3" max="9" width="5" customWidth="1"/></cols>'))},
    )
    result = patched(package, rows("from | Status\n0 | 1\n1 | 2"))
    spans = [(one.get("min"), one.get("max")) for one in root(result).iterfind(".//{*}cols/{*}col")]
    assert spans == [("2", "2"), ("3", "3"), ("4", "9")]


def test_a_column_is_not_added_over_something_else() -> None:
    def beside(workbook: Any, sheet: Any) -> None:
        sheet.write("C3", "someone's")

    package = book(STAFF, more=beside)
    with pytest.raises(Stop) as stop:
        patched(package, rows("from | Status\n0 | 1\n1 | 2"))
    assert stop.value.code == "workbook.unsafe-to-write"
    assert "C3" in stop.value.sentence("zh")
    assert "C3" in stop.value.sentence("en")


@pytest.mark.parametrize("asked", ["限期\n整改", "限期\r\n整改"])
def test_headers_with_line_breaks_are_found(asked: str) -> None:
    package = surgery(
        book("Id | Due\nT1 | 3"),
        {
            TABLE: edit(('name="Due"', 'name="限期_x000a_整改"')),
            SHEET: edit(
                (
                    '<c r="B1" t="s"><v>1</v></c>',
                    '<c r="B1" t="inlineStr"><is><r><t>限期\n</t></r><r><t>整改</t></r></is></c>',
                )
            ),
        },
    )
    result = patched(package, TablePatch("Staff", (asked,), (RowPatch(0, (4,)),)))
    assert shown(result)[1] == ["T1", 4]
    assert opened(result)["Staff list"].max_column == 2


def test_a_header_with_a_line_break_is_added_as_excel_spells_it() -> None:
    result = patched(
        book(STAFF), TablePatch("Staff", ("限期\n整改 <1>",), (RowPatch(0, (1,)), RowPatch(1, (2,))))
    )
    assert shown(result)[0][2] == "限期\n整改 <1>"
    assert one(result, ".//{*}tableColumn[@id='3']", TABLE).get("name") == "限期_x000a_整改 <1>"
    assert (
        patched(result, TablePatch("Staff", ("限期\n整改 <1>",), (RowPatch(0, (1,)), RowPatch(1, (2,)))))
        is result
    )


def test_headers_ignore_case_unless_two_differ_by_it() -> None:
    assert shown(patched(book(STAFF), rows("from | NAME\n0 | x\n1 | y")))[1] == ["T1", "x"]


def test_a_table_without_a_header_row_goes_by_its_column_names() -> None:
    package = book(STAFF, table={"header_row": False, "columns": [{"header": "Id"}, {"header": "Name"}]})
    assert root(package, TABLE).get("ref") == "A1:B3"
    result = patched(package, rows("from | Name\n0 | 周敏\n1 | 王芳\n2 | 李强\nnew | 孙丽"))
    assert shown(result) == [[None, "周敏"], ["T1", "王芳"], ["T2", "李强"], [None, "孙丽"]]
    assert root(result, TABLE).get("ref") == "A1:B4"


def test_an_overlong_header_is_refused() -> None:
    with pytest.raises(Stop) as stop:
        patched(book(STAFF), TablePatch("Staff", ("国" * 256,), (RowPatch(0, (1,)), RowPatch(1, (2,)))))
    assert stop.value.code == "workbook.unsafe-to-write"
