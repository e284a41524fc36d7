"""Charts on the dashboard show all rows of their table, however many a press brings: on every host."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from softenv_xl import templates
from softenv_xl.hosts.file import apply
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.table_patch import filled
from softenv_xl.views.dashboard import BY_DEPARTMENT
from tests.hosts.contract.hosts import LiveHost, live, prepare_to_fail, write_and_fail

if TYPE_CHECKING:
    from softenv_xl.sheets.patch import TablePatch

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HEADERS = [column.label("en") for column in BY_DEPARTMENT.columns]


TITLE = "Figures!$A$3"


def departments(count: int, ready: int) -> TablePatch:
    counts = range(1, len(HEADERS))
    rows = [(f"Department {number}", *counts) for number in range(1, count + 1)]
    return filled(BY_DEPARTMENT.key, HEADERS, rows, ready)


def drawn_from(file: Path) -> set[str]:
    """What the chart over the departments is drawn from, as the saved file has it."""
    found = set()
    with zipfile.ZipFile(file) as package:
        for name in package.namelist():
            if name.startswith("xl/charts/chart"):
                texts = [e.text or "" for e in etree.fromstring(package.read(name)).iter(f"{CHART}f")]
                if any("$B$5" in text for text in texts):
                    found |= {text.replace("'", "") for text in texts}
    return found


def expected(last: int) -> set[str]:
    """The title's cell, the headers, and the table's rows down to the last."""
    columns = "ABCDEFGH"[: len(HEADERS)]
    rows = {f"Figures!${column}$5:${column}${last}" for column in columns}
    return {TITLE, *(f"Figures!${column}$4" for column in columns[1:]), *rows}


@pytest.mark.parametrize("count", [2, 7])
def test_a_chart_follows_its_table_in_a_program(real_program: LiveHost, tmp_path: Path, count: int) -> None:
    book = real_program.open(templates.path("control", "en").read_bytes())
    try:
        live(book).write(Patch((departments(5, 1),)))
        live(book).write(Patch((departments(count, 5),)))
        book.save(tmp_path / "saved.xlsx")
    finally:
        book.close()
    # LibreOffice keeps a title's words, not the cell that they come from.
    assert drawn_from(tmp_path / "saved.xlsx") == expected(4 + count) - {TITLE}


@pytest.mark.parametrize("count", [2, 7])
def test_a_chart_shows_after_a_press_that_failed_what_it_showed_before(
    real_program: LiveHost, tmp_path: Path, count: int
) -> None:
    book = real_program.open(templates.path("control", "en").read_bytes())
    try:
        live(book).write(Patch((departments(5, 1),)))
        prepare_to_fail(book, "Figures")
        write_and_fail(book, "Figures", (departments(count, 5),))
        book.save(tmp_path / "saved.xlsx")
    finally:
        book.close()
    assert drawn_from(tmp_path / "saved.xlsx") == expected(9) - {TITLE}


def test_a_chart_follows_its_table_in_a_file(tmp_path: Path) -> None:
    package = apply(templates.path("control", "en").read_bytes(), Patch((departments(7, 1),)), "control.xlsx")
    (tmp_path / "saved.xlsx").write_bytes(package)
    assert drawn_from(tmp_path / "saved.xlsx") == expected(11)
