"""Formulas: kept, restored, moved, taken over by new rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from softenv_xl.errors import Stop
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.sheets.patch import CellPatch, TablePatch
from tests.support.packages import (
    SHEET,
    TABLE,
    WORKBOOK,
    book,
    cell,
    changed_parts,
    edit,
    formulas,
    parts,
    patched,
    root,
    rows,
    shown,
    surgery,
    with_part,
)

PLANS = """
Id | Days | Late
T1 | 3 | -
T2 | 4 | -
T3 | 5 | -
"""
LATE = "Staff[[#This Row],[Days]]>3"


def plans(**options: Any) -> bytes:
    return book(PLANS, formulas={"Late": f"={LATE}"}, **options)


def test_a_formula_stays_and_shows_the_value_given() -> None:
    result = patched(plans(), rows("from | Id | Late\n0 | T1 | no\n1 | T2 | 5\n2 | T3 | -"))
    assert formulas(result, "C2", "C3", "C4") == [f"={LATE}"] * 3
    assert [row[2] for row in shown(result)[1:]] == ["no", 5, None]
    written = cell(result, "C2")
    assert written.get("t") == "str"


def test_new_rows_take_calculated_columns() -> None:
    result = patched(
        plans(), rows("from | Id | Late\n0 | T1 | =\n1 | T2 | =\n2 | T3 | =\nnew | T4 | =\nnew | T5 | yes")
    )
    assert formulas(result, "C5", "C6") == [f"={LATE}"] * 2
    assert shown(result)[5][2] == "yes"


def test_an_overwritten_calculated_cell_gets_its_formula_back_if_the_patch_names_the_column() -> None:
    def overwrite(workbook: Any, sheet: Any) -> None:
        sheet.write("C3", "typed over")

    package = plans(more=overwrite)
    assert formulas(patched(package, rows("from | Id\n0 | T9\n1 | T2\n2 | T3")), "C3") == ["typed over"]
    result = patched(package, rows("from | Late\n0 | =\n1 | typed over\n2 | ="))
    assert formulas(result, "C3") == [f"={LATE}"]
    assert shown(result)[2][2] == "typed over"


def test_staffs_own_formula_goes_down_to_new_rows() -> None:
    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 5):
            sheet.write_formula(f"C{row}", f"=$B{row}*B$1+SUM(B$2:B{row})-Sheet9!A{row}")

    result = patched(book(PLANS, more=own), rows("from | Id\n0 | T1\n1 | T2\n2 | T3\nnew | T4\nnew | T5"))
    assert formulas(result, "C5", "C6") == [
        "=$B5*B$1+SUM(B$2:B5)-Sheet9!A5",
        "=$B6*B$1+SUM(B$2:B6)-Sheet9!A6",
    ]


def test_a_new_row_goes_by_the_columns_cells_where_the_table_says_the_formula_of_another_row() -> None:
    """Excel leaves the formula of a calculated column as it read in the row in which it was typed."""

    def own(workbook: Any, sheet: Any) -> None:
        for row in (2, 3):
            sheet.write_formula(f"C{row}", f"=B{row}*2")
        sheet.write("C4", "typed over")

    package = surgery(plans(more=own), {TABLE: edit((LATE.replace(">", "&gt;"), "B4*2"))})
    assert formulas(patched(package, rows("from | Id\n0 | =\n1 | =\n2 | =\nnew | T4")), "C5") == ["=B5*2"]


def test_a_stray_formula_in_a_plain_column_does_not_swallow_a_new_value() -> None:
    def stray(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("B4", "=B3+1", None, 5)

    result = patched(book(PLANS, more=stray), rows("from | Days\n0 | 3\n1 | 4\n2 | 8\nnew | 11"))
    assert formulas(result, "B4", "B5") == ["=B3+1", 11]
    assert shown(result)[3][1] == 8


def test_links_and_pictures_written_as_formulas_belong_to_their_row() -> None:
    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 5):
            sheet.write_formula(f"C{row}", f'=_xlfn.DISPIMG("ID_{row}",1)')

    result = patched(book(PLANS, more=own), rows("from | Id\n2 | T3\n0 | T1\nnew | T4"))
    assert formulas(result, "C2", "C3", "C4") == [
        '=_xlfn.DISPIMG("ID_4",1)',
        '=_xlfn.DISPIMG("ID_2",1)',
        None,
    ]


def test_a_formula_that_reads_the_same_in_every_row_goes_down() -> None:
    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 5):
            sheet.write_formula(f"C{row}", "=$H$1+1")

    result = patched(book(PLANS, more=own), rows("from | Id\n0 | =\n1 | =\n2 | =\nnew | T4"))
    assert formulas(result, "C5") == ["=$H$1+1"]


def test_formulas_move_with_their_row() -> None:
    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 5):
            sheet.write_formula(f"C{row}", f"=B{row}*2", None, row)

    result = patched(book(PLANS, more=own), rows("from | Id\n2 | T3\n1 | T2\n0 | T1"))
    assert formulas(result, "C2", "C3", "C4") == ["=B2*2", "=B3*2", "=B4*2"]
    assert [row[2] for row in shown(result)[1:]] == [4, 3, 2]


SHARED = (
    ('<c r="C2"><f>B2*2</f><v>0</v></c>', '<c r="C2"><f t="shared" ref="C2:C4" si="0">B2*2</f><v>6</v></c>'),
    ('<c r="C3"><f>B3*2</f><v>0</v></c>', '<c r="C3"><f t="shared" si="0"/><v>8</v></c>'),
    ('<c r="C4"><f>B4*2</f><v>0</v></c>', '<c r="C4"><f t="shared" si="0"/><v>10</v></c>'),
)


def shared() -> bytes:
    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 5):
            sheet.write_formula(f"C{row}", f"=B{row}*2")

    return surgery(book(PLANS, more=own), {SHEET: edit(*SHARED)})


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ("from | Id\n1 | T2\n0 | T1\n2 | T3", ["=B2*2", "=B3*2", "=B4*2"]),
        ("from | Id\n1 | T2\n2 | T3", ["=B2*2", "=B3*2", None]),
        ("from | Id\n0 | T1\n1 | T2\nnew | T9\n2 | T3", ["=B2*2", "=B3*2", "=B4*2"]),
    ],
)
def test_shared_formulas_are_told_apart_before_one_moves(patch: str, expected: list[str]) -> None:
    result = patched(shared(), rows(patch))
    assert formulas(result, "C2", "C3", "C4") == expected


def test_shared_formulas_stay_shared_and_a_new_row_joins_them() -> None:
    result = patched(shared(), rows("from | Late | Id\n0 | 7 | T1\n1 | 8 | T2\n2 | 9 | T3\nnew | 1 | T4"))
    found = [cell(result, f"C{row}") for row in range(2, 6)]
    assert [element.get("t") for cells in found for element in cells.iterfind("{*}f")] == ["shared"] * 4
    assert [row[2] for row in shown(result)[1:]] == [7, 8, 9, 1]
    assert formulas(result, "C5") == ["=B5*2"]


def test_formulas_outside_the_table_that_share_with_it_keep_their_meaning() -> None:
    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 7):
            sheet.write_formula(f"C{row}", f"=B{row}*2")

    package = surgery(
        book(PLANS, more=own),
        {
            SHEET: edit(
                *SHARED,
                ('<c r="C5"><f>B5*2</f><v>0</v></c>', '<c r="C5"><f t="shared" si="0"/><v>0</v></c>'),
                ('<c r="C6"><f>B6*2</f><v>0</v></c>', '<c r="C6"><f t="shared" si="0"/><v>0</v></c>'),
            )
        },
    )
    result = patched(package, rows("from | Id\n1 | T2\n2 | T3"))
    assert formulas(result, "C2", "C3", "C4", "C5", "C6") == ["=B2*2", "=B3*2", "=B4*2", "=B5*2", None]


def test_an_array_formula_of_one_cell_moves_and_is_taken_over() -> None:
    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 5):
            sheet.write_dynamic_array_formula(f"C{row}", f"=SUM(LEN(A{row}:B{row}))")

    result = patched(book(PLANS, more=own), rows("from | Id\n2 | T3\n0 | T1\n1 | T2\nnew | T4"))
    for row in range(2, 6):
        found = cell(result, f"C{row}")
        (formula,) = found.findall("{*}f")
        assert (formula.get("t"), formula.get("ref"), formula.text) == (
            "array",
            f"C{row}",
            f"SUM(LEN(A{row}:B{row}))",
        )
        assert found.get("cm") == "1"


@pytest.mark.parametrize(
    "content",
    [
        '<c r="B3"><f t="array" ref="B3:B4">A3:A4</f><v>4</v></c>',
        '<c r="B3"><f t="dataTable" ref="B3:B3" dt2D="0" dtr="0" r1="A1"/><v>4</v></c>',
    ],
)
def test_array_formulas_and_data_tables_are_refused(content: str) -> None:
    def name(workbook: Any, sheet: Any) -> None:
        workbook.define_name("inside", "='Staff list'!$B$3")

    package = surgery(book(PLANS, more=name), {SHEET: edit(('<c r="B3"><v>4</v></c>', content))})
    for patch in (rows("from | Id\n0 | T1\n1 | T2\n2 | T9"), CellPatch("inside", 8)):
        with pytest.raises(Stop) as stop:
            patched(package, patch)
        assert stop.value.code == "workbook.unsafe-to-write"
        assert "B3" in stop.value.sentence("zh")


def test_a_columns_formula_outlives_its_last_row() -> None:
    empty = patched(plans(), TablePatch("Staff", ("Id",), ()))
    assert formulas(empty, "C2") == [None]
    again = patched(empty, rows("from | Id\nnew | T7\nnew | T8"))
    assert formulas(again, "C2", "C3") == [f"={LATE}"] * 2

    def own(workbook: Any, sheet: Any) -> None:
        for row in range(2, 5):
            sheet.write_formula(f"C{row}", f"=B{row}*2")

    empty = patched(book(PLANS, more=own), TablePatch("Staff", ("Id",), ()))
    assert formulas(empty, "C2") == [None]
    again = patched(empty, rows("from | Id\nnew | T7\nnew | T8"))
    assert formulas(again, "C2", "C3") == ["=B2*2", "=B3*2"]


def with_chain(package: bytes) -> bytes:
    return with_part(
        package,
        "xl/calcChain.xml",
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C2" i="1"/></calcChain>',
        WORKBOOK,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml",
    )


def test_the_calculation_chain_goes_when_formula_cells_come_or_go() -> None:
    package = with_chain(plans())
    kept = patched(package, rows("from | Id | Late\n0 | T1 | 1\n1 | T2 | 1\n2 | T9 | 1"))
    assert "xl/calcChain.xml" in parts(kept)
    for patch in ("from | Id\n0 | T1\n1 | T2", "from | Id\n1 | T2\n0 | T1\n2 | T3"):
        dropped = patched(package, rows(patch))
        assert "xl/calcChain.xml" not in parts(dropped)
        assert b"calcChain" not in parts(dropped)["[Content_Types].xml"]
        assert b"calcChain" not in parts(dropped)["xl/_rels/workbook.xml.rels"]
        without = surgery(package, {"xl/calcChain.xml": None})
        assert changed_parts(without, dropped) <= {
            SHEET,
            TABLE,
            WORKBOOK,
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
            "docProps/app.xml",
        }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', None),
        ('<calcPr calcId="124519"/>', '<calcPr calcId="124519" fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1" fullCalcOnLoad = "0" />', '<calcPr calcId="1" fullCalcOnLoad="1" />'),
        ("<calcPr></calcPr>", '<calcPr fullCalcOnLoad="1"></calcPr>'),
        ("", '<calcPr fullCalcOnLoad="1"/>'),
    ],
)
def test_excel_calculates_when_it_opens_the_workbook(before: str, after: str | None) -> None:
    package = surgery(plans(), {WORKBOOK: edit(('<calcPr calcId="124519" fullCalcOnLoad="1"/>', before))})
    result = patched(package, rows("from | Id\n0 | T9\n1 | T2\n2 | T3"))
    expected = parts(package)[WORKBOOK].decode()
    if after:
        expected = (
            expected.replace(before, after) if before else expected.replace("</sheets>", f"</sheets>{after}")
        )
    assert parts(result)[WORKBOOK].decode() == expected


def test_a_workbook_without_formulas_is_not_made_to_calculate() -> None:
    package = surgery(book(PLANS), {WORKBOOK: edit((' fullCalcOnLoad="1"', ""))})
    assert changed_parts(package, patched(package, rows("from | Id\n0 | T9\n1 | T2\n2 | T3"))) == {SHEET}


def test_a_file_that_is_written_names_its_writer() -> None:
    for package in (
        plans(),
        surgery(plans(), {"docProps/app.xml": edit(("<Application>", "<Application>Some "))}),
    ):
        written = parts(patched(package, rows("from | Id\n0 | T9\n1 | T2\n2 | T3")))["docProps/app.xml"]
        assert b"<Application>softenv-xl</Application>" in written


def test_a_formula_on_another_sheet_counts_too() -> None:
    def elsewhere(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Sum").write_formula("A1", "=SUM(Staff[Days])")

    package = surgery(book(PLANS, more=elsewhere), {WORKBOOK: edit((' fullCalcOnLoad="1"', ""))})
    result = patched(package, rows("from | Id\n0 | T9\n1 | T2\n2 | T3"))
    assert b'fullCalcOnLoad="1"' in parts(result)[WORKBOOK]
    assert changed_parts(package, result) == {SHEET, WORKBOOK, "docProps/app.xml"}


@pytest.mark.parametrize(
    "last",
    [
        "",
        "<functionGroups/>",
        "<functionGroups/><externalReferences/>",
        "<externalReferences/><definedNames/>",
    ],
)
def test_what_is_said_of_calculating_stands_in_the_formats_order(last: str) -> None:
    """ECMA-376, 18.2.27: behind the sheets, functions, other workbooks and names, whichever of them there are."""

    def elsewhere(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Sum").write_formula("A1", "=SUM(Staff[Days])")

    bare = re.sub(rb"<calcPr[^>]*/>", last.encode(), parts(made := book(PLANS, more=elsewhere))[WORKBOOK])
    result = patched(surgery(made, {WORKBOOK: bare}), rows("from | Id\n0 | T9\n1 | T2\n2 | T3"))
    assert f'</sheets>{last}<calcPr fullCalcOnLoad="1"/>'.encode() in parts(result)[WORKBOOK]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "C4+$A4+C$1+$A$1"),
        ("SUM(A1:B2,Sheet1!C3,'It''s: A1'!D4:E5)", "SUM(C4:D5,Sheet1!E6,'It''s: A1'!F7:G8)"),
        ("SUM(A:B)+SUM($A:B)+SUM(1:2)+SUM($1:2)", "SUM(C:D)+SUM($A:D)+SUM(4:5)+SUM($1:5)"),
        ('"A1"&A1&"B2"', '"A1"&C4&"B2"'),
        ("Table1[[#This Row],[A1:B2]]+Table1[A1]+A1", "Table1[[#This Row],[A1:B2]]+Table1[A1]+C4"),
        ("[1]Sheet1!A1+'[Book 1.xlsx]S 1'!A1", "[1]Sheet1!C4+'[Book 1.xlsx]S 1'!C4"),
        ("LOG10(A1)+total_1+Rate", "LOG10(C4)+total_1+Rate"),
        ("SUM(A1:tax)+SUM(tax:A1)", "SUM(C4:tax)+SUM(tax:C4)"),
        ("SUM(A1:INDEX(B:B,3))", "SUM(C4:INDEX(D:D,3))"),
        ("IF(A1=#N/A,{1,2;3,4},1E+5)", "IF(C4=#N/A,{1,2;3,4},1E+5)"),
        ("_xlfn.XLOOKUP(A1,B$1:B$9,C$1:C$9)", "_xlfn.XLOOKUP(C4,D$1:D$9,E$1:E$9)"),
    ],
)
def test_relative_references_move_and_nothing_else(text: str, moved: str) -> None:
    formula = Formula(text, 1, 1)
    assert formula.at(4, 3) == moved
    assert formula.at(1, 1) == text
    assert Formula(moved, 4, 3).at(1, 1) == text


def test_a_reference_pushed_off_the_sheet_is_lost() -> None:
    assert Formula("A1+B5", 5, 2).at(4, 1) == "#REF!+A4"


REFERENCES = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "Sheet1!", "'My sheet'!"]),
    st.sampled_from(["", "$"]),
    st.sampled_from(["B", "AA", "xfc"]),
    st.sampled_from(["", "$"]),
    st.integers(10, 99_999),
)


@given(st.lists(REFERENCES, min_size=1, max_size=4), st.integers(-9, 900), st.integers(-1, 1))
def test_references_move_as_openpyxl_moves_them(references: list[str], down: int, right: int) -> None:
    text = "SUM(" + ",".join(references) + ")"
    ours = Formula(text, 10, 2).at(10 + down, 2 + right)
    theirs = Translator(f"={text}", "B10").translate_formula(row_delta=down, col_delta=right)
    assert ours.upper() == theirs[1:].upper()


def test_a_formula_that_cannot_be_read_is_named() -> None:
    def own(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("C2", '=A2&"open', None, 1)

    with pytest.raises(Stop) as stop:
        patched(book(PLANS, more=own), rows("from | Id\n1 | T2\n0 | T1\n2 | T3"))
    assert "open" in stop.value.sentence("zh")


def test_thousands_of_new_rows_share_one_reading_of_the_formula() -> None:
    text = "from | Id\n0 | T1\n1 | T2\n2 | T3\n" + "\n".join(f"new | N{row}" for row in range(3000))
    result = patched(plans(), rows(text))
    last = root(result).xpath("string(//*[@r='C3004']/*[local-name()='f'])")
    assert re.fullmatch(re.escape(LATE), str(last))
