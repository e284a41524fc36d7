"""Defined names that cover a table's rows, or stand for one of them, follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.splice import Cut
from softenv_xl.hosts.file.text import in_xml
from softenv_xl.hosts.reference_words import references
from softenv_xl.hosts.references import FormulaUse, Standpoint, updated_references
from softenv_xl.hosts.resize import Resize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.file.workbook import Workbook


def update_names(book: Workbook, resizes: Sequence[Resize]) -> None:
    """Rewrites the names concerned and no other byte of the workbook's part."""
    cuts = []
    for name in book.names() if resizes else ():
        seen = Standpoint(name.sheet, use=FormulaUse.NAME, whole=references(name.text) is not None)
        text = updated_references(name.text, resizes, seen)
        if text != name.text:
            cuts.append(Cut(name.piece.opened, name.piece.closing, in_xml(text).encode()))
    book.splice(book.part, cuts)
