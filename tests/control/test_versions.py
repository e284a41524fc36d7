"""A control workbook of an earlier version, and one that somebody took a sheet out of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl.books import CONTROL
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.grid.grid import Book
from softenv_xl.words import LANGS, Lang
from tests.control.test_names_and_past import empty


def of_version(lang: Lang, version: object) -> Book:
    book = empty(lang)
    sheet, area = book.names["settings_version"]
    grid = book.grid(sheet)
    assert grid
    row = list(grid.rows[area.top - 1])
    row[area.left - 1] = version  # type: ignore[call-overload]
    changed = replace(grid, rows=(*grid.rows[: area.top - 1], tuple(row), *grid.rows[area.top :]))
    return replace(book, grids=tuple(changed if one is grid else one for one in book.grids))


def without(book: Book, sheet: str) -> Book:
    return replace(book, grids=tuple(grid for grid in book.grids if grid.sheet != sheet))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("version", [1, int(CONTROL.version)])
def test_a_sheet_that_its_version_has_was_deleted(lang: Lang, version: int) -> None:
    tracker = CONTROL.sheet("tracker").name(lang)
    with pytest.raises(Stop) as stopped:
        read_control(without(of_version(lang, version), tracker), "staff.xlsx")
    assert stopped.value.code == "workbook.part-missing"
    said = stopped.value.sentence(lang)
    assert "staff.xlsx" in said
    assert tracker in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_figures_sheet_is_missed_as_any_other(lang: Lang) -> None:
    sheet = empty(lang).table("fig_bans")
    assert sheet
    with pytest.raises(Stop) as stopped:
        read_control(without(of_version(lang, 1), sheet[0].sheet), "staff.xlsx")
    assert stopped.value.code == "workbook.part-missing"
    assert "staff.xlsx" in stopped.value.sentence(lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("version", "older"), [(1, True), (None, True), ("x", True), (int(CONTROL.version), False)]
)
def test_an_older_one_says_so_on_the_sheet_of_the_settings(lang: Lang, version: object, older: bool) -> None:
    told = [one for one in read_control(of_version(lang, version)).issues if one.code == "workbook.older"]
    assert [one.place.sheet for one in told] == ([CONTROL.sheet("settings").name(lang)] if older else [])


@pytest.mark.parametrize("version", [int(CONTROL.version) + 1, str(int(CONTROL.version) + 1)])
def test_a_newer_one_is_not_read(version: object) -> None:
    with pytest.raises(Stop) as stopped:
        read_control(of_version("en", version), "staff.xlsx")
    assert stopped.value.code == "workbook.newer"
    assert "staff.xlsx" in stopped.value.sentence("en")
