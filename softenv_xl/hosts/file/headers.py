"""Columns of a table that are called otherwise from now on, or that go; what refers to them by name follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.block import column_numbers
from softenv_xl.hosts.file.cell import formula_in
from softenv_xl.hosts.file.splice import Cut
from softenv_xl.hosts.file.text import in_xml
from softenv_xl.hosts.moved_columns import names_now
from softenv_xl.hosts.refusal import missing
from softenv_xl.hosts.structured import with_columns_renamed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.sheets.patch import TablePatch


def rename_columns(book: Workbook, table: Table, patch: TablePatch) -> None:
    """Gives the patch's headers to their columns. Stop(workbook.part-missing) where one isn't there."""
    if not (patch.headers or patch.dropped):
        return
    block = table.block
    names = names_now(patch)
    for number, (_, new) in zip(
        _numbers(table, [old for old, _ in patch.headers]), patch.headers, strict=True
    ):
        table.name_column(number, new)
        if block.top < block.first:
            table.sheet.write(block.top, number, new)
    if names:
        _follow(book, table.name, names)


def ending(table: Table, headers: Sequence[str]) -> int:
    """How many columns go. Raises ValueError where they aren't the table's last ones."""
    if not headers:
        return 0
    block = table.block
    first = block.right - len(headers) + 1
    if sorted(_numbers(table, headers)) != list(range(first, block.right + 1)) or first <= block.left:
        raise ValueError(f"only columns at the right end of {table.name} can go")
    return len(headers)


def drop_columns(table: Table, count: int) -> None:
    """Takes the table's last columns away, with all that stands in them."""
    if not count:
        return
    block, sheet = table.block, table.sheet
    first = block.right - count + 1
    sheet.refuse_blocks(block.area._replace(left=first))
    for row in range(block.top, block.bottom + 1):
        for column in range(first, block.right + 1):
            if sheet.formulas.has(row, column):
                sheet.formulas.drop(row, column)
            sheet.lift(row, column)
    table.drop_columns(count)


def _numbers(table: Table, headers: Sequence[str]) -> list[int]:
    found = column_numbers(table.block.left, (table.headers(), table.columns), headers)
    for header, number in zip(headers, found, strict=True):
        if number is None:
            raise missing("列“{name}”", "column “{name}”", name=header)
    return [number for number in found if number is not None]


def _follow(book: Workbook, table: str, names: dict[str, str | None]) -> None:
    """Formulas of cells and of calculated columns, and defined names."""

    def renamed(formula: str) -> str:
        return with_columns_renamed(formula, table, names)

    for title in book.titles:
        part = book.sheet_part(title)
        if part is not None and table.lower().encode() in book.package.read(part).lower():
            sheet = book.sheet(title)
            if sheet is not None:
                _follow_cells(sheet, f"{table}[".lower(), renamed)
    for other in book.every_table():
        other.rewrite_formulas(renamed)
    cuts = [
        Cut(name.piece.opened, name.piece.closing, in_xml(text).encode())
        for name in book.names()
        if (text := renamed(name.text)) != name.text
    ]
    book.splice(book.part, cuts)


def _follow_cells(sheet: Sheet, words: str, renamed: Callable[[str], str]) -> None:
    for number in list(sheet.rows):
        for column, (_, inner) in list(sheet.seen(number).items()):
            formula = formula_in(inner) if words in inner.lower() else None
            if formula is None or (text := renamed(formula.text)) == formula.text:
                continue
            sheet.cells(number)[column].set_formula(text, formula.attributes)
            sheet.touch(number)
