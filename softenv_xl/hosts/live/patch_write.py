"""Carries out a Patch on an open workbook, or takes one back: all that could stop it is found before it starts."""

from __future__ import annotations

import math
from contextlib import ExitStack, suppress
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.cell_limits import checked_number, checked_text
from softenv_xl.hosts.live.app_state import refuse_filters, suspended
from softenv_xl.hosts.live.as_before import remembered
from softenv_xl.hosts.live.blocks import block_of, write_block
from softenv_xl.hosts.live.changes import CellChange, SheetChange, TableChange, as_cell_value
from softenv_xl.hosts.live.columns import MovedColumns
from softenv_xl.hosts.live.formula_texts import TextChange, put_back
from softenv_xl.hosts.live.program import Program, program_of
from softenv_xl.hosts.live.reading import read_book, read_rows
from softenv_xl.hosts.live.reference_updates import ReferenceUpdates, resize_of
from softenv_xl.hosts.live.table_plan import TablePlan, plan_table
from softenv_xl.hosts.live.table_write import matches_plan, write_table
from softenv_xl.hosts.live.undo_patch import undo_cells, undo_patch
from softenv_xl.hosts.refusal import missing
from softenv_xl.schema.serial import serial
from softenv_xl.sheets.patch import Patch, SheetPatch

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Book, Grid
    from softenv_xl.sheets.patch import CellPatch, TablePatch


class PatchWrite:
    """One patch on one open workbook; `tables`, `cells`, `texts` and `views` are what it changed so far."""

    def __init__(self, book: xw.Book, seen: Book) -> None:
        """`seen` is the workbook as it was read; what people type after that stops the run."""
        self._book, self._seen = book, seen
        with program_of(book).unchanging():
            self._sheets = {sheet.name: sheet for sheet in book.sheets}
        self._names = {name.lower(): place for name, place in seen.names.items()}
        self.tables: list[TableChange] = []
        self.cells: list[CellChange] = []
        self.texts: list[TextChange] = []
        self.views: list[SheetChange] = []

    def carry_out(self, patch: Patch) -> bool:
        """Whether it changed anything; see LiveWorkbook.write for what stops it."""
        program = program_of(self._book)
        with program.unchanging():
            plans = [made for table in patch.tables if (made := self._plan(table))]
            cells = [change for cell in patch.cells if (change := self._cell_change(cell))]
            views = [view for view in patch.sheets if self._differs(view)]
            if not plans and not cells and not views:
                return False
            sheets = self._require_unchanged(plans, cells)
        with suspended(self._book.app), program.without_undo():
            put_right = remembered(sheets, self._seen, program)
            try:
                with ExitStack() as stack, program.rows_fitted_once():
                    stack.callback(program.unprotect(sheets))
                    columns = MovedColumns(self._book, self._seen, plans, program)
                    self._open(columns, sheets, program, stack)
                    self.texts.extend(columns.carry_out())
                    following = self._reference_updates(plans, program)
                    self._open(following, sheets, program, stack)
                    self._write(plans, cells)
                    self.texts.extend(following.carry_out())
                    self.texts.extend(columns.finish(following.resizes))
                    self._show(views)
            except BaseException:
                self._give_up()
                with suppress(Exception):
                    put_right()
                raise
        return bool(self.tables or self.cells or self.views)

    def _open(
        self,
        texts: MovedColumns | ReferenceUpdates,
        sheets: list[xw.Sheet],
        program: Program,
        stack: ExitStack,
    ) -> None:
        """Lifts the protection of the other sheets that formulas stand on."""
        for title in set(texts.sheets) - {sheet.name for sheet in sheets}:
            try:
                stack.callback(program.unprotect([self._sheets[title]]))
            except Stop:  # the table is what the run is about, and its sheet can be written
                texts.leave(title)

    def _reference_updates(self, plans: list[TablePlan], program: Program) -> ReferenceUpdates:
        places = ((made, made.grid.sheet, block_of(self._table(made.patch.table)[0])) for made in plans)
        resizes = [resize for place in places if (resize := resize_of(*place))]
        return ReferenceUpdates(self._book, self._seen, resizes, program)

    def undo(
        self,
        tables: tuple[TableChange, ...],
        cells: tuple[CellChange, ...],
        texts: tuple[TextChange, ...] = (),
        views: tuple[SheetChange, ...] = (),
    ) -> tuple[int, int]:
        """Makes undone what is still as a run left it: (cells restored, cells that somebody changed since)."""
        backs = []
        for change in tables:
            table, grid = self._table(change.table)
            backs.append(undo_patch(change, grid, block_of(table)))
        named = undo_cells(cells, {change.name: self._value(change.name) for change in cells})
        shown = tuple(SheetPatch(view.title, not view.visible) for view in views)
        around = [change for change in tables if change.notes or change.added]
        sheets = [self._sheets[self._table(change.table)[1].sheet] for change in around]
        program = program_of(self._book)
        with program.without_undo():
            self.carry_out(Patch(tuple(one.patch for one in backs), tuple(named), shown))
            with ExitStack() as stack:
                stack.callback(program.unprotect(sheets))
                for change in around:
                    self._put_back_surroundings(change)
            if texts:
                put_back(self._book, texts, program)
        restored = sum(one.restored for one in backs) + len(named)
        return restored, sum(one.skipped for one in backs) + len(cells) - len(named)

    def _plan(self, patch: TablePatch) -> TablePlan | None:
        """None where the table is so already."""
        table, grid = self._table(patch.table)
        made = plan_table(patch, grid, block_of(table))
        for place, _, column, value in made.named():
            _check(value, Address(made.block.first + place, column).a1)
        if matches_plan(table, made):
            return None
        refuse_filters(table)
        return made

    def _table(self, name: str) -> tuple[Table, Grid]:
        found = self._seen.table(name)
        if found is None:
            raise missing("表格“{name}”", "table “{name}”", name=name)
        grid, area = found
        return self._sheets[grid.sheet].tables[area.name], grid

    def _cell_change(self, patch: CellPatch) -> CellChange | None:
        """None where the cell shows it already, or holds a formula that does."""
        if patch.optional and patch.name.lower() not in self._names:
            return None
        grid, area = self._place(patch.name)
        corner = Address(area.top, area.left)
        if area != Area(*corner, *corner) and area not in grid.merged:
            raise missing(
                "指向单个单元格的名称“{name}”", "name “{name}” that points at one cell", name=patch.name
            )
        _check(patch.value, corner.a1)
        before = grid.value(corner)
        if corner in grid.formulas or as_cell_value(before) == as_cell_value(patch.value):
            return None
        return CellChange(patch.name, before, patch.value)

    def _place(self, name: str) -> tuple[Grid, Area]:
        sheet, area = self._names.get(name.lower(), ("", Area(1, 1, 1, 1)))
        grid = self._seen.grid(sheet)
        if grid is None:
            raise missing("指向单个单元格的名称“{name}”", "name “{name}” that points at one cell", name=name)
        return grid, area

    def _value(self, name: str) -> Value:
        grid, area = self._place(name)
        return grid.value(Address(area.top, area.left))

    def _require_unchanged(self, plans: list[TablePlan], cells: list[CellChange]) -> list[xw.Sheet]:
        """The sheets that the patch touches, if they still hold what was read. Stop(file.changed)."""
        grids = {grid.sheet: grid for grid in (made.grid for made in plans)}
        grids |= {grid.sheet: grid for grid in (self._place(cell.name)[0] for cell in cells)}
        for name, grid in grids.items():
            if not _same(grid, read_rows(self._sheets[name])):
                raise Stop("file.changed", file=self._book.name)
        return [self._sheets[name] for name in grids]

    def _write(self, plans: list[TablePlan], cells: list[CellChange]) -> None:
        for made in plans:
            table = self._table(made.patch.table)[0]
            write_table(self._sheets[made.grid.sheet], table, made, self.tables.append)
        for change in cells:
            grid, area = self._place(change.name)
            self.cells.append(change)
            write_block(self._sheets[grid.sheet], area.top, area.left, [[change.after]])

    def _differs(self, view: SheetPatch) -> bool:
        grid = self._seen.grid(view.title)
        return grid is not None and grid.visible != view.visible

    def _show(self, views: list[SheetPatch]) -> None:
        """Where the workbook's structure is protected, sheets stay as they are."""
        program = program_of(self._book)
        for view in views:
            with suppress(Exception):  # each program has its own error for it
                program.show(self._sheets[view.title], visible=view.visible)
                self.views.append(SheetChange(view.title, view.visible))

    def _give_up(self) -> None:
        """Takes back what was done before something failed, as far as the program still lets us."""
        with suppress(Exception):
            rescue = PatchWrite(self._book, read_book(self._book))
            rescue.undo(tuple(self.tables), tuple(self.cells), tuple(self.texts), tuple(self.views))

    def _put_back_surroundings(self, change: TableChange) -> None:
        """The notes of rows that are back, and the width that the table had."""
        table, grid = self._table(change.table)
        sheet, block = self._sheets[grid.sheet], block_of(table)
        for source, column, text in change.notes:
            cell = sheet.range((block.first + source, block.left + column))
            if cell.note is None:
                cell.add_note(text)
        if change.added and any(change.dropped):  # otherwise they went with the patch
            right = block.right - change.added
            table.resize(sheet.range((block.top, block.left), (block.bottom, right)))
            sheet.range((block.top, right + 1), (block.bottom, block.right)).clear_contents()


def _same(grid: Grid, rows: tuple[tuple[Value, ...], ...]) -> bool:
    """Do the cells hold what they held? Formulas may show something new at any time: the clock, a random number."""
    return rows == grid.rows or all(
        Address(row, column) in grid.formulas
        for row, cells in enumerate(zip_longest(grid.rows, rows, fillvalue=()), 1)
        for column, (before, now) in enumerate(zip_longest(*cells), 1)
        if before != now
    )


def _check(value: object, place: str) -> None:
    """Stop(cell.cannot-hold)."""
    if isinstance(value, str):
        checked_text(value, place)
    elif isinstance(value, int | float | date) and not isinstance(value, bool):
        try:
            number = serial(value)
        except OverflowError:
            number = math.inf
        checked_number(number or 0.0, value, place)
