"""The school's figures above the departments, for a workbook that was made before they stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.file.ranges import cover
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.registers.departments import OF_SCHOOL, SCHOOL, school_name
from softenv_xl.words import NO_DATA, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.upgrade.places import Places, TablePlace
    from softenv_xl.hosts.file.upgrade.styles import Styles
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.words import Lang

_IN_THE_WAY = Text(
    "标题行上方的 {cell} 已有内容；请把它移开，再升级一次",
    "{cell} above the headers is in use; move what stands there away and upgrade again",
)


def add_school_row(
    book: Workbook, template: Workbook, places: Places, styles: Styles, table: TablePlace, lang: Lang
) -> Iterator[Addition]:
    """The row right above the headers, where it is empty; tells `places` where its cells stand, for their names."""
    sheet, source = book.sheet(table.there), template.sheet(table.sheet)
    if sheet is None or source is None or _there(book):
        return
    cells = _cells(table)
    taken = next((at for at in cells.values() if min(at) < 1 or sheet.used(Area(*at, *at)) is not None), None)
    if taken:
        why = _IN_THE_WAY.format(cell=taken.a1 if min(taken) > 0 else "")
        yield Addition("stays", sheet.title, SCHOOL(lang), why)
        return
    for (row, column), there in cells.items():
        places.cells[table.sheet, row, column] = there
        cell = source.cells(row).get(column)
        made = sheet.cells(there.row).get(there.column) or sheet.make(*there)
        if cell is not None:
            made.style = styles.xf(cell.style)
        sheet.write(*there, NO_DATA)
        sheet.touch(there.row)
        cover(sheet, Area(*there, *there))
    label = next(iter(cells.values()), None)
    if label is None:  # none of the columns is there any more
        return
    sheet.write(*label, SCHOOL(lang))
    yield Addition("field", sheet.title, SCHOOL(lang))


def _there(book: Workbook) -> bool:
    return any(name.name == school_name(OF_SCHOOL[0]) for name in book.names())


def _cells(table: TablePlace) -> dict[tuple[int, int], Address]:
    """The label's cell and those of the figures, in the template and in the workbook."""
    row, there = table.header_row - 1, table.there_row - 1
    columns = {
        table.columns[key]: table.there_columns[key] for key in OF_SCHOOL if key in table.there_columns
    }
    if not columns:
        return {}
    # The label stands left of them all, wherever people have moved them.
    return {
        (row, min(columns) - 1): Address(there, min(columns.values()) - 1),
        **{(row, at): Address(there, now) for at, now in columns.items()},
    }
