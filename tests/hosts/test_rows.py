"""Rows of a table: changed in place, moved, added, removed."""

from __future__ import annotations

from typing import Any

import pytest

from softenv_xl.errors import Stop
from softenv_xl.sheets.patch import KEEP, RowPatch, TablePatch
from tests.support.packages import (
    SHEET,
    STAFF,
    TABLE,
    blanked,
    book,
    cell,
    changed_parts,
    edit,
    one,
    patched,
    root,
    rows,
    shown,
    surgery,
)


def table_ref(package: bytes) -> str | None:
    return root(package, TABLE).get("ref")


def test_a_patch_that_says_what_is_there_returns_the_same_object() -> None:
    package = book(STAFF)
    assert patched(package, rows("from | Name | Score\n0 | 王芳 | 3\n1 | = | 4\n2 | 张伟 | =")) is package


def test_only_the_cell_that_differs_is_rewritten() -> None:
    package = book(STAFF, at=(4, 2))
    result = patched(package, rows("from | Name | Score\n0 | 王芳 | 3\n1 | 李强 | 9\n2 | 张伟 | 5"))
    assert changed_parts(package, result) == {SHEET}
    assert blanked(package, SHEET, {"D6"}) == blanked(result, SHEET, {"D6"})
    assert shown(result)[3:] == [
        [None, "Id", "Name", "Score"],
        [None, "T1", "王芳", 3],
        [None, "T2", "李强", 9],
        [None, "T3", "张伟", 5],
    ]


def test_the_table_is_found_ignoring_case_and_columns_in_any_order() -> None:
    package = book(STAFF)
    result = patched(package, rows("from | Score | Id\n0 | 8 | T1\n1 | 4 | T2\n2 | 5 | T3", name="STAFF"))
    assert shown(result)[1] == ["T1", "王芳", 8]


def test_rows_move_with_the_columns_that_the_patch_does_not_name() -> None:
    package = book(STAFF)
    result = patched(package, rows("from | Id\n2 | T3\n0 | T1\n1 | T2"))
    assert shown(result)[1:] == [["T3", "张伟", 5], ["T1", "王芳", 3], ["T2", "李强", 4]]
    assert changed_parts(package, result) == {SHEET}


def test_cells_apart_from_the_table_stay_where_they_are() -> None:
    def margin(workbook: Any, sheet: Any) -> None:
        for row in range(4):
            sheet.write(row, 0, f"left {row}")
            sheet.write(row, 6, f"right {row}")

    result = patched(book(STAFF, at=(1, 3), more=margin), rows("from | Id\n1 | T2\n0 | T1\n2 | T3"))
    assert [row[0] for row in shown(result)] == [f"left {row}" for row in range(4)]
    assert [row[6] for row in shown(result)] == [f"right {row}" for row in range(4)]
    assert [row[2] for row in shown(result)] == ["Id", "T2", "T1", "T3"]


def test_new_rows_take_style_and_height_from_the_row_above() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        red = workbook.add_format({"bg_color": "red"})
        sheet.write(3, 1, "张伟", red)
        sheet.set_row(3, 45)

    package = book(STAFF, more=looks)
    result = patched(
        package, rows("from | Id | Name\n0 | T1 | =\n1 | T2 | =\n2 | T3 | =\nnew | T4 | 陈静\nnew | T5 | =")
    )
    assert shown(result)[4:] == [["T4", "陈静", None], ["T5", None, None]]
    assert table_ref(result) == "A1:C6"
    above, new, last = (cell(result, a1) for a1 in ("B4", "B5", "B6"))
    assert new.get("s") == last.get("s") == above.get("s") not in (None, "0")
    for number in ("5", "6"):
        row = one(result, f".//{{*}}row[@r='{number}']")
        assert (row.get("ht"), row.get("customHeight")) == ("45", "1")


def test_a_new_row_in_the_middle_looks_like_the_row_above_it() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        for row, colour in ((1, "red"), (2, "green"), (3, "blue")):
            sheet.write(row, 0, f"T{row}", workbook.add_format({"bg_color": colour}))

    result = patched(book(STAFF, more=looks), rows("from | Id\n0 | T1\nnew | T9\n1 | T2\n2 | T3"))
    styles = [cell(result, f"A{row}") for row in range(2, 6)]
    found = [style.get("s") for style in styles]
    assert found[0] == found[1]
    assert len(set(found)) == 3
    assert [row[0] for row in shown(result)] == ["Id", "T1", "T9", "T2", "T3"]


def test_removed_rows_leave_empty_styled_cells_and_a_shorter_table() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        sheet.write(3, 0, "T3", workbook.add_format({"bg_color": "red"}))

    result = patched(book(STAFF, more=looks), rows("from | Id\n1 | T2"))
    assert shown(result)[:2] == [["Id", "Name", "Score"], ["T2", "李强", 4]]
    assert not any(value is not None for row in shown(result)[2:] for value in row)
    assert table_ref(result) == "A1:C2"
    left_over = cell(result, "A4")
    assert left_over.get("s") not in (None, "0")


def test_a_table_without_rows_keeps_one_blank_row() -> None:
    result = patched(book(STAFF), TablePatch("Staff", ("Id",), ()))
    assert table_ref(result) == "A1:C2"
    assert not any(value is not None for row in shown(result)[1:] for value in row)
    again = patched(result, rows("from | Id | Name\nnew | T7 | 周敏\nnew | T8 | 吴磊"))
    assert table_ref(again) == "A1:C3"
    assert shown(again)[1:3] == [["T7", "周敏", None], ["T8", "吴磊", None]]


def test_all_rows_new_replaces_the_old_ones_whole() -> None:
    result = patched(book(STAFF), rows("from | Id | Name\nnew | T7 | 周敏\nnew | T8 | -"))
    assert shown(result)[1:3] == [["T7", "周敏", None], ["T8", None, None]]
    assert table_ref(result) == "A1:C3"


def test_a_filters_hidden_rows_stay_with_their_row() -> None:
    def hide(workbook: Any, sheet: Any) -> None:
        sheet.set_row(1, 30, None, {"hidden": True})

    result = patched(book(STAFF, more=hide), rows("from | Id\n1 | T2\n0 | T1\nnew | T9\n2 | T3"))
    hidden = [row.get("r") for row in root(result).iterfind(".//{*}row[@hidden='1']")]
    assert hidden == ["3"]
    assert [row[0] for row in shown(result)] == ["Id", "T2", "T1", "T9", "T3"]


def test_rows_removed_while_hidden_do_not_hide_what_comes_after() -> None:
    def hide(workbook: Any, sheet: Any) -> None:
        sheet.set_row(3, None, None, {"hidden": True})

    shorter = patched(book(STAFF, more=hide), rows("from | Id\n0 | T1\n1 | T2"))
    longer = patched(shorter, rows("from | Id\n0 | T1\n1 | T2\nnew | T4"))
    assert not list(root(longer).iterfind(".//{*}row[@hidden]"))


def test_the_totals_row_moves_down_with_its_formula() -> None:
    package = book(
        STAFF,
        table={
            "total_row": True,
            "columns": [
                {"header": "Id", "total_string": "合计"},
                {"header": "Name"},
                {"header": "Score", "total_function": "sum"},
            ],
        },
    )
    result = patched(
        package, rows("from | Id | Score\n0 | T1 | 3\n1 | T2 | 4\n2 | T3 | 5\nnew | T4 | 6\nnew | T5 | 7")
    )
    assert [row[0] for row in shown(result)] == ["Id", "T1", "T2", "T3", "T4", "T5", "合计"]
    total = cell(result, "C7")
    assert total.findtext("{*}f") == "SUBTOTAL(109,[Score])"
    assert table_ref(result) == "A1:C7"
    assert one(result, "{*}autoFilter", TABLE).get("ref") == "A1:C6"
    shorter = patched(result, rows("from | Id\n4 | T5"))
    assert [row[0] for row in shown(shorter)][:3] == ["Id", "T5", "合计"]
    assert not any(value is not None for row in shown(shorter)[3:] for value in row)


def test_a_row_that_is_gone_stops_the_command() -> None:
    with pytest.raises(Stop) as stop:
        patched(book(STAFF), rows("from | Id\n3 | T4"))
    assert stop.value.code == "file.changed"
    assert "总台账.xlsx" in str(stop.value)


def test_two_rows_cannot_continue_the_same_one() -> None:
    twice = (RowPatch(0, (KEEP,)), RowPatch(0, (KEEP,)))
    with pytest.raises(ValueError, match="same row"):
        patched(book(STAFF), TablePatch("Staff", ("Id",), twice))
    with pytest.raises(ValueError, match="twice"):
        patched(book(STAFF), TablePatch("Staff", ("Id", "Id"), ()))
    with pytest.raises(ValueError, match="as many values"):
        patched(book(STAFF), TablePatch("Staff", ("Id",), (RowPatch(0, ()),)))


def test_columns_formatted_as_a_whole_give_new_cells_their_style() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        sheet.set_column(2, 2, 20, workbook.add_format({"num_format": "yyyy-mm-dd"}))

    result = patched(
        book("Id | Name | Day\nT1 | 王芳 | -", more=looks), rows("from | Day\n0 | 45000\nnew | 45001")
    )
    dates = [cell(result, "C2"), cell(result, "C3")]
    assert [found.get("s") for found in dates] == ["1", "1"]


def test_rows_typed_below_the_end_become_part_of_the_table() -> None:
    def typed(workbook: Any, sheet: Any) -> None:
        sheet.write_row("A5", ["T4", "赵敏", 6])

    package = book(STAFF, more=typed)
    patch = rows("from | Name\n0 | 王芳\n1 | 李强\n2 | 张伟\n3 | 赵 敏")
    result = patched(package, patch)
    assert shown(result)[4] == ["T4", "赵 敏", 6]
    assert table_ref(result) == "A1:C5"
    assert patched(result, patch) is result


def test_rows_that_were_written_are_as_high_as_their_wrapped_text() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        sheet.set_column(1, 1, 10, workbook.add_format({"text_wrap": True}))

    package = book("Id | Name\nT1 | -\nT2 | short", more=looks)
    patch = rows("from | Name\n0 | a long text that needs several lines in a narrow column\n1 | =")
    result = patched(package, patch)
    high, low = (one(result, f".//{{*}}row[@r='{number}']").get("ht") for number in (2, 3))
    assert high is not None
    assert float(high) > 40
    assert low is None
    assert patched(result, patch) is result
    assert one(patched(result, rows("from | Name\n0 | short\n1 | =")), ".//{*}row[@r='2']").get("ht") is None


def test_a_table_of_a_header_alone_gets_rows() -> None:
    package = surgery(book("Id | Name\n- | -"), {TABLE: lambda data: data.replace(b"A1:B2", b"A1:B1")})
    result = patched(package, rows("from | Id | Name\nnew | T1 | 王芳\nnew | T2 | 李强"))
    assert shown(result)[1:] == [["T1", "王芳"], ["T2", "李强"]]
    assert table_ref(result) == "A1:B3"


def test_the_mark_of_a_table_that_has_no_rows_yet_goes() -> None:
    package = surgery(book("Id | Name\n- | -"), {TABLE: edit(('ref="A1:B2"', 'ref="A1:B2" insertRow="1"'))})
    result = patched(package, rows("from | Id\nnew | T1"))
    assert root(result, TABLE).get("insertRow") is None
