"""The same Patch on the same workbook gives the same cells on every host, and what it doesn't name stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from softenv_xl.errors import Stop
from softenv_xl.grid.cell import Value
from softenv_xl.sheets.patch import KEEP, CellPatch, Patch, RowPatch, TablePatch
from tests.hosts.contract.hosts import Host, rows_of
from tests.support.packages import book, rows

STAFF = """
Id | Name | Days | Double | Note
T1 | Wang | 3    | -      | -
T2 | Li   | 5    | -      | seen
T3 | Zhao | -    | -      | -
"""


def workbook(text: str = STAFF, **more: Any) -> bytes:
    """The staff list with a column of formulas, a note on T2, T3 in red, and something in the margins."""

    def draw(made: Any, sheet: Any) -> None:
        sheet.write_comment("B3", "ask him", {"author": ""})
        sheet.write("A4", "T3", made.add_format({"bg_color": "#FF0000"}))
        sheet.write("H2", "margin")
        sheet.write("A20", "far below")
        for name, cell in {"headline": "H4", "formula_cell": "H5"}.items():
            made.define_name(name, f"='Staff list'!${cell[0]}${cell[1:]}")
        sheet.write_formula("H5", "=1+1", None, 2)
        sheet.merge_range("H7:I7", "merged")
        made.define_name("merged", "='Staff list'!$H$7")

    return book(text, formulas={"Double": "=Staff[[#This Row],[Days]]*2"}, more=draw, **more)


def patch(text: str) -> Patch:
    return Patch((rows(text),))


def test_cells_that_are_named_change_and_no_others(host: Host) -> None:
    seen = host.patched(workbook(), patch("from | Name | Days\n0 | = | 4\n1 | Lee | =\n2 | = | ="))
    assert [row[:3] for row in seen.values[1:4]] == [
        ["T1", "Wang", 4],
        ["T2", "Lee", 5],
        ["T3", "Zhao", None],
    ]
    assert seen.notes == {"B3": "ask him"}
    assert seen.tables == {"Staff": "A1:E4"}
    assert seen.values[19][0] == "far below"
    assert seen.values[1][7] == "margin"


def test_the_second_time_nothing_changes(host: Host) -> None:
    twice = patch("from | Name | Days\n0 | = | 4\n1 | Lee | =\n2 | = | =")
    assert not host.patched(workbook(), twice, twice).changed


def test_rows_join_at_the_end_with_their_formula(host: Host) -> None:
    seen = host.patched(
        workbook(), patch("from | Id | Days\n0 | = | =\n1 | = | =\n2 | = | =\nnew | T4 | 7\nnew | T5 | -")
    )
    assert seen.tables == {"Staff": "A1:E6"}
    assert [row[:3] for row in seen.values[4:6]] == [["T4", None, 7], ["T5", None, None]]
    assert {"D5", "D6"} <= seen.formulas.keys()


def test_the_rows_that_join_get_no_value_where_their_column_is_a_formula(host: Host) -> None:
    seen = host.patched(
        workbook(), patch("from | Id | Double\n0 | = | 6\n1 | = | 10\n2 | = | 0\nnew | T4 | 0")
    )
    assert seen.formulas.keys() >= {"D2", "D3", "D4", "D5"}


LOST = [
    pytest.param("T1 | - | - | -", "from | Id | Days | Double\n0 | T1 | 3 | 6", id="the only row"),
    pytest.param("T1 | - | - | -", "from | Id | Days | Double\n0 | T1 | 3 | 6\nnew | T2 | 4 | 8", id="and another"),
    pytest.param("T1 | - | 3 | 6\nT2 | - | 4 | 8", "from | Id | Days | Double\n1 | T2 | 4 | 8", id="of the second"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "text"), LOST)
def test_a_formula_that_no_row_has_any_more_comes_back(host: Host, there: str, text: str) -> None:
    made = replace(rows(text), formulas=(("Double", "$C2*2"),))
    seen = host.patched(book(f"Id | Name | Days | Double\n{there}"), Patch((made,)))
    wanted = {f"D{row}": f"=$C{row}*2" for row in range(2, 2 + len(made.rows))}
    assert {at: text for at, text in seen.formulas.items() if at[0] == "D"} == wanted


def test_notes_colours_and_own_cells_go_with_their_row(host: Host) -> None:
    seen = host.patched(workbook(), patch("from | Id\n2 | =\n1 | =\n0 | ="))
    assert [[row[0], row[1]] for row in rows_of(seen)[:3]] == [["T3", "Zhao"], ["T2", "Li"], ["T1", "Wang"]]
    assert rows_of(seen)[1][4] == "seen"
    assert seen.notes == {"B3": "ask him"}
    assert seen.fills == {"A2": "FF0000"}
    assert seen.values[1][7] == "margin"


def test_a_row_that_goes_takes_its_note_along(host: Host) -> None:
    seen = host.patched(workbook(), patch("from | Id\n0 | =\n2 | ="))
    assert [row[:2] for row in rows_of(seen)[:2]] == [["T1", "Wang"], ["T3", "Zhao"]]
    assert seen.tables == {"Staff": "A1:E3"}
    assert seen.notes == {}
    assert seen.values[3][:5] == [None] * 5
    assert seen.values[18][0] == "far below"  # a row less above it


def test_a_new_row_between_others(host: Host) -> None:
    seen = host.patched(
        workbook(), patch("from | Id | Name\n0 | = | =\nnew | T9 | Sun\n1 | = | =\n2 | = | =")
    )
    assert [row[:2] for row in rows_of(seen)[:4]] == [
        ["T1", "Wang"],
        ["T9", "Sun"],
        ["T2", "Li"],
        ["T3", "Zhao"],
    ]
    assert seen.notes == {"B4": "ask him"}
    assert seen.fills["A5"] == "FF0000"
    assert {"D2", "D3", "D4", "D5"} <= seen.formulas.keys()


def test_a_table_without_rows_keeps_one_that_is_blank(host: Host) -> None:
    seen = host.patched(workbook(), Patch((TablePatch("Staff", ("Id",), ()),)))
    assert seen.tables == {"Staff": "A1:E2"}
    assert [row[:3] for row in seen.values[1:4]] == [[None] * 3] * 3
    assert seen.notes == {}


def test_a_column_that_is_not_there_yet_joins(host: Host) -> None:
    seen = host.patched(workbook(), patch("from | Id | Ban 11\n0 | = | yes\n1 | = | no\n2 | = | -"))
    assert seen.tables == {"Staff": "A1:F4"}
    assert [row[5] for row in seen.values[:4]] == ["Ban 11", "yes", "no", None]


VALUES: tuple[Value, ...] = (
    *(
        "007",
        "=1+1",
        "-",
        "'quoted",
        "TRUE",
        "2026-09-30",
        "9月30日",
        "50%",
        "1e5",
        " spaces ",
        "_x0041_",
    ),
    *("line\nbreak", "王芳🎈", "@home", "１２", "x" * 30_000, 3.25, -7, 10**15, True, False),
)
KEPT = (RowPatch(1, (KEEP,)), RowPatch(2, (KEEP,)))


@pytest.mark.parametrize("value", VALUES)
def test_a_value_stays_what_it_is(host: Host, value: Value) -> None:
    seen = host.patched(workbook(), Patch((TablePatch("Staff", ("Note",), (RowPatch(0, (value,)), *KEPT)),)))
    assert (type(seen.values[1][4]), seen.values[1][4]) == (type(value), value)
    assert "E2" not in seen.formulas


@pytest.mark.parametrize("value", [date(2026, 9, 30), datetime(2026, 9, 30, 8, 15)])  # noqa: DTZ001
def test_a_day_stays_a_day_where_the_format_says_so(host: Host, value: Value) -> None:
    def draw(made: Any, sheet: Any) -> None:
        sheet.set_column("B:B", 20, made.add_format({"num_format": "yyyy-mm-dd hh:mm"}))

    seen = host.patched(book("Id | Day\nT1 | -", more=draw), patch_of("Day", value))
    assert seen.values[1][1] == value


def patch_of(column: str, *values: Value) -> Patch:
    return Patch(
        (TablePatch("Staff", (column,), tuple(RowPatch(i, (value,)) for i, value in enumerate(values))),)
    )


def test_nothing_empties_a_cell(host: Host) -> None:
    seen = host.patched(workbook(), patch_of("Name", None, "", "Zhao"))
    assert [row[1] for row in seen.values[1:4]] == [None, None, "Zhao"]


def test_cells_by_their_names(host: Host) -> None:
    seen = host.patched(
        workbook(),
        Patch(
            (), (CellPatch("headline", "12 of 60"), CellPatch("formula_cell", 99), CellPatch("merged", "new"))
        ),
    )
    assert (seen.values[3][7], seen.values[6][7]) == ("12 of 60", "new")
    assert seen.formulas["H5"] == "=1+1"


def test_a_cell_that_only_newer_workbooks_have_is_left_out(host: Host) -> None:
    later = Patch((), (CellPatch("nowhere", 1, optional=True),))
    assert host.patched(workbook(), later).values == host.patched(workbook()).values


WIDER = TablePatch("Staff", ("Own", "More", "Last"), tuple(RowPatch(i, (KEEP,) * 3) for i in range(3)))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (Patch((TablePatch("Nobody", ("Id",), ()),)), "workbook.part-missing"),
        (Patch((), (CellPatch("nowhere", 1),)), "workbook.part-missing"),
        (patch("from | Id\n7 | T8"), "file.changed"),
        (Patch((), (CellPatch("headline", "x" * 40_000),)), "cell.cannot-hold"),
        (Patch((WIDER,)), "workbook.unsafe-to-write"),
    ],
)
def test_what_cannot_be_done_is_told(host: Host, bad: Patch, code: str) -> None:
    with pytest.raises(Stop) as stop:
        host.patched(workbook(), bad)
    assert stop.value.code == code
    assert "staff.xlsx" in str(stop.value)


def test_a_patch_that_contradicts_itself_is_refused(host: Host) -> None:
    twice = TablePatch("Staff", ("Id",), (RowPatch(0, (KEEP,)), RowPatch(0, (KEEP,))))
    with pytest.raises(ValueError, match="same row"):
        host.patched(workbook(), Patch((twice,)))
