"""What a control workbook holds in confidential columns: words that no log may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.books import CONTROL
from softenv_xl.grid.cell import display_text, is_blank, trimmed
from softenv_xl.grid.table import find_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.grid.grid import Book

_SPECS = tuple(spec for _, spec in CONTROL.tables() if any(column.confidential for column in spec.columns))
_PARTED = re.compile(r"[\s,;，；、。/]+")
_TELLING = 4  # what has fewer plain letters or figures says nothing by itself, and stands everywhere


def confidential_words(book: Book) -> frozenset[str]:
    """The contents of all confidential cells, whole and in parts, as they are and as Python quotes them."""
    words = {part for text in _texts(book) for part in (text, trimmed(text), *_PARTED.split(text))}
    telling = {word for word in words if len(word) >= _TELLING or not word.isascii()}
    return frozenset(each for word in telling for each in (word, repr(word)[1:-1]))


def _texts(book: Book) -> Iterator[str]:
    for spec in _SPECS:
        for grid in book.grids:
            table = find_table(grid, spec.headers)
            for column in spec.columns if table else ():
                cells = table.column(column.key) if table and column.confidential else ()
                yield from (display_text(cell) for cell in cells if not is_blank(cell))
