"""What a run changed, cell by cell, kept so that it can be undone: values only, ready to be stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import CellError
from softenv_xl.hosts.live.headers import cells_of, headers_of
from softenv_xl.sheets.patch import KEEP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.grid.cell import Value
    from softenv_xl.hosts.live.table_plan import TablePlan


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell by the defined name that points at it."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class SheetChange:
    """A sheet that came into view, or went out of it."""

    title: str
    visible: bool


@dataclass(frozen=True, slots=True)
class TableChange:
    """`order` has, for every row after the run, the row before it that it continues; `first_column` what
    the table's first column showed afterwards, by which a later look knows the rows. `cells` are (row after the
    press, column of the table, before, after); `gone` the contents of removed rows by their place before, and
    `notes` what hung on them: (place before, column, text). `added` counts the columns that joined.

    `headers` are those after the run, `headers_before` what the same columns were called before it, and then
    those that went; `dropped` is what stood in the latter, row by row before the run.
    """

    table: str
    headers: tuple[str, ...]
    rows_before: int
    order: tuple[int | None, ...]
    first_column: tuple[Value, ...]
    cells: tuple[tuple[int, int, Value, Value], ...]
    gone: dict[int, tuple[Value, ...]] = field(default_factory=dict)
    notes: tuple[tuple[int, int, str], ...] = ()
    added: int = 0
    headers_before: tuple[str, ...] = ()
    dropped: tuple[tuple[Value, ...], ...] = ()


def changed_cells(plan: TablePlan, fresh_formulas: frozenset[int]) -> Iterator[tuple[int, int, Value, Value]]:
    """(place, sheet column, before, after) of every cell that the plan makes show something else.

    `fresh_formulas` are the sheet columns in which rows that join the table have a formula of their own.
    """
    for place, source, column, value in plan.named():
        if source is None and column in fresh_formulas:
            continue
        before = plan.before(source, column)
        if as_cell_value(before) != as_cell_value(value):
            yield place, column, before, value


def table_change(
    plan: TablePlan, cells: list[tuple[int, int, Value, Value]], notes: tuple[tuple[int, int, str], ...]
) -> TableChange:
    """What is to be remembered of carrying the plan out."""
    block, grid = plan.block, plan.grid
    columns = range(block.left, block.right + 1)
    before = headers_of(grid, block)
    called = [plan.headers.get(column, header) for column, header in enumerate(before, block.left)]
    kept = called[: len(called) - plan.dropped]
    continued = {row.source for row in plan.patch.rows}
    gone = {
        source: tuple(
            None if plan.holds_formula(source, column) else plan.before(source, column) for column in columns
        )
        for source in range(block.rows)
        if source not in continued
    }
    after = {(place, column): value for place, column, _, value in cells}
    order = [row.source for row in plan.patch.rows] or [None]
    first = tuple(
        after.get((place, block.left), plan.before(source, block.left)) for place, source in enumerate(order)
    )
    return TableChange(
        plan.patch.table,
        (*kept, *plan.added),
        block.rows,
        tuple(order),
        first,
        tuple((place, column - block.left, before, value) for place, column, before, value in cells),
        gone,
        notes,
        len(plan.added),
        (*before[: len(kept)], *plan.added, *before[len(kept) :]),
        cells_of(grid, block, columns[len(kept) :]),
    )


def as_cell_value(value: object) -> object:
    """Values that a cell can't tell apart are made equal: 3 and 3.0, midnight and its day, nothing and ''."""
    if value is KEEP:
        return value
    if isinstance(value, bool):  # equal to 0 and 1 in Python, not in a cell
        return ("truth", value)
    if isinstance(value, int):
        return float(value)
    if isinstance(value, CellError):  # a program tells errors and text of the same letters alike
        return value.words
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return None if value == "" else value
