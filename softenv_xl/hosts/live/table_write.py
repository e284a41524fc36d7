"""Carries out a Plan on a table of an open workbook: brings the rows in order, then writes the values in blocks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from softenv_xl.grid.address import Address
from softenv_xl.hosts.block import Block
from softenv_xl.hosts.live.app_state import rows_unhidden, unfiltered
from softenv_xl.hosts.live.blocks import block_of, write_block
from softenv_xl.hosts.live.changes import TableChange, changed_cells, table_change
from softenv_xl.hosts.live.headers import headers_of, rename
from softenv_xl.hosts.live.reading import formulas_in
from softenv_xl.hosts.live.rectangles import rectangles
from softenv_xl.hosts.live.surroundings import (
    close_up,
    make_room,
    park,
    pictures_on,
    put_pictures,
    sort_sides,
)
from softenv_xl.hosts.live.text import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw
    from xlwings.main import Table

    from softenv_xl.grid.cell import Value
    from softenv_xl.hosts.live.table_plan import TablePlan

Notes = tuple[tuple[int, int, str], ...]


def write_table(
    sheet: xw.Sheet, table: Table, plan: TablePlan, record: Callable[[TableChange], None]
) -> None:
    """Makes the table's rows what the plan says. `record` is called with what is changed as soon as the rows are in
    their places, before the values are written.
    """
    with unfiltered(table), rows_unhidden(sheet, plan):
        rename(sheet, plan.block, plan.headers, plan.dropped, headers_of(plan.grid, plan.block))
        formulas = _grow(sheet, table, plan)
        notes = _arrange(sheet, table, plan)
        cells = list(changed_cells(plan, formulas))
        record(table_change(plan, cells, notes))
        _write(sheet, plan, cells, formulas)
        _give_formulas(sheet, plan, formulas)
        _drop(sheet, table, plan)


def matches_plan(table: Table, plan: TablePlan) -> bool:
    """Do the table's rows show already what the plan says?"""
    if next(plan.owed(), None):
        return False
    same_rows = plan.scratch is None and plan.rows == plan.block.rows
    same_columns = not plan.added and not plan.headers and not plan.dropped
    # Rows typed below the end are still to be taken in.
    if not (same_rows and same_columns) or plan.block != block_of(table):
        return False
    emptied = not plan.patch.rows and _has_content(plan)
    return not emptied and next(changed_cells(plan, frozenset()), None) is None


def _grow(sheet: xw.Sheet, table: Table, plan: TablePlan) -> frozenset[int]:
    """Room for all rows and columns; returns the columns in which the rows that joined have a formula."""
    block = plan.block
    right = block.right + len(plan.added)
    grown = block.rows + plan.fresh if plan.patch.rows else block.rows
    make_room(sheet, table, plan, grown - block.rows)
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


def _drop(sheet: xw.Sheet, table: Table, plan: TablePlan) -> None:
    """Takes the table's last columns away, with all that stands in them."""
    if not plan.dropped:
        return
    now = block_of(table)
    right = now.right - plan.dropped
    _resize(sheet, table, now, now.rows, right)
    sheet.range((now.top, right + 1), (now.bottom, now.right)).clear_contents()


def _resize(sheet: xw.Sheet, table: Table, block: Block, rows: int, right: int) -> None:
    """Gives the table that many data rows and that right end. Where it shows totals, its rows are there already."""
    totals = block.bottom > block.last
    now = block_of(table)
    if (now.last, now.right) == (block.first + rows - 1, right):
        return
    if totals:
        table.show_totals = False
    table.resize(sheet.range((block.top, block.left), (block.first + rows - 1, right)))
    if totals:
        table.show_totals = True


def _arrange(sheet: xw.Sheet, table: Table, plan: TablePlan) -> Notes:
    """Sorts the rows into their places and takes leave of the rest; returns the notes that hung on those."""
    block, right = plan.block, plan.block.right + len(plan.added)
    ranks = plan.ranks()
    pictures = list(pictures_on(sheet, plan)) if plan.scratch is not None or len(ranks) > plan.rows else []
    if plan.scratch is not None:
        cells = sheet.range((block.first, plan.scratch), (block.first + len(ranks) - 1, plan.scratch))
        cells.value = [[f"r{rank:07}"] for rank in ranks]  # text sorts alike in cells of every format
        table.sort(plan.scratch - block.left + 1)
        sort_sides(sheet, plan, ranks)
    extent, kept = len(ranks), len(plan.patch.rows)
    homeless: dict[int, int] = {}
    notes: Notes = ()
    if kept < extent:
        sources = {rank: source for source, rank in enumerate(ranks[: block.rows])}
        notes = tuple(_take_notes(sheet, block, range(block.first + kept, block.first + extent), sources))
        if not kept:
            _empty(sheet, plan)
        gone = (block.first + plan.rows, block.first + extent - 1)
        if gone[0] <= gone[1]:
            sheet.range((gone[0], block.left), (gone[1], right)).clear_contents()
        homeless = park(sheet, plan, ranks, {picture.source for picture in pictures})
        if block.bottom == block.last:
            _resize(sheet, table, block, plan.rows, right)
        close_up(sheet, plan, gone, right, anything_below=bool(homeless))
        _resize(sheet, table, block, plan.rows, right)
    put_pictures(sheet, plan, ranks, pictures, homeless)
    return notes


def _take_notes(
    sheet: xw.Sheet, block: Block, rows: range, sources: dict[int, int]
) -> Iterator[tuple[int, int, str]]:
    """Takes notes and comments off rows that go: they must not hang on what comes to stand there."""
    for kind in ("notes", "comments"):
        hung: list[Any] = [one for one in _all(sheet, kind) if one.location.row in rows]
        for one in hung:
            at = one.location
            if block.left <= at.column <= block.right:
                source = sources.get(at.row - block.first)
                if kind == "notes" and source is not None:
                    yield source, at.column - block.left, str(one.text)
                one.delete()


def _all(sheet: xw.Sheet, kind: str) -> list[Any]:
    """The sheet's notes, or its comments where the program knows any: older ones say so in ways of their own."""
    if kind == "notes":
        return list(sheet.notes)
    with suppress(Exception):
        return list(sheet.comments)
    return []


def _has_content(plan: TablePlan) -> bool:
    block = plan.block
    return any(
        plan.before(0, column) is not None and not plan.holds_formula(0, column)
        for column in range(block.left, block.right + 1)
    )


def _empty(sheet: xw.Sheet, plan: TablePlan) -> None:
    """A table without rows keeps one blank row; formulas stay in it as the pattern of rows to come."""
    block = plan.block
    for column in range(block.left, block.right + 1):
        if not plan.holds_formula(0, column):
            sheet.range((block.first, column)).clear_contents()


def _write(
    sheet: xw.Sheet, plan: TablePlan, cells: list[tuple[int, int, Value, Value]], formulas: frozenset[int]
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


def _give_formulas(sheet: xw.Sheet, plan: TablePlan, joined: frozenset[int]) -> None:
    """Cells that lack their column's formula take it from the first row that has it; `joined` are the columns in
    which the rows that joined have one: a row that stood ready and blank may have lost its own. Where no row has
    one, the patch tells it.
    """
    lost = {column: text for column, text in plan.lost.items() if column not in joined}
    fresh = [place for place, row in enumerate(plan.patch.rows) if row.source is None]
    again = ((place, column) for place in fresh for column in lost)
    owed = list(dict.fromkeys([*plan.owed(), *plan.lacking(joined), *again]))
    if not owed:
        return
    from openpyxl.formula.translate import Translator  # slow to load, and few runs need it

    first = plan.block.first
    for place, column in owed:
        pattern, text = 0, lost.get(column, "")
        if not text:
            pattern = next(
                at
                for at, row in enumerate(plan.patch.rows)
                if (column in joined if row.source is None else plan.holds_formula(row.source, column))
            )
            text = str(sheet.range((first + pattern, column)).formula)
        origin, here = Address(first + pattern, column).a1, Address(first + place, column).a1
        sheet.range((first + place, column)).formula = Translator(text, origin).translate_formula(here)
