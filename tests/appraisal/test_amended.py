"""A workbook as if somebody had typed into one of its tables: where the rows come to stand, and what stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl.grid.address import Area
from softenv_xl.grid.amended import amended, rows_of
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book, Grid, TableArea
from softenv_xl.grid.table import Header, Headers, Table, find_table
from softenv_xl.words import Text, same

HEADERS = Headers((Header("id", same("Id")), Header("name", Text("姓名", "Name"))))
_ABOVE: tuple[tuple[Value, ...], ...] = (("A title",), ())


def _book(*rows: tuple[Value, ...], bottom: int, totals: bool = False) -> Book:
    """A sheet with a table that begins in its second column, and one more sheet."""
    body = tuple(("note", *row, "beside") for row in rows)
    grid = Grid(
        "One", (*_ABOVE, (None, "Id", "Name"), *body), tables=(TableArea("t", Area(3, 2, bottom, 3), totals),)
    )
    return Book((grid, Grid("Two", (("other",),))))


def _table(book: Book) -> Table:
    """The table as the control workbook's are read: its data end where the real table's do."""
    table = find_table(book.grids[0], HEADERS)
    assert table
    assert table.home
    return replace(table, last=table.home.last)


def _amended(book: Book, changed: dict[int, dict[str, Value]], *new: dict[str, Value]) -> Book:
    return amended(book, _table(book), changed, new)


def _rows(book: Book) -> list[tuple[Value, ...]]:
    return [row[1:3] for row in book.grids[0].rows[3:]]


def test_cells_are_typed_over_and_all_else_stays() -> None:
    book = _book(("A-1", "x"), ("A-2", "y"), bottom=5)
    after = _amended(book, {1: {"name": "z", "nowhere": 1}})
    assert _rows(after) == [("A-1", "x"), ("A-2", "z")]
    assert after.grids[0].rows[4] == ("note", "A-2", "z", "beside")
    assert (after.grids[1], after.grids[0].tables) == (book.grids[1], book.grids[0].tables)
    assert _rows(book) == [("A-1", "x"), ("A-2", "y")]


def test_new_rows_take_those_that_stand_ready_and_then_make_the_table_longer() -> None:
    book = _book(("A-1", "x"), (None, None), bottom=5)
    after = _amended(book, {}, {"id": "A-2"}, {"id": "A-3", "name": "c"})
    assert _rows(after) == [("A-1", "x"), ("A-2", None), ("A-3", "c")]
    assert after.grids[0].tables[0].area == Area(3, 2, 6, 3)
    assert rows_of(_table(book)) == 2


def test_a_row_of_totals_is_no_data_and_isnt_read_as_such_afterwards() -> None:
    book = _book(("A-1", "x"), ("Total", 1), bottom=5, totals=True)
    after = _amended(book, {}, {"id": "A-2"}, {"id": "A-3"})
    assert _rows(after) == [("A-1", "x"), ("A-2", None), ("A-3", None)]
    assert after.grids[0].tables == (TableArea("t", Area(3, 2, 6, 3)),)


@pytest.mark.parametrize("count", [0, 3])
def test_nothing_new_is_nothing_changed(count: int) -> None:
    book = _book(*((f"A-{n}", "x") for n in range(count)), bottom=3 + max(count, 1))
    assert _amended(book, {}) == book
