"""What stands around a table on its sheet: remarks beside its rows, notes below it. They keep to the table.

What is below keeps its distance, as when Excel inserts rows into a table; what is beside goes with its row. A
remark or a picture whose row goes away is put at the end of the list, below everything, rather than lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.grid.beside import Beside, below, beside
from softenv_xl.hosts.file.drawings import move_drawings, rows_with_pictures
from softenv_xl.hosts.file.notes import RowMoves, move_notes
from softenv_xl.hosts.file.ranges import cover, shift_merged, shift_ranges
from softenv_xl.hosts.file.rows import Rows
from softenv_xl.hosts.refusal import at_the_edge, unsafe

if TYPE_CHECKING:
    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.hosts.file.layout import Layout
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook


class Surroundings(NamedTuple):
    """`beside` are the columns that go with the table's rows; `below` the cells that move with its end, or None."""

    beside: Beside
    below: Area | None


def surroundings_of(book: Workbook, table: Table, *, reordered: bool) -> Surroundings:
    """Looks around; only as far as there is need, for most tables stand alone."""
    sheet, block = table.sheet, table.block
    alone = Beside(block.left, block.right, None)
    under = sheet.used(Area(block.bottom + 1, 1, MAX_ROW, MAX_COLUMN)) is not None
    if not under and not reordered:
        return Surroundings(alone, None)
    others = [other.block.area for other in book.neighbours(table)]
    filled, formulas = _filled_outside(sheet, block.area)
    found = beside(block.area, block.last, filled, formulas, others, _obstacles(sheet, block.area))
    return Surroundings(found, below(block.area, found, filled, others, sheet.merged) if under else None)


def _filled_outside(sheet: Sheet, table: Area) -> tuple[list[Address], set[Address]]:
    """The cells from the table's header row down, but for its own, that hold anything, and those that hold formulas."""
    filled, formulas = [], set()
    for address, kind, inner in sheet.seen_around(table):
        if inner.startswith("<f"):
            formulas.add(address)
            filled.append(address)
        elif sheet.content.shown(kind, inner) is not None or inner:
            filled.append(address)
    return filled, formulas


def _obstacles(sheet: Sheet, table: Area) -> list[Area]:
    return [
        area
        for area in (*sheet.merged, *sheet.formulas.blocks)
        if not (table.left <= area.left and area.right <= table.right)
    ]


def shift_below(book: Workbook, table: Table, area: Area, rows: int) -> None:
    """Moves what stands below a table by that many rows, with all that hangs on it."""
    sheet = table.sheet
    if area.bottom + rows > MAX_ROW:
        raise at_the_edge(table.name)
    for block in sheet.formulas.blocks:
        if block.meets(area):
            raise unsafe(
                "“{sheet}”的 {area} 是数组公式或模拟运算表。",
                "{area} on “{sheet}” is an array formula or a data table.",
                sheet=sheet.title,
                area=block.ref,
            )
    moves = {row: row + rows for row in sorted(sheet.rows) if area.top <= row <= area.bottom}
    rest = (
        Area(area.top, 1, area.bottom, area.left - 1),
        area._replace(left=area.right + 1, right=MAX_COLUMN),
    )
    whole = all(one.left > one.right or sheet.used(one) is None for one in rest)
    Rows(sheet, area.left, area.right).shift(moves, whole=whole)
    columns = range(area.left, area.right + 1)
    journey = RowMoves(columns, moves, (), below=(area.top, rows))
    move_notes(book, sheet, journey)
    move_drawings(book, sheet, journey, charts=True)
    shift_merged(sheet, area, rows)
    shift_ranges(sheet, area, rows)
    cover(sheet, Area(area.top, area.left, area.bottom + rows, area.right))


def take_along(book: Workbook, table: Table, layout: Layout, columns: Beside) -> None:
    """Brings what is beside the rows, and pictures on them, to where the rows go.

    What was a removed row's is put below everything that stands in these columns, a blank row between.
    """
    sheet, block = table.sheet, table.block
    sides = [range(columns.left, block.left), range(block.right + 1, columns.right + 1)]
    over = range(columns.left, _next_table(book, table))
    homeless = {row for row in layout.removed if any(_holds(sheet, row, side) for side in sides)}
    pictured = rows_with_pictures(book, sheet, over)
    homeless |= pictured & layout.removed
    under = Area(block.bottom + 1, columns.left, MAX_ROW, columns.right)
    occupied = {address.row for address, _, inner in sheet.seen_in(under) if inner}
    occupied |= {row for row in pictured if row > block.bottom}
    floor = max(occupied | {block.bottom + layout.rows - block.rows})
    parked = {row: floor + 2 + place for place, row in enumerate(sorted(homeless))} if homeless else {}
    if parked and max(parked.values()) > MAX_ROW:
        raise at_the_edge(table.name)
    moves = {**layout.moves, **parked}
    for side in sides:
        if side:
            Rows(sheet, side.start, side.stop - 1).shift(moves, whole=False)
            move_notes(book, sheet, RowMoves(side, moves, ()))
    move_drawings(book, sheet, RowMoves(over, moves, ()), charts=False)
    if parked:
        cover(sheet, Area(block.top, columns.left, max(parked.values()), columns.right))


def _holds(sheet: Sheet, row: int, columns: range) -> bool:
    return bool(columns) and sheet.used(Area(row, columns.start, row, columns.stop - 1)) is not None


def _next_table(book: Workbook, table: Table) -> int:
    """The first column on the right that is another table's, in this one's rows."""
    area = table.block.area
    lefts = (
        other.block.left
        for other in book.neighbours(table)
        if other.block.area.meets(area._replace(right=MAX_COLUMN))
    )
    return min((left for left in lefts if left > area.right), default=MAX_COLUMN + 1)
