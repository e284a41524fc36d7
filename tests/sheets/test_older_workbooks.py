"""Workbooks made before: columns that came later join their tables, unless somebody uses the place; their marks work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl import catalogue
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.issues import Issue
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.issue_keys import issue_keys
from softenv_xl.sheets.issues import issue_rows
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views.submissions import SPEC
from tests.support import small_school

NOTE = SPEC.column("note").label("en")


def older(remark: Value) -> Control:
    """A control workbook whose Submissions have no notes yet, with something beside the table's header."""
    control = small_school.control("en")
    table = control.tables[SPEC.key]
    home = table.home
    assert home
    rows = [list(row) for row in table.grid.rows]
    header = rows[home.area.top - 1]
    header += [None] * (home.area.right - len(header)) + [remark]
    grid = replace(table.grid, rows=tuple(map(tuple, rows)))
    columns = {key: at for key, at in table.columns.items() if key != "note"}
    return replace(control, tables={**control.tables, SPEC.key: replace(table, grid=grid, columns=columns)})


@pytest.mark.parametrize(("remark", "joins"), [(None, True), ("Phoned on", False)])
def test_a_new_column_takes_nobodys_place(remark: Value, joins: bool) -> None:
    row = Placed(None, {"id": "x", "number": "1", "note": "superseded"})
    patch = table_patch(older(remark), SPEC, [row])
    assert (NOTE in patch.columns) is joins
    assert len(patch.rows[0].values) == len(patch.columns)


@pytest.mark.parametrize(("knows", "called"), [(False, "Tracker"), (True, "2026 'T' list")])
def test_the_list_calls_a_renamed_sheet_as_the_marks_do(knows: bool, called: str) -> None:
    """Marks used to compare the list's sheet with the title that the sheet was built with."""
    control = small_school.control("en")
    table = control.tables["tracker"]
    table = replace(table, grid=replace(table.grid, sheet="2026 'T' list"))
    control = replace(control, tables={**control.tables, "tracker": table}, knows_listing=knows)
    said = {"column": "Measure", "ours": "a", "theirs": "b"}
    issue = Issue(catalogue.TRACKER_CONFLICT, table.place("measure", 5, "2009017-01"), said)
    rows = issue_rows(control, {}, [issue], issue_keys(control, [issue], {}), frozenset())
    assert [row.values["sheet"] for row in rows] == [called]
