"""Carries out one CellPatch: a cell by the defined name that points at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.file.ranges import cover
from softenv_xl.hosts.reference_words import references
from softenv_xl.hosts.refusal import missing

if TYPE_CHECKING:
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.sheets.patch import CellPatch


def set_cell(book: Workbook, patch: CellPatch) -> None:
    """Writes the cell; Stop(workbook.part-missing) where the name isn't there or isn't one cell."""
    if patch.optional and not any(name.name.lower() == patch.name.lower() for name in book.names()):
        return
    sheet, address = _place(book, patch.name)
    area = Area(*address, *address)
    sheet.refuse_blocks(area, but_for=address)
    if sheet.write(*address, patch.value):
        cover(sheet, area)


def _place(book: Workbook, wanted: str) -> tuple[Sheet, Address]:
    for name in book.names():
        if name.sheet or name.name.lower() != wanted.lower():
            continue
        found = references(name.text) or []
        sheet = book.sheet(found[0].sheet) if len(found) == 1 else None
        if sheet is None:
            break
        area = found[0].area
        corner = Address(area.top, area.left)
        if area == Area(*corner, *corner) or area in sheet.merged:
            return sheet, corner
        break
    raise missing("指向单个单元格的名称“{name}”", "name “{name}” that points at one cell", name=wanted)
