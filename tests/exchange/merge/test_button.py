"""The button Merge back on an open workbook: the packs that are open, or the folder's; taken back by Undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings as xw

from softenv_xl import buttons
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.live import LiveWorkbook
from softenv_xl.words import Text
from tests.exchange.merge.departments import PackFile
from tests.exchange.merge.school import AS_OF, CHINESE, SPECS, Office
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running

OFFICE = [pytest.mark.libreoffice, pytest.mark.xdist_group("office")]
KEYS = ("tracker", "fees", "commitments", "conflicts", "packs_merged")


@pytest.fixture(scope="module", params=[pytest.param("libreoffice", marks=OFFICE), "model-zh"])
def app(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    started = running(request.param)
    yield started
    started.quit()


def shown(book: xw.Book) -> dict[str, list[dict[str, Value]]]:
    """What stands in the tables that a merge changes; the models of Excel don't calculate checks."""
    tables = read_control(LiveWorkbook(book, Text("", "")).read()).tables
    return {
        key: [
            {name: value for name, value in row.items() if not name.startswith("check")}
            for _, row in tables[key].filled(SPECS[key].deciding_columns)
        ]
        for key in KEYS
    }


def worked_in(pack: PackFile) -> PackFile:
    pack.type("fees", "FE-001", charged=280, start="九月底")
    pack.type("tracker", "K-001", measure="停止推荐")
    pack.add("commitments", matter="办理转学", text="三日内办结")
    return pack


def test_a_press_merges_the_folder_is_the_commands_and_can_be_taken_back(
    app: xw.App, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(office.folder / "state"))
    inbox = office.folder / "部门交回"
    worked_in(office.pack(CHINESE)).save(inbox / "1.xlsx")
    other = office.copy(office.folder.parent / "other")
    other.merge(inbox)
    book = app.books.open(str(quick_to_open(office.control)))
    by_command = app.books.open(str(quick_to_open(other.control.rename(other.folder / "other.xlsx"))))
    try:
        before = shown(book)
        said = buttons.merge_back(book, AS_OF)
        assert said.startswith("收回 1 份部门表：2 个单元格有更改，新增 1 行。有 1 处待您选择"), said
        assert shown(book) == shown(by_command)
        assert "未作改动" in buttons.merge_back(book, AS_OF)
        buttons.undo(book)
        assert shown(book) == before
    finally:
        by_command.close()
        book.close()


def test_a_press_merges_the_packs_that_are_open(
    app: xw.App, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(office.folder / "state"))
    path = worked_in(office.pack(CHINESE)).save(office.folder / "elsewhere" / "p.xlsx")
    book, pack = app.books.open(str(quick_to_open(office.control))), app.books.open(str(path))
    try:
        said = buttons.merge_back(book, AS_OF)
        assert said.startswith("收回 1 份部门表：2 个单元格有更改，新增 1 行。"), said
        (fee,) = [row for row in shown(book)["fees"] if row["id"] == "FE-001"]
        assert fee["charged"] == 280
    finally:
        pack.close()
        book.close()


def test_without_a_folder_it_says_where_the_packs_go(app: xw.App, office: Office) -> None:
    book = app.books.open(str(quick_to_open(office.control)))
    try:
        assert "部门交回" in buttons.merge_back(book, AS_OF)
    finally:
        book.close()
