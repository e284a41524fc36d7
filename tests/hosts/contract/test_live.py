"""An open workbook after a press: what the program showed and what people may do is as it was, and undo takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl import flow, templates
from softenv_xl.books import CONTROL
from softenv_xl.errors import Stop
from softenv_xl.hosts.live.blocks import block_of
from softenv_xl.sheets.patch import CellPatch, Patch, RowPatch, SheetPatch, TablePatch
from tests.hosts.contract.hosts import SHEET, LiveHost, live, look, prepare_to_fail, typed_in, write_and_fail
from tests.hosts.contract.test_contract import STAFF, patch, workbook
from tests.support.packages import book as drawn

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw


@pytest.fixture(autouse=True)
def own_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of presses in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def book(program: LiveHost) -> Iterator[xw.Book]:
    opened = program.open(workbook())
    yield opened
    opened.close()


SHUFFLE = patch("from | Id | Name | Days\n2 | = | Chao | =\n0 | = | = | 4\nnew | T9 | Sun | 1")


def table(book: xw.Book) -> Any:
    return book.sheets[SHEET].tables["Staff"]


def contents(book: xw.Book) -> list[list[Any]]:
    return [row[:5] for row in look(book).values[:6]]


def test_an_undo_brings_everything_back(book: xw.Book) -> None:
    before = look(book)
    assert live(book).write(SHUFFLE)
    assert contents(book) != [row[:5] for row in before.values[:6]]
    taken = live(book).undo()
    after = look(book)
    assert (taken.title.en, taken.skipped) == ("Test", 0)
    assert typed_in(after)[:4] == typed_in(before)[:4]
    assert (after.notes, after.tables, after.formulas.keys()) == (
        before.notes,
        before.tables,
        before.formulas.keys(),
    )
    assert after.fills["A4"] == before.fills["A4"]


def test_an_undo_leaves_what_people_typed_since(book: xw.Book) -> None:
    live(book).write(patch("from | Name | Days\n0 | Wong | 4\n1 | Lee | =\n2 | = | ="))
    book.sheets[SHEET]["B2"].value = "Wang Fang"
    book.sheets[SHEET]["E4"].value = "own words"
    taken = live(book).undo()
    assert (taken.restored, taken.skipped) == (2, 1)
    assert [row[1:3] + row[4:5] for row in contents(book)[1:4]] == [
        ["Wang Fang", 3, None],
        ["Li", 5, "seen"],
        ["Zhao", None, "own words"],
    ]


def test_an_undo_takes_named_cells_and_new_columns_back(book: xw.Book) -> None:
    before = look(book).values
    cells = (CellPatch("headline", "12 of 60"),)
    live(book).write(Patch(patch("from | Id | Ban 11\n0 | = | yes\n1 | = | no\n2 | = | -").tables, cells))
    live(book).undo()
    after = look(book)
    assert after.tables == {"Staff": "A1:E4"}
    assert [row[:9] for row in after.values[:7]] == [row[:9] for row in before[:7]]


def test_only_the_last_press_is_taken_back_and_only_once(book: xw.Book) -> None:
    live(book).write(patch("from | Days\n0 | 4\n1 | =\n2 | ="))
    live(book).write(patch("from | Days\n0 | 9\n1 | =\n2 | ="))
    live(book).undo()
    assert contents(book)[1][2] == 4
    with pytest.raises(Stop) as stop:
        live(book).undo()
    assert (stop.value.code, "staff.xlsx" in str(stop.value)) == ("undo.nothing", True)


def test_a_workbook_that_was_opened_anew_has_no_last_press(program: LiveHost) -> None:
    book = program.open(workbook())
    live(book).write(SHUFFLE)
    path = book.fullname
    book.close()
    again = program.app.books.open(path)
    try:
        with pytest.raises(Stop) as stop:
            live(again).undo()
        assert stop.value.code == "undo.nothing"
    finally:
        again.close()


@pytest.mark.parametrize("meddling", ["sorted", "added", "into a new row"])
def test_an_undo_that_cannot_tell_the_rows_does_nothing(book: xw.Book, meddling: str) -> None:
    live(book).write(SHUFFLE)
    sheet = book.sheets[SHEET]
    if meddling == "sorted":
        table(book).sort(1, ascending=False)
    elif meddling == "added":
        table(book).resize(sheet["A1:E5"])
        sheet["A5"].value = "T7"
    else:
        sheet["E4"].value = "own words"
    before = contents(book)
    with pytest.raises(Stop) as stop:
        live(book).undo()
    assert stop.value.code == "undo.rows-changed"
    assert contents(book) == before


def criteria(book: xw.Book) -> list[tuple[Any, ...]]:
    found = table(book).autofilter.criteria
    return [
        (one.field, one.type, one.operator, one.value1, one.values) for one in found if one.type != "none"
    ]


def test_the_filter_stays_and_hidden_rows_are_written(book: xw.Book) -> None:
    table(book).autofilter.apply_values(2, ["Li"])
    before = criteria(book)
    live(book).write(patch("from | Days\n0 | 4\n1 | 6\n2 | 8"))
    assert [row[2] for row in contents(book)[1:4]] == [4, 6, 8]
    assert criteria(book) == before
    assert len(before) == 1
    assert [book.sheets[SHEET][f"A{row}"].impl.row_hidden for row in (2, 3, 4)] == [True, False, True]


def test_rows_that_people_hid_are_sorted_along_and_stay_hidden(book: xw.Book) -> None:
    sheet = book.sheets[SHEET]
    sheet["A3"].rows.hidden = True
    live(book).write(patch("from | Id\n2 | =\nnew | T9\n1 | =\n0 | ="))
    assert [row[0] for row in contents(book)[1:5]] == ["T3", "T9", "T2", "T1"]
    assert [sheet[f"A{row}"].rows.hidden for row in range(2, 6)] == [False, False, True, False]
    live(book).undo()
    assert [row[0] for row in contents(book)[1:4]] == ["T1", "T2", "T3"]
    assert [sheet[f"A{row}"].rows.hidden for row in range(2, 5)] == [False, True, False]


def test_rows_in_the_order_that_people_sorted_them_stay_in_it(book: xw.Book) -> None:
    table(book).sort(1, ascending=False)
    live(book).write(patch("from | Days\n0 | 1\n1 | =\n2 | ="))
    assert [row[:3] for row in contents(book)[1:4]] == [["T3", "Zhao", 1], ["T2", "Li", 5], ["T1", "Wang", 3]]


def state(app: xw.App) -> tuple[Any, ...]:
    selected = app.selection
    assert selected
    return selected.address, app.screen_updating, app.calculation, app.enable_events


def test_selection_and_switches_stay(book: xw.Book) -> None:
    book.app.engine.activate()
    book.sheets[SHEET]["C3"].select()
    before = state(book.app)
    live(book).write(SHUFFLE)
    assert state(book.app) == before


def test_switches_come_back_when_a_press_fails(book: xw.Book) -> None:
    app = book.app
    before = (app.screen_updating, app.calculation, app.enable_events)
    prepare_to_fail(book, SHEET)
    values = contents(book)
    both = Patch(patch("from | Days\n0 | 4\n1 | =\n2 | =").tables, (CellPatch("headline", "x"),))
    assert live(book).write(both)
    write_and_fail(
        book, SHEET, (TablePatch("Staff", ("Days",), tuple(RowPatch(i, (50 + i,)) for i in range(3))),)
    )
    assert (app.screen_updating, app.calculation, app.enable_events) == before
    assert contents(book)[1][2] == 4 != values[1][2]


def test_cells_that_were_blank_are_blank_again_when_a_press_fails(book: xw.Book) -> None:
    prepare_to_fail(book, SHEET)
    before = look(book)
    more = patch("from | Days | Note\n0 | 51 | all\n2 | 52 | blank\nnew | 7 | notes\n1 | = | =\nnew | 1 | -")
    write_and_fail(book, SHEET, more.tables)
    after = look(book)
    assert (after.values, after.formulas, after.tables) == (before.values, before.formulas, before.tables)


def test_the_programs_own_undo_takes_no_part_of_a_press_back(office: LiveHost) -> None:
    """LibreOffice would leave words in cells that were blank, and may end; Excel has nothing to take back after a macro."""
    book = office.open(workbook())
    try:
        steps = book.api.UndoManager
        book.sheets[SHEET]["G3"].value = "typed"
        assert steps.isUndoPossible()
        live(book).write(SHUFFLE)
        assert not steps.isUndoPossible()
        live(book).undo()
        assert not steps.isUndoPossible()
        assert book.sheets[SHEET]["G3"].value == "typed"
        prepare_to_fail(book, SHEET)
        steps.clear()
        book.sheets[SHEET]["G3"].value = "typed once more"
        write_and_fail(book, SHEET, SHUFFLE.tables)
        assert not steps.isUndoPossible()
        assert book.sheets[SHEET]["G3"].value == "typed once more"
    finally:
        book.close()


def test_what_was_typed_between_reading_and_writing_stops_the_press(book: xw.Book) -> None:
    host = live(book)
    host.read()
    book.sheets[SHEET]["E2"].value = "just now"
    with pytest.raises(Stop) as stop:
        host.write(SHUFFLE)
    assert stop.value.code == "file.changed"
    assert [row[0] for row in contents(book)[1:4]] == ["T1", "T2", "T3"]


def test_a_formula_that_never_shows_the_same_stops_no_press(book: xw.Book) -> None:
    book.sheets[SHEET]["H12"].formula = "=RAND()"
    assert live(book).write(SHUFFLE)
    assert live(book).undo().skipped == 0


def test_unsaved_edits_are_read(book: xw.Book) -> None:
    book.sheets[SHEET]["B2"].value = "typed and not saved"
    grid = live(book).read().grid(SHEET)
    assert grid
    assert grid.rows[1][1] == "typed and not saved"


def protected(program: LiveHost, password: str = "") -> xw.Book:
    """The staff list on a sheet that lets people select, sort and filter, and nothing else."""

    def protect(made: Any, sheet: Any) -> None:
        sheet.protect(password, {"sort": True, "autofilter": True, "select_locked_cells": False})

    return program.open(drawn("Id | Name\nT1 | Wang\nT2 | Li", more=protect))


def test_a_protected_sheet_is_written_and_as_protected_as_before(program: LiveHost, tmp_path: Path) -> None:
    book = protected(program)
    try:
        if type(book.impl).__module__.endswith("_xlmac"):  # its script doesn't tell what a protection allows
            with pytest.raises(Stop, match=SHEET):
                live(book).write(patch("from | Name\n0 | Wong\n1 | ="))
            assert book.sheets[SHEET]["B2"].value == "Wang"
            return
        assert live(book).write(patch("from | Name\n0 | Wong\n1 | ="))
        assert book.sheets[SHEET]["B2"].value == "Wong"
        with pytest.raises(Exception, match=r"."):
            book.sheets[SHEET]["B2"].value = "typed"
        book.save(tmp_path / "saved.xlsx")
    finally:
        book.close()
    from tests.support.packages import opened

    options = opened((tmp_path / "saved.xlsx").read_bytes())[SHEET].protection
    assert (options.sheet, options.sort, options.autoFilter, options.selectLockedCells) == (
        True,
        False,
        False,
        True,
    )


def test_a_password_is_not_guessed(program: LiveHost) -> None:
    book = protected(program, "secret")
    try:
        with pytest.raises(Stop) as stop:
            live(book).write(patch("from | Name\n0 | Wong\n1 | ="))
        assert (stop.value.code, SHEET in str(stop.value)) == ("sheet.protected", True)
        assert book.sheets[SHEET]["B2"].value == "Wang"
    finally:
        book.close()


def test_rows_typed_below_a_table_get_its_formulas(program: LiveHost) -> None:
    """People go on below the last row; a program may leave the table as it is, and a press takes them in."""
    opened = program.open(templates.build(CONTROL, "en"))
    try:
        page = next(sheet for sheet in opened.sheets if sheet.name == "Departments")
        page.range("A5").value = ["English", "Li"]
        page.range("A6").value = ["Maths", None, "Lessons"]  # a row, though its head is missing
        page.range("A7").value = ["Music", "Sun", None, "✓"]  # as an earlier press left it
        flow.highlight_issues(live(opened), date(2026, 10, 1))
        formulas = [page.range(f"D{row}").formula for row in (5, 6, 7)]
        assert all(str(text).startswith("=IF(") and f"$A{5 + i}" in text for i, text in enumerate(formulas))
        if program.calculates:
            assert [str(page.range(f"D{row}").value)[0] for row in (5, 6, 7)] == ["✓", "✗", "✓"]
        assert not flow.highlight_issues(live(opened), date(2026, 10, 1))[1]
    finally:
        opened.close()


def test_a_ready_row_that_was_cleared_gets_its_check_again(program: LiveHost) -> None:
    book = program.open(templates.path("control", "en").read_bytes())
    try:
        sheet = book.sheets["Departments"]
        block = block_of(sheet.tables["departments"])
        ready = sheet.range((block.first, block.left), (block.first, block.right))
        check = next(cell for cell in ready if str(cell.formula).startswith("=IF("))
        before = check.formula
        ready.clear_contents()
        ready[0].value = "Science"
        flow.refresh(live(book), date(2026, 10, 1))
        assert check.formula == before
        assert not flow.refresh(live(book), date(2026, 10, 1))[1]
    finally:
        book.close()


OTHER = "Other"


def with_other() -> bytes:
    return drawn(STAFF, more=lambda made, sheet: made.add_worksheet(OTHER))


def test_a_sheet_goes_out_of_view_and_an_undo_brings_it_back(program: LiveHost) -> None:
    book = program.open(with_other())
    try:
        before = bool(book.sheets[OTHER].visible)
        assert live(book).write(Patch(sheets=(SheetPatch(OTHER, visible=False),)))
        assert not live(book).write(Patch(sheets=(SheetPatch(OTHER, visible=False),)))
        gone = live(book).read().grid(OTHER)
        live(book).undo()
        back = live(book).read().grid(OTHER)
        assert gone is not None
        assert back is not None
        assert (before, gone.visible, back.visible) == (True, False, True)
    finally:
        book.close()


def test_the_last_sheet_stays_in_view(program: LiveHost) -> None:
    book = program.open(with_other())
    try:
        live(book).write(Patch(sheets=tuple(SheetPatch(name, visible=False) for name in (SHEET, OTHER))))
        assert [sheet.name for sheet in book.sheets if sheet.visible] != []
    finally:
        book.close()
