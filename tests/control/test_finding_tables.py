"""A table that lost its name, and whose headers were written over, is found on the sheet of its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl.control.finding_tables import located
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.grid import Book
from softenv_xl.registers import people
from softenv_xl.words import LANGS, Lang
from tests.support.small_school import register


def _without(lang: Lang, column: int, title: str) -> Book:
    """The sheet of that name with one header written over, and no table on it."""
    book = read(register(lang), CONTROL).book
    assert book
    grid = book.grid(people.SHEET.name(lang))
    assert grid
    rows = [list(row) for row in grid.rows]
    rows[people.SPEC.header_row - 1][column] = "x"
    bare = replace(grid, sheet=title, rows=tuple(map(tuple, rows)), tables=())
    return replace(book, grids=tuple(bare if each is grid else each for each in book.grids))


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheets_name_tells_where_the_tables_is_gone(lang: Lang) -> None:
    found = located(_without(lang, 2, people.SHEET.name(lang)), people.SHEET, people.SPEC)
    assert found
    assert found.grid.sheet == people.SHEET.name(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_under_another_name_it_is_nobodys(lang: Lang) -> None:
    assert located(_without(lang, 2, "x"), people.SHEET, people.SPEC) is None
