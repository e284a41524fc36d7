"""Cells that are inserted, deleted and cut, and what that makes of every reference to them in the workbook.

https://learn.microsoft.com/office/vba/api/excel.range.insert , .delete and .cut ; of references:
https://support.microsoft.com/office/insert-or-delete-rows-and-columns-6f40e6e4-85af-45e0-b39d-65dd504a3246 ("all
references that are affected by the insertion adjust accordingly, whether they are relative or absolute") and
https://support.microsoft.com/office/move-or-copy-a-formula-1f5cf825-9b07-41b1-8719-bf88b07450c6 (what moves keeps
its own references). A reference of which only a part moves sideways stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer

from softenv_xl.grid.address import Address, Area, column_letters
from tests.excel.cells import Cell
from tests.excel.refusing import Refused
from tests.excel.sheets import SheetState

if TYPE_CHECKING:
    from tests.excel.tables import TableState

Change = Callable[[Area], Area | None]
"""Where an area of the sheet stands afterwards; None if nothing is left of it."""

_PLAIN = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)(?::(\$?)([A-Z]{1,3})(\$?)(\d+))?", re.IGNORECASE)


def insert(sheet: SheetState, area: Area, *, fills: bool = True) -> None:
    """Range.Insert with xlShiftDown. New cells look like those above them (xlFormatFromLeftOrAbove).

    In a table whose whole width is inserted the table grows, and its calculated columns fill the new rows in:
    https://support.microsoft.com/office/use-calculated-columns-in-an-excel-table-873fbac6-7110-4300-8f6f-aafa2ea11ce8
    """
    height = area.bottom - area.top + 1

    def change(one: Area) -> Area:
        if one.left < area.left or one.right > area.right:
            return one
        top, bottom = (row + height if row >= area.top else row for row in (one.top, one.bottom))
        return one._replace(top=top, bottom=bottom)

    _require_movable(sheet, area)
    _move(sheet, area, change, height)
    for column in range(area.left, area.right + 1):
        look = sheet.cells.at(area.top - 1, column).look() if area.top > 1 else Cell()
        if look != Cell():
            for row in range(area.top, area.bottom + 1):
                sheet.cells.there[row, column] = look.copy()
    for table in sheet.tables:
        if fills and table.body.holds(Address(area.top, area.left)):
            table.fill_in(sheet, area.top, area.bottom)


def delete(sheet: SheetState, area: Area) -> None:
    """Range.Delete with xlShiftUp: what referred to nothing else reads #REF!."""
    height = area.bottom - area.top + 1

    def change(one: Area) -> Area | None:
        if one.left < area.left or one.right > area.right:
            return one
        top = one.top - height if one.top > area.bottom else min(one.top, area.top)
        bottom = one.bottom - height if one.bottom > area.bottom else min(one.bottom, area.top - 1)
        return one._replace(top=top, bottom=bottom) if top <= bottom else None

    _require_movable(sheet, area)
    for at, _ in list(sheet.held(area)):
        del sheet.cells.there[at]
    _move(sheet, area._replace(top=area.bottom + 1), change, -height)


def cut(sheet: SheetState, source: Area, to: tuple[int, int]) -> None:
    """Range.Cut with a destination: references go along, and those to what was there before read #REF!."""
    down, right = to[0] - source.top, to[1] - source.left
    target = Area(source.top + down, source.left + right, source.bottom + down, source.right + right)

    def change(one: Area) -> Area | None:
        if _inside(one, source):
            return Area(one.top + down, one.left + right, one.bottom + down, one.right + right)
        return None if _inside(one, target) else one

    sheet.require_unprotected()
    if any(table.area.meets(area) for table in sheet.tables for area in (source, target)):
        raise Refused("shifts table")
    _rewrite(sheet, change)
    taken = {at: sheet.cells.there.pop(at) for at, _ in list(sheet.held(source))}
    for at, _ in list(sheet.held(target)):
        del sheet.cells.there[at]
    for (row, column), cell in taken.items():
        sheet.cells.there[row + down, column + right] = cell
    sheet.changed = True


def _require_movable(sheet: SheetState, area: Area) -> None:
    """A part of a table, of a merged cell or of an array isn't moved; AllowInsertingRows is for whole rows.

    "This operation is not allowed. The operation is attempting to shift cells in a table on your worksheet."
    https://support.microsoft.com/office/overview-of-excel-tables-7ab0bb7d-3a9e-4b56-a3c9-6c94334e492c
    """
    sheet.require_unprotected()
    moving = area._replace(bottom=max(sheet.used().bottom, area.bottom))
    for table in sheet.tables:
        own = table.area
        if own.meets(area) and own.top < area.top and (own.left, own.right) != (area.left, area.right):
            raise Refused("shifts table")
        if own.meets(moving) and (own.left < area.left or own.right > area.right):
            raise Refused("shifts table")
    arrays = [Area.parse(cell.array) for _, cell in sheet.held(moving) if cell.array]
    for one in (*sheet.merged, *arrays):
        if one.meets(moving) and (one.left < area.left or one.right > area.right or one.top < area.top):
            raise Refused("array" if one in arrays else "refused")


def _move(sheet: SheetState, first: Area, change: Change, rows: int) -> None:
    """`first` and all cells below it go down or up by that many rows, pictures with them."""
    moving = first._replace(bottom=max(sheet.used().bottom, first.bottom))
    edge = sheet.top(first.top)
    by = sheet.top(first.top + rows) - edge
    for shape in sheet.shapes:
        if shape.top >= edge and sheet.left(first.left) <= shape.left < sheet.left(first.right + 1):
            shape.top += by
    _rewrite(sheet, change)
    taken = {at: sheet.cells.there.pop(at) for at, _ in list(sheet.held(moving))}
    for (row, column), cell in taken.items():
        if cell.array:
            cell.array = getattr(change(Area.parse(cell.array)), "ref", None)
        sheet.cells.there[row + rows, column] = cell
    sheet.merged = [after for one in sheet.merged if (after := change(one))]
    for table in sheet.tables:
        table.area = change(table.area) or table.area
    sheet.changed = True


def _rewrite(sheet: SheetState, change: Change) -> None:
    """In all formulas and names of the workbook, and in the formulas that tables remember."""
    for title, holder in formulas(sheet):
        holder(lambda text, title=title: adjusted(text, title, sheet.name, change))  # type: ignore[misc]


def formulas(sheet: SheetState) -> Iterator[tuple[str, Callable[[Callable[[str], str]], None]]]:
    """Each formula of the sheet's workbook: its own sheet's title, and what changes it."""
    book = sheet.book
    for page in book.sheets if book else [sheet]:
        for cell in page.cells.there.values():
            if cell.formula is not None:
                yield page.name, lambda new, cell=cell: setattr(cell, "formula", new(cell.formula))  # type: ignore[misc]
        for table in page.tables:
            yield page.name, lambda new, table=table: _in_patterns(table, new)  # type: ignore[misc]
    for name in list(book.names) if book else ():
        yield "", lambda new, name=name: book.names.update({name: new(book.names[name])})  # type: ignore[misc, union-attr]


def _in_patterns(table: TableState, new: Callable[[str], str]) -> None:
    table.patterns = {place: new(text) for place, text in table.patterns.items()}


def adjusted(text: str, own: str, sheet: str, change: Change) -> str:
    """A formula on the sheet `own` once the areas of `sheet` have changed."""
    tokens = Tokenizer(text if text.startswith("=") else f"={text}")
    for token in tokens.items:
        if token.type != "OPERAND" or token.subtype != "RANGE":
            continue
        page, mark, cells = token.value.rpartition("!")
        found = _PLAIN.fullmatch(cells)
        if found and (page.strip("'").replace("''", "'") if mark else own).lower() == sheet.lower():
            token.value = page + mark + _said(found, change)
    return str(tokens.render())  # type: ignore[no-untyped-call]


def _said(found: re.Match[str], change: Change) -> str:
    before = Area.parse(found[0].replace("$", "").upper())
    after = change(before)
    if after is None:
        return "#REF!"
    first = f"{found[1]}{column_letters(after.left)}{found[3]}{after.top}"
    return f"{first}:{found[5]}{column_letters(after.right)}{found[7]}{after.bottom}" if found[6] else first


def _inside(inner: Area, outer: Area) -> bool:
    return outer.holds(Address(*inner[:2])) and outer.holds(Address(*inner[2:]))
