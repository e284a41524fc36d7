"""The control workbook with buttons in a real LibreOffice: it opens, shows its buttons, and a click reaches the add-in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from softenv_xl import flow
from softenv_xl.addin.phrases import NO_ADDIN
from softenv_xl.addin.workbook import on_sheet
from softenv_xl.captions import BUTTONS
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.sentences import highlighted
from softenv_xl.templates.dashboard import WIDTH
from tests.addin.built import built
from tests.addin.screen import PICTURES, Desk, profile, require_screen, screen, until
from tests.libreoffice import require
from xlwings_libreoffice.uno_runtime import properties

pytestmark = [pytest.mark.clicks, pytest.mark.libreoffice, pytest.mark.xdist_group("screen")]

_TRUSTED = """
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="SecureURL" oor:op="fuse">
<value><it>{folder}</it></value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""
_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"></oor:items>
"""


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    require()
    require_screen()
    with screen() as name:
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        yield name


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The built workbook in a folder that the user trusts."""
    path = tmp_path / "trusted" / "control.zh.xlsm"
    path.parent.mkdir()
    path.write_bytes(built()[path.name])
    return path


def _trust(folder: Path, trusted: Path) -> Path:
    """Settings of a profile: macros of workbooks in one folder may run; the level of security stays as it is."""
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    text = settings.read_text("utf-8") if settings.exists() else _EMPTY
    settings.write_text(text.replace("</oor:items>", _TRUSTED.format(folder=trusted.as_uri())), "utf-8")
    return folder


def _open(desk: Desk, workbook: Path) -> Any:
    use_config = 3  # com.sun.star.document.MacroExecMode.USE_CONFIG: as for a file opened from the menu
    document = desk.office.desktop.loadComponentFromURL(
        workbook.as_uri(), "_default", 0, properties(MacroExecutionMode=use_config)
    )
    desk.office.service("awt.Toolkit").processEventsToIdle()  # until all is drawn and in its place
    return document


def _click(desk: Desk, document: Any, caption: str) -> None:
    """A click of the mouse on the button of that caption on the sheet in front."""
    controller = document.CurrentController
    shapes = [shape for shape in controller.ActiveSheet.DrawPage if hasattr(shape, "Control")]
    model = next(shape.Control for shape in shapes if shape.Control.Label == caption)
    desk.click(controller.getControl(model).AccessibleContext)


def _answer(desk: Desk, document: Any, caption: str) -> str:
    """What the message box says that comes of a click."""
    _click(desk, document, caption)
    until(desk.box, "a message box", lambda: _click(desk, document, caption))
    return desk.answered()


def _cells(document: Any, sheet: str) -> tuple[tuple[Any, ...], ...]:
    cursor = document.Sheets[sheet].createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    area = document.Sheets[sheet].getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    rows: tuple[tuple[Any, ...], ...] = area.DataArray
    return rows


def _hundredths(pixels: int) -> int:
    """Pixels of a sheet, 96 to the inch, as hundredths of a millimetre."""
    return pixels * 2540 // 96


def test_the_workbook_shows_its_buttons_and_says_where_the_addin_is_missing(
    display: str, workbook: Path, tmp_path: Path
) -> None:
    desk = Desk(display, _trust(tmp_path / "profile", workbook.parent))
    try:
        document = _open(desk, workbook)
        shapes = [
            shape for shape in document.CurrentController.ActiveSheet.DrawPage if hasattr(shape, "Control")
        ]
        assert [shape.Control.Label for shape in shapes] == [BUTTONS[button][0].zh for button in on_sheet()]
        places = [
            (shape.Position.Y, shape.Position.X, shape.Position.X + shape.Size.Width) for shape in shapes
        ]
        assert all(one[0] < next_[0] or one[2] < next_[1] for one, next_ in pairwise(places))
        assert max(right for *_, right in places) <= _hundredths(WIDTH)
        if PICTURES:
            desk.shot(PICTURES / "control-buttons-libreoffice.png")
        assert _answer(desk, document, "检查") == NO_ADDIN.zh
    finally:
        desk.office.kill()


def test_a_click_reaches_the_extension_and_its_python(display: str, workbook: Path, tmp_path: Path) -> None:
    configuration = tmp_path / "config" / "softenv-xl" / "softenv_xl.conf"
    configuration.parent.mkdir(parents=True)
    configuration.write_text(f"INTERPRETER={sys.executable}\n", "utf-8")
    extension = tmp_path / "softenv_xl.oxt"
    extension.write_bytes(built()[extension.name])
    with profile("zh-CN", extension) as folder:
        desk = Desk(display, _trust(folder, workbook.parent))
        try:
            document = _open(desk, workbook)
            said = _answer(desk, document, "检查")
            shown = [cell for row in _cells(document, "问题清单") for cell in row]
        finally:
            desk.office.kill()
    # The same press on the closed file tells what there is to be said and shown.
    closed = tmp_path / workbook.name
    closed.write_bytes(built()[workbook.name])
    result, changed = flow.highlight_issues(FileWorkbook(closed), datetime.now(UTC).astimezone().date())
    assert changed
    assert said == highlighted(result).zh
    assert result.issues
    assert all(issue.message("zh") in shown for issue in result.issues)
