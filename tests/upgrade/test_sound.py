"""Upgraded workbooks by independent judges: the Open XML SDK's validator, our own rules, LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from softenv_xl import upgrading
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.views.dashboard import FIGURES
from tests.libreoffice.running import running
from tests.support.package_rules import broken
from tests.support.thorough import some
from tests.upgrade import staff
from tests.upgrade.test_upgrade import NAMES, TODAY, lang_of, old, on_disk
from tests.validators import schema_errors


@pytest.fixture(scope="module")
def office() -> Iterator[xw.App]:
    app = running("libreoffice")
    yield app
    app.quit()


@pytest.mark.slow
@pytest.mark.parametrize("name", some(NAMES, 2, "nothing_makes_excel_repair_an_upgraded_workbook"))
def test_nothing_makes_excel_repair_an_upgraded_workbook(name: str, tmp_path: Path) -> None:
    file = on_disk(tmp_path, old(name))
    upgrading.upgrade(FileWorkbook(file), TODAY)
    assert (schema_errors(file), list(broken(file.read_bytes()))) == ([], [])


@pytest.mark.libreoffice
@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("name", some(NAMES, 2, "libreoffice_opens_it_and_computes_what_staff_computed"))
def test_libreoffice_opens_it_and_computes_what_staff_computed(
    name: str, tmp_path: Path, office: xw.App
) -> None:
    lang = lang_of(name)
    file = on_disk(tmp_path, old(name))
    upgrading.upgrade(FileWorkbook(file), TODAY)
    book = office.books.open(str(file))
    try:
        book.app.calculate()
        own = book.sheets[staff.OWN_SHEET(lang)]
        assert own["A1:A3"].value == [6, 6, 6]
        assert len(own.api.Charts.ElementNames) == 1
        dashboard = book.sheets[staff.title("dashboard", lang)]
        assert len(dashboard.api.Charts.ElementNames) == len(FIGURES)
        assert dashboard["C6"].value == 5
        start = book.sheets[staff.title("start", lang)]
        assert [start[cell].value for cell in ("D5", "D6", "D7", "D9")] == ["✓"] * 4
        tables = {table.name: table.range.value for sheet in book.sheets for table in sheet.tables}
        checks = [
            row[header.index(staff.CHECK(lang))] for header, *rows in (tables["people"],) for row in rows
        ]
        assert checks == ["✓"] * 6
    finally:
        book.close()
