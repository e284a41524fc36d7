"""Carries out a Layout: moves a table's rows within its columns, makes new ones, empties what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.cell import formula_in
from softenv_xl.hosts.file.cells import inner_of, style_of, with_formula
from softenv_xl.hosts.file.formula_cells import SHARED
from softenv_xl.hosts.file.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping

    from softenv_xl.hosts.file.cell import Cell
    from softenv_xl.hosts.file.cells import AnyCell
    from softenv_xl.hosts.file.layout import ColumnFormula, Layout, Pattern
    from softenv_xl.hosts.file.sheet import Sheet

_OF_THE_PLACE = ("r", "spans")  # a row's attributes that don't travel with its cells


class Rows:
    """The part of a sheet's rows that lies in the columns of one table."""

    def __init__(self, sheet: Sheet, left: int, right: int) -> None:
        self.sheet = sheet
        self.columns = range(left, right + 1)
        self._known: dict[int, Formula] = {}

    def rearrange(self, layout: Layout, named: Mapping[int, Collection[int]], own: range) -> None:
        """Moves, empties and makes rows; `named` has the columns of each new row that get a value later. `own` are the
        table's data rows as they were.
        """
        groups = self._groups(layout.affected)
        joined = self._groups(own) if layout.fresh else set()
        moving = {*layout.moves, *layout.moves.values(), *layout.blank}
        loose = self.sheet.formulas.loosen(groups | joined, own, self.columns, moving)
        self.sheet.formulas.unshare(groups - loose)
        self._move(layout.moves, layout.totals)
        for row in layout.blank:
            self._empty(row)
        for row, pattern in layout.fresh.items():
            self._dress(row, pattern, named[row])

    def shift(self, moves: Mapping[int, int], *, whole: bool) -> None:
        """Moves rows that keep what they say: formulas go on naming the cells that they name.

        A row that is `whole`, with nothing in it beside these columns, takes its height along.
        """
        self.sheet.formulas.unshare(self._groups({*moves, *moves.values()}))
        self._move(moves, set(moves), whole=whole)

    def _groups(self, rows: Collection[int]) -> set[str]:
        """The groups of formulas that share their text of which one is to go somewhere else."""
        groups = set()
        for number in rows if self.sheet.came_with(b"shared") else ():
            row = self.sheet.rows.get(number)
            for column, inner in row.formulas(b"shared") if row is not None else ():
                formula = formula_in(inner) if column in self.columns else None
                if formula is not None and formula.shared_group is not None:
                    groups.add(formula.shared_group)
        return groups

    def _move(self, moves: Mapping[int, int], as_said: Container[int], *, whole: bool = True) -> None:
        """`as_said` are rows whose formulas keep their text; in others it moves as when a list is sorted."""
        lifted = {old: self._lift(old) for old in moves}
        for row in set(moves.values()) - set(moves):
            self._lift(row)
        for old, new in moves.items():
            attributes, cells = lifted[old]
            if whole:
                self._set_attributes(new, attributes)
            said_at = old if old in as_said else new
            others = self._take_on(cells, old, said_at)
            self.sheet.place_all(cells, new)
            for column in others:
                self._move_formula(self.sheet.cells(new)[column], old, said_at, new, column)
        for old in set(moves) - set(moves.values()):
            if whole:
                self._unhide(old)
            for column, cell in lifted[old][1].items():
                self.sheet.make(old, column, style_of(cell) or "0")

    def _take_on(self, cells: dict[int, AnyCell], old: int, said_at: int) -> list[int]:
        """Puts the formulas that most rows of a column have as they read at row `said_at`; the columns of all others."""
        others = []
        for column, cell in cells.items():
            inner = inner_of(cell)
            if not inner.startswith("<f") or inner.startswith(
                SHARED
            ):  # what is shared still reads right anywhere
                continue
            known = self._known.get(column)
            before = known.spelt(old) if known else ""
            if known and before and inner.startswith(before):
                cells[column] = with_formula(cell, before, known.spelt(said_at))
            else:
                others.append(column)
        return others

    def _lift(self, number: int) -> tuple[dict[str, str], dict[int, AnyCell]]:
        """Takes the row's cells and its own attributes out of the sheet."""
        row = self.sheet.rows.get(number)
        if row is None:
            return {}, {}
        attributes = {name: value for name, value in row.attributes.items() if name not in _OF_THE_PLACE}
        cells = self.sheet.lift_all(number, self.columns)
        if any(inner_of(cell).startswith("<f") for cell in cells.values()):
            self.sheet.formulas.changed = True
        return attributes, cells

    def _set_attributes(self, number: int, attributes: Mapping[str, str]) -> None:
        own = self.sheet.row(number).attributes
        of_the_place = {name: own[name] for name in _OF_THE_PLACE if name in own}
        own.clear()
        own.update({**of_the_place, **attributes})
        self.sheet.touch(number)

    def _move_formula(self, cell: Cell, old: int, said_at: int, new: int, column: int) -> None:
        """Puts the formula of row `old` into row `new`, as it reads at row `said_at`."""
        formula = cell.formula
        if formula is None:
            return
        known = self._known.get(column)
        if known is None or known.at(old, column) != formula.text:  # most rows of a column have the same one
            known = self._known[column] = Formula(formula.text, old, column)
        self.sheet.formulas.move(new, column, known.at(said_at, column))

    def _empty(self, number: int) -> None:
        """Takes values and formulas away and leaves the formats."""
        self._unhide(number)
        for column in self.columns:
            self.sheet.formulas.drop(number, column)
        self.sheet.write_row(number, [(column, None) for column in self.columns])

    def _unhide(self, number: int) -> None:
        row = self.sheet.rows.get(number)
        if row is not None and row.attributes.keys() & {"hidden", "collapsed"}:
            row.attributes.pop("hidden", None)
            row.attributes.pop("collapsed", None)
            self.sheet.touch(number)

    def _dress(self, number: int, pattern: Pattern, named: Collection[int]) -> None:
        """Makes a new row in the formats of its pattern; what stands there already and fits, stays untouched."""
        self._unhide(number)
        self._set_height(number, pattern.height)
        cells = self.sheet.cells(number)
        for column in self.columns:
            cell = cells.get(column)
            formula = pattern.formulas.get(column)
            if formula is not None and column in named and not formula.own:
                formula = None
            style = pattern.styles.get(column)
            if cell is None:
                if style is None and formula is None:
                    continue
                cell = self.sheet.make(number, column, style)
            elif style is not None and (cell.style or "0") != style:
                cell.style = style
                self.sheet.touch(number)
            if formula is not None:
                give_formula(self.sheet, number, column, formula)
                continue
            if cell.formula_xml:
                self.sheet.formulas.drop(number, column)
            if cell.value_xml and column not in named:
                self.sheet.write(number, column, None)

    def _set_height(self, number: int, height: Mapping[str, str]) -> None:
        attributes = self.sheet.row(number).attributes
        if {name: attributes.get(name) for name in _HEIGHT} != {name: height.get(name) for name in _HEIGHT}:
            for name in _HEIGHT:
                attributes.pop(name, None)
            attributes.update(height)
            self.sheet.touch(number)


_HEIGHT = ("ht", "customHeight")


def give_formula(sheet: Sheet, number: int, column: int, wanted: ColumnFormula) -> None:
    """Makes the cell hold the column's formula; nothing changes where it does already."""
    if column not in sheet.cells(number):
        sheet.make(number, column)
    text = wanted.formula.at(number, column)
    found = sheet.formulas.text_at(number, column)
    if found != text or sheet.formulas.is_array(number, column) != wanted.array:
        sheet.formulas.put(number, column, text, wanted.array, wanted.metadata)
