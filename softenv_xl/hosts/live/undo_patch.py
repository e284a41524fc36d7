"""Undoing a run is a Patch like any other: what the run changed and nobody has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address
from softenv_xl.hosts.live.changes import as_cell_value
from softenv_xl.sheets.patch import KEEP, CellPatch, RowPatch, TablePatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Grid
    from softenv_xl.hosts.block import Block
    from softenv_xl.hosts.live.changes import CellChange, TableChange
    from softenv_xl.sheets.patch import Kept


@dataclass(frozen=True, slots=True)
class UndoPatch:
    """The patch that takes a table's change back, and how many cells it restores and leaves to who changed them."""

    patch: TablePatch
    restored: int
    skipped: int


def undo_patch(change: TableChange, grid: Grid, block: Block) -> UndoPatch:
    """The table's change from the other side. Raises Stop(undo.rows-changed) where rows were added, removed or
    sorted since, so that none can be identified for sure.
    """
    if not _same_rows(change, grid, block) or _typed_into_joined_rows(change, grid, block):
        raise Stop("undo.rows-changed", table=change.table)
    now = {
        (place, column): grid.value(Address(block.first + place, block.left + column))
        for place, column, _, _ in change.cells
    }
    ours = {
        (place, column): before
        for place, column, before, after in change.cells
        if as_cell_value(now[place, column]) == as_cell_value(after)
    }
    places = {source: place for place, source in enumerate(change.order) if source is not None}
    rows = [_row(change, source, places.get(source), ours) for source in range(change.rows_before)]
    patch = TablePatch(change.table, tuple(_columns(change)), tuple(rows), *_undo_headers(change))
    joined = [place for place, source in enumerate(change.order) if source is None]
    return UndoPatch(patch, len(ours) + len(change.gone) + len(joined), len(change.cells) - len(ours))


def _leaves(change: TableChange) -> int:
    """How many of the table's last columns go: those that joined. After columns went, they stay for later."""
    return 0 if any(change.dropped) else change.added


def _columns(change: TableChange) -> Iterator[str]:
    """The headers from before the run, and then those of columns that went; without those that joined."""
    kept = len(change.headers) - _leaves(change)
    headers = change.headers_before or change.headers
    yield from (*headers[:kept], *headers[len(change.headers) :])


Pairs = tuple[tuple[str, str], ...]


def _undo_headers(change: TableChange) -> tuple[Pairs, Pairs, tuple[str, ...]]:
    """As in TablePatch: the headers that change, those of them that are mere renames, and columns that go. A name
    that is in use on both sides is a column that moved.
    """
    to_be, now = tuple(_columns(change)), change.headers
    called = tuple((old, new) for old, new in zip(now, to_be, strict=False) if old != new)
    renamed = tuple((old, new) for old, new in called if old not in to_be and new not in now)
    return called, renamed, now[len(now) - _leaves(change) :]


def _row(change: TableChange, source: int, place: int | None, ours: dict[tuple[int, int], Value]) -> RowPatch:
    if place is None:
        width = len(change.headers) - change.added
        none = (None,) * (change.added - _leaves(change))
        lost = (*change.gone[source][:width], *none, *change.gone[source][width:])
        return RowPatch(None, tuple(KEEP if value is None else value for value in lost))
    kept = range(len(change.headers) - _leaves(change))
    values: list[Value | Kept] = [ours.get((place, column), KEEP) for column in kept]
    went: tuple[Value | Kept, ...] = change.dropped[source] if change.dropped else ()
    return RowPatch(place, (*values, *went))


def _same_rows(change: TableChange, grid: Grid, block: Block) -> bool:
    headers = [grid.value(Address(block.top, column)) for column in range(block.left, block.right + 1)]
    first = [grid.value(Address(row, block.left)) for row in range(block.first, block.last + 1)]
    return [str(header or "") for header in headers] == list(change.headers) and [
        as_cell_value(value) for value in first
    ] == [as_cell_value(value) for value in change.first_column]


def _typed_into_joined_rows(change: TableChange, grid: Grid, block: Block) -> bool:
    """A row that the run added goes with it, unless somebody has filled in something there meanwhile."""
    after = {(place, column): value for place, column, _, value in change.cells}
    return any(
        as_cell_value(grid.value(at)) != as_cell_value(after.get((place, column)))
        for place, source in enumerate(change.order)
        if source is None
        for column in range(len(change.headers))
        if (at := Address(block.first + place, block.left + column)) not in grid.formulas
    )


def undo_cells(changes: tuple[CellChange, ...], now: dict[str, Value]) -> list[CellPatch]:
    """The named cells that still show what the run put there."""
    return [
        CellPatch(change.name, change.before)
        for change in changes
        if as_cell_value(now.get(change.name)) == as_cell_value(change.after)
    ]
