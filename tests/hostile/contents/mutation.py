"""Changes a workbook that was read as nobody foresaw: cells, headers, rows, columns, tables, sheets, names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from softenv_xl.books import BOOKS
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book, Grid, TableArea
from tests.hostile.contents.values import TEXTS, WORDS, anything

Rows = list[list[Value]]
_TABLES = tuple(spec.key for book in BOOKS for _, spec in book.tables())
_HEAD = 16  # headers and labels stand near the top


def mutated(book: Book, random: Random) -> Book:
    """The workbook with one to six things changed."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        change = random.choices(tuple(_CHANGES), tuple(_CHANGES.values()))[0]
        book = change(book, random)
    return book


def with_rows(grid: Grid, rows: Sequence[Sequence[Value]]) -> Grid:
    return replace(grid, rows=tuple(map(tuple, rows)))


def _in_a_grid(change: Callable[[Grid, Random], Grid]) -> Callable[[Book, Random], Book]:
    def in_a_grid(book: Book, random: Random) -> Book:
        if not book.grids:
            return book
        at = random.randrange(len(book.grids))
        return replace(book, grids=(*book.grids[:at], change(book.grids[at], random), *book.grids[at + 1 :]))

    return in_a_grid


def _on_rows(change: Callable[[Rows, Random], None]) -> Callable[[Book, Random], Book]:
    def on_rows(grid: Grid, random: Random) -> Grid:
        rows = [list(row) for row in grid.rows] or [[]]
        change(rows, random)
        return with_rows(grid, rows)

    return _in_a_grid(on_rows)


def _filled(rows: Rows, random: Random, top: int | None = None) -> tuple[int, int] | None:
    """A cell that holds something, often."""
    cells = [(r, c) for r, row in enumerate(rows[:top]) for c, value in enumerate(row) if value is not None]
    return random.choice(cells) if cells else None


def _cell(rows: Rows, random: Random) -> None:
    if random.random() < 0.7 and (at := _filled(rows, random)):
        rows[at[0]][at[1]] = anything(random)
        return
    row = random.choice(rows)
    column = random.randrange(30)
    row.extend([None] * (column + 1 - len(row)))
    row[column] = anything(random)


def _column_of_one_value(rows: Rows, random: Random) -> None:
    if at := _filled(rows, random):
        value = anything(random)
        for row in rows[at[0] :]:
            if at[1] < len(row):
                row[at[1]] = value


def _header(rows: Rows, random: Random) -> None:
    if at := _filled(rows, random, _HEAD):
        other = _filled(rows, random, _HEAD)
        value = rows[other[0]][other[1]] if other else None
        rows[at[0]][at[1]] = random.choice((None, value, random.choice(WORDS), random.choice(TEXTS)))


def _row_moves(rows: Rows, random: Random) -> None:
    at = random.randrange(len(rows))
    match random.randrange(4):
        case 0:
            del rows[at]
        case 1:
            rows.insert(at, [])
        case 2:
            rows.insert(at, list(rows[at]))
        case _:
            rows.append(list(rows[at]))


def _column_moves(rows: Rows, random: Random) -> None:
    width = max(map(len, rows))
    one, other = random.randrange(width + 1), random.randrange(width + 1)
    kind = random.randrange(3)
    for row in rows:
        row.extend([None] * (width + 1 - len(row)))
        match kind:
            case 0:
                del row[one]
            case 1:
                row.insert(one, None)
            case _:
                row[one], row[other] = row[other], row[one]


def _many_rows(rows: Rows, random: Random) -> None:
    rows.extend(list(random.choice(rows)) for _ in range(random.choice((5, 50, 400))))


def _cut(rows: Rows, random: Random) -> None:
    del rows[random.randrange(len(rows)) :]


def _area(random: Random) -> Area:
    top, left = random.randint(1, 40), random.randint(1, 20)
    return Area(top, left, top + random.choice((0, 1, 30, 1_000_000)), left + random.choice((0, 3, 16_000)))


def _table(grid: Grid, random: Random) -> Grid:
    tables = list(grid.tables)
    at = random.randrange(len(tables) + 1)
    if at == len(tables):
        tables.append(TableArea(random.choice(_TABLES), _area(random)))
    else:
        old = tables[at]
        new: TableArea | None = random.choice(
            (
                None,
                replace(old, name=random.choice((*_TABLES, "", "Table1", old.name.upper()))),
                replace(old, area=_area(random)),
                replace(old, area=old.area._replace(bottom=old.area.top)),
                replace(old, area=old.area._replace(bottom=old.area.bottom + 300)),
                replace(old, area=old.area._replace(right=old.area.left)),
                replace(old, totals=not old.totals),
            )
        )
        tables[at : at + 1] = [new] if new else []
    return replace(grid, tables=tuple(tables))


def _around(grid: Grid, random: Random) -> Grid:
    cells = frozenset(Address(random.randint(1, 40), random.randint(1, 20)) for _ in range(20))
    return random.choice(
        (
            replace(grid, formulas=grid.formulas | cells),
            replace(grid, formulas=frozenset()),
            replace(grid, pictures=cells),
            replace(grid, merged=(*grid.merged, _area(random), _area(random))),
            replace(grid, visible=not grid.visible),
            replace(grid, since_1904=not grid.since_1904),
        )
    )


def _sheet(book: Book, random: Random) -> Book:
    grids = list(book.grids)
    if not grids:
        return book
    at, other = random.randrange(len(grids)), random.randrange(len(grids))
    name = random.choice((random.choice(WORDS), random.choice(TEXTS), grids[other].sheet))
    match random.randrange(6):
        case 0:
            del grids[at]
        case 1:
            grids[at] = replace(grids[at], sheet=name)
        case 2:
            grids.append(replace(grids[at], sheet=name))
        case 3:
            grids[at] = replace(grids[at], rows=())
        case 4:
            grids[at], grids[other] = grids[other], grids[at]
        case _:
            grids[at] = replace(grids[at], rows=grids[other].rows)
    return replace(book, grids=tuple(grids))


def _name(book: Book, random: Random) -> Book:
    names = dict(book.names)
    if names:
        key = random.choice(sorted(names))
        sheet = random.choice([*(grid.sheet for grid in book.grids), "nowhere"])
        names[key] = (sheet, _area(random))
        if random.random() < 0.4:
            del names[key]
    return replace(book, names=names)


def _saved(book: Book, random: Random) -> Book:
    moment = random.choice((None, datetime.min, datetime.max, datetime(1601, 1, 1), datetime(2026, 9, 3)))
    return replace(book, saved_at=moment, format=random.choice(("xlsx", "xlsm", "ods", "xls")))


_CHANGES: dict[Callable[[Book, Random], Book], int] = {
    _on_rows(_cell): 30,
    _on_rows(_column_of_one_value): 8,
    _on_rows(_header): 14,
    _on_rows(_row_moves): 6,
    _on_rows(_column_moves): 6,
    _on_rows(_many_rows): 1,
    _on_rows(_cut): 2,
    _in_a_grid(_table): 10,
    _in_a_grid(_around): 6,
    _sheet: 10,
    _name: 4,
    _saved: 2,
}
