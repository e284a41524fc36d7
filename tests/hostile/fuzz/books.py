"""Bytes as edits of a good workbook's grids: what no file format stands in the way of."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.grid.grid import Book, Grid, TableArea

_ODD: tuple[Value, ...] = (
    None, "", " ", "\u3000\u200b", "=1+1", "\x00", "\u202e", "甲" * 32_767, "NaN", "1e400", "１２",
    "2026-13-40", "2026年2月30日", "是", "No", "A1", "*", "~?", "'", math.nan, math.inf, -math.inf, 1e308, -0.0,
    2.0**53 + 1, 45_000.0, -1, 2**63, 10**400, -(10**400), "\ud800", "x\udcff", True, date.min, date.max, datetime(2026, 9, 1, 8),  # noqa: DTZ001
    datetime.max, time(), timedelta.max, timedelta(-1), CellError("#REF!"),  # noqa: DTZ901
)  # fmt: skip


class Choices:
    """The bytes as a row of decisions; once they are used up, everything is zero."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def __bool__(self) -> bool:
        return self._at < len(self._data)

    def below(self, limit: int) -> int:
        size = 1 if limit <= 256 else 4
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "little") % max(1, limit)

    def text(self) -> str:
        length = self.below(256)
        taken = self._data[self._at : self._at + length]
        self._at += length
        return taken.decode("utf-8", "surrogateescape")

    def of(self, some: tuple[Value, ...]) -> Value:
        return some[self.below(len(some))]


def edited(book: Book, data: bytes) -> Book:
    """The book after the edits that the bytes stand for; at most 64."""
    choices = Choices(data)
    grids = list(book.grids)
    for _ in range(64):
        if not choices or not grids:
            break
        at = choices.below(len(grids))
        edit = _EDITS[choices.below(len(_EDITS))]
        grids[at : at + 1] = edit(grids[at], choices)
    return replace(book, grids=tuple(grids))


def _value(choices: Choices, grid: Grid) -> Value:
    match choices.below(4):
        case 0:
            return choices.text()
        case 1:  # what stands elsewhere
            row = grid.rows[choices.below(len(grid.rows))] if grid.rows else ()
            return row[choices.below(len(row))] if row else None
        case _:
            return choices.of(_ODD)


def _rows(grid: Grid, change: Callable[[list[tuple[Value, ...]], int], None], choices: Choices) -> list[Grid]:
    rows = list(grid.rows)
    if rows:
        change(rows, choices.below(min(len(rows), 256)))
    return [replace(grid, rows=tuple(rows))]


def _cell(grid: Grid, choices: Choices) -> list[Grid]:
    def change(rows: list[tuple[Value, ...]], at: int) -> None:
        row = list(rows[at]) or [None]
        row[choices.below(len(row))] = _value(choices, grid)
        rows[at] = tuple(row)

    return _rows(grid, change, choices)


def _less(grid: Grid, choices: Choices) -> list[Grid]:
    return _rows(grid, lambda rows, at: rows.__delitem__(slice(at, at + 1 + choices.below(4))), choices)


def _more(grid: Grid, choices: Choices) -> list[Grid]:
    def change(rows: list[tuple[Value, ...]], at: int) -> None:
        rows[at:at] = [rows[choices.below(min(len(rows), 256))]] * (1 + choices.below(3))

    return _rows(grid, change, choices)


def _wider(grid: Grid, choices: Choices) -> list[Grid]:
    def change(rows: list[tuple[Value, ...]], at: int) -> None:
        place = choices.below(len(rows[at]) + 1)
        rows[at] = (*rows[at][:place], _value(choices, grid), *rows[at][place:])

    return _rows(grid, change, choices)


def _without(grid: Grid, choices: Choices) -> list[Grid]:
    return [] if choices.below(2) else [replace(grid, rows=())]


def _twice(grid: Grid, choices: Choices) -> list[Grid]:
    return [grid, replace(grid, sheet=f"{grid.sheet} (2)" if choices.below(2) else choices.text())]


def _renamed(grid: Grid, choices: Choices) -> list[Grid]:
    return [replace(grid, sheet=choices.text())]


def _table(grid: Grid, choices: Choices) -> list[Grid]:
    area = Area(*(1 + choices.below(limit) for limit in (MAX_ROW, MAX_COLUMN, MAX_ROW, MAX_COLUMN)))
    area = Area(
        min(area.top, area.bottom), min(area.left, area.right),
        max(area.top, area.bottom), max(area.left, area.right),
    )  # fmt: skip
    names = ("people", "tracker", "issues", "evidence", *(table.name for table in grid.tables))
    tables = list(grid.tables) or [TableArea("people", area)]
    at = choices.below(len(tables))
    match choices.below(4):
        case 0:
            del tables[at]
        case 1:
            tables[at] = replace(tables[at], name=names[choices.below(len(names))])
        case 2:
            tables[at] = replace(tables[at], totals=not tables[at].totals)
        case _:
            tables[at] = replace(tables[at], area=area)
    return [replace(grid, tables=tuple(tables))]


def _around(grid: Grid, choices: Choices) -> list[Grid]:
    at = Address(1 + choices.below(64), 1 + choices.below(32))
    match choices.below(5):
        case 0:
            return [replace(grid, formulas=grid.formulas | {at})]
        case 1:
            bottom, right = at.row + choices.below(9), at.column + choices.below(9)
            return [replace(grid, merged=(*grid.merged, Area(*at, bottom, right)))]
        case 2:
            return [replace(grid, visible=not grid.visible)]
        case 3:
            return [replace(grid, pictures=grid.pictures | {at})]
        case _:
            return [replace(grid, since_1904=not grid.since_1904)]


# The most telling one is the most likely.
_EDITS = (_cell, _cell, _cell, _cell, _less, _more, _wider, _without, _twice, _renamed, _table, _around)
