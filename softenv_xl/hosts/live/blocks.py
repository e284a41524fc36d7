"""Tables and rectangles of cells of an open workbook: where they stand, and how values go into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.block import Block
from softenv_xl.hosts.live.text import LONGEST_IN_A_BLOCK, assigned

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
    if (top, left) == (bottom, right):
        sheet.range((top, left)).value = columns[0][0]
        return
    long = [
        (i, j, value)
        for j, column in enumerate(columns)
        for i, value in enumerate(column)
        if isinstance(value, str) and len(value) > LONGEST_IN_A_BLOCK
    ]
    for i, j, _ in long:
        columns[j][i] = None
    sheet.range((top, left), (bottom, right)).value = [list(row) for row in zip(*columns, strict=True)]
    for i, j, value in long:
        sheet.range((top + i, left + j)).value = value


def _spelt(sheet: xw.Sheet, values: list[Value], top: int, bottom: int, column: int) -> list[object]:
    """One column's values as they are assigned. A cell in a text format takes text as it is."""
    spelt: list[object] = [assigned(value) for value in values]
    if all(
        not isinstance(value, str) or value == spelling for value, spelling in zip(values, spelt, strict=True)
    ):
        return spelt
    form = sheet.range((top, column), (bottom, column)).number_format
    if form == "@":
        return [
            value if isinstance(value, str) else spelling
            for value, spelling in zip(values, spelt, strict=True)
        ]
    if form is None and bottom > top:  # some are, some aren't
        half = len(values) // 2
        return [
            *_spelt(sheet, values[:half], top, top + half - 1, column),
            *_spelt(sheet, values[half:], top + half, bottom, column),
        ]
    return spelt
