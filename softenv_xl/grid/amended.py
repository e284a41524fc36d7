"""A workbook as if somebody had typed into one of its tables: into rows that are there, and into new ones below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from softenv_xl.grid.cell import Value, is_blank
from softenv_xl.grid.grid import Book, Grid, TableArea
from softenv_xl.grid.table import Table

Cells = Mapping[str, Value]
"""What is typed into one row, by column key."""


def rows_of(table: Table) -> int:
    """How many rows of data the table has, those that stand ready included."""
    end = table.home.last if table.home else table.header_row
    return max(end, min(table.last, len(table.grid.rows))) - table.header_row


def amended(book: Book, table: Table, changed: Mapping[int, Cells], new: Sequence[Cells]) -> Book:
    """`changed` are rows by their index among the table's data. New ones go below the last that holds anything.

    Columns that the workbook hasn't got are left out.
    """
    # Not the table's own grid: in that, words that were renamed may be as they are called by now.
    grid, top = book.grid(table.grid.sheet) or table.grid, table.header_row
    rows = [list(row) for row in grid.rows]
    columns = table.columns.values()
    used = [
        at
        for at in range(top, min(len(rows), top + rows_of(table)))
        if any(column <= len(rows[at]) and not is_blank(rows[at][column - 1]) for column in columns)
    ]
    first = max(used, default=top - 1) + 1
    whole = {top + index: cells for index, cells in changed.items()}
    whole |= {first + place: dict.fromkeys(table.columns) | dict(cells) for place, cells in enumerate(new)}
    for at, cells in whole.items():
        rows += [[] for _ in range(at + 1 - len(rows))]
        row = rows[at]
        for key, value in cells.items():
            if (column := table.columns.get(key)) is not None:
                row += [None] * (column - len(row))
                row[column - 1] = value
    tables = _grown(table, grid.tables, first + len(new) if new else 0)
    return _with(book, grid, tuple(map(tuple, rows)), tables)


class Kept(NamedTuple):
    """A row of data as it shall be: the one that has that index now, with cells typed over; `source` is None for a new one."""

    source: int | None
    cells: Cells = MappingProxyType({})


def rearranged(book: Book, table: Table, rows: Sequence[Kept]) -> Book:
    """The workbook as if the table's data were just these rows, in this order. What stands beside the table stays where it is.

    Columns that the workbook hasn't got are left out.
    """
    grid, top, count = book.grid(table.grid.sheet) or table.grid, table.header_row, rows_of(table)
    columns = _body(table)
    before = [list(row) for row in grid.rows]
    before += [[] for _ in range(top + count - len(before))]
    data = [_part(before[top + index], columns) for index in range(count)]
    made = []
    for kept in rows:
        part: list[Value] = [None] * len(columns) if kept.source is None else list(data[kept.source])
        for key, value in kept.cells.items():
            if (column := table.columns.get(key)) is not None:
                part[column - columns.start] = value
        made.append(part)
    beside = [before[top + index] for index in range(count)]
    body = [
        _put(beside[at] if at < count else [], columns, made[at] if at < len(made) else [None] * len(columns))
        for at in range(max(count, len(made)))
    ]
    whole = (*before[:top], *body, *before[top + count :])
    moved = len(made) - count
    tables = _ending(table, grid.tables, moved)
    if moved < 0:  # nothing that looks like a row may be left below
        whole = (*before[:top], *body[: len(made)], *before[top + count :])
    return _with(book, grid, tuple(map(tuple, whole)), tables)


def _body(table: Table) -> range:
    """The sheet columns, one-based, that belong to the table."""
    columns = table.columns.values()
    left, right = (
        (table.home.area.left, table.home.area.right) if table.home else (min(columns), max(columns))
    )
    return range(left, right + 1)


def _part(row: Sequence[Value], columns: range) -> list[Value]:
    return [row[column - 1] if column <= len(row) else None for column in columns]


def _put(row: Sequence[Value], columns: range, part: Sequence[Value]) -> list[Value]:
    whole = [*row, *[None] * (columns.stop - 1 - len(row))]
    whole[columns.start - 1 : columns.stop - 1] = part
    return whole


def _ending(table: Table, tables: tuple[TableArea, ...], moved: int) -> tuple[TableArea, ...]:
    """The sheet's real tables, this one so many rows longer."""
    home = table.home
    if home is None:
        return tables
    bottom = table.header_row + rows_of(table) + moved + home.totals
    longer = TableArea(home.name, home.area._replace(bottom=bottom), home.totals)
    return tuple(longer if each.name == home.name else each for each in tables)


def _grown(table: Table, tables: tuple[TableArea, ...], bottom: int) -> tuple[TableArea, ...]:
    """The sheet's real tables, this one down to that row at least; a row of totals isn't among what is read then."""
    home = table.home
    if home is None or bottom <= home.last:
        return tables
    grown = TableArea(home.name, home.area._replace(bottom=bottom))
    return tuple(grown if each.name == home.name else each for each in tables)


def _with(book: Book, grid: Grid, rows: tuple[tuple[Value, ...], ...], tables: tuple[TableArea, ...]) -> Book:
    written = replace(grid, rows=rows, tables=tables)
    return replace(book, grids=tuple(written if each is grid else each for each in book.grids))
