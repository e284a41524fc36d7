"""Notes, comment threads and links stand at an address of their own; they go with the row they are about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.grid.address import MAX_ROW, Area
from softenv_xl.hosts.file.markup import MAIN, Element
from softenv_xl.hosts.file.relations import relations

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook

_LINKS = f"{MAIN}hyperlinks"
# Programs give the namespaces of this markup prefixes of their own.
SHAPE = re.compile(rb"<(?:\w+:)?shape\b.*?</(?:\w+:)?shape>\s*", re.DOTALL)
ROW = re.compile(rb"(<(?:\w+:)?Row>\s*)(\d+)(\s*</(?:\w+:)?Row>)")
COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</(?:\w+:)?Column>")
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</(?:\w+:)?Anchor>)")


class RowMoves:
    """Where the cells of some rows and columns went: to another row, or away (with a row that was removed).

    `below` is the first of the rows that all moved by the same number, and that number.
    """

    def __init__(
        self,
        columns: Container[int],
        moves: Mapping[int, int],
        removed: Container[int],
        below: tuple[int, int] = (MAX_ROW + 1, 0),
    ) -> None:
        self._columns, self._moves, self._removed, self._below = columns, moves, removed, below

    def row(self, row: int, column: int) -> int | None:
        """The row where a cell is now; None if it is gone."""
        if column not in self._columns:
            return row
        if row >= self._below[0]:
            return row + self._below[1]
        if row in self._moves:
            return self._moves[row]
        return None if row in self._removed else row


def move_notes(book: Workbook, sheet: Sheet, journey: RowMoves) -> None:
    """Moves or removes what hangs on cells that were moved or removed."""
    _follow_links(sheet, journey)
    for relation in relations(book.package, sheet.part):
        if relation.kind in ("comments", "threadedComment"):
            root = book.tree(relation.part)
            if _follow_refs(root, journey):
                book.store_tree(relation.part)
        elif relation.kind == "vmlDrawing":
            old = book.package.read(relation.part)
            new = SHAPE.sub(lambda match: _note_shape(match[0], journey), old)
            if new != old:
                book.package.replace(relation.part, new)


def _follow_links(sheet: Sheet, journey: RowMoves) -> None:
    links = sheet.root.find(_LINKS)
    if links is not None and _follow_refs(links, journey):
        sheet.touch_root()
        if not len(links):
            sheet.root.remove(links)


def _follow_refs(root: Element, journey: RowMoves) -> bool:
    """Handles every element below the root that has a `ref`; returns whether one was changed."""
    changed = False
    for element in [element for element in root.iter() if element.get("ref")]:
        area = Area.parse(element.get("ref", ""))
        row, last = journey.row(area.top, area.left), journey.row(area.bottom, area.left)
        if row == area.top or (area.top != area.bottom and not _together(area, row, last)):
            continue
        changed = True
        parent = element.getparent()
        if row is not None:
            element.set("ref", area._replace(top=row, bottom=row + area.bottom - area.top).ref)
        elif parent is not None:
            parent.remove(element)
    return changed


def _together(area: Area, first: int | None, last: int | None) -> bool:
    """Did the first and the last row go the same way?"""
    return first is not None and last is not None and last - first == area.bottom - area.top


def _note_shape(shape: bytes, journey: RowMoves) -> bytes:
    """The yellow box of a note; its rows and columns count from zero."""
    row, column = ROW.search(shape), COLUMN.search(shape)
    if not row or not column or b'ObjectType="Note"' not in shape:
        return shape
    old = int(row[2]) + 1
    new = journey.row(old, int(column[1]) + 1)
    if new is None:
        return b""
    if new == old:
        return shape
    shape = ROW.sub(lambda match: match[1] + str(new - 1).encode() + match[3], shape)
    return _ANCHOR.sub(lambda match: match[1] + _shifted(match[2], new - old) + match[3], shape)


def _shifted(anchor: bytes, rows: int) -> bytes:
    """An anchor is eight numbers: column, offset, row, offset of the top left, then of the bottom right."""
    numbers = anchor.decode().split(",")
    if len(numbers) != 8:
        return anchor
    for place in (2, 6):
        numbers[place] = f" {max(int(numbers[place]) + rows, 0)}"
    return ",".join(numbers).encode()
