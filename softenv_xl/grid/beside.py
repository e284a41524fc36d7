"""What stands around a table: remarks, ticks, initials beside its rows, and notes below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import MAX_ROW, Address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from softenv_xl.grid.address import Area
    from softenv_xl.grid.grid import Grid, TableArea


class Beside(NamedTuple):
    """From column `left` to column `right`, the table's own among them, cells go with their row.

    `stays` is the first remark that doesn't, if there is one.
    """

    left: int
    right: int
    stays: Address | None


def beside(
    table: Area,
    last: int,
    filled: Iterable[Address],
    formulas: Collection[Address],
    others: Collection[Area] = (),
    obstacles: Collection[Area] = (),
) -> Beside:
    """`last` is the table's last data row; `filled` are the cells from its header row down that hold anything.

    Columns go along as far as they adjoin, without a blank one between. One with formulas doesn't: it is a
    calculation about whatever stands in its row, or about the list. Nor does one that goes on below the table
    without a break, nor `others`, which are tables of their own, and `obstacles`: merged cells, array formulas.
    What lies behind such a column stays as well. The label of a figure, and another table's cells, are no remarks.
    """
    outside = [cell for cell in filled if not table.left <= cell.column <= table.right]
    calculated = {cell for cell in outside if cell in formulas and table.top < cell.row <= last}
    going_on = {cell.column for cell in outside if cell.row == table.bottom + 1}
    columns = {cell.column for cell in outside} - {cell.column for cell in calculated} - going_on
    for area in (*others, *obstacles):
        if area.top <= table.bottom and area.bottom > table.top:
            columns.difference_update(range(area.left, area.right + 1))
    left, right = table.left, table.right
    while right + 1 in columns:
        right += 1
    while left - 1 in columns:
        left -= 1
    labels = {cell.row for cell in calculated}
    staying = (
        cell
        for cell in outside
        if table.top < cell.row <= last
        and not left <= cell.column <= right
        and cell.row not in labels
        and not any(area.holds(cell) for area in others)
    )
    return Beside(left, right, min(staying, default=None))


def below(
    table: Area,
    found: Beside,
    filled: Iterable[Address],
    others: Iterable[Area] = (),
    merged: Iterable[Area] = (),
) -> Area | None:
    """The cells below a table that keep their distance from it: in its columns and those that go with its rows,
    as wide as the merged cells among them. None where nothing is there, or another table, which doesn't move.
    """
    under = [area for area in merged if area.top > table.bottom]
    left, right = found.left, found.right
    while wider := [
        one for one in under if one.left <= right and one.right >= left and _sticks_out(one, left, right)
    ]:
        left, right = min(left, *(one.left for one in wider)), max(right, *(one.right for one in wider))
    region = table._replace(top=table.bottom + 1, left=left, bottom=MAX_ROW, right=right)
    if any(other.meets(region) for other in others):
        return None
    last = max((cell.row for cell in filled if region.holds(cell)), default=0)
    bottom = max((one.bottom for one in under if one.meets(region)), default=0)
    return region._replace(bottom=max(last, bottom)) if last else None


def _sticks_out(area: Area, left: int, right: int) -> bool:
    return area.left < left or area.right > right


def filled_outside(grid: Grid, table: Area) -> Iterator[Address]:
    """The cells from the table's header row down, but for its own, that hold anything."""
    left, right, bottom = table.left, table.right, table.bottom
    for row, cells in enumerate(grid.rows[table.top - 1 :], table.top):
        beside = row <= bottom
        for column, value in enumerate(cells[: left - 1] if beside else cells, 1):
            if value is not None:
                yield Address(row, column)
        for column, value in enumerate(cells[right:] if beside else (), right + 1):
            if value is not None:
                yield Address(row, column)
    yield from (
        cell
        for cell in grid.formulas
        if cell.row >= table.top and not table.holds(cell) and grid.value(cell) is None
    )


def beside_in(grid: Grid, table: TableArea) -> Beside:
    """What is beside a table of a sheet that was read."""
    others = [other.area for other in grid.tables if other.name != table.name]
    merged = [one for one in grid.merged if _sticks_out(one, table.area.left, table.area.right)]
    return beside(table.area, table.last, filled_outside(grid, table.area), grid.formulas, others, merged)


def below_in(grid: Grid, table: TableArea, found: Beside) -> Area | None:
    """What is below it."""
    others = [other.area for other in grid.tables if other.name != table.name]
    return below(table.area, found, filled_outside(grid, table.area), others, grid.merged)
