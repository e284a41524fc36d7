"""What stands around a table of an open workbook keeps to it: notes below at their distance, remarks and pictures
with their rows. What was a removed row's is put below everything, a blank row between.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from softenv_xl.grid.address import Address
from softenv_xl.hosts.live.blocks import write_block

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import xlwings as xw
    from xlwings.main import Table

    from softenv_xl.hosts.live.table_plan import TablePlan

# A chart is about more than a row, and a button about none.
_PICTURES = (
    "picture",
    "linked_picture",
    "auto_shape",
    "text_box",
    "group",
    "free_form",
    "line",
    "callout",
    "ink",
)


class Picture(NamedTuple):
    """A picture on a present row (`source`, zero-based), and how many points below its upper edge."""

    shape: Any
    source: int
    offset: float


def make_room(sheet: xw.Sheet, table: Table, plan: TablePlan, rows: int) -> None:
    """Moves what is below the table down by that many rows, a totals row with it."""
    block, below = plan.block, plan.below
    if rows <= 0:
        return
    if block.bottom > block.last:
        table.rows.add()  # the one way in which a program says that it makes room above totals
        if rows > 1:
            last = block.last + 1
            sheet.range((last, block.left), (last + rows - 2, block.right)).insert("down")
        for left, right in _outside(plan, block.right) if below is not None else ():
            sheet.range((block.bottom + 1, left), (block.bottom + rows, right)).insert("down")
    elif below is not None:
        top = block.bottom + 1
        sheet.range((top, below.left), (top + rows - 1, below.right)).insert("down")


def close_up(
    sheet: xw.Sheet, plan: TablePlan, gone: tuple[int, int], right: int, *, anything_below: bool
) -> None:
    """Moves what is below the table up over the rows that it has lost; `right` is the table's last column."""
    (top, bottom), block, below = gone, plan.block, plan.below
    if top > bottom:
        return
    totals = block.bottom > block.last
    if totals:
        sheet.range((top, block.left), (bottom, right)).delete("up")
    if not anything_below and below is None:
        return
    if totals:
        for first, last in _outside(plan, right):
            sheet.range((top, first), (bottom, last)).delete("up")
        return
    left, last = _region(plan, right)
    sheet.range((top, left), (bottom, last)).delete("up")


def _region(plan: TablePlan, right: int) -> tuple[int, int]:
    """First and last column of what moves with the table's end."""
    below = plan.below
    left, last = plan.beside.left, max(plan.beside.right, right)
    return (min(left, below.left), max(last, below.right)) if below is not None else (left, last)


def _outside(plan: TablePlan, right: int) -> list[tuple[int, int]]:
    """The parts of that region on the table's left and right."""
    first, last = _region(plan, right)
    pairs = [(first, plan.block.left - 1), (right + 1, last)]
    return [pair for pair in pairs if pair[0] <= pair[1]]


def sort_sides(sheet: xw.Sheet, plan: TablePlan, ranks: Sequence[int]) -> None:
    """Brings what is beside the rows into the order of the rows. It holds no formulas."""
    block = plan.block
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    for left, right in plan.sides:
        if not any(plan.remark(source, (left, right)) for source in range(block.rows)):
            continue
        bottom = block.first + len(ranks) - 1
        keys = sheet.range((block.first, left), (bottom, left))
        keys.value = [[f"r{rank:07}"] for rank in ranks]
        sheet.range((block.first, left), (bottom, right)).sort(1)
        values = [
            plan.grid.value(Address(block.first + source, left)) if source < block.rows else None
            for source in order
        ]
        write_block(sheet, block.first, left, [[value] for value in values])


def park(sheet: xw.Sheet, plan: TablePlan, ranks: Sequence[int], pictured: Collection[int]) -> dict[int, int]:
    """Puts the remarks of removed rows, which stand sorted behind the others, below everything; says for every
    removed row with a remark or a picture in which sheet row its things belong once the table has closed up.
    """
    block, kept = plan.block, len(plan.patch.rows)
    removed = {source: rank for source, rank in enumerate(ranks[: block.rows]) if rank >= kept}
    homeless = {
        source
        for source in removed
        if source in pictured or any(plan.remark(source, side) for side in plan.sides)
    }
    if not homeless:
        return {}
    joined = len(ranks) - block.rows
    top, bottom = block.first + kept, block.first + len(ranks) - 1
    floor = max(
        bottom + block.bottom - block.last, plan.below.bottom + joined if plan.below is not None else 0
    )
    for left, right in plan.sides:
        sheet.range((top, left), (bottom, right)).move(sheet.range((floor + 2, left)))
    closing = len(ranks) - plan.rows
    return {source: floor + 2 + removed[source] - kept - closing for source in homeless}


def pictures_on(sheet: xw.Sheet, plan: TablePlan) -> Iterator[Picture]:
    """The pictures whose upper edge lies in one of the table's rows, and that aren't left of all that goes along.

    None where the program can't tell.
    """
    block = plan.block
    with suppress(NotImplementedError):
        shapes = [shape for shape in sheet.shapes if shape.type in _PICTURES]
        if not shapes:
            return
        tops = [_top(sheet, row) for row in range(block.first, block.last + 2)]
        edge = sheet.range((block.first, plan.beside.left)).left
        for shape in shapes:
            source = bisect_right(tops, shape.top + 0.5) - 1
            if 0 <= source < block.rows and shape.left >= edge - 0.5:
                yield Picture(shape, source, shape.top - tops[source])


def put_pictures(
    sheet: xw.Sheet,
    plan: TablePlan,
    ranks: Sequence[int],
    pictures: Sequence[Picture],
    homeless: dict[int, int],
) -> None:
    """Puts each picture where its row is now. Some programs have moved it with the cells already."""
    for picture in pictures:
        row = homeless.get(picture.source, plan.block.first + ranks[picture.source])
        top = _top(sheet, row) + picture.offset
        if abs(picture.shape.top - top) > 0.5:
            picture.shape.top = top


def _top(sheet: xw.Sheet, row: int) -> float:
    return float(sheet.range((row, 1)).top)
