"""A sheet's protection is lifted and put back with its options: in the model of Excel, on Windows' code.

LibreOffice's side of the same room is run for real in the contract suite.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from softenv_xl.errors import Stop
from softenv_xl.hosts.live.program import ExcelOnMac, ExcelOnWindows
from tests.excel import started
from tests.excel.sheets import SheetState
from tests.support.packages import book as drawn


@pytest.fixture
def app() -> Iterator[xw.App]:
    started_one = started("zh")
    yield started_one
    started_one.quit()


def opened(app: xw.App, folder: Path, password: str = "") -> xw.Book:
    """A sheet that is free, one that lets people sort, and one with a password where there is one."""

    def protect(made: Any, sheet: Any) -> None:
        made.add_worksheet("Sorting").protect("", {"sort": True, "objects": True})
        made.add_worksheet("Secret").protect(password, {})

    path = folder / "staff.xlsx"
    path.write_bytes(drawn("Id | Name\nT1 | Wang", more=protect))
    return app.books.open(str(path))


def states(book: xw.Book) -> list[SheetState]:
    return list(book.api._inner.state.sheets)


def test_a_protection_without_password_comes_back_with_its_options(app: xw.App, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    before = [sheet.protection for sheet in states(book)]
    put_back = ExcelOnWindows(book).unprotect(list(book.sheets))
    assert [sheet.protection for sheet in states(book)] == [None] * 3
    put_back()
    assert [sheet.protection for sheet in states(book)] == before
    assert before[1]
    assert before[1].allowed == {"AllowSorting"}


def test_a_password_stops_the_press_with_every_sheet_as_it_was(app: xw.App, tmp_path: Path) -> None:
    book = opened(app, tmp_path, "word")
    before = [sheet.protection for sheet in states(book)]
    with pytest.raises(Stop) as stop:
        ExcelOnWindows(book).unprotect(list(book.sheets))
    assert (stop.value.code, stop.value.arguments["sheet"]) == ("sheet.protected", "Secret")
    assert [sheet.protection for sheet in states(book)] == before


def test_on_a_mac_a_protected_sheet_stops_the_press() -> None:
    protected: Any = SimpleNamespace(
        api=SimpleNamespace(protect_contents=SimpleNamespace(get=lambda: True)), name="Tracker"
    )
    nobody: Any = None
    with pytest.raises(Stop) as stop:
        ExcelOnMac(nobody).unprotect([protected])
    assert stop.value.code == "sheet.protected"
