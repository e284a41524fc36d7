"""Tables and rectangles of cells of an open workbook: where they stand, and how values go into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.cell import CellError
from softenv_xl.hosts.block import Block
from softenv_xl.hosts.live.text import literal

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

    from softenv_xl.grid.cell import Value


def block_of(table: Table) -> Block:
    """Where an open workbook's table stands."""
    area = table.range
    top, left = area.row, area.column
    rows, columns = area.shape
    first = top + (1 if table.show_headers else 0)
    bottom = top + rows - 1
    last = bottom - (1 if table.show_totals else 0)
    return Block(top, first, last, bottom, left, left + columns - 1)


def write_block(sheet: xw.Sheet, top: int, left: int, rows: list[list[Value]]) -> None:
    """Writes a rectangle of values at once; text stays the text that it is."""
    bottom, right = top + len(rows) - 1, left + len(rows[0]) - 1
    columns = [
        _spelt(sheet, [row[i] for row in rows], top, bottom, left + i) for i in range(right - left + 1)
    ]
    sheet.range((top, left), (bottom, right)).value = [list(row) for row in zip(*columns, strict=True)]


def _spelt(sheet: xw.Sheet, values: list[Value], top: int, bottom: int, column: int) -> list[object]:
    """One column's values as they are assigned. A cell in a text format takes text as it is."""
    spelt: list[object] = [_plain(value) for value in values]
    if spelt != values and sheet.range((top, column), (bottom, column)).number_format == "@":
        return [value.words if isinstance(value, CellError) else value for value in values]
    return spelt


def _plain(value: Value) -> object:
    if isinstance(value, CellError):
        return value.words
    return literal(value) if isinstance(value, str) else value
