"""What tables that are there lack: columns, and formulas as they are today."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Area
from softenv_xl.hosts.file.columns import set_column
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.hosts.file.layout import ColumnFormula
from softenv_xl.hosts.file.markup import MAIN, take_off
from softenv_xl.hosts.file.queries import add_field
from softenv_xl.hosts.file.ranges import cover
from softenv_xl.hosts.file.rows import give_formula
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.hosts.file.upgrade.places import NotThereError
from softenv_xl.schema.column import Column, Owner
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.hosts.file.upgrade.places import Places, TablePlace
    from softenv_xl.hosts.file.upgrade.styles import Styles
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.schema.table import TableSpec
    from softenv_xl.words import Lang

_IN_THE_WAY = Text(
    "“{table}”右侧没有空位（{cell}）；请把那里的内容移开，再升级一次",
    "there is no room at the right of the table {table} ({cell}); move what stands there away and upgrade again",
)


class Tables:
    """Brings one workbook's tables up to today's."""

    def __init__(
        self, book: Workbook, template: Workbook, places: Places, styles: Styles, lang: Lang
    ) -> None:
        self._book, self._template, self._places = book, template, places
        self._styles, self._lang = styles, lang

    def add_columns(self, spec: TableSpec, place: TablePlace) -> Iterator[Addition]:
        """Those that came later; one that staff took away or called otherwise is left to the check."""
        missing = [
            column
            for column in spec.columns
            if column.key not in place.there_columns and (column.optional or column.owner is Owner.COMPUTED)
        ]
        if not missing:
            return
        table = self._book.table(spec.key)
        cell = self._in_the_way(table, len(missing))
        for column in missing:
            label = column.label(self._lang)
            if cell:
                why = _IN_THE_WAY.format(table=spec.title, cell=cell)
                yield Addition("stays", table.sheet.title, label, why)
                continue
            place.there_columns[column.key] = self._add_column(spec, table, column, place)
            yield Addition("column", table.sheet.title, label)

    def renew_formulas(self, spec: TableSpec, place: TablePlace) -> Iterator[Addition]:
        """The program's own columns of formulas, in every row and for those to come."""
        table, theirs = self._book.table(spec.key), self._template.table(spec.key)
        for column in spec.columns:
            wanted = theirs.calculated(place.columns[column.key])
            there = place.there_columns.get(column.key)
            if wanted is None or there is None:
                continue
            try:
                text = self._places.relocated(wanted[0], place.sheet)
            except NotThereError:
                why = Text("它所用的列不在表中", "a column that it reads is not there")
                yield Addition("stays", table.sheet.title, column.label(self._lang), why)
                continue
            if self._give(table, there, text):
                yield Addition("formula", table.sheet.title, column.label(self._lang))

    def _give(self, table: Table, column: int, text: str) -> bool:
        """Makes the formula that of the column; whether any cell or the column had another one."""
        sheet, block = table.sheet, table.block
        formula = Formula(text, block.first, column)
        calculated = table.calculated(column)
        changed = calculated is None or calculated[0] != text
        if changed:
            table.remember_formula(column, text)
        groups = {
            group for group, cells in sheet.formulas.groups().items() if any(at == column for _, at in cells)
        }
        sheet.formulas.unshare(groups)
        for row in range(block.first, block.last + 1):
            there = sheet.formulas.text_at(row, column)
            blank = there is None and not any(
                sheet.shown(row).get(at) for at in range(block.left, block.right + 1)
            )
            if there != formula.at(row, column) and not blank:
                give_formula(sheet, row, column, ColumnFormula(formula, False, None, True))
                changed = True
        return changed

    def _add_column(self, spec: TableSpec, table: Table, column: Column, place: TablePlace) -> int:
        """At the right end of the table, with the template's width and formats."""
        source = self._template.table(spec.key)
        number, sheet = place.columns[column.key], table.sheet
        header, cell = (
            self._styles.xf(source.sheet.cells(row)[number].style)
            for row in (source.block.top, source.block.first)
        )
        table.add_column(column.label(self._lang))
        add_field(self._book, table)
        block = table.block
        sheet.make(block.top, block.right, header)
        sheet.write(block.top, block.right, column.label(self._lang))
        for row in range(block.first, block.last + 1):
            sheet.make(row, block.right, cell)
        self._set_width(table, source, number)
        cover(sheet, block.area)
        return block.right

    def _set_width(self, table: Table, source: Table, number: int) -> None:
        """The column is hidden, or in a closed group, as in the template; but not where anything else is in it."""
        sheet, column = table.sheet, table.block.right
        theirs = next(
            one
            for one in source.sheet.root.iterfind(f"{MAIN}cols/*")
            if int(one.get("min", "0")) <= number <= int(one.get("max", "0"))
        )
        own = copy.copy(theirs)
        own.set("style", self._styles.xf(theirs.get("style")))
        take_off(own, "collapsed")
        above = sheet.used(Area(1, column, max(table.block.top - 1, 1), column))
        below = sheet.used(Area(table.block.bottom + 1, column, 1 << 20, column))
        if (above and table.block.top > 1) or below:
            take_off(own, "hidden")
        level = int(own.get("outlineLevel", "0"))
        form = sheet.root.find(f"{MAIN}sheetFormatPr")
        if level and form is not None and int(form.get("outlineLevelCol", "0")) < level:
            form.set("outlineLevelCol", str(level))
        set_column(sheet, column, own)

    def _in_the_way(self, table: Table, columns: int) -> str:
        """What stands where that many more columns would come to stand."""
        block, sheet = table.block, table.sheet
        beside = Area(block.top, block.right + 1, block.bottom, block.right + columns)
        try:
            sheet.refuse_blocks(beside)
        except Stop:
            return beside.ref
        if any(other.block.area.meets(beside) for other in self._book.neighbours(table)):
            return beside.ref
        used = sheet.used(beside)
        return used.a1 if used else ""
