"""Carries out one TablePatch: finds the columns, places the rows, writes the values."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Area
from softenv_xl.hosts.block import column_numbers
from softenv_xl.hosts.file.columns import add_column
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.hosts.file.headers import drop_columns, ending, rename_columns
from softenv_xl.hosts.file.heights import Heights
from softenv_xl.hosts.file.layout import ColumnFormula, column_formula, lay_out
from softenv_xl.hosts.file.notes import RowMoves, move_notes
from softenv_xl.hosts.file.ranges import cover, stretch
from softenv_xl.hosts.file.rows import Rows, give_formula
from softenv_xl.hosts.file.sheet import Change
from softenv_xl.hosts.file.surroundings import shift_below, surroundings_of, take_along
from softenv_xl.hosts.moved_columns import columns_that_move
from softenv_xl.hosts.refusal import at_the_edge, grows_into, in_the_way
from softenv_xl.hosts.resize import Resize
from softenv_xl.sheets.patch import KEEP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softenv_xl.grid.beside import Beside
    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.hosts.file.layout import Layout
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.sheets.patch import RowPatch, TablePatch


def write_table(book: Workbook, patch: TablePatch) -> Resize | None:
    """Makes the table's rows what the patch says; returns how its length or its rows' order changed, if it did."""
    table = book.table(patch.table)
    dropped = ending(table, patch.dropped)
    columns = columns_that_move(patch, table.block.left, table.headers())
    rename_columns(book, table, patch)
    found = column_numbers(table.block.left, (table.headers(), table.columns), patch.columns)
    rows = max(len(patch.rows), 1)
    before = table.block
    _take_in_rows_below(table, patch.rows)
    growth = rows - table.block.rows
    beside, below = surroundings_of(book, table, reordered=_reorders(table, patch.sources))
    if below is not None and growth > 0:
        shift_below(book, table, below, growth)
    _refuse_what_is_in_the_way(book, table, rows, found.count(None))
    numbers = [
        add_column(book, table, header) if number is None else number
        for header, number in zip(patch.columns, found, strict=True)
    ]
    layout = _place_rows(book, table, numbers, patch.rows, beside)
    table.resize(rows)
    drop_columns(table, dropped)
    after = table.block
    before = before._replace(right=max(before.right, after.right))
    _give_lost_formulas(table, dict(zip(patch.columns, numbers, strict=True)), patch)
    Heights(book, table.sheet).fit(_write_values(table, numbers, patch.rows))
    if table.sheet.changed:
        cover(table.sheet, table.block.area)
    moves = {old: new for old, new in layout.moves.items() if old <= before.last}
    if after._replace(right=before.right) == before and not moves and not layout.removed and not columns:
        return None
    gone = layout.removed if patch.rows else frozenset[int]()  # nothing comes into an emptied table's row
    moved_below = growth if below is not None else 0
    resize = Resize(
        table.sheet.title,
        before,
        after,
        moves,
        gone,
        moved_below,
        (beside.left, max(beside.right, before.right)),
        (below.left, below.right) if below is not None else None,
        columns,
    )
    stretch(table.sheet, resize)
    if below is not None and growth < 0:
        shift_below(book, table, below, growth)
    return resize


def _reorders(table: Table, sources: Sequence[int | None]) -> bool:
    """Does any row of the table, a totals row among them, come to stand elsewhere, or go?"""
    block = table.block
    stay = [source for place, source in enumerate(sources) if source == place]
    return len(stay) < block.rows or (block.bottom > block.last and len(sources) != block.rows)


def _take_in_rows_below(table: Table, rows: Sequence[RowPatch]) -> None:
    """LibreOffice lets people type below a table's end without growing it; a patch may continue such rows."""
    block = table.block
    last = block.first + max((row.source for row in rows if row.source is not None), default=-1)
    if last > block.last == block.bottom and table.sheet.used(Area(last, block.left, last, block.right)):
        table.resize(last - block.first + 1)


def _refuse_what_is_in_the_way(book: Workbook, table: Table, rows: int, columns: int) -> None:
    """A table grows only over cells that are empty and belong to no one else."""
    block, sheet = table.block, table.sheet
    bottom = block.bottom + max(rows - block.rows, 0)
    right = block.right + columns
    if bottom > MAX_ROW or right > MAX_COLUMN:
        raise at_the_edge(table.name)
    sheet.refuse_blocks(Area(block.top, block.left, bottom, right))
    below = Area(block.bottom + 1, block.left, bottom, right)
    beside = Area(block.top, block.right + 1, block.bottom, right)
    for area in (below, beside):
        if area.top > area.bottom or area.left > area.right:
            continue
        for other in book.neighbours(table):
            if other.block.area.meets(area):
                raise grows_into(table.name, other.name)
        cell = sheet.used(area)
        if cell is not None:
            raise in_the_way(table.name, sheet.title, cell.a1)


def _place_rows(
    book: Workbook,
    table: Table,
    numbers: Sequence[int],
    rows: Sequence[RowPatch],
    beside: Beside,
) -> Layout:
    """Moves, makes and empties rows; values come afterwards."""
    block = table.block
    layout = lay_out(table, [row.source for row in rows])
    named = {
        block.first + place: {
            number for number, value in zip(numbers, row.values, strict=True) if value is not KEEP
        }
        for place, row in enumerate(rows)
        if row.source is None
    }
    if not rows:
        _remember_formulas(table)
    if layout.moves or layout.removed:
        take_along(book, table, layout, beside)
    Rows(table.sheet, block.left, block.right).rearrange(layout, named, range(block.first, block.last + 1))
    table.rearranged |= bool(layout.moves or layout.fresh)
    if layout.moves or layout.removed:
        columns = range(block.left, block.right + 1)
        move_notes(book, table.sheet, RowMoves(columns, layout.moves, layout.removed))
    return layout


def _remember_formulas(table: Table) -> None:
    """Columns of formulas become calculated columns before the last row that shows their formula goes."""
    block = table.block
    for column in range(block.left, block.right + 1) if block.rows else ():
        if table.calculated(column) is not None:
            continue
        found = column_formula(table, block.last, column)
        if found is not None and found.own and not found.array:
            table.remember_formula(column, found.formula.at(block.first, column))


def _give_lost_formulas(table: Table, numbers: Mapping[str, int], patch: TablePatch) -> None:
    """Every row gets the formula of a column in which none has it, and that the table doesn't know either."""
    block, held = table.block, table.sheet.formulas
    for header, text in patch.formulas if patch.rows else ():
        column = numbers.get(header)
        rows = range(block.first, block.last + 1)
        if column is None or table.calculated(column) or any(held.has(row, column) for row in rows):
            continue
        formula = ColumnFormula(Formula(text, block.first, column), array=False, metadata=None, own=True)
        for row in rows:
            give_formula(table.sheet, row, column, formula)


def _write_values(table: Table, numbers: Sequence[int], rows: Sequence[RowPatch]) -> list[int]:
    """Returns the rows that show other texts now."""
    sheet, first = table.sheet, table.block.first
    calculated = table.calculated_among(numbers)
    wanted = cache(partial(column_formula, table, first))  # slow to find, and few rows are without theirs
    written = []
    for row, patch in enumerate(rows, first):
        values = [
            (number, value) for number, value in zip(numbers, patch.values, strict=True) if value is not KEEP
        ]
        if not values:
            continue
        for column, _ in values if calculated else ():
            if column in calculated and not sheet.formulas.has(row, column) and (formula := wanted(column)):
                give_formula(sheet, row, column, formula)
        if sheet.write_row(row, values) is Change.TEXTS:
            written.append(row)
    return written
