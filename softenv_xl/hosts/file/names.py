"""Defined names that cover a table's rows follow it to its new length."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from softenv_xl.hosts.file.splice import Cut
from softenv_xl.hosts.references import Resize, followed, is_absolute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.file.workbook import Workbook

_PRINT_AREA = "_xlnm.print_area"


def follow_names(book: Workbook, resizes: Sequence[Resize]) -> None:
    """Rewrites the names concerned and no other byte of the workbook's part."""
    cuts = []
    for name in book.names() if resizes else ():
        if not is_absolute(name.text):  # it means another cell wherever it is used
            continue
        text = followed(name.text, resizes, whole_rows=name.name.lower() == _PRINT_AREA)
        if text != name.text:
            cuts.append(Cut(name.piece.opened, name.piece.closing, escape(text).encode()))
    book.splice(book.part, cuts)
