"""Works out what a TablePatch comes to on a table that is open: which rows move, which cells get a value.

Pure: everything that can stop a run is found here, before a cell is touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.grid.beside import Beside, below_in, beside_in
from softenv_xl.grid.grid import TableArea
from softenv_xl.hosts.block import Block, column_numbers
from softenv_xl.hosts.live.headers import checked_end, headers_of, to_be
from softenv_xl.hosts.refusal import at_the_edge, grows_into, in_the_way, unsafe
from softenv_xl.sheets.patch import KEEP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Grid
    from softenv_xl.sheets.patch import TablePatch


@dataclass(frozen=True, slots=True)
class TablePlan:
    """`block` is the table with the rows that people typed below its end; `columns` the sheet columns of the
    patch's headers, `added` those that the table hasn't got yet. `scratch` is the sheet column that carries
    the rows' ranks while they are sorted; None where rows only stay and join at the end. `beside` are the columns
    that go with the rows, `below` the cells that keep their distance from the table's end, None where there are none.
    `headers` are new ones by sheet column, `dropped` counts the table's last columns that go. `typed` rows of the
    block stand below the table's end as yet.
    """

    patch: TablePatch
    grid: Grid
    block: Block
    columns: tuple[int, ...]
    added: tuple[str, ...]
    scratch: int | None
    beside: Beside
    below: Area | None
    headers: Mapping[int, str] = field(default_factory=dict)
    dropped: int = 0
    typed: int = 0

    @property
    def sides(self) -> list[tuple[int, int]]:
        """First and last column of what goes with the rows on the left and on the right of the table."""
        pairs = [(self.beside.left, self.block.left - 1), (self.block.right + 1, self.beside.right)]
        return [(first, last) for first, last in pairs if first <= last]

    def remark(self, source: int, side: tuple[int, int]) -> bool:
        """Does anything stand beside a present row?"""
        row = self.block.first + source
        return any(
            self.grid.value(Address(row, column)) is not None for column in range(side[0], side[1] + 1)
        )

    @property
    def fresh(self) -> int:
        """How many rows join the table."""
        return sum(row.source is None for row in self.patch.rows)

    @property
    def rows(self) -> int:
        """How many data rows the table shall have; a table has one at least."""
        return max(len(self.patch.rows), 1)

    def ranks(self) -> list[int]:
        """The place of every present row and of the fresh ones that follow; those to be removed go last."""
        places = {row.source: place for place, row in enumerate(self.patch.rows) if row.source is not None}
        gone = iter(range(len(self.patch.rows), len(self.patch.rows) + self.block.rows))
        present = [places[i] if i in places else next(gone) for i in range(self.block.rows)]
        return present + [place for place, row in enumerate(self.patch.rows) if row.source is None]

    def before(self, source: int | None, column: int) -> Value:
        """What a present row's cell holds now; nothing for a fresh row."""
        return None if source is None else self.grid.value(Address(self.block.first + source, column))

    def holds_formula(self, source: int, column: int) -> bool:
        return Address(self.block.first + source, column) in self.grid.formulas

    def named(self) -> Iterator[tuple[int, int | None, int, Value]]:
        """(place, source, sheet column, value) of every cell that gets a value: those of formulas don't."""
        calculated = self.calculated
        for place, row in enumerate(self.patch.rows):
            for column, value in zip(self.columns, row.values, strict=True):
                formula = row.source is not None and (
                    column in calculated or self.holds_formula(row.source, column)
                )
                if value is not KEEP and not formula:
                    yield place, row.source, column, None if value == "" else value

    @property
    def calculated(self) -> frozenset[int]:
        """The patch's columns in which most rows have a formula: those where it is lost get it again."""
        there, lost = range(self.block.rows - self.typed), self.lost
        return frozenset(
            column
            for column in self.columns
            if column <= self.block.right
            and (
                column in lost or 2 * sum(self.holds_formula(source, column) for source in there) > len(there)
            )
        )

    @property
    def lost(self) -> dict[int, str]:
        """Formulas, as they read in the first row, of columns in which no row has one any more."""
        numbers = dict(zip(self.patch.columns, self.columns, strict=True))
        formulas = {numbers[header]: text for header, text in self.patch.formulas if header in numbers}
        rows = range(self.block.rows)
        return {
            column: f"={text}"
            for column, text in formulas.items()
            if column <= self.block.right and not any(self.holds_formula(row, column) for row in rows)
        }

    def owed(self) -> Iterator[tuple[int, int]]:
        """(place, sheet column) of every present row's cell that the patch names and that lacks its column's
        formula: people type rows below a table, and not every program carries formulas down to them.
        """
        return self.lacking(self.calculated)

    def lacking(self, calculated: Collection[int]) -> Iterator[tuple[int, int]]:
        """The same where these columns are the calculated ones."""
        for place, row in enumerate(self.patch.rows):
            for column, value in zip(self.columns, row.values, strict=True):
                if (
                    column in calculated
                    and value is not KEEP
                    and row.source is not None
                    and not self.holds_formula(row.source, column)
                ):
                    yield place, column


def plan_table(patch: TablePatch, grid: Grid, block: Block) -> TablePlan:
    """Raises ValueError for a patch that contradicts itself, and Stop: file.changed (a row that the patch
    continues isn't there), workbook.unsafe-to-write (no room to grow).
    """
    patch.refuse_contradictions()
    own, block = block.rows, _with_rows_below(patch, grid, block)
    now = headers_of(grid, block)
    headers, dropped = to_be(patch, block, now), checked_end(patch, now)
    called = [headers.get(column, header) for column, header in enumerate(now, block.left)]
    found = column_numbers(block.left, (called,), patch.columns)
    added = [header for header, number in zip(patch.columns, found, strict=True) if number is None]
    places = iter(range(block.right + 1, block.right + 1 + len(added)))
    columns = tuple(next(places) if number is None else number for number in found)
    area = TableArea(patch.table, block.area, block.bottom > block.last)
    real = next((one for one in grid.tables if one.name.lower() == patch.table.lower()), area)
    area = replace(area, name=real.name)
    beside = beside_in(grid, area)
    scratch, below = _scratch(patch, grid, block, columns), below_in(grid, area, beside)
    typed = block.rows - own
    made = TablePlan(
        patch, grid, block, columns, tuple(added), scratch, beside, below, headers, dropped, typed
    )
    _refuse_what_is_in_the_way(made)
    return made


def _with_rows_below(patch: TablePatch, grid: Grid, block: Block) -> Block:
    """A patch may continue rows that people typed below the end without the table growing with them."""
    last = block.first + max((row.source for row in patch.rows if row.source is not None), default=-1)
    if last <= block.last:
        return block
    columns = range(block.left, block.right + 1)
    if block.bottom > block.last or all(grid.value(Address(last, c)) is None for c in columns):
        raise Stop("file.changed")
    return block._replace(last=last, bottom=last)


def _scratch(patch: TablePatch, grid: Grid, block: Block, columns: tuple[int, ...]) -> int | None:
    """None where no row changes its place: new ones only join at the end, or the last ones only go."""
    kept = [row.source for row in patch.rows if row.source is not None]
    stay = kept == list(range(len(kept))) == [row.source for row in patch.rows[: len(kept)]]
    if stay and (len(kept) == block.rows or len(kept) == len(patch.rows)):
        return None
    rewritten = [at for i, at in enumerate(columns) if not any(row.values[i] is KEEP for row in patch.rows)]
    candidates: list[int] = [*rewritten, *range(block.left, block.right + 1)]
    for column in candidates:
        cells = (Address(row, column) for row in range(block.first, block.last + 1))
        if column <= block.right and not any(cell in grid.formulas for cell in cells):
            return column
    raise unsafe(
        "表格“{table}”每一列都有公式，无法移动行。",
        "Every column of the table “{table}” has formulas, so its rows cannot be moved.",
        table=patch.table,
    )


def _refuse_what_is_in_the_way(made: TablePlan) -> None:
    """A table grows only over cells that are empty and belong to no one else."""
    block, grid = made.block, made.grid
    bottom = block.bottom + (made.fresh if made.scratch else max(made.rows - block.rows, 0))
    right = block.right + len(made.added)
    if bottom > MAX_ROW or right > MAX_COLUMN:
        raise at_the_edge(made.patch.table)
    if made.below is not None and made.below.bottom + bottom - block.bottom > MAX_ROW:
        raise at_the_edge(made.patch.table)
    below = Area(block.bottom + 1, block.left, block.bottom if made.below else bottom, right)
    beside = Area(block.top, block.right + 1, block.bottom, right)
    for area in (below, beside):
        if area.top > area.bottom or area.left > area.right:
            continue
        for other in grid.tables:
            if other.name.lower() != made.patch.table.lower() and other.area.meets(area):
                raise grows_into(made.patch.table, other.name)
        for row in range(area.top, min(area.bottom, len(grid.rows)) + 1):
            for column in range(area.left, area.right + 1):
                if grid.value(cell := Address(row, column)) is not None or cell in grid.formulas:
                    raise in_the_way(made.patch.table, grid.sheet, cell.a1)
