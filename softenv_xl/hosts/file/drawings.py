"""Pictures and shapes that are anchored on cells go with them, where people have not fixed them to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.relations import relations

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.notes import RowMoves
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ANCHORS = (f"{DRAWING}twoCellAnchor", f"{DRAWING}oneCellAnchor")
_PICTURES = {f"{DRAWING}{name}" for name in ("pic", "sp", "grpSp", "cxnSp")}
_CHART = f"{DRAWING}graphicFrame"
_FROM, _TO, _ROW, _COLUMN = (f"{DRAWING}{name}" for name in ("from", "to", "row", "col"))


def move_drawings(book: Workbook, sheet: Sheet, journey: RowMoves, *, charts: bool) -> None:
    """Moves what stands on cells that moved: it belongs to the row of its upper left corner.

    Charts are about more than a row; they go along only where everything does (`charts`).
    """
    for part in _parts(book, sheet):
        changed = False
        for anchor in _anchors(book.tree(part), charts=charts):
            row, column = _corner(anchor)
            new = journey.row(row, column)
            if new is not None and new != row:
                _move(anchor, new - row)
                changed = True
        if changed:
            book.store_tree(part)


def rows_with_pictures(book: Workbook, sheet: Sheet, columns: Container[int]) -> set[int]:
    """The rows on which pictures stand, in these columns."""
    corners = (
        _corner(anchor) for part in _parts(book, sheet) for anchor in _anchors(book.tree(part), charts=False)
    )
    return {row for row, column in corners if column in columns}


def _parts(book: Workbook, sheet: Sheet) -> list[str]:
    return [relation.part for relation in relations(book.package, sheet.part) if relation.kind == "drawing"]


def _anchors(root: Element, *, charts: bool) -> Iterator[Element]:
    wanted = {*_PICTURES, _CHART} if charts else _PICTURES
    for anchor in root.iterchildren(*_ANCHORS):
        if anchor.get("editAs") != "absolute" and any(child.tag in wanted for child in anchor):
            yield anchor


def _corner(anchor: Element) -> tuple[int, int]:
    """Row and column of the upper left corner, one-based."""
    corner = anchor.find(_FROM)
    if corner is None:
        return 0, 0
    return int(corner.findtext(_ROW) or 0) + 1, int(corner.findtext(_COLUMN) or 0) + 1


def _move(anchor: Element, rows: int) -> None:
    for corner in (anchor.find(_FROM), anchor.find(_TO)):
        row = corner.find(_ROW) if corner is not None else None
        if row is not None:
            row.text = str(max(int(row.text or 0) + rows, 0))
