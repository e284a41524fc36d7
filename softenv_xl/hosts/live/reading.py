"""Reads an open workbook as values, unsaved edits included: a few block reads per sheet, never cell by cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.grid.grid import Book, Grid, TableArea
from softenv_xl.hosts.live.areas import area_of, halves
from softenv_xl.hosts.live.errors import CODES, WORDS, error_of
from softenv_xl.hosts.live.program import program_of
from softenv_xl.hosts.reference_words import references
from softenv_xl.schema.vocabulary import LIST, PICK

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

    from softenv_xl.hosts.live.program import Program

# Some programs say "visible" as a number: -1 is a sheet in view, 2 one that no menu shows.
_IN_VIEW = (True, -1)
# How programs that have no type for a time of day say one: that time on the calendar's day nought.
_DAY_NOUGHT = (date(1899, 12, 30), date(1899, 12, 31))
_NOISE = timedelta(milliseconds=2)


def read_book(book: xw.Book) -> Book:
    """Every sheet as it is on the screen now, the real tables and the names that point at cells."""
    program = program_of(book)
    with program.unchanging():
        return Book(tuple(map(read_grid, book.sheets)), dict(_names(program)), format="open")


def read_grid(sheet: xw.Sheet) -> Grid:
    """One sheet from A1 to the last cell in use."""
    block = _used(sheet)
    rows = rows_of(block)
    tables = tuple(
        TableArea(table.name, area_of(table.range), bool(table.show_totals)) for table in sheet.tables
    )
    return Grid(
        sheet.name,
        rows,
        formulas_in(block),
        tuple(dict.fromkeys(_merged(block))) if rows else (),
        tables,
        sheet.visible in _IN_VIEW,
    )


def read_rows(sheet: xw.Sheet) -> tuple[tuple[Value, ...], ...]:
    """The sheet's values alone."""
    return rows_of(_used(sheet))


def formulas_in(block: xw.Range) -> frozenset[Address]:
    """Which cells hold formulas."""
    return frozenset(
        Address(row, column)
        for area in program_of(block.sheet.book).formulas(block)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    )


def typed(value: object) -> Value:
    """A value as xlwings gives it, in the types that a Grid holds."""
    match value:
        case None | "":
            return None
        case str():
            return CellError(value) if value in WORDS else value
        case datetime():
            plain = _to_the_second(value.replace(tzinfo=None))
            if plain.date() in _DAY_NOUGHT:
                return plain.time()
            return plain.date() if plain.time() == time() else plain
        case int() if value in CODES:  # Excel's numbers come as floats
            return error_of(value)
        case bool() | int() | float() | date() | time():
            return value
        case Decimal():  # cells in a currency format
            return float(value)
        case _:
            return str(value)


def _used(sheet: xw.Sheet) -> xw.Range:
    cells = sheet.used_range
    used = area_of(cells)
    return cells if used.top == used.left == 1 else sheet.range((1, 1), (used.bottom, used.right))


def rows_of(block: xw.Range) -> tuple[tuple[Value, ...], ...]:
    """The values of a block, without the empty ends."""
    rows = [_trimmed(row) for row in program_of(block.sheet.book).values(block)]
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _to_the_second(moment: datetime) -> datetime:
    """A day's fraction is no whole number of milliseconds: 8:20 may come as 8:19:59.9995."""
    rounded = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return rounded if abs(rounded - moment) <= _NOISE else moment


def _trimmed(row: list[object]) -> tuple[Value, ...]:
    values = [typed(value) for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _merged(block: xw.Range) -> Iterator[Area]:
    """The merged areas. One question tells that a block has none; only where it has some is it halved."""
    answer = block.merge_cells
    if answer is False:
        return
    if answer is True or block.shape == (1, 1):  # anything else means that some are: None, or a missing value
        area = area_of(block[0, 0].merge_area)
        yield area
        if area == area_of(block):
            return
    for half in halves(block, by_rows=True):  # merged cells are mostly titles, side by side
        yield from _merged(half)


def _names(program: Program) -> Iterator[tuple[str, tuple[str, Area]]]:
    for defined in program.names():
        name = defined.name
        # Half of all names, which only formulas and dropdowns look up; each is a question to the program.
        if name.startswith((LIST, PICK)):
            continue
        text = "" if "!" in name else defined.refers_to or ""
        found = references(text.removeprefix("="))
        if found and len(found) == 1:
            yield name, (found[0].sheet, found[0].area)
