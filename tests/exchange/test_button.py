"""The button Prepare packs, in a running LibreOffice and in a model of Excel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from softenv_xl import buttons, sentences
from tests.exchange.planted import TODAY, canaries, planted
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running

if TYPE_CHECKING:
    import xlwings as xw

OFFICE = [pytest.mark.libreoffice, pytest.mark.xdist_group("office")]


@pytest.fixture(params=[pytest.param("libreoffice", marks=OFFICE), "model-en"])
def app(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    started = running(request.param)
    yield started
    started.quit()


def test_it_writes_what_stands_in_the_open_workbook_now(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    control, out = tmp_path / "control.xlsx", tmp_path / "packs"
    control.write_bytes(planted("en", 2))
    book = app.books.open(str(quick_to_open(control)))
    try:
        book.sheets["Key tasks"]["D5"].value = "Typed and not saved"
        said = buttons.prepare_packs(book, TODAY)
        assert said == f"Wrote 2 packs into {out}.\n{sentences.KEY_MADE.en}"
        assert book.sheets["Key tasks"]["A5"].value == "KT-001"  # rows have their ids before they go out
    finally:
        book.close()
    first, second = sorted(out.iterdir())
    assert (first.name, second.name) == ("Chinese_Department pack.xlsx", "Mathematics_Department pack.xlsx")
    assert load_workbook(first)["Key tasks"]["D5"].value == "Typed and not saved"
    assert (
        canaries(
            str([[c.value for c in row] for sheet in load_workbook(second) for row in sheet.rows]), "A", "O"
        )
        == []
    )
