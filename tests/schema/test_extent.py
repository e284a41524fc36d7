"""Below a table only what looks like one of its rows is read: not totals, signatures, remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.grid import Grid, TableArea
from softenv_xl.grid.table import Table, find_table
from softenv_xl.registers import departments, evidence, people, rectification
from softenv_xl.return_form import problems
from softenv_xl.schema.extent import with_end
from softenv_xl.schema.table import TableSpec
from softenv_xl.views import issue_list
from softenv_xl.words import LANGS, Lang

ITEM: dict[str, Any] = {"number": "2009017", "item": "3 No paid tutoring", "problem": "Taught for money"}
PROBLEM = {
    "item": "3 不得有偿补课",
    "problem": "暑期推荐过补习班",
    "found": date(2026, 8, 3),
    "measure": "停止",
    "owner": "王芳",
    "deadline": "2026-10-09",
}
PERSON = {"number": "2020003", "name": "Zhang", "department": "Mathematics"}


def table(
    spec: TableSpec,
    inside: Sequence[Mapping[str, Any]],
    below: Sequence[Mapping[str, Any]],
    *,
    gaps: bool = False,
    totals: bool = False,
    real: bool = True,
    lang: Lang = "en",
    formulas: frozenset[Address] = frozenset(),
) -> Table:
    """The header in row 1, then the real table's rows, then what stands below it."""
    header = tuple(column.label(lang) for column in spec.columns)
    lines = [tuple(row.get(column.key) for column in spec.columns) for row in (*inside, *below)]
    area = TableArea(spec.key, Area(1, 1, 1 + len(inside), len(header)), totals)
    grid = Grid("Sheet", (header, *lines), formulas, tables=(area,) if real else ())
    found = find_table(grid, spec.headers)
    assert found
    return with_end(spec, found, gaps=gaps)


def read(found: Table, spec: TableSpec) -> list[int]:
    return [number for number, _ in found.filled(spec.deciding_columns)]


def told(found: Table) -> list[tuple[str, str]]:
    return [(issue.code, issue.place.cell) for issue in found.issues]


FOOTERS: list[tuple[TableSpec, dict[str, Any]]] = [
    (rectification.SPEC, {"problem": "Total: 40 items"}),
    (rectification.SPEC, {"number": "Checked by: Li Wei", "problem": "Date: 2026-11-20"}),
    (rectification.SPEC, {"id": "合计", "problem": "共 40 项", "found": date(2026, 11, 20)}),
    (
        rectification.SPEC,
        {"number": "审核人", "item": "李薇", "problem": "日期", "found": date(2026, 11, 20)},
    ),
    (rectification.SPEC, {"number": "制表：王芳", "problem": "审核：李薇", "found": date(2026, 11, 20)}),
    (people.SPEC, {"number": "合 计", "name": "60", "department": "8"}),
    (people.SPEC, {"number": "Total", "name": "Teachers", "department": "Mathematics"}),
    (people.SPEC, {"number": "注：代课教师不计", "name": "王芳", "department": "语文组"}),
    (evidence.SPEC, {"remarks": "Note: see the folder", "date": date(2026, 11, 20)}),
    (departments.SPEC, {"name": "填表人", "head": "王芳"}),
]


@pytest.mark.parametrize(("spec", "line"), FOOTERS)
@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("gaps", [False, True])
def test_totals_and_signatures_are_no_rows_and_nothing_to_tell(
    spec: TableSpec, line: dict[str, Any], gap: int, gaps: bool
) -> None:
    row = {rectification.SPEC.key: ITEM, people.SPEC.key: PERSON}.get(spec.key, {spec.columns[1].key: "x"})
    found = table(spec, [row], [{}] * gap + [line], gaps=gaps)
    assert (read(found, spec), told(found)) == ([2], [])


@pytest.mark.parametrize("spec_and_row", [(rectification.SPEC, ITEM), (people.SPEC, PERSON)])
def test_what_looks_like_a_row_right_below_is_one(spec_and_row: tuple[TableSpec, dict[str, Any]]) -> None:
    spec, row = spec_and_row
    found = table(spec, [row], [row, row, {}, row])
    assert read(found, spec) == [2, 3, 4]
    assert told(found) == [("table.row-left-out", found.cell(next(iter(row)), 6).a1)]


@pytest.mark.parametrize(
    "line",
    [
        {"number": "Li Wei retired in", "name": "May, see letter"},
        {"name": "someone new, ask the office"},
        {"department": "Mathematics"},
    ],
)
def test_a_remark_right_below_is_told_and_no_person(line: dict[str, Any]) -> None:
    found = table(people.SPEC, [PERSON], [line])
    assert read(found, people.SPEC) == [2]
    assert [code for code, _ in told(found)] == ["table.row-left-out"]
    apart = table(people.SPEC, [PERSON], [{}, line])
    assert (read(apart, people.SPEC), told(apart)) == ([2], [])


def test_figures_that_are_formulas_make_no_row() -> None:
    line = {"number": "40", "item": "40", "problem": "12"}
    cells = frozenset(Address(3, column) for column in (2, 6, 7))
    assert read(table(rectification.SPEC, [ITEM], [line], formulas=cells), rectification.SPEC) == [2]


def test_a_totals_row_is_no_data_nor_is_anything_below_it() -> None:
    found = table(rectification.SPEC, [ITEM, {"problem": "40"}], [ITEM], totals=True)
    assert read(found, rectification.SPEC) == [2]
    assert [code for code, _ in told(found)] == ["table.row-left-out"]


def test_in_a_list_of_the_programs_own_only_what_has_its_id_is_a_row() -> None:
    row = {"id": "abc", "severity": "Error", "file": "a.xlsx", "message": "Wrong"}
    note = {"remarks": "ask them on Monday", "handled": "Done"}
    assert read(table(issue_list.SPEC, [row], [note]), issue_list.SPEC) == [2]
    assert read(table(issue_list.SPEC, [row], [row]), issue_list.SPEC) == [2, 3]


@pytest.mark.parametrize("real", [True, False])
def test_a_return_may_go_on_below_its_blank_rows(real: bool) -> None:
    blank: list[dict[str, Any]] = [{}] * (problems.SPEC.ready_rows - 1)
    signature: dict[str, Any] = {"item": "签字：王芳", "measure": "日期：    年  月  日"}
    alone: dict[str, Any] = {"problem": "以上情况属实"}
    below: list[dict[str, Any]] = [{}, PROBLEM, {"problem": "还有一个问题"}, {}, signature, alone]
    found = table(problems.SPEC, [PROBLEM, *blank], below, gaps=True, real=real, lang="zh")
    last = 1 + problems.SPEC.ready_rows
    assert read(found, problems.SPEC) == [2, last + 2, last + 3]
    assert told(found) == [("table.row-left-out", f"C{last + 6}")]


@given(
    st.sampled_from(LANGS), st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(0, 5)
)
def test_a_single_cell_below_is_never_a_person(lang: Lang, text: str, column: int) -> None:
    line = {people.SPEC.columns[column].key: text}
    found = table(people.SPEC, [PERSON], [line], lang=lang)
    assert read(found, people.SPEC) == [2]
