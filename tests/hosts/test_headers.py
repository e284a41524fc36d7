"""Renaming a table's columns in a file: whatever names them follows, wherever it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.hosts.file.structured import with_columns_renamed
from tests.hosts.books import TABLE, WORKBOOK, book, edit, formulas, opened, parts, patched, rows, surgery

NAMES = {"2 tutoring": "2 Paid tutoring", "a]b": "it's [new] #1"}


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
