"""Marks cells of somebody's workbook and puts a list of them in front: nothing else in it changes.

What an earlier marking left (colours, notes, the list) gives way; what people typed, notes of their own included, stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.hosts.file.check import check
from softenv_xl.hosts.file.marking.colours import colour
from softenv_xl.hosts.file.marking.list_sheet import put_list
from softenv_xl.hosts.file.marking.notes import put_notes
from softenv_xl.hosts.file.marking.places import area_of
from softenv_xl.hosts.file.upgrade.styles import Styles
from softenv_xl.hosts.file.workbook import Workbook
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.grid.address import Area
    from softenv_xl.hosts.file.sheet import Sheet

__all__ = ["Mark", "marked"]

_DAMAGED = Text("文件内容已损坏。", "Its contents are damaged.")


@dataclass(frozen=True, slots=True)
class Mark:
    """`cell` is `C5`, or `4:4` for a whole row; `grave` has the colour of errors. `note` is what a note at its first
    cell says.
    """

    sheet: str
    cell: str
    grave: bool
    note: str


def marked(package: bytes, marks: Sequence[Mark], listing: bytes, file: str) -> bytes:
    """The bytes of an .xlsx workbook with the marks, and with the first sheet of `listing` (see templates.sent_back) in
    front. Marks on sheets or cells that aren't there are passed over.

    Raises Stop: workbook.unsafe-to-write.
    """
    try:
        return _marked(package, marks, listing)
    except Stop as stop:
        raise stop.in_file(file) from stop
    except (ValueError, LookupError) as error:  # an address or a number in some part isn't one
        raise Stop("workbook.unsafe-to-write", file=file, reason=_DAMAGED) from error


def _marked(package: bytes, marks: Sequence[Mark], listing: bytes) -> bytes:
    book, template = Workbook(package), Workbook(listing)
    styles = Styles(book, template)
    for title in book.titles:
        sheet = book.sheet(title)
        if sheet is None:
            continue
        found = list(_on(sheet, marks))
        colour(sheet, template, styles, [(area, mark.grave) for mark, area in found])
        put_notes(book, sheet, [(area, mark.note) for mark, area in found])
    put_list(book, template, styles)
    styles.store()
    if book.part in book.parts:
        book.store_tree(book.part)
    book.store()
    check(result := book.package.build(), book)
    return result


def _on(sheet: Sheet, marks: Sequence[Mark]) -> list[tuple[Mark, Area]]:
    found = ((mark, area_of(sheet, mark.cell)) for mark in marks if mark.sheet == sheet.title)
    return [(mark, area) for mark, area in found if area]
