"""What Excel answers otherwise than other programs, and what a press makes of it: on the model of Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from hypothesis import assume, given
from hypothesis import strategies as st

from softenv_xl import flow
from softenv_xl.button_run import Outcome, run_button
from softenv_xl.errors import Stop
from softenv_xl.functions import softenv_compliance, softenv_overdue, softenv_status
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError
from softenv_xl.hosts.live.areas import parts_where
from softenv_xl.hosts.live.reading import read_grid
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.sheets.patch import KEEP, CellPatch, Patch, RowPatch, TablePatch
from softenv_xl.words import Text
from tests.excel import inside, started
from tests.excel.cells import ERRORS, FACILITY, Cell, Fault
from tests.excel.com import CALLS
from tests.excel.filters import (
    AND,
    BOTTOM_PERCENT,
    CELL_COLOUR,
    DYNAMIC,
    OR,
    TOP_ITEMS,
    VALUES,
    Criterion,
)
from tests.excel.pywin import DESKTOP
from tests.excel.sheets import VERY_HIDDEN, ShapeState, SheetState
from tests.hosts.contract.hosts import SHEET, live
from tests.hosts.contract.test_contract import patch, workbook
from tests.support import large_school
from tests.support.packages import book as drawn

Open = Callable[..., xw.Book]


@pytest.fixture(params=["zh", "en"])
def app(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.App]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    running = started(request.param)
    yield running
    running.quit()


@pytest.fixture
def opened(app: xw.App, tmp_path: Path) -> Open:
    def open_it(package: bytes, program: xw.App = app) -> xw.Book:
        path = tmp_path / "staff.xlsx"
        path.write_bytes(package)
        return program.books.open(str(path))

    return open_it


def state(book: xw.Book) -> SheetState:
    found = book.api._inner.state.sheets[0]
    assert isinstance(found, SheetState)
    return found


def protect(made: Any, sheet: Any) -> None:
    sheet.protect("", {"sort": True})


# reading


def test_a_sheet_without_formulas_is_read_whatever_the_language(opened: Open) -> None:
    grid = read_grid(opened(drawn("Id | Name\nT1 | Wang")).sheets[0])
    assert (grid.formulas, grid.rows[1]) == (frozenset(), ("T1", "Wang"))


def test_formulas_on_a_protected_sheet_are_found(opened: Open) -> None:
    package = drawn("Id | Days | Twice\nT1 | 3 | -\nT2 | 4 | -", formulas={"Twice": "=B2*2"}, more=protect)
    grid = read_grid(opened(package).sheets[0])
    assert {at.a1 for at in grid.formulas} == {"C2", "C3"}


@given(places=st.sets(st.tuples(st.integers(1, 12), st.integers(1, 7)), max_size=30))
def test_halving_finds_every_cell_and_no_other(places: set[tuple[int, int]]) -> None:
    class Block:
        """A rectangle of a sheet with marks on it."""

        def __init__(self, area: Area) -> None:
            self.area, self.row, self.column = area, area.top, area.left
            self.shape = (area.bottom - area.top + 1, area.right - area.left + 1)

        def __getitem__(self, cut: tuple[slice, slice]) -> Block:
            rows = range(self.area.top, self.area.bottom + 1)[cut[0]]
            columns = range(self.area.left, self.area.right + 1)[cut[1]]
            return Block(Area(rows[0], columns[0], rows[-1], columns[-1]))

        def marked(self) -> bool | None:
            found = {
                (row, column) in places
                for row in range(self.area.top, self.area.bottom + 1)
                for column in range(self.area.left, self.area.right + 1)
            }
            return found.pop() if len(found) == 1 else None

    block: Any = Block(Area(1, 1, 12, 7))
    parts = list(parts_where(block, lambda part: part.marked()))  # type: ignore[attr-defined]
    found = [
        (row, column)
        for part in parts
        for row in range(part.top, part.bottom + 1)
        for column in range(part.left, part.right + 1)
    ]
    assert sorted(found) == sorted(places)


def test_a_table_of_500_rows_takes_some_hundred_questions(opened: Open) -> None:
    rows = "\n".join(f"T{n} | {n} | - | -" for n in range(500))
    package = drawn(f"Id | Days | Twice | Check\n{rows}", formulas={"Twice": "=B2*2", "Check": "=B2>1"})
    sheet = opened(package).sheets[0]
    before = CALLS.total()
    assert len(read_grid(sheet).formulas) == 1_000
    assert CALLS.total() - before < 400


@pytest.mark.parametrize("words", ERRORS)
def test_errors_are_errors_and_no_large_negative_numbers(opened: Open, words: str) -> None:
    book = opened(workbook())
    state(book).cells.there[2, 3] = Cell(Fault(words))
    assert read_grid(book.sheets[0]).rows[1][2] == CellError(words)


def test_an_error_of_a_later_excel_is_an_error_too(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ERRORS, "#LATER!", 2077)
    book = opened(workbook())
    state(book).cells.there[2, 3] = Cell(Fault("#LATER!"))
    assert read_grid(book.sheets[0]).rows[1][2] == CellError("#UNKNOWN!")


def test_a_number_like_an_errors_stays_a_number(opened: Open) -> None:
    book = opened(workbook())
    number = float(FACILITY + 2042)
    state(book).cells.there[2, 3] = Cell(number)
    found = read_grid(book.sheets[0]).rows[1][2]
    assert (type(found), found) == (float, number)


def test_days_times_and_money_come_in_types_of_their_own(opened: Open) -> None:
    book = opened(workbook())
    cells = state(book).cells.there
    cells[2, 1] = Cell(46_295.0, format="yyyy-mm-dd")
    cells[2, 2] = Cell(46_295 + 500 / 1440, format="yyyy-mm-dd hh:mm")
    cells[2, 3] = Cell(500 / 1440, format="hh:mm")
    cells[2, 5] = Cell(12.5, format='"¥"#,##0.00')
    cells[2, 6] = Cell(12.5, format="[$¥-804]#,##0.00")
    row = read_grid(book.sheets[0]).rows[1]
    assert row[:3] == (date(2026, 9, 30), datetime(2026, 9, 30, 8, 20), time(8, 20))  # noqa: DTZ001
    assert row[4:6] == (12.5, 12.5)


def test_a_very_hidden_sheet_is_hidden(opened: Open) -> None:
    book = opened(workbook())
    seen = [read_grid(book.sheets[0]).visible]
    for kind in (0, VERY_HIDDEN):
        state(book).visible = kind
        seen.append(read_grid(book.sheets[0]).visible)
    assert seen == [True, False, False]


def test_merged_cells_among_others_are_found_once(opened: Open) -> None:
    def draw(made: Any, sheet: Any) -> None:
        sheet.merge_range("D1:E2", "one")
        sheet.merge_range("D5:E5", "two")

    grid = read_grid(opened(drawn("Id | Name\nT1 | Wang", more=draw)).sheets[0])
    assert sorted(grid.merged) == [Area.parse("D1:E2"), Area.parse("D5:E5")]


# writing


def with_value(value: Any, form: str = "General") -> Callable[[xw.Book], Cell]:
    def write(book: xw.Book) -> Cell:
        state(book).cells.own(2, 5).format = form
        rest = tuple(RowPatch(i, (KEEP,)) for i in (1, 2))
        live(book).write(Patch((TablePatch("Staff", ("Note",), (RowPatch(0, (value,)), *rest)),)))
        return state(book).cells.at(2, 5)

    return write


def test_a_time_of_day_is_a_part_of_a_day(opened: Open) -> None:
    assert with_value(time(6, 0), "hh:mm")(opened(workbook())).shows == 0.25


def test_a_number_of_more_than_32_bits_is_written(opened: Open) -> None:
    assert with_value(10**12)(opened(workbook())).shows == 1e12


@pytest.mark.parametrize("value", [date(1850, 1, 1), datetime(1666, 9, 2, 1, 0), 10**400])  # noqa: DTZ001
def test_what_no_cell_holds_is_told_before_anything_is_written(opened: Open, value: Any) -> None:
    book = opened(workbook())
    with pytest.raises(Stop) as stop:
        with_value(value)(book)
    assert stop.value.code == "cell.cannot-hold"


@given(
    text=st.one_of(
        st.sampled_from(
            ["007", "1-2", "3/4", "Mar 5", "5 Mar 2026", "8:15", "9月30日", "１２", "50%", "(3)"]
        ),
        st.sampled_from(["TRUE", "#N/A", "=1+1", "+A1", "-x", "@home", "'quoted", "1 1/2", "8時15分", " 7 "]),
        st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=8),
    ),
    formats=st.lists(st.sampled_from(["General", "@", "0.00"]), min_size=3, max_size=3),
)
def test_text_stays_text_in_cells_of_every_format(text: str, formats: list[str]) -> None:
    assume("@" not in formats or not text.startswith("'"))  # no source says what Excel makes of that
    app = started("zh")
    try:
        book = app.books.add()
        sheet, cells = book.sheets[0], state(book).cells
        from softenv_xl.hosts.live.blocks import write_block

        for row, form in enumerate(formats, 1):
            cells.own(row, 1).format = form
        write_block(sheet, 1, 1, [[text]] * 3)
        assert [cells.at(row, 1).shows for row in (1, 2, 3)] == [text] * 3
        assert [cells.at(row, 1).formula for row in (1, 2, 3)] == [None] * 3
    finally:
        app.quit()


def test_long_texts_among_others_are_written(opened: Open) -> None:
    book = opened(workbook())
    texts = ("a" * 9_000, "b", "=" * 20_000)
    live(book).write(
        Patch((TablePatch("Staff", ("Note",), tuple(RowPatch(i, (t,)) for i, t in enumerate(texts))),))
    )
    assert tuple(state(book).cells.at(row, 5).shows for row in (2, 3, 4)) == texts


# filters


KEPT = {
    "one value": Criterion("=Li"),
    "two values": Criterion("=Li", OR, "=Wang"),
    "several values": Criterion(("=Li", "=Wang", "=Sun"), VALUES),
    "greater": Criterion(">3"),
    "between": Criterion(">=3", AND, "<=5"),
    "blanks": Criterion("="),
}
REFUSED = {
    "contains": Criterion("=*Li*"),
    "contains one or the other": Criterion("=*Li*", OR, "=*Wang*"),
    "one letter": Criterion("=L?"),
    "a real asterisk": Criterion("=~*"),
    "top ten": Criterion(">=4", TOP_ITEMS),
    "bottom percent": Criterion("<=4", BOTTOM_PERCENT),
    "colour": Criterion("FF0000", CELL_COLOUR),
    "this month": Criterion(1, DYNAMIC),
    "groups of dates": Criterion(None, VALUES),
    "blanks among values": Criterion(("=Li", "=Wang", "="), VALUES),
    "a day that countries read otherwise": Criterion(">2/3/2026"),
}


def filtered(book: xw.Book, criterion: Criterion) -> None:
    state(book).tables[0].criteria[2] = criterion


@pytest.mark.parametrize("kind", KEPT)
def test_a_filter_stands_again_after_a_press(opened: Open, kind: str) -> None:
    book = opened(workbook())
    filtered(book, KEPT[kind])
    before = state(book).rows_hidden()
    assert live(book).write(patch("from | Days\n0 | 4\n1 | 6\n2 | 8"))
    assert state(book).tables[0].criteria == {2: KEPT[kind]}
    assert state(book).rows_hidden() == before
    assert [state(book).cells.at(row, 3).shows for row in (2, 3, 4)] == [4, 6, 8]


@pytest.mark.parametrize("kind", REFUSED)
def test_a_filter_that_would_not_be_the_same_again_is_refused_before_writing(opened: Open, kind: str) -> None:
    book = opened(workbook())
    filtered(book, REFUSED[kind])
    with pytest.raises(Stop) as stop:
        live(book).write(patch("from | Days\n0 | 4\n1 | 6\n2 | 8"))
    assert (stop.value.code, "Staff" in str(stop.value)) == ("table.filtered", True)
    assert state(book).tables[0].criteria == {2: REFUSED[kind]}
    assert not state(book).changed


# rows that go, rows that are hidden


def test_an_excel_without_threaded_comments_takes_rows_away(tmp_path: Path, opened: Open) -> None:
    old = started("zh", 14)
    book = opened(workbook(), old)
    assert live(book).write(patch("from | Id\n0 | =\n2 | ="))
    assert [state(book).cells.at(row, 1).shows for row in (2, 3)] == ["T1", "T3"]
    old.quit()


def test_threaded_comments_go_with_their_row(opened: Open) -> None:
    book = opened(workbook())
    state(book).cells.own(3, 1).threaded = "why?"
    assert live(book).write(patch("from | Id\n0 | =\n2 | ="))
    assert [cell.threaded for cell in state(book).cells.there.values() if cell.threaded] == []


@pytest.mark.parametrize("fills", [True, False])
def test_new_rows_have_their_formula_whether_or_not_excel_fills_it_in(
    tmp_path: Path, opened: Open, fills: bool
) -> None:
    program = started("en", fills_formulas=fills)
    book = opened(workbook(), program)
    live(book).write(patch("from | Id\n0 | =\n1 | =\n2 | =\nnew | T4\nnew | T5"))
    assert all(state(book).cells.at(row, 4).formula for row in range(2, 7))
    program.quit()


def test_rows_that_people_hid_are_sorted_along_and_hidden_again(opened: Open) -> None:
    book = opened(workbook())
    state(book).hidden = {3}
    live(book).write(patch("from | Id\n2 | =\nnew | T9\n1 | =\n0 | ="))
    assert [state(book).cells.at(row, 1).shows for row in range(2, 6)] == ["T3", "T9", "T2", "T1"]
    assert state(book).hidden == {4}


def test_pictures_go_with_their_rows_and_that_of_a_lost_one_below_everything(opened: Open) -> None:
    book = opened(workbook())
    shapes = [ShapeState(f"of T{row - 1}", 13, state(book).top(row) + 3, 10.0) for row in (2, 3, 4)]
    shapes.append(ShapeState("a button", 8, state(book).top(3), 10.0))
    state(book).shapes = shapes
    live(book).write(patch("from | Id\n2 | =\nnew | T9\n0 | ="))
    assert [state(book).cells.at(row, 1).shows for row in (2, 3, 4)] == ["T3", "T9", "T1"]
    found = {shape.name: shape.top - 3 for shape in shapes}
    assert (found["of T1"], found["of T3"]) == (state(book).top(4), state(book).top(2))
    assert found["of T2"] > state(book).top(20)  # "far below" stands there
    assert shapes[-1].top == state(book).top(3)


def test_a_table_below_makes_no_room(opened: Open) -> None:
    """Excel refuses to move a part of a table that stands below; nothing is changed then."""

    def draw(made: Any, sheet: Any) -> None:
        sheet.add_table("B5:E6", {"name": "Other"})

    book = opened(drawn("Id | Name\nT1 | Wang", more=draw))
    before = {at: cell.copy() for at, cell in state(book).cells.there.items()}
    with pytest.raises(Stop) as stop:
        live(book).write(patch("from | Id\n0 | =\nnew | T2\nnew | T3\nnew | T4\nnew | T5"))
    assert (stop.value.code, "Other" in str(stop.value)) == ("workbook.unsafe-to-write", True)
    assert state(book).cells.there == before


def test_an_undo_on_a_protected_sheet_brings_a_rows_note_back(opened: Open) -> None:
    def draw(made: Any, sheet: Any) -> None:
        sheet.write_comment("B3", "ask him", {"author": ""})
        protect(made, sheet)

    book = opened(drawn("Id | Name\nT1 | Wang\nT2 | Li\nT3 | Zhao", more=draw))
    live(book).write(patch("from | Id\n0 | =\n2 | ="))
    live(book).undo()
    assert state(book).cells.at(3, 2).note == "ask him"
    assert state(book).protection


# one opening and the next


def test_a_workbook_opened_anew_in_the_same_excel_has_no_last_press(opened: Open) -> None:
    book = opened(workbook())
    live(book).write(patch("from | Days\n0 | 4\n1 | =\n2 | ="))
    book.close()
    with pytest.raises(Stop) as stop:
        live(opened(workbook())).undo()
    assert stop.value.code == "undo.nothing"


def test_an_excel_that_knows_no_windows_looks_whether_something_is_unsaved(opened: Open) -> None:
    old = started("zh", 14)
    book = opened(workbook(), old)
    live(book).write(patch("from | Days\n0 | 4\n1 | =\n2 | ="))
    assert live(book).undo().restored == 1
    live(book).write(patch("from | Days\n0 | 4\n1 | =\n2 | ="))
    path = Path(book.fullname)
    book.close()
    with pytest.raises(Stop) as stop:
        live(old.books.open(str(path))).undo()
    assert stop.value.code == "undo.nothing"
    old.quit()


def test_a_second_window_keeps_the_last_press(opened: Open) -> None:
    book = opened(workbook())
    live(book).write(patch("from | Days\n0 | 4\n1 | =\n2 | ="))
    book.api._inner.state.windows.append(77)
    assert live(book).undo().restored == 1


def test_a_workbook_in_a_cloud_is_pressed_and_undone(opened: Open) -> None:
    book = opened(workbook())
    book.api._inner.state.url = "https://school.sharepoint.com/sites/Office/Shared Documents"
    assert live(book).write(patch("from | Days\n0 | 4\n1 | =\n2 | ="))
    assert live(book).undo().restored == 1


# worksheet functions


def test_worksheet_functions_read_their_tables(app: xw.App, tmp_path: Path) -> None:
    control = tmp_path / "control.xlsx"
    large_school.control(control, 3)
    flow.refresh(FileWorkbook(control), date(2026, 10, 20))
    caller = app.books.open(str(control)).sheets["Tracker"]["A1"]
    assert softenv_status("T0001", "3", caller) == FileCells(control).status("T0001", "3 ")
    assert softenv_status("T9999", "3", caller).startswith("✗")
    assert softenv_overdue(datetime(2020, 1, 1), "Open", caller) > 0  # noqa: DTZ001
    assert softenv_compliance("no such department", caller) == "✗ no “no such department” here"


class FileCells:
    """The compliance matrix as the file has it."""

    def __init__(self, control: Path) -> None:
        grid = FileWorkbook(control).read().grid("Compliance")
        assert grid
        self.rows = [[str(value or "") for value in row] for row in grid.rows]

    def status(self, person: str, ban: str) -> str:
        header = next(row for row in self.rows if any(text.startswith(ban) for text in row))
        column = next(i for i, text in enumerate(header) if text.startswith(ban))
        return next(row[column] for row in self.rows if row[0] == person)


# the end of a press


def test_a_long_sentence_fits_the_status_bar_and_is_boxed(opened: Open, app: xw.App) -> None:
    book = opened(workbook())
    DESKTOP.boxes.clear()
    sentence = "Too long for Excel. " * 40
    assert run_button(book, Text("测试", "Test"), lambda press: Outcome(Text(sentence, sentence))) == sentence
    assert len(inside(app).status) == 255
    assert [prompt for _, prompt in DESKTOP.boxes] == [sentence]


def test_a_workbook_whose_folder_only_the_cloud_knows_is_told_so(opened: Open) -> None:
    from softenv_xl import buttons

    book = opened(workbook())
    book.api._inner.state.url = "https://school.sharepoint.com/sites/Office/Shared Documents"
    message = buttons.collect(book, date(2026, 10, 20))
    assert "softenv-xl-" not in message
    assert "staff.xlsx" in message


def test_switches_and_selection_are_as_before(opened: Open, app: xw.App) -> None:
    book = opened(workbook())
    book.app.engine.activate()
    book.sheets[SHEET]["C3"].select()
    before = dict(inside(app).switches)
    live(book).write(Patch(patch("from | Days\n0 | 4\n1 | =\n2 | =").tables, (CellPatch("headline", "x"),)))
    assert inside(app).switches == before
    assert app.selection
    assert Address(app.selection.row, app.selection.column) == Address(3, 3)
