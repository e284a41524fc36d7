"""The plan of a patch on an open table: pure, so every case is a text table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.grid import Grid, TableArea
from softenv_xl.hosts.block import Block
from softenv_xl.hosts.live.changes import changed_cells
from softenv_xl.hosts.live.rectangles import rectangles
from softenv_xl.hosts.live.table_plan import TablePlan, plan_table
from softenv_xl.hosts.live.text import literal
from softenv_xl.sheets.patch import KEEP, RowPatch, TablePatch
from tests.support.packages import rows, words

STAFF = """
Id | Name  | Days | Twice
T1 | Wang  | 3    | 6
T2 | Li    | 5    | 10
T3 | Zhao  | -    | 0
"""
BLOCK = Block(1, 2, 4, 4, 1, 4)
TWICE = frozenset(Address(row, 4) for row in (2, 3, 4))


def grid(
    text: str = STAFF, *, formulas: frozenset[Address] = TWICE, more: tuple[TableArea, ...] = ()
) -> Grid:
    return Grid("Staff list", tuple(tuple(row) for row in words(text)), formulas, (), more)


def planned(text: str, **more: object) -> TablePlan:
    return plan_table(rows(text), grid(**more), BLOCK)  # type: ignore[arg-type]


def refused(text: str, stand: Grid) -> str:
    with pytest.raises(Stop) as stop:
        plan_table(rows(text), stand, BLOCK)
    return str(stop.value.in_file("x"))


def test_rows_that_stay_need_no_sorting() -> None:
    made = planned("from | Name\n0 | =\n1 | Lee\n2 | =\nnew | Sun")
    assert (made.scratch, made.fresh, made.rows, made.columns) == (None, 1, 4, (2,))
    assert list(changed_cells(made, frozenset())) == [(1, 2, "Li", "Lee"), (3, 2, None, "Sun")]


def test_rows_that_go_from_the_end_need_no_sorting_either() -> None:
    assert planned("from | Name\n0 | =\n1 | =").scratch is None


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("from | Id\n2 | T3\n0 | T1\n1 | T2", [1, 2, 0]),
        ("from | Id\n0 | T1\n2 | T3", [0, 2, 1]),
        ("from | Id\n0 | T1\nnew | T9\n1 | T2\n2 | T3", [0, 2, 3, 1]),
        ("from | Id\nnew | T9\n1 | T2", [2, 1, 3, 0]),
    ],
)
def test_ranks_bring_every_row_to_its_place_and_those_that_go_to_the_end(text: str, ranks: list[int]) -> None:
    made = planned(text)
    assert (made.scratch, made.ranks()) == (1, ranks)


def test_the_scratch_column_is_one_that_is_written_anyway() -> None:
    assert planned("from | Days\n1 | 1\n0 | 2\n2 | 3").scratch == 3


def test_a_column_with_formulas_is_no_scratch_column() -> None:
    made = planned("from | Twice\n1 | 1\n0 | 2\n2 | 3")
    assert made.scratch == 1
    assert list(changed_cells(made, frozenset())) == []


def test_a_table_of_nothing_but_formulas_cannot_be_sorted() -> None:
    everywhere = frozenset(Address(row, column) for row in (2, 3, 4) for column in (1, 2, 3, 4))
    assert "has formulas" in refused("from | Id\n1 | T2\n0 | T1", grid(formulas=everywhere))


def test_values_that_a_cell_cannot_tell_apart_are_no_change() -> None:
    made = planned("from | Name | Days\n0 | Wang | 3.0\n1 | = | 5\n2 | = | -")
    assert list(changed_cells(made, frozenset())) == []


def test_columns_of_fresh_rows_that_have_formulas_get_no_value() -> None:
    made = planned("from | Name | Twice\n0 | = | =\n1 | = | =\n2 | = | =\nnew | Sun | 8")
    assert list(changed_cells(made, frozenset({4}))) == [(3, 2, None, "Sun")]


def test_a_new_column_joins_at_the_right_end() -> None:
    made = planned("from | Name | Own\n0 | = | a\n1 | = | b\n2 | = | c")
    assert (made.columns, made.added) == ((2, 5), ("Own",))


def test_a_row_that_is_gone_stops_the_press() -> None:
    with pytest.raises(Stop) as stop:
        planned("from | Id\n3 | T4")
    assert stop.value.code == "file.changed"


def test_rows_typed_below_the_end_count_on() -> None:
    longer = grid(STAFF + "T4 | Sun | 1 | -\n")
    made = plan_table(rows("from | Id\n0 | T1\n1 | T2\n2 | T3\n3 | T4"), longer, BLOCK)
    assert made.block.last == 5


def test_a_table_grows_over_nobodys_cells() -> None:
    noted = grid(STAFF + "- | please leave this note here\n")
    made = plan_table(rows("from | Id\n0 | T1\n1 | T2\n2 | T3\nnew | T4"), noted, BLOCK)
    assert made.below == Area(5, 1, 5, 4)  # it moves down
    both = grid(STAFF + "- | a note above the other\n", more=(TableArea("Other", Area(9, 2, 12, 3)),))
    assert "B5 on “Staff list” is not empty" in refused("from | Id\n0 | T1\n1 | T2\n2 | T3\nnew | T4", both)
    below = grid(more=(TableArea("Other", Area(6, 2, 9, 3)),))
    assert "into the table “Other”" in refused("from | Id\n0 | =\n1 | =\n2 | =\nnew | =\nnew | =", below)
    long = Block(1, 2, 1_048_576, 1_048_576, 1, 4)
    every = TablePatch(
        "Staff", ("Id",), (*(RowPatch(i, (KEEP,)) for i in range(long.rows)), RowPatch(None, ("T",)))
    )
    with pytest.raises(Stop) as stop:
        plan_table(every, grid(), long)
    assert "end of the sheet" in str(stop.value.in_file("x"))


def test_two_rows_cannot_continue_the_same_one() -> None:
    twice = TablePatch("Staff", ("Id",), (RowPatch(0, (KEEP,)), RowPatch(0, (KEEP,))))
    with pytest.raises(ValueError, match="same row"):
        plan_table(twice, grid(), BLOCK)


CELLS = st.dictionaries(st.tuples(st.integers(1, 90), st.integers(1, 6)), st.integers())


@given(CELLS, st.data())
def test_rectangles_cover_what_changed_and_nothing_that_is_not_ours(
    writable: dict[tuple[int, int], int], data: st.DataObject
) -> None:
    changed = (
        {cell: writable[cell] for cell in data.draw(st.sets(st.sampled_from(sorted(writable))))}
        if writable
        else {}
    )
    covered = [
        ((found.top + down, found.left + right), value)
        for found in rectangles(changed, writable)
        for down, row in enumerate(found.rows)
        for right, value in enumerate(row)
    ]
    assert len({cell for cell, _ in covered}) == len(covered)
    assert dict(covered).keys() >= changed.keys()
    assert all(writable[cell] == value for cell, value in covered)


def test_a_block_is_written_at_once() -> None:
    cells = {(row, column): row * column for row in range(1, 501) for column in range(1, 9)}
    assert len(list(rectangles(cells, cells))) == 1


@pytest.mark.parametrize("text", ["王芳", "Paid tutoring", "done, and well", "无", "O(n)"])
def test_plain_text_is_written_as_it_is(text: str) -> None:
    assert literal(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-", "@x", "'x", "007", "1e5", "3/4", "50%", "2026-09-30", "9月30日", "三月", "TRUE", "false", "#N/A",
        " x", "x ", "１２", "¥5", "(3)", "十点",
    ],
)  # fmt: skip
def test_text_that_looks_like_something_else_is_marked_as_text(text: str) -> None:
    assert literal(text) == f"'{text}"
