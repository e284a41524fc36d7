"""What stands beside a table and belongs to its rows: remarks, ticks, initials that people put next to a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

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
    filled: Iterable[Address],
    formulas: Collection[Address],
    others: Collection[Area] = (),
    obstacles: Collection[Area] = (),
) -> Beside:
    """`table` is header and data rows; `filled` are the cells from its header row down that hold anything.

    Columns go along as far as they adjoin, without a blank one between. One with formulas doesn't: it is a
    calculation about whatever stands in its row, or about the list. Nor do `others`, which are tables of their
    own, and `obstacles`: merged cells, array formulas. What lies behind such a column stays as well; a text that
    labels a figure, and the cells of another table, are no remarks.
    """
    outside = [cell for cell in filled if not table.left <= cell.column <= table.right]
    calculated = {cell for cell in outside if cell in formulas and table.top < cell.row <= table.bottom}
    columns = {cell.column for cell in outside} - {cell.column for cell in calculated}
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
        if table.top < cell.row <= table.bottom
        and not left <= cell.column <= right
        and cell.row not in labels
        and not any(area.holds(cell) for area in others)
    )
    return Beside(left, right, min(staying, default=None))


def beside_in(grid: Grid, table: TableArea) -> Beside:
    """The same for a sheet that was read."""
    area = table.area._replace(bottom=table.last)
    filled = (
        Address(row, column)
        for row, cells in enumerate(grid.rows[area.top - 1 :], area.top)
        for column, value in enumerate(cells, 1)
        if not area.left <= column <= area.right
        and (value is not None or Address(row, column) in grid.formulas)
    )
    others = [other.area for other in grid.tables if other.name != table.name]
    return beside(area, filled, grid.formulas, others, [one for one in grid.merged if not _within(one, area)])


def _within(one: Area, area: Area) -> bool:
    return area.left <= one.left and one.right <= area.right
