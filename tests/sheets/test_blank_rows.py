"""Blank rows that the office left between others stay where they are, and new rows go into those that stand ready."""

from __future__ import annotations

from datetime import date

from softenv_xl.control.workbook import Control, read_control
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import departments, evidence
from softenv_xl.schema.listing import Listing, row_key
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch, RowPatch, TablePatch
from softenv_xl.sheets.table_patch import rows_in_place, table_patch
from tests.support.small_school import register

NAMES = ("A", None, None, "B", None, "C")


def _with_gaps() -> Control:
    control = read_control(Draft("control.xlsx", register("en")).read())
    labels = tuple(departments.SPEC.column(key).label("en") for key in ("name", "head"))
    ready = len(control.checked["departments"].rows)
    rows = tuple(RowPatch(at if at < ready else None, (name, name)) for at, name in enumerate(NAMES))
    patch = Patch((TablePatch("departments", labels, rows),))
    return read_control(Draft("control.xlsx", apply(register("en"), patch, "control.xlsx")).read())


def test_rows_stay_where_they_are() -> None:
    control = _with_gaps()
    rows = rows_in_place(control, departments.SPEC, [{}, {}, {}])
    patch = table_patch(control, departments.SPEC, rows)
    assert [row.source for row in patch.rows] == [0, 1, 2, 3, 4, 5]


def test_a_new_row_comes_last() -> None:
    control = _with_gaps()
    rows = [*rows_in_place(control, departments.SPEC, [{}, {}, {}]), Placed(None, {"name": "D"})]
    patch = table_patch(control, departments.SPEC, rows)
    assert [row.source for row in patch.rows] == [0, 1, 2, 3, 4, 5, None]


def test_what_is_listed_of_a_row_without_an_id_stands_in_that_row() -> None:
    keys = ("number", "item", "source", "state", "date")
    labels = tuple(evidence.SPEC.column(key).label("en") for key in keys)
    found = ("T0001", "1", "Inspection", "Unverified", date(2026, 9, 1))
    table = TablePatch("evidence", labels, tuple(RowPatch(None, found) for _ in range(3)))
    written = apply(register("en"), Patch((table,)), "control.xlsx")
    control = read_control(Draft("control.xlsx", written).read())
    number = control.tables["evidence"].header_row + 2
    listing = Listing({row_key("evidence", f"#{number}"): "✗ listed"})
    patch = table_patch(control, evidence.SPEC, rows_in_place(control, evidence.SPEC, [{}] * 3), listing)
    check = patch.columns.index(evidence.SPEC.column("check").label("en"))
    assert [row.values[check] == "✗ listed" for row in patch.rows] == [False, True, False]
