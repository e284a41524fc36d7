"""Every button in a running LibreOffice and in the models of Excel: what it says, in which language, what it shows.

Nothing is ever raised.
"""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softenv_xl import ADDIN, LIBRARY, buttons, captions, flow, sentences, store, templates
from softenv_xl.button_run import ButtonRun, Outcome, run_button
from softenv_xl.errors import Stop
from softenv_xl.history.reading import entries
from softenv_xl.hosts.live.program import program_of
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.installation.doctor import examine, summary
from softenv_xl.installation.doctor.finding import Machine
from softenv_xl.registers import rectification
from softenv_xl.sheets.patch import Patch
from softenv_xl.words import Text
from tests.excel import inside
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running
from tests.support import large_school
from tests.support.thorough import some
from tests.upgrade.staff import typed

if TYPE_CHECKING:
    import xlwings as xw

OFFICE = [pytest.mark.libreoffice, pytest.mark.xdist_group("office")]
LIBREOFFICE, MODELS = pytest.param("libreoffice", marks=OFFICE), ("model-en", "model-zh", "model-mac")
DAY = date(2026, 10, 20)
OLDER = Path(__file__).parent / "upgrade" / "workbooks" / "a51dd15.en.xlsx"
Open = Callable[[Path], "xw.Book"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test is tried in LibreOffice and in one of the models; `make soak` tries it in all of them."""
    if "app" in metafunc.fixturenames:
        programs = [LIBREOFFICE, *some(MODELS, 1, metafunc.function.__name__)]
        metafunc.parametrize("app", programs, indirect=True, scope="module")


@pytest.fixture(scope="module")
def app(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    started = running(request.param)
    yield started
    started.quit()


@pytest.fixture
def opened(app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens workbooks, and closes them after the test; undo records stand in the test's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    books: list[xw.Book] = []

    def open_it(path: Path) -> xw.Book:
        books.append(app.books.open(str(quick_to_open(path))))
        return books[-1]

    yield open_it
    for book in books:
        book.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A control workbook with two faulty items: one without a deadline, one closed without a sign-off."""
    path = tmp_path_factory.mktemp("made") / "control.xlsx"
    large_school.control(path, 6)
    workbook = FileWorkbook(path)
    workbook.read()
    keys = ("number", "item", "problem", "deadline", "status")
    items = large_school.table(
        rectification.SPEC,
        keys,
        [
            ("T0001", "3 Paid tutoring", "Tutored", None, "Open"),
            ("T0002", "3 Paid tutoring", "Tutored", date(2026, 12, 1), "Open"),
        ],
    )
    workbook.write(Patch((items,)))
    flow.refresh(FileWorkbook(path), DAY)
    return path.read_bytes()


@pytest.fixture
def control(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "control.xlsx"
    path.write_bytes(made)
    return path


def test_validate_lists_what_is_wrong_now_unsaved_edits_included(opened: Open, control: Path) -> None:
    book = opened(control)
    book.sheets["Tracker"]["G5"].value = "Closed"
    assert buttons.validate(book, DAY) == "Found errors 2, warnings 0, notes 0; see the sheet Issues."
    assert {row[4] for row in book.sheets["Issues"]["A5:L6"].value} == {"G5", "H6"}
    assert str(book.app.status_bar).endswith("see the sheet Issues.")
    assert book.sheets["Tracker"]["W5"].value == "Open"


def test_what_people_typed_and_what_a_button_changed_is_in_the_history(opened: Open, control: Path) -> None:
    book = opened(control)
    buttons.refresh(book, date(2026, 10, 21))
    book.sheets["Tracker"]["G5"].value = "Closed"
    buttons.refresh(book, date(2026, 10, 22))
    first, last = entries(control)
    assert first.what == last.what == tuple(captions.REFRESH)
    assert [each[2:] for each in last.typed] == [("status", "Open", "Closed")]
    buttons.undo(book)
    assert entries(control)[-1].what == tuple(captions.UNDO)
    assert entries(control)[-1].typed_count == 0
    assert entries(control)[-1].changed_count == last.changed_count


def test_returns_that_need_changes_go_back_marked(opened: Open, control: Path) -> None:
    inbox = control.parent / "inbox"
    inbox.mkdir()
    blank = templates.path("return", "en").read_bytes()
    (inbox / "blank.xlsx").write_bytes(blank)
    book = opened(control)
    assert "1 files haven't been collected yet" in buttons.send_back(book, DAY)
    buttons.collect(book, DAY)
    out = control.parent / "sent-back"
    assert buttons.send_back(book, DAY) == f"Wrote 1 marked copies of returns that need changes to {out}."
    assert [path.name.startswith("blank_sent back") for path in out.iterdir()] == [True]
    assert (inbox / "blank.xlsx").read_bytes() == blank


def test_a_failure_says_whether_the_workbook_was_changed_before(opened: Open, control: Path) -> None:
    book = opened(control)
    book.sheets["Tracker"]["G5"].value = "Closed"

    def fail(press: ButtonRun) -> Outcome:
        raise RuntimeError

    def change_and_fail(press: ButtonRun) -> Outcome:
        assert flow.highlight_issues(press.live, DAY)[1]
        raise RuntimeError

    title = Text("检查", "Validate")
    assert "The program failed. Nothing was changed. Please send" in run_button(book, title, fail, DAY)
    message = run_button(book, title, change_and_fail, DAY)
    assert (
        "The program failed. The workbook was changed before; “Undo” takes that back. Please send" in message
    )
    assert buttons.undo(book).startswith("Took back “Validate”")


def test_foreign_words_are_shown_in_the_status_bar_and_the_message(opened: Open, control: Path) -> None:
    book = opened(control)

    def stop(press: ButtonRun) -> Outcome:
        raise Stop("file.not-found", file="a\x1b[31m\u202e\n\ud83d.xlsx")

    shown = r"a\x1b[31m\u202e \ud83d.xlsx"
    assert f"File not found: {shown}." in run_button(book, Text("检查", "Validate"), stop, DAY)
    assert shown in str(book.app.status_bar)


def test_next_issue_goes_from_cell_to_cell_and_round(opened: Open, control: Path) -> None:
    book = opened(control)
    book.app.engine.activate()
    book.sheets["Tracker"]["G5"].value = "Closed"
    message, shown = [], []
    for _ in range(3):
        message.append(buttons.next_issue(book, DAY))
        selected = book.app.selection
        assert selected
        shown.append(f"{selected.sheet.name}!{selected.get_address(False, False)}")
    assert shown == ["Tracker!G5", "Tracker!H6", "Tracker!G5"]
    assert [sentence.split(". ")[0] for sentence in message] == [
        "Issue 1 of 2",
        "Issue 2 of 2",
        "Issue 1 of 2",
    ]
    assert "Tracker G5" in message[0]


def test_why_fills_its_sheet_about_the_selected_row_and_an_undo_empties_it(
    opened: Open, control: Path
) -> None:
    book = opened(control)
    book.app.engine.activate()
    book.sheets["Compliance"].activate()
    book.sheets["Compliance"].range("C6").select()
    number = str(book.sheets["Compliance"]["A6"].value)
    message = buttons.why(book, DAY)
    why = book.sheets["Why"]
    assert number in message
    assert book.sheets.active.name == "Why"
    assert (str(why["B4"].value), why["B5"].value) == (number, message)
    assert str(why["A9"].value).startswith("1 ")
    assert buttons.undo(book).startswith("Took back “Why”")
    assert (why["B4"].value, why["A9"].value) == (None, None)


def test_why_says_what_to_select(opened: Open, control: Path) -> None:
    book = opened(control)
    book.app.engine.activate()
    book.sheets["Settings"].activate()
    assert "Select a row about somebody" in buttons.why(book, DAY)


def test_next_issue_says_when_a_filter_hides_the_row_and_gets_past_it(opened: Open, control: Path) -> None:
    book = opened(control)
    book.app.engine.activate()
    book.sheets["Tracker"]["G5"].value = "Closed"
    next(table for table in book.sheets["Tracker"].tables).autofilter.apply_values(7, ["Remediating"])
    message = [buttons.next_issue(book, DAY).split(". ")[0] for _ in range(3)]
    hidden = "(its row is hidden or filtered out)"
    assert message == [f"Issue 1 of 2 {hidden}", f"Issue 2 of 2 {hidden}", f"Issue 1 of 2 {hidden}"]


def test_refresh_and_undo_say_what_they_did(opened: Open, control: Path) -> None:
    book = opened(control)
    cell = book.sheets["Dashboard"]["M6"]
    before = book.sheets["Tracker"]["W5:Y6"].value
    book.sheets["Tracker"]["H6"].value = date(2026, 10, 1)
    message = buttons.refresh(book, DAY)
    assert message.startswith(
        "Coverage 0% of 6 people, compliance – of 0 people; 2 items, 2 open, 1 overdue; in this workbook: errors 0"
    )
    back = buttons.undo(book)
    assert back.startswith("Took back “Refresh” of ")
    assert book.sheets["Tracker"]["H6"].value.date() == date(2026, 10, 1)
    assert book.sheets["Tracker"]["W5:Y6"].value == before
    assert cell.value == 0
    assert buttons.undo(book).startswith("There is no earlier write of control.xlsx to undo.")


def test_collect_takes_the_inbox_beside_the_workbook(opened: Open, control: Path) -> None:
    book = opened(control)
    missing = buttons.collect(book, DAY)
    assert (
        missing
        == f"There is no folder “inbox” in {control.parent}. Make it, put the returns there, then try again."
    )
    large_school.returns(large_school.control(control.with_name("other.xlsx"), 6), control.parent / "Inbox")
    message = buttons.collect(book, DAY)
    assert message == "6 files: 6 accepted; 0 people have sent none."
    again = buttons.collect(book, DAY)
    assert again == f"{message} The control workbook was up to date; nothing was changed."
    assert {row[4] for row in book.sheets["Submissions"]["A5:E10"].value} == {"✓ Accepted"}


def test_prepare_puts_a_return_for_everybody_into_the_outbox_and_overwrites_none(
    opened: Open, control: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first that is issued makes the school's key, and says so."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    book = opened(control)
    outbox = control.parent / "outbox"
    assert buttons.prepare(book) == f"Wrote 6 returns to {outbox}.\n{sentences.KEY_MADE.en}"
    sent = {path.name: path.read_bytes() for path in outbox.iterdir()}
    assert len(sent) == 6
    assert buttons.prepare(book) == f"Wrote 0 returns to {outbox}; 6 were there already."
    filled = sorted(outbox.iterdir())[3]
    filled.write_bytes(b"what somebody filled in")
    assert buttons.prepare(book).startswith(f"{filled} exists already and was not overwritten.")
    assert {path.name: path.read_bytes() for path in outbox.iterdir()} == {
        **sent,
        filled.name: b"what somebody filled in",
    }


def test_help_opens_the_guide_of_the_workbooks_language(
    opened: Open, control: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\n')
    browser.chmod(0o755)
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    message = buttons.show_help(opened(control))
    page = buttons.GUIDE / "guide.en.html"
    assert message == f"Opened {page} in the browser."
    assert (tmp_path / "opened").read_text().strip() == page.as_uri()


def test_help_without_a_browser_names_the_file(
    opened: Open, control: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    message = buttons.show_help(opened(control))
    assert (
        message
        == f"No browser was found to open the guide with. Open the file {buttons.GUIDE}/guide.en.html yourself."
    )


def test_doctor_says_what_is_in_the_way_as_the_command_does(opened: Open, control: Path) -> None:
    expected = summary(list(examine(Machine.here()))).en
    assert buttons.doctor(opened(control)) == expected


@pytest.fixture
def cancelling(app: xw.App) -> Iterator[Callable[[int], None]]:
    """Has the macros answer that somebody pressed Cancel, from the n-th time on that they are asked."""
    if app.engine.name == "excel":
        asked = count(1)
        model = inside(app)

        def answer_from(number: int) -> None:
            nonlocal asked
            asked = count(1)
            model.macros[f"'{ADDIN}'!Cancelled"] = lambda: (
                next(asked) > number
            )  # the press itself asks once more

        yield answer_from
        model.macros.clear()
        return
    libraries = app.impl.office.service("script.ApplicationScriptLibraryContainer")
    library = libraries.createLibrary(LIBRARY)

    def from_time(number: int) -> None:
        if library.hasByName("SoftEnv"):
            library.removeByName("SoftEnv")
        library.insertByName(
            "SoftEnv",
            "Global gAsked As Integer\nFunction Cancelled() As Boolean\n"
            f"gAsked = gAsked + 1\nCancelled = (gAsked >= {number})\nEnd Function\n",
        )

    yield from_time
    libraries.removeLibrary(LIBRARY)


def _written(book: xw.Book) -> list[object]:
    """What stands on the sheets that a collection writes first, in between and last."""
    names = ("Today", "Submissions", "Compliance", "Tracker", "Dashboard", "Issues")
    return [book.sheets[name].used_range.formula for name in names]


@pytest.mark.parametrize(
    ("button", "number"),
    some(
        [(button, number) for button in ("collect", "refresh", "validate") for number in (1, 2, 3)],
        2,
        "cancelling",
    ),
)
def test_cancel_ends_a_press_before_anything_is_written(
    opened: Open, control: Path, cancelling: Callable[[int], None], button: str, number: int
) -> None:
    """A press asks when it begins to read, while it counts files, and last when it begins to write."""
    large_school.returns(large_school.control(control.with_name("other.xlsx"), 6), control.parent / "inbox")
    book = opened(control)
    book.sheets["Tracker"]["G5"].value = "Closed"
    before = _written(book)
    cancelling(number)
    message = getattr(buttons, button)(book, DAY)
    stopped = "Stopped as you asked; the workbook is as it was. Press the button again when you want it."
    if message == stopped:
        assert _written(book) == before
        cancelling(1000)
        message = getattr(buttons, button)(book, DAY)
    else:
        assert number == 3
    assert message.startswith({"collect": "6 files", "refresh": "Coverage", "validate": "Found"}[button])


def test_a_count_is_told_in_the_status_bar(opened: Open, control: Path) -> None:
    book = opened(control)
    press = ButtonRun(book, captions.COLLECT, "en", DAY)
    press.counted(Text("正在检查", "Checking"), 3, 10)
    assert book.app.status_bar == "softenv-xl: Checking 3/10"


def test_a_workbook_without_a_folder_has_no_inbox(app: xw.App, opened: Open, control: Path) -> None:
    opened(control)
    new = app.books.add()
    try:
        assert buttons.collect(new, DAY).endswith(
            "is not saved in a folder of this computer. Save it there first, then try again."
        )
    finally:
        new.close()


def test_a_return_shows_its_first_issue(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(templates.path("return", "zh").read_bytes())
    book = opened(path)
    book.app.engine.activate()
    book.sheets["自查"]["C5"].value = "没有"  # one that isn't filled in at all has a single issue
    message = buttons.validate(book, DAY)
    selected = book.app.selection
    assert selected
    assert message.startswith("发现错误 ")
    assert f"{selected.sheet.name} {selected.get_address(False, False)}: " in message
    assert buttons.next_issue(book, DAY).startswith("第 2 个，共 ")


def test_any_other_workbook_is_left_alone(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(templates.path("return", "en").read_bytes())
    book = opened(path)
    message = buttons.refresh(book, DAY)
    assert message.startswith("other.xlsx has no table “")
    assert not program_of(book).is_unsaved()


def test_the_workbook_that_called_is_meant(opened: Open, control: Path) -> None:
    opened(control).set_mock_caller()
    assert buttons.validate(as_of=DAY) == "Found errors 1, warnings 0, notes 0; see the sheet Issues."


@pytest.mark.libreoffice
@pytest.mark.xdist_group("office")
def test_a_program_that_is_gone_is_said(control: Path, tmp_path: Path) -> None:
    app = running()
    book = app.books.open(str(quick_to_open(control)))
    app.kill()
    message = buttons.refresh(book, DAY)
    assert "The program that had" in message or "的程序已经关闭" in message
    assert "softenv-xl-" not in message


def test_upgrade_saves_closes_and_opens_the_workbook_and_keeps_what_was_typed(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "control.xlsx"
    path.write_bytes(OLDER.read_bytes())
    book = app.books.open(str(path))
    book.sheets["People"]["E5"].value = "typed@just.now"
    message = buttons.upgrade(book, DAY)
    assert message.startswith("Upgraded control.xlsx: "), message
    (again,) = (one for one in app.books if one.name == "control.xlsx")
    try:
        assert again.sheet_names[0] == "Start"
        assert again.sheets["People"]["E5"].value == "typed@just.now"
        assert again.sheets["Dashboard"]["C6"].value == 5
        assert "Upgraded" in str(app.status_bar)
        assert buttons.upgrade(again, DAY) == "control.xlsx is up to date; there is nothing to upgrade."
        assert buttons.refresh(again, DAY).endswith("nothing was changed.")
    finally:
        again.close()
    store.undo(path)
    assert FileWorkbook(path).read().grid("Start") is None


def test_upgrade_leaves_a_workbook_open_that_it_cannot_upgrade(opened: Open, control: Path) -> None:
    newer = control.with_name("newer.xlsx")
    newer.write_bytes(typed(control.read_bytes(), "Settings", "B11", "99"))
    book = opened(newer)
    assert "newer softenv-xl" in buttons.upgrade(book, DAY)
    assert book.sheets["Settings"]["B11"].value == "99"
