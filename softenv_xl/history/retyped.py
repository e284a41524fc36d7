"""How often people changed a cell, of the columns about which a rule asks that."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from softenv_xl import store
from softenv_xl.history.reading import decoded
from softenv_xl.registers.tasks import POSTPONED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from softenv_xl.grid.grid import Book

_ASKED = frozenset({POSTPONED})
"""Tables and columns."""


def with_retyped(book: Book, path: Path) -> Book:
    """The workbook that was read from there, with what its history tells."""
    return replace(book, retyped=_retyped(path))


def _retyped(path: Path) -> Mapping[tuple[str, str, str], int]:
    """By table, row's id and column. What was typed since the last run is not in the history yet."""
    columns = [f'"{column}"'.encode() for _, column in _ASKED]
    lines = (line for line in store.lines(path) if any(column in line for column in columns))
    return Counter(
        (table, row, column)
        for entry in decoded(lines)
        for table, row, column, *_ in entry.typed
        if (table, column) in _ASKED
    )
