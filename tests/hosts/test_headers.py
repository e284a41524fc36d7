"""Renaming a table's columns in a file: whatever names them follows, wherever it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.hosts.structured import with_columns_renamed
from tests.support.packages import (
    TABLE,
    WORKBOOK,
    book,
    edit,
    formulas,
    opened,
    parts,
    patched,
    rows,
    surgery,
)

NAMES = {"2 tutoring": "2 Paid tutoring", "a]b": "it's [new] #1", "3 it's gone": None}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("Staff[2 Tutoring]", "Staff[2 Paid tutoring]"),
        ("SUM(staff[2 TUTORING])+1", "SUM(staff[2 Paid tutoring])+1"),
        ("Staff[[#This Row],[2 Tutoring]]", "Staff[[#This Row],[2 Paid tutoring]]"),
        ("Staff[@2 Tutoring]", "Staff[@2 Paid tutoring]"),
        ("Staff[@[2 Tutoring]]", "Staff[@[2 Paid tutoring]]"),
        ("Staff[[1 Fees]:[2 Tutoring]]", "Staff[[1 Fees]:[2 Paid tutoring]]"),
        ("Staff[[#Headers],[2 Tutoring]]", "Staff[[#Headers],[2 Paid tutoring]]"),
        ("Staff[[a']b]]", "Staff[[it''s '[new'] '#1]]"),
        ("Staff[a']b]", "Staff[[it''s '[new'] '#1]]"),
        ('"Staff[2 Tutoring]"', '"Staff[2 Tutoring]"'),
        ("'Staff[2 Tutoring]'!A1", "'Staff[2 Tutoring]'!A1"),
        ("OldStaff[2 Tutoring]", "OldStaff[2 Tutoring]"),
        ("Staff2[2 Tutoring]", "Staff2[2 Tutoring]"),
        ("Staff[12 Tutoring]", "Staff[12 Tutoring]"),
        ("[1]Sheet!A1+Staff", "[1]Sheet!A1+Staff"),
        ("SUM(Staff[3 It''s gone])+Staff[Own]", "SUM(#REF!)+Staff[Own]"),
        ("Staff[@[3 it''s gone]]", "#REF!"),
        ("Staff[[#This Row],[2 Tutoring]:[3 it''s gone]]", "#REF!"),
        ("Staff[13 it''s gone]", "Staff[13 it''s gone]"),
    ],
)
def test_a_reference_by_name(formula: str, expected: str) -> None:
    assert with_columns_renamed(formula, "Staff", NAMES) == expected


@given(st.text("Staff[]@#,:'\"2 Tutoring!A1+()", max_size=40))
def test_without_renamed_columns_a_formula_stays(formula: str) -> None:
    assert with_columns_renamed(formula, "Staff", {}) == formula


def test_cells_calculated_columns_names_and_other_sheets_follow() -> None:
    def draw(made: Any, sheet: Any) -> None:
        other = made.add_worksheet("Other")
        other.write_formula("A1", "=COUNTA(Staff[2 Tutoring])", None, 0)
        other.write_formula("A2", "=COUNTA(Staff[1 Fees])", None, 0)
        made.define_name("picked", "=Staff[2 Tutoring]")

    package = book(
        "Id | 1 Fees | 2 Tutoring | Own\nT1 | a | b | -\nT2 | c | d | -",
        formulas={"Own": "=Staff[[#This Row],[2 Tutoring]]&1"},
        more=draw,
    )
    pairs = (("2 Tutoring", "2 Paid tutoring"),)
    after = patched(package, replace(rows("from | Id\n0 | =\n1 | ="), headers=pairs, renamed=pairs))
    assert formulas(after, "A1", "A2", sheet="Other") == [
        "=COUNTA(Staff[2 Paid tutoring])",
        "=COUNTA(Staff[1 Fees])",
    ]
    assert formulas(after, "D2", "D3") == ["=Staff[[#This Row],[2 Paid tutoring]]&1"] * 2
    assert b"[#This Row],[2 Paid tutoring]" in parts(after)[TABLE]
    assert b"Staff[2 Paid tutoring]" in parts(after)[WORKBOOK]
    assert b"2 Tutoring" not in b"".join(parts(after)[part] for part in (TABLE, WORKBOOK))


BANS = "Id | 1 Fees | 2 Tutoring | 3 Neglect\nT1 | a | b | c\nT2 | d | e | f"
SAID = {
    "A1": "COUNTIF('Staff list'!$B$2:$B$3,\"a\")",
    "A2": "COUNTIF('Staff list'!C2:C3,\"b\")",
    "A3": "COUNTIF('Staff list'!$D$2:$D$3,\"c\")",
    "A4": "COUNTA('Staff list'!$D:$D)",
    "A5": "COUNTA('Staff list'!$B$1:$D$3)",
    "A6": "'Staff list'!D3",
    "A7": "COUNTA('Staff list'!C2:C30)",
    "A8": "COUNTA(Staff[3 Neglect])",
    "A9": "COUNTA(Staff[2 Tutoring])",
}


def with_formulas(made: Any, sheet: Any) -> None:
    other = made.add_worksheet("Other")
    for at, text in SAID.items():
        other.write_formula(at, f"={text}", None, 0)
    made.define_name("neglect", "='Staff list'!$D$2:$D$3")
    mark = made.add_format({"bold": True})
    sheet.conditional_format("B2:D3", {"type": "formula", "criteria": '=AND($D2="c",B2="a")', "format": mark})
    sheet.conditional_format("F2:F3", {"type": "formula", "criteria": '=D2="c"', "format": mark})
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "='Staff list'!$D$2:$D$3"})
    other.insert_chart("H2", chart)


def without_tutoring(**more: Any) -> Any:
    made = rows("from | 1 Fees | 3 Neglect\n0 | a | c\n1 | d | f\nnew | g | h")
    return replace(made, headers=(("2 Tutoring", "3 Neglect"),), **more)


def test_references_by_letter_follow_a_column_that_stands_elsewhere() -> None:
    after = patched(book(BANS, more=with_formulas), without_tutoring(dropped=("3 Neglect",)))
    assert dict(zip(SAID, formulas(after, *SAID, sheet="Other"), strict=True)) == {
        "A1": "=COUNTIF('Staff list'!$B$2:$B$4,\"a\")",
        "A2": '=COUNTIF(#REF!,"b")',
        "A3": "=COUNTIF('Staff list'!$C$2:$C$4,\"c\")",
        "A4": "=COUNTA('Staff list'!$C:$C)",
        "A5": "=COUNTA('Staff list'!$B$1:$C$4)",
        "A6": "='Staff list'!C3",
        "A7": "=COUNTA('Staff list'!C2:C30)",
        "A8": "=COUNTA(Staff[3 Neglect])",
        "A9": "=COUNTA(#REF!)",
    }
    found = opened(after)
    assert found.defined_names["neglect"].attr_text == "'Staff list'!$C$2:$C$4"
    rules = found["Staff list"].conditional_formatting
    assert [rule.formula[0] for each in rules for rule in each.rules] == ['AND($C2="c",B2="a")', 'C2="c"']
    chart = found["Other"]._charts[0]
    assert chart.series[0].val.numRef.f == "'Staff list'!$C$2:$C$4"


def test_references_to_a_ban_that_went_say_so_where_the_column_of_the_offices_behind_it_stays() -> None:
    own = BANS.replace("3 Neglect", "Remarks")
    made = rows("from | 1 Fees | (removed ban)\n0 | a | -\n1 | d | -")
    after = patched(book(own, more=with_formulas), replace(made, headers=(("2 Tutoring", "(removed ban)"),)))
    assert formulas(after, "A1", "A2", "A3", "A5", "A9", sheet="Other") == [
        "=COUNTIF('Staff list'!$B$2:$B$3,\"a\")",
        '=COUNTIF(#REF!,"b")',
        "=COUNTIF('Staff list'!$D$2:$D$3,\"c\")",
        "=COUNTA('Staff list'!$B$1:$D$3)",
        "=COUNTA(#REF!)",
    ]


@pytest.mark.parametrize(("column", "stays"), [("B", True), ("C", False)])
def test_a_sort_by_a_column_that_goes_goes_with_it(column: str, stays: bool) -> None:
    sort = f'<sortState ref="A2:C2"><sortCondition ref="{column}2:{column}2"/></sortState>'
    package = surgery(
        book("Id | A | B\nT1 | a | b"), {TABLE: edit(("<tableColumns", f"{sort}<tableColumns"))}
    )
    after = patched(package, replace(rows("from | Id\n0 | ="), dropped=("B",)))
    table = opened(after)["Staff list"].tables["Staff"]
    assert (table.sortState.ref if table.sortState else None) == ("A2:B2" if stays else None)


def test_a_filter_on_a_column_that_goes_goes_with_it() -> None:
    package = surgery(
        book("Id | A | B\nT1 | a | b"),
        {
            TABLE: edit(
                (
                    '<autoFilter ref="A1:C2"/>',
                    '<autoFilter ref="A1:C2"><filterColumn colId="2"/></autoFilter>',
                )
            )
        },
    )
    after = patched(package, replace(rows("from | Id\n0 | ="), dropped=("B",)))
    table = opened(after)["Staff list"].tables["Staff"]
    assert (table.ref, table.autoFilter.ref, table.autoFilter.filterColumn) == ("A1:B2", "A1:B2", [])
    assert [column.name for column in table.tableColumns] == ["Id", "A"]
