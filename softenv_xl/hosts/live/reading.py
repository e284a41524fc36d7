"""Reads an open workbook as values, unsaved edits included: a few block reads per sheet, never cell by cell."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.grid.grid import Book, Grid, TableArea
from softenv_xl.hosts.references import references

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)
# How programs that have no type for a time of day say one: that time on the calendar's day nought.
_DAY_NOUGHT = (date(1899, 12, 30), date(1899, 12, 31))


def read_book(book: xw.Book) -> Book:
    """Every sheet as it is on the screen now, the real tables and the names that point at cells."""
    return Book(tuple(read_grid(sheet) for sheet in book.sheets), dict(_names(book)), format="open")


def read_grid(sheet: xw.Sheet) -> Grid:
    """One sheet from A1 to the last cell in use."""
    block = _used(sheet)
    rows = _rows(block)
    tables = tuple(
        TableArea(table.name, area_of(table.range), bool(table.show_totals)) for table in sheet.tables
    )
    return Grid(
        sheet.name,
        rows,
        formulas_in(block),
        tuple(_merged(block)) if rows else (),
        tables,
        sheet.visible,
    )


def read_rows(sheet: xw.Sheet) -> tuple[tuple[Value, ...], ...]:
    """The sheet's values alone."""
    return _rows(_used(sheet))


def formulas_in(block: xw.Range) -> frozenset[Address]:
    """Which cells hold formulas."""
    found = cast("list[xw.Range]", block.get_special_cells("formulas"))  # a desktop program answers at once
    areas = [area_of(one) for one in found]
    return frozenset(
        Address(row, column)
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    )


def area_of(block: xw.Range) -> Area:
    """Where a range is on its sheet."""
    (rows, columns), top, left = block.shape, block.row, block.column
    return Area(top, left, top + rows - 1, left + columns - 1)


def typed(value: object) -> Value:
    """A value as xlwings gives it, in the types that a Grid holds."""
    match value:
        case None | "":
            return None
        case str():
            return CellError(value) if value in _ERRORS else value
        case datetime():
            plain = value.replace(tzinfo=None)
            if plain.date() in _DAY_NOUGHT:
                return plain.time()
            return plain.date() if plain.time() == time() else plain
        case bool() | int() | float() | date() | time():
            return value
        case Decimal():  # cells in a currency format
            return float(value)
        case _:
            return str(value)


def _used(sheet: xw.Sheet) -> xw.Range:
    used = area_of(sheet.used_range)
    return sheet.range((1, 1), (used.bottom, used.right))


def _rows(block: xw.Range) -> tuple[tuple[Value, ...], ...]:
    rows = [_trimmed(row) for row in block.options(ndim=2, err_to_str=True).value]
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _trimmed(row: list[object]) -> tuple[Value, ...]:
    values = [typed(value) for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _merged(block: xw.Range) -> Iterator[Area]:
    """The merged areas. One question tells that a block has none; only where it has some is it halved."""
    if block.merge_cells is False:
        return
    rows, columns = block.shape
    if block.merge_cells or (rows, columns) == (1, 1):
        area = area_of(block[0, 0].merge_area)
        yield area
        if area == area_of(block):
            return
    if rows > 1:
        halves = (block[: rows // 2, :], block[rows // 2 :, :])
    elif columns > 1:
        halves = (block[:, : columns // 2], block[:, columns // 2 :])
    else:
        return
    for half in halves:
        yield from _merged(half)


def _names(book: xw.Book) -> Iterator[tuple[str, tuple[str, Area]]]:
    for name in book.names:
        text = "" if "!" in name.name else name.refers_to or ""
        found = references(text.removeprefix("="))
        if found and len(found) == 1:
            yield name.name, (found[0].sheet, found[0].area)
