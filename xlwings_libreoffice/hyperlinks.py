"""Hyperlinks of cells: in LibreOffice they are fields in a cell's text."""

from __future__ import annotations

from typing import Any

_FIELD = "com.sun.star.text.TextField.URL"


def hyperlink_of(cells: Any) -> str:
    """The address that the first cell leads to. Raises Exception where there is none, as xlwings does."""
    fields = cells.getCellByPosition(0, 0).TextFields.createEnumeration()
    if not fields.hasMoreElements():
        raise Exception("The cell doesn't seem to contain a hyperlink!")
    return str(fields.nextElement().URL)


def add_hyperlink(document: Any, cells: Any, address: str, shown: str) -> None:
    """Makes the first cell a link. LibreOffice has no screen tips for links in cells."""
    field = document.createInstance(_FIELD)
    field.URL, field.Representation = address, shown
    cell = cells.getCellByPosition(0, 0)
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)
