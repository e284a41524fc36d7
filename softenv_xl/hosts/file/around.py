"""What stands around a table on its sheet: remarks beside its rows, notes below it. They keep to the table.

What is below keeps its distance, as when Excel inserts rows into a table; what is beside goes with its row. A
remark or a picture whose row goes away is put at the end of the list, below everything, rather than lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.grid.beside import Beside, beside
from softenv_xl.hosts.file.drawings import follow_drawings, rows_with_pictures
from softenv_xl.hosts.file.notes import Journey, follow_rows
from softenv_xl.hosts.file.ranges import cover, shift_merged, shift_ranges
from softenv_xl.hosts.file.rows import Rows
from softenv_xl.hosts.refusal import at_the_edge, unsafe

if TYPE_CHECKING:
    from softenv_xl.hosts.file.layout import Layout
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.table import Table
    from softenv_xl.hosts.file.workbook import Workbook


class Around(NamedTuple):
    """`beside` are the columns that go with the table's rows; `below` the cells that move with its end, or None."""

    beside: Beside
    below: Area | None


def around(book: Workbook, table: Table, *, reordered: bool) -> Around:
    """Looks around; only as far as there is need, for most tables stand alone."""
    sheet, block = table.sheet, table.block
    alone = Beside(block.left, block.right, None)
    under = sheet.used(Area(block.bottom + 1, 1, MAX_ROW, MAX_COLUMN)) is not None
    if not under and not reordered:
        return Around(alone, None)
    others = [other.block.area for other in book.neighbours(table)]
    found = beside(
        block.area._replace(bottom=block.last),
        *_filled(sheet, block.top),
        others,
        _obstacles(sheet, block.area),
    )
    return Around(found, _below(sheet, block.area, found, others) if under else None)


def _filled(sheet: Sheet, top: int) -> tuple[list[Address], set[Address]]:
    """The cells from a row down that hold anything, and those that hold formulas."""
    filled, formulas = [], set()
    for address, kind, inner in sheet.seen_in(Area(top, 1, MAX_ROW, MAX_COLUMN)):
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


def _below(sheet: Sheet, table: Area, found: Beside, others: list[Area]) -> Area | None:
    """The cells below, in the table's columns and those beside it, widened to whole merged cells.

    None where nothing is there, or another table, which doesn't move.
    """
    first = table.bottom + 1
    left, right = table.left, table.right
    edge = {address.column for address, _, inner in sheet.seen_in(Area(first, 1, first, MAX_COLUMN)) if inner}
    while right < found.right and right + 1 not in edge:
        right += 1
    while left > found.left and left - 1 not in edge:
        left -= 1
    under = [area for area in sheet.merged if area.top > table.bottom]
    while wider := [
        a for a in under if a.left <= right and a.right >= left and (a.left < left or a.right > right)
    ]:
        left, right = min(left, *(a.left for a in wider)), max(right, *(a.right for a in wider))
    region = Area(first, left, MAX_ROW, right)
    if any(other.meets(region) for other in others):
        return None
    last = max((address.row for address, _, inner in sheet.seen_in(region) if inner), default=0)
    return (
        region._replace(bottom=max(last, *(a.bottom for a in under if a.meets(region)), 0)) if last else None
    )


def shift_below(book: Workbook, table: Table, below: Area, rows: int) -> None:
    """Moves what stands below a table by that many rows, with all that hangs on it."""
    sheet = table.sheet
    if below.bottom + rows > MAX_ROW:
        raise at_the_edge(table.name)
    for block in sheet.formulas.blocks:
        if block.meets(below):
            raise unsafe(
                "“{sheet}”的 {area} 是数组公式或模拟运算表。",
                "{area} on “{sheet}” is an array formula or a data table.",
                sheet=sheet.title,
                area=block.ref,
            )
    moves = {row: row + rows for row in sorted(sheet.rows) if below.top <= row <= below.bottom}
    rest = (
        Area(below.top, 1, below.bottom, below.left - 1),
        below._replace(left=below.right + 1, right=MAX_COLUMN),
    )
    whole = all(area.left > area.right or sheet.used(area) is None for area in rest)
    Rows(sheet, below.left, below.right).shift(moves, whole=whole)
    columns = range(below.left, below.right + 1)
    journey = Journey(columns, moves, (), below=(below.top, rows))
    follow_rows(book, sheet, journey)
    follow_drawings(book, sheet, journey, charts=True)
    shift_merged(sheet, below, rows)
    shift_ranges(sheet, below, rows)
    cover(sheet, Area(below.top, below.left, below.bottom + rows, below.right))


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
    standing = {address.row for address, _, inner in sheet.seen_in(under) if inner}
    standing |= {row for row in pictured if row > block.bottom}
    floor = max(standing | {block.bottom + layout.rows - block.rows})
    parked = {row: floor + 2 + place for place, row in enumerate(sorted(homeless))} if homeless else {}
    if parked and max(parked.values()) > MAX_ROW:
        raise at_the_edge(table.name)
    moves = {**layout.moves, **parked}
    for side in sides:
        if side:
            Rows(sheet, side.start, side.stop - 1).shift(moves, whole=False)
            follow_rows(book, sheet, Journey(side, moves, ()))
    follow_drawings(book, sheet, Journey(over, moves, ()), charts=False)
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
