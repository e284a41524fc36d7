"""Blank rows that the office left between others stay where they are, and new rows go into those that stand ready."""

from __future__ import annotations

from softenv_xl.control.workbook import Control, read_control
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import departments
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
