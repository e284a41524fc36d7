"""Whatever of a register is deleted: it is read as it stands, or said to be missing; never read from another's sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from softenv_xl.books import CONTROL
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book, Grid
from softenv_xl.registers import people, settings
from softenv_xl.schema.table import Declared, SheetSpec
from softenv_xl.views import dashboard
from softenv_xl.words import LANGS
from tests.hostile.contents import school

Deletion = Callable[[Book, Grid, Declared], Book]
SHEETS = {sheet.key: sheet for sheet in CONTROL.sheets if sheet.table or sheet.form}
PARTS: dict[str, tuple[SheetSpec, Declared]] = {
    **{spec.key: (sheet, spec) for sheet, spec in CONTROL.tables()},
    **{spec.key: (CONTROL.sheet("dashboard"), spec) for spec in dashboard.TABLES},
    settings.SPEC.key: (CONTROL.sheet("settings"), settings.SPEC),
}


def _with(book: Book, grid: Grid, *new: Grid) -> Book:
    return replace(book, grids=tuple(each for old in book.grids for each in (new if old is grid else (old,))))


def _sheet(book: Book, grid: Grid, spec: Declared) -> Book:
    return _with(book, grid)


def _cells(book: Book, grid: Grid, spec: Declared) -> Book:
    return _with(book, grid, replace(grid, rows=(), formulas=frozenset()))


def _table(book: Book, grid: Grid, spec: Declared) -> Book:
    return _with(book, grid, replace(grid, tables=tuple(t for t in grid.tables if t.name != spec.key)))


def _table_and_name(book: Book, grid: Grid, spec: Declared) -> Book:
    return (
        _with(_table(book, grid, spec), grid)
        if False
        else _renamed(_table(book, grid, spec), grid.sheet, "X")
    )


def _name(book: Book, grid: Grid, spec: Declared) -> Book:
    return _renamed(book, grid.sheet, "X")


def _name_of_another(book: Book, grid: Grid, spec: Declared) -> Book:
    taken = CONTROL.sheet("tracker" if grid.sheet != CONTROL.sheet("tracker").name(school.LANG) else "people")
    name = taken.name(school.LANG)
    return _renamed(_renamed(book, name, "X"), grid.sheet, name)


def _headers(book: Book, grid: Grid, spec: Declared) -> Book:
    labels = {words for column in spec.columns for words in column.label}
    rows = tuple(tuple(None if value in labels else value for value in row) for row in grid.rows)
    return _with(book, grid, replace(grid, rows=rows))


def _columns(book: Book, grid: Grid, spec: Declared) -> Book:
    """All but the first two of them."""
    labels = {words for column in spec.columns[2:] for words in column.label}
    rows = tuple(tuple(None if value in labels else value for value in row) for row in grid.rows)
    return _with(book, grid, replace(grid, rows=rows))


def _sheet_while_others_have_its_headers(book: Book, grid: Grid, spec: Declared) -> Book:
    """The office may add columns to any register: here to all others those that the deleted one had."""
    left = _sheet(book, grid, spec)
    return replace(left, grids=tuple(_with_columns(each, spec) for each in left.grids))


def _with_columns(grid: Grid, spec: Declared) -> Grid:
    rows = [list(row) for row in grid.rows]
    for table in grid.tables[:1]:
        header = rows[table.area.top - 1]
        header += [label for column in spec.columns if (label := column.label(school.LANG)) not in header]
    return replace(grid, rows=tuple(map(tuple, rows)))


def _renamed(book: Book, name: str, new: str) -> Book:
    grids = (replace(grid, sheet=new) if grid.sheet == name else grid for grid in book.grids)
    return replace(book, grids=tuple(grids))


DELETIONS = (
    _sheet,
    _sheet_while_others_have_its_headers,
    _cells,
    _table,
    _table_and_name,
    _name,
    _name_of_another,
    _headers,
    _columns,
)


@pytest.mark.parametrize("deletion", DELETIONS)
@pytest.mark.parametrize("part", PARTS)
def test_what_is_deleted_is_missing(part: str, deletion: Deletion) -> None:
    sheet, spec = PARTS[part]
    whole = school.control()
    grid = school.book().grid(sheet.name(school.LANG))
    assert grid
    try:
        read = read_control(deletion(school.book(), grid, spec), "control.xlsx")
    except Stop as stop:
        issues = stop
    else:
        for key, before in whole.checked.items():
            known = {_id(row.values) for row in before.rows}
            assert {_id(row.values) for row in read.checked[key].rows} <= known | {None}, key
        return
    assert issues.code == "workbook.part-missing"
    for lang in LANGS:
        said = issues.sentence(lang)
        assert "control.xlsx" in said
        assert ".softenv" in said
        of_sheet = [each.title for each in (sheet.form, sheet.table) if each]
        assert any(
            title(lang) in said for title in (spec.title, *of_sheet, *(f.title for f in dashboard.TABLES))
        )


def _id(values: Mapping[str, Value]) -> object:
    return values.get("id") or values.get("number") or values.get("name")


def test_with_people_deleted_nobody_gets_a_return() -> None:
    """The Tracker has numbers, names and departments, too."""
    grid = school.book().grid(CONTROL.sheet("people").name(school.LANG))
    assert grid
    with pytest.raises(Stop, match="People"):
        read_control_or_stop(
            _sheet_while_others_have_its_headers(school.book(), grid, people.SPEC), "control.xlsx"
        )


def test_a_table_made_into_plain_cells_on_a_sheet_of_another_name_is_found() -> None:
    """By its headers, all of which are there: somebody reorganised the workbook."""
    grid = school.book().grid(CONTROL.sheet("people").name(school.LANG))
    assert grid
    read = read_control(_table_and_name(school.book(), grid, people.SPEC))
    assert read.people == school.control().people
