"""Rows that join a table: they look like the row above, and its formulas go on in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlwings_libreoffice.address import Area
from xlwings_libreoffice.contents import Contents
from xlwings_libreoffice.formulas import moved
from xlwings_libreoffice.uno_runtime import enum

if TYPE_CHECKING:
    from xlwings_libreoffice.sheets import Sheet


def grow(sheet: Sheet, before: Area, after: Area) -> None:
    """`before`, `after`: the table's data rows. Cells that hold something keep it."""
    left, right = max(before.left, after.left), min(before.right, after.right)
    last = Area(before.bottom, left, before.bottom, right)
    joining = Area(before.bottom + 1, left, after.bottom, right)
    kept = Contents.of(sheet.at(joining))
    calculated = {column: text for (_, column), text in Contents.of(sheet.at(last)).formulas.items()}
    # filling down brings the looks; what it puts into the cells is replaced at once
    sheet.native(last._replace(bottom=joining.bottom)).fillAuto(enum("sheet.FillDirection", "TO_BOTTOM"), 1)
    for column, text in calculated.items():
        for r, row in enumerate(kept.values):
            if row[column] == "" and (r, column) not in kept.formulas:
                kept.formulas[r, column] = moved(text, r + 1, 0)
    kept.put_into(sheet.at(joining))
