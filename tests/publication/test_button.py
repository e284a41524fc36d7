"""The button on an open workbook: the same folder as the command's, and the workbook untouched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softenv_xl import buttons, flow
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.publication.writing import FOLDER, write_bulletin
from tests.libreoffice.running import running
from tests.publication.school import TODAY
from tests.support.small_school import register

if TYPE_CHECKING:
    import xlwings as xw


@pytest.fixture(scope="module", params=["model-zh"])
def app(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    started = running(request.param)
    yield started
    started.quit()


def test_a_press_makes_what_the_command_makes(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path, by_command = tmp_path / "c.xlsx", tmp_path / "command"
    path.write_bytes(register("zh"))
    book = app.books.open(str(path))
    said = buttons.bulletin(book, TODAY)
    book.close()
    assert "index.html" in said
    assert path.read_bytes() == register("zh")
    write_bulletin(flow.inspect(FileWorkbook(path), TODAY), by_command, tmp_path / "文书" / "模板", pdf=False)
    made, wanted = (
        {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (tmp_path / FOLDER.zh, by_command)
    )
    for aside in ("notice-board.pdf", ".softenv-bulletin.json"):
        made.pop(aside, None)
        wanted.pop(aside, None)
    assert made == wanted
    assert len(made) > 20
