"""A real mouse on the extension's toolbar in a real LibreOffice: from the click to the cells."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import psutil
import pytest

from softenv_xl import demo, flow
from softenv_xl.addin import oxt
from softenv_xl.addin.pressing import LISTENING
from softenv_xl.buttons import GUIDE
from softenv_xl.captions import SHOWN
from softenv_xl.demo.school import SEED, begin_school
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.installation import configuration
from softenv_xl.installation.doctor import examine, summary
from softenv_xl.installation.doctor.finding import Machine
from softenv_xl.installation.places import CONFIGURATION
from softenv_xl.registers import rectification
from softenv_xl.resident.place import OFF, SWITCH
from softenv_xl.sentences import KEY_MADE, highlighted
from softenv_xl.sheets.patch import Patch
from softenv_xl.words import Lang
from tests.addin.screen import PICTURES, Desk, profile, require_screen, screen, until
from tests.libreoffice import quick_to_open, require
from tests.support import large_school
from tests.support.thorough import THOROUGH
from xlwings_libreoffice.uno_runtime import properties

pytestmark = [
    pytest.mark.clicks,
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.xdist_group("screen"),
]
_PLAIN = 'exec "$PYTHON" "$@"'
_ALONE = f"{SWITCH}={OFF}"  # what is put into a press is in no Python that stays
_ENDLESS = (
    "import signal; from softenv_xl import buttons; from softenv_xl.addin import press; "
    "buttons.validate = lambda book: signal.pause(); raise SystemExit(press.main())"
)
_COUNTING = """
import threading
from softenv_xl import collecting
from softenv_xl.addin import press
def without_end(files, workers, seen, *_, **__):
    while True:
        seen(1, len(files))
        threading.Event().wait(0.02)
    yield
collecting.deliveries = without_end
raise SystemExit(press.main())
"""
_PLANTED = "import pathlib; pathlib.Path(r'{}').touch(); raise SystemExit(1)"


class Place(NamedTuple):
    """A desk, and the folders of the user who sits there. `home` has spaces, an ampersand and Chinese in its name."""

    desk: Desk
    home: Path
    lang: Lang

    @property
    def configuration(self) -> Path:
        return self.home / "config" / "softenv-xl" / CONFIGURATION

    @property
    def planted(self) -> Path:
        """Made by a program that a workbook's folder smuggled in: it must never be there."""
        return self.home / "planted-was-run"

    def interpreter(self, script: str) -> None:
        """Makes a shell script what the user's configuration names; `$PYTHON` in it is the real one."""
        path = self.home / "环境 & py" / "python"
        path.parent.mkdir(exist_ok=True)
        asked = f"PYTHON='{sys.executable}'\nprintf '%s\\n' \"$@\" > '{self.asked}'"
        path.write_text(f"#!/bin/sh\n{asked}\n{script}\n", "utf-8")
        path.chmod(0o755)
        self.configuration.write_bytes(configuration.for_libreoffice(path))

    @property
    def asked(self) -> Path:
        """What the interpreter was last asked to do, a word a line."""
        return self.home / "asked"

    def press(self, document: Any, button: str) -> None:
        """Clicks a button when the one before has ended: the macro deletes its note then."""
        until(lambda: not self.note.is_file(), "the end of the press before")
        self.asked.unlink(missing_ok=True)
        caption = _caption(self, button)
        self.desk.press(document, caption)
        until(
            lambda: self.asked.exists() or self.desk.box(),
            "the interpreter at work",
            lambda: self.desk.press(document, caption),
        )

    @property
    def note(self) -> Path:
        """The file in which the press answers that was started last."""
        return Path(self.asked.read_text("utf-8").splitlines()[-1]) if self.asked.exists() else self.home


# What is the same in both languages is tried in one.
ONE_LANGUAGE = pytest.mark.parametrize("place", ["en"], indirect=True)


@pytest.fixture(scope="module", params=["en", "zh"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    require()
    require_screen()
    home = tmp_path_factory.mktemp("desk") / "用户 a&b"
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        (home / "config" / "softenv-xl").mkdir(parents=True)
        (home / "books").mkdir()
        (home / "runtime").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(home / "runtime"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("BROWSER", f"{_browser(home)} %s")
        patch.setenv("LC_ALL", "C.UTF-8")  # the locale that names files; users have one in UTF-8
        display = stack.enter_context(screen())
        patch.setenv("DISPLAY", display)
        patch.chdir(home / "books")  # as when the workbook was opened with a double click
        locale = {"en": "en-US", "zh": "zh-CN"}[request.param]
        desk = Desk(display, stack.enter_context(profile(locale, oxt.build(home))))
        stack.callback(desk.office.kill)
        place = Place(desk, home, request.param)
        _plant(place)
        yield place
        assert not place.planted.exists()


@pytest.fixture
def opened(place: Place) -> Iterator[tuple[Any, Path]]:
    """A control workbook with a faulty item, open on the screen, and its file."""
    place.interpreter(_PLAIN)
    path = place.home / "books" / "control.xlsx"
    _control(path)
    document = place.desk.open(path)
    yield document, path
    document.close(True)


def _browser(home: Path) -> Path:
    """A browser that notes down what it is to show. Its own path has no blank: that is how BROWSER is read."""
    browser = home.parent / "browser"
    browser.write_text(f"#!/bin/sh\necho \"$1\" > '{home / 'browsed'}'\n", "utf-8")
    browser.chmod(0o755)
    return browser


def _plant(place: Place) -> None:
    """What a folder that came by mail could hold: a configuration, and a package of the product's own name."""
    books = place.home / "books"
    thief = books / "thief"
    thief.write_text(f"#!/bin/sh\ntouch '{place.planted}'\n")
    thief.chmod(0o755)
    (books / CONFIGURATION).write_bytes(configuration.for_libreoffice(thief))
    for name in ("softenv_xl", "xlwings"):
        (books / name).mkdir()
        (books / name / "__init__.py").write_text(_PLANTED.format(place.planted))


def _control(path: Path) -> None:
    large_school.control(path, 6)
    book = FileWorkbook(path)
    book.read()
    keys = ("number", "item", "problem", "deadline", "status")
    rows: list[tuple[Value, ...]] = [("T0001", "3 Paid tutoring", "Tutored", None, "Open")]
    book.write(Patch((large_school.table(rectification.SPEC, keys, rows),)))
    quick_to_open(path)


def _caption(place: Place, button: str) -> str:
    text = SHOWN[button][0]
    return text.zh if place.lang == "zh" else text.en


def _cells(document: Any, sheet: str) -> list[tuple[Any, ...]]:
    """All values of a sheet, formulas calculated."""
    cells = document.Sheets.getByName(sheet)
    cursor = cells.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.getRangeAddress()
    return list(cells.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray())


def _all_cells(document: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {name: _cells(document, name) for name in document.Sheets.ElementNames}


def _as_a_command_does(desk: Desk, path: Path, job: Callable[[FileWorkbook], object], sheet: str) -> object:
    """The sheet after the same job on a copy of the file, as LibreOffice shows it."""
    copy = path.with_name("copy.xlsx")
    _control(copy)
    job(FileWorkbook(copy))
    shown = desk.office.desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, properties(Hidden=True))
    shown.calculateAll()
    try:
        return _cells(shown, sheet)
    finally:
        shown.close(True)


@ONE_LANGUAGE
def test_a_click_checks_the_open_workbook(place: Place, opened: tuple[Any, Path]) -> None:
    document, path = opened
    before = place.desk.status(document)
    place.press(document, "validate")
    until(lambda: place.desk.status(document) != before, "a word in the status bar")
    assert place.desk.answered() == "Found errors 1, warnings 0, notes 0; see the sheet Issues."
    day = date.today()  # noqa: DTZ011
    expected = _as_a_command_does(place.desk, path, lambda book: flow.highlight_issues(book, day), "Issues")
    assert _cells(document, "Issues") == expected


def test_the_demo_speaks_the_language_of_its_workbook(place: Place) -> None:
    if THOROUGH or PICTURES:
        demo.run_demo(place.home / "demo", place.lang, 1)
    else:
        begin_school(place.home / "demo", place.lang, Random(SEED))
    path = place.home / "demo" / "control.xlsx"
    copy = Path(shutil.copy(path, place.home / "copy.xlsx"))
    expected = highlighted(flow.highlight_issues(FileWorkbook(copy), date.today())[0])  # noqa: DTZ011
    place.interpreter(_PLAIN)
    document = place.desk.open(path)
    place.press(document, "validate")
    until(place.desk.box, "the sentence at the end")
    if PICTURES:
        place.desk.shot(PICTURES / f"libreoffice-toolbar.{place.lang}.png")
    assert place.desk.answered() == expected(place.lang)
    document.close(True)


@ONE_LANGUAGE
def test_every_other_button_from_click_to_cells(place: Place, opened: tuple[Any, Path]) -> None:
    document, path = opened
    desk = place.desk
    empty = _cells(document, "Dashboard")

    place.press(document, "next_issue")
    until(lambda: document.CurrentSelection.AbsoluteName == "$Tracker.$H$5", "the faulty cell selected")

    place.press(document, "refresh")
    assert desk.answered().startswith(
        "Coverage 0% of 6 people, compliance – of 0 people; 1 items, 1 open, 0 overdue"
    )
    refreshed = _cells(document, "Dashboard")
    expected = _as_a_command_does(desk, path, lambda book: flow.refresh(book, date.today()), "Dashboard")  # noqa: DTZ011
    assert refreshed == expected

    place.press(document, "undo")
    assert desk.answered().startswith("Took back “Refresh” of ")
    assert _cells(document, "Dashboard") == empty

    large_school.returns(large_school.control(place.home / "other.xlsx", 6), path.parent / "inbox")
    place.press(document, "collect")
    assert desk.answered().startswith("6 files: 6 accepted; 0 people have sent none.")
    states = {row[4] for row in _cells(document, "Submissions")[4:]}
    assert states == {"✓ Accepted"}


@ONE_LANGUAGE
def test_upgrade_closes_an_older_workbook_and_opens_it_again(place: Place) -> None:
    place.interpreter(_PLAIN)
    path = place.home / "books" / "older.xlsx"
    path.write_bytes((Path(__file__).parents[1] / "upgrade" / "workbooks" / "a51dd15.en.xlsx").read_bytes())
    place.press(place.desk.open(path), "upgrade")
    assert place.desk.answered().startswith("Upgraded older.xlsx: ")
    (document,) = (one for one in place.desk.office.desktop.Components if one.URL.endswith("older.xlsx"))
    assert document.Sheets.ElementNames[0] == "Start"
    place.press(document, "refresh")
    assert place.desk.answered().endswith("nothing was changed.")
    document.close(True)


@ONE_LANGUAGE
def test_the_buttons_that_leave_the_workbook_alone(place: Place, opened: tuple[Any, Path]) -> None:
    document, path = opened
    before = _all_cells(document)
    place.press(document, "prepare")
    assert place.desk.answered() == f"Wrote 6 returns to {path.parent / 'outbox'}.\n{KEY_MADE.en}"
    assert len(list((path.parent / "outbox").glob("T000?_*.xlsx"))) == 6

    place.press(document, "show_help")
    page = (GUIDE / "guide.en.html").as_uri()
    until(lambda: (place.home / "browsed").read_text() == f"{page}\n", "the guide in the browser")

    place.press(document, "doctor")
    assert place.desk.answered() == summary(list(examine(Machine.here()))).en
    assert _all_cells(document) == before


@ONE_LANGUAGE
def test_cancel_ends_a_long_press_and_the_workbook_is_as_it_was(
    place: Place, opened: tuple[Any, Path]
) -> None:
    document, path = opened
    before = _all_cells(document)
    place.interpreter(f'shift 4; {_ALONE} exec "$PYTHON" -E -P -c \'{_COUNTING}\' "$@"')
    (path.parent / "inbox").mkdir(exist_ok=True)
    (path.parent / "inbox" / "return.xlsx").touch()
    at_rest = place.desk.status(document)
    place.press(document, "collect")
    until(lambda: place.desk.status(document) != at_rest, "a count in the status bar")

    def cancel() -> None:
        place.desk.press(document, _caption(place, "cancel"))

    cancel()
    until(place.desk.box, "its end", cancel)
    assert place.desk.answered().startswith("Stopped as you asked; the workbook is as it was.")
    assert _all_cells(document) == before


@ONE_LANGUAGE
def test_a_second_click_starts_nothing(place: Place, opened: tuple[Any, Path]) -> None:
    document, _ = opened
    runs, gate = place.home / "runs", place.home / "gate"
    os.mkfifo(gate)
    place.interpreter(f'echo run >> "{runs}"; read word < "{gate}"; exec "$PYTHON" "$@"')
    place.press(document, "validate")
    until(lambda: runs.exists(), "the first run")
    before = place.desk.status(document)
    place.desk.press(document, _caption(place, "refresh"))
    until(lambda: place.desk.status(document) != before, "a word that it is at work")
    gate.write_text("go\n")
    assert place.desk.answered().startswith("Found errors 1")
    assert runs.read_text() == "run\n"
    gate.unlink()
    runs.unlink()


def test_a_missing_interpreter_is_said_with_its_remedy(place: Place, opened: tuple[Any, Path]) -> None:
    document, _ = opened
    issues = _cells(document, "Issues")
    place.configuration.write_bytes(configuration.for_libreoffice(place.home / "gone" / "python"))
    place.press(document, "validate")
    said = place.desk.answered()
    assert f"{place.home}/gone/python" in said
    assert "softenv-xl install" in said
    assert ("找不到" in said) == (place.lang == "zh")
    place.configuration.unlink()
    place.press(document, "validate")
    assert str(place.configuration) in place.desk.answered()
    assert _cells(document, "Issues") == issues


@ONE_LANGUAGE
def test_what_stops_python_before_it_can_speak_is_said(place: Place, opened: tuple[Any, Path]) -> None:
    document, _ = opened
    place.interpreter('exec "$PYTHON" "$@" --document none-of-that-name')
    place.press(document, "validate")
    said = {
        "en": "The workbook that the button was pressed on has been closed.",
        "zh": "按下按钮的工作簿已经关闭。",
    }
    assert place.desk.answered().startswith(said[place.lang])


@ONE_LANGUAGE
def test_a_python_that_is_killed_is_said(place: Place, opened: tuple[Any, Path]) -> None:
    document, _ = opened
    place.interpreter(f'shift 4; {_ALONE} exec "$PYTHON" -E -P -c \'{_ENDLESS}\' "$@"')
    place.press(document, "validate")
    until(lambda: place.asked.exists() and LISTENING in place.note.read_text(), "the button at work")
    (python,) = psutil.Process(place.desk.office.pid).children(recursive=True)
    document.lockControllers()
    document.enableAutomaticCalculation(False)
    document.IsAdjustHeightEnabled = False
    document.Sheets.getByIndex(0).getCellByPosition(9, 9).setFormula("=1+1")
    document.UndoManager.lock()
    python.kill()
    said = place.desk.answered()
    assert {"en": "stopped in the middle", "zh": "中途停止"}[place.lang] in said
    assert document.isAutomaticCalculationEnabled()
    assert document.IsAdjustHeightEnabled
    assert not document.hasControllersLocked()
    assert not document.UndoManager.isLocked()
    assert not document.UndoManager.isUndoPossible()
    place.interpreter(_PLAIN)
    place.press(document, "validate")
    assert place.desk.answered().startswith("Found errors 1")


@ONE_LANGUAGE
def test_macro_security_stays_high(place: Place, opened: tuple[Any, Path]) -> None:
    provider = place.desk.office.service("configuration.ConfigurationProvider")
    settings = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        properties(nodepath="/org.openoffice.Office.Common/Security/Scripting"),
    )
    assert (settings.MacroSecurityLevel, settings.SecureURL) == (2, ())
