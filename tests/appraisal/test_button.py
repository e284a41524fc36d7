"""The button on an open workbook: the same tables as the command's, and taken back by Undo."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softenv_xl import buttons
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.live import LiveWorkbook
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import appraisal_leads, appraisal_mapping, appraisal_results, appraisal_rounds
from softenv_xl.schema.column import Kind
from softenv_xl.words import Text
from tests.appraisal.press import appraise
from tests.appraisal.survey import AS_OF, control, folder, sheets, tencent, wenjuanxing, write_csv, write_xlsx
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running

if TYPE_CHECKING:
    import xlwings as xw

OFFICE = [pytest.mark.libreoffice, pytest.mark.xdist_group("office")]
SPECS = (appraisal_rounds.SPEC, appraisal_results.SPEC, appraisal_leads.SPEC, appraisal_mapping.SPEC)


@pytest.fixture(scope="module", params=[pytest.param("libreoffice", marks=OFFICE), "model-zh", "model-mac"])
def app(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    started = running(request.param)
    yield started
    started.quit()


def _tables(book: Book) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for spec in SPECS:
        grid, area = book.table(spec.key) or (None, None)
        assert grid
        assert area
        told = [
            column.kind is not Kind.CHECK for column in spec.columns
        ]  # the models of Excel don't calculate
        width = len(spec.columns)
        rows = ((*row, *[None] * (width - len(row))) for row in grid.rows[area.area.top : area.last])
        found[spec.key] = [
            tuple(round(value, 6) if isinstance(value, float) else value for value in compress(row, told))
            for row in rows
        ]
    return found


def test_a_press_is_the_commands_and_can_be_taken_back(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path, beside = tmp_path / "c.xlsx", tmp_path / "command"
    beside.mkdir()
    for place in (tmp_path, beside):
        control(place / "c.xlsx")
        write_csv(folder(place) / "1.csv", tencent(sheets()[:120]))
        write_xlsx(folder(place) / "2.xlsx", wenjuanxing(sheets()[120:]))
    book = app.books.open(str(quick_to_open(path)))
    try:
        live = LiveWorkbook(book, Text("", ""))
        before = _tables(live.read())
        said = buttons.appraisal(book, AS_OF)
        assert said.startswith("AP-001：读入 2 个文件")
        appraise(beside / "c.xlsx")
        theirs = _tables(FileWorkbook(beside / "c.xlsx").read())
        assert _tables(live.read()) == theirs
        assert len(theirs["appraisal"]) == 12
        assert buttons.appraisal(book, AS_OF).endswith("总台账已是最新，未作改动。")
        buttons.undo(book)
        assert _tables(live.read()) == before
    finally:
        book.close()


def test_without_a_folder_it_says_where_the_files_go(app: xw.App, tmp_path: Path) -> None:
    book = app.books.open(str(quick_to_open(control(tmp_path / "c.xlsx"))))
    try:
        assert "评议/AP-001" in buttons.appraisal(book, AS_OF)
    finally:
        book.close()
