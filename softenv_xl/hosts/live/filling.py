"""Carries out a Plan on a table of an open workbook: brings the rows in order, then writes the values in blocks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import CellError
from softenv_xl.hosts.block import Block
from softenv_xl.hosts.live.changes import TableChange, changed_cells, table_change
from softenv_xl.hosts.live.quiet import unfiltered
from softenv_xl.hosts.live.reading import formulas_in
from softenv_xl.hosts.live.rectangles import rectangles
from softenv_xl.hosts.live.text import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw
    from xlwings.main import Table

    from softenv_xl.grid.cell import Value
    from softenv_xl.hosts.live.plan import Plan

Notes = tuple[tuple[int, int, str], ...]


def block_of(table: Table) -> Block:
    """Where an open workbook's table stands."""
    area = table.range
    top, left = area.row, area.column
    rows, columns = area.shape
    first = top + (1 if table.show_headers else 0)
    bottom = top + rows - 1
    last = bottom - (1 if table.show_totals else 0)
    return Block(top, first, last, bottom, left, left + columns - 1)


def fill(sheet: xw.Sheet, table: Table, plan: Plan, record: Callable[[TableChange], None]) -> None:
    """Makes the table's rows what the plan says. `record` hears what is changed as soon as the rows are in
    their places, before the values are written.
    """
    with unfiltered(table):
        formulas = _grow(sheet, table, plan)
        notes = _arrange(sheet, table, plan)
        cells = list(changed_cells(plan, formulas))
        record(table_change(plan, cells, notes))
        _write(sheet, plan, cells, formulas)
        _give_formulas(sheet, plan)


def is_so(table: Table, plan: Plan) -> bool:
    """Do the table's rows show already what the plan says?"""
    if next(plan.owed(), None):
        return False
    same_rows = plan.scratch is None and plan.rows == plan.block.rows and not plan.added
    if not same_rows or plan.block != block_of(table):  # rows typed below the end are still to be taken in
        return False
    emptied = not plan.patch.rows and _has_content(plan)
    return not emptied and next(changed_cells(plan, frozenset()), None) is None


def _grow(sheet: xw.Sheet, table: Table, plan: Plan) -> frozenset[int]:
    """Room for all rows and columns; returns the columns in which the rows that joined have a formula."""
    block = plan.block
    right = block.right + len(plan.added)
    grown = block.rows + plan.fresh if plan.patch.rows else block.rows
    _resize(sheet, table, block, grown, right)
    for column, header in enumerate(plan.added, block.right + 1):
        sheet.range((block.top, column)).value = literal(header)
    if grown == block.rows:
        return frozenset()
    wanted = {c for c in range(block.left, block.right + 1) if plan.holds_formula(block.rows - 1, c)}
    first, last = block.last + 1, block.first + grown - 1
    found = formulas_in(sheet.range((first, block.left), (last, right)))
    for column in wanted - {address.column for address in found}:
        # Programs carry a column's formula down by themselves; where one doesn't, it is told to.
        pattern = sheet.range((block.last, column))
        sheet.range((block.last, column), (last, column)).formula = pattern.formula
    return frozenset({address.column for address in found} | wanted)


def _resize(sheet: xw.Sheet, table: Table, block: Block, rows: int, right: int) -> None:
    """Gives the table that many data rows and that right end; its totals row moves along."""
    totals = block.bottom > block.last
    now = block_of(table)
    if (now.last, now.right) == (block.first + rows - 1, right):
        return
    if totals:
        table.show_totals = False
    table.resize(sheet.range((block.top, block.left), (block.first + rows - 1, right)))
    if totals:
        table.show_totals = True


def _arrange(sheet: xw.Sheet, table: Table, plan: Plan) -> Notes:
    """Sorts the rows into their places and takes leave of the rest; returns the notes that hung on those."""
    block, right = plan.block, plan.block.right + len(plan.added)
    ranks = plan.ranks()
    if plan.scratch is not None:
        cells = sheet.range((block.first, plan.scratch), (block.first + len(ranks) - 1, plan.scratch))
        cells.value = [[f"r{rank:07}"] for rank in ranks]  # text sorts alike in cells of every format
        table.sort(plan.scratch - block.left + 1)
    extent, kept = len(ranks), len(plan.patch.rows)
    if kept == extent:
        return ()
    sources = {rank: source for source, rank in enumerate(ranks[: block.rows])}
    notes = tuple(_take_notes(sheet, block, range(block.first + kept, block.first + extent), sources))
    if not kept:
        _empty(sheet, plan)
    _resize(sheet, table, block, plan.rows, right)
    if extent > plan.rows:
        sheet.range((block.first + plan.rows, block.left), (block.first + extent - 1, right)).clear_contents()
    return notes


def _take_notes(
    sheet: xw.Sheet, block: Block, rows: range, sources: dict[int, int]
) -> Iterator[tuple[int, int, str]]:
    """Takes notes and comments off rows that go: they must not hang on what comes to stand there."""
    for kind in ("notes", "comments"):
        with suppress(NotImplementedError):
            hung: list[Any] = [one for one in getattr(sheet, kind) if one.location.row in rows]
            for one in hung:
                at = one.location
                if block.left <= at.column <= block.right:
                    source = sources.get(at.row - block.first)
                    if kind == "notes" and source is not None:
                        yield source, at.column - block.left, str(one.text)
                    one.delete()


def _has_content(plan: Plan) -> bool:
    block = plan.block
    return any(
        plan.before(0, column) is not None and not plan.holds_formula(0, column)
        for column in range(block.left, block.right + 1)
    )


def _empty(sheet: xw.Sheet, plan: Plan) -> None:
    """A table without rows keeps one blank row; formulas stay in it as the pattern of rows to come."""
    block = plan.block
    for column in range(block.left, block.right + 1):
        if not plan.holds_formula(0, column):
            sheet.range((block.first, column)).clear_contents()


def _write(
    sheet: xw.Sheet, plan: Plan, cells: list[tuple[int, int, Value, Value]], formulas: frozenset[int]
) -> None:
    first = plan.block.first
    writable = {
        (first + place, column): value
        for place, source, column, value in plan.named()
        if source is not None or column not in formulas
    }
    changed = {(first + place, column): value for place, column, _, value in cells}
    if plan.scratch is not None:
        for place, row in enumerate(plan.patch.rows):
            at = (first + place, plan.scratch)
            changed[at] = writable.setdefault(at, plan.before(row.source, plan.scratch))
    for found in rectangles(changed, writable):
        write_block(sheet, found.top, found.left, found.rows)


def _give_formulas(sheet: xw.Sheet, plan: Plan) -> None:
    """Cells that lack their column's formula take it from the first row that has it."""
    owed = list(plan.owed())
    if not owed:
        return
    from openpyxl.formula.translate import Translator  # slow to load, and few presses need it

    first = plan.block.first
    for place, column in owed:
        pattern = next(
            at
            for at, row in enumerate(plan.patch.rows)
            if row.source is not None and plan.holds_formula(row.source, column)
        )
        text = str(sheet.range((first + pattern, column)).formula)
        origin, here = Address(first + pattern, column).a1, Address(first + place, column).a1
        sheet.range((first + place, column)).formula = Translator(text, origin).translate_formula(here)


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
