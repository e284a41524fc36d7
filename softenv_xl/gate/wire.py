"""A Reading as bytes, between the worker and who asked: plain tuples travel in a third of the time."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from softenv_xl.gate.addresses import addresses, refs_of
from softenv_xl.gate.reading import Reading
from softenv_xl.grid.grid import Book, Grid

if TYPE_CHECKING:
    from typing import Any


def packed(reading: Reading) -> bytes:
    """Everything that a Reading holds, for unpacked."""
    return pickle.dumps((_packed_book(reading.book), reading.issues), pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Reading:
    """The Reading that was packed. Only for what this program's own worker has sent: it is a pickle."""
    book, issues = pickle.loads(data)  # noqa: S301
    return Reading(_unpacked_book(*book) if book else None, issues)


def _packed_book(book: Book | None) -> tuple[Any, ...] | None:
    if book is None:
        return None
    grids = [
        (
            grid.sheet,
            grid.rows,
            refs_of(grid.formulas),
            grid.merged,
            grid.tables,
            grid.visible,
            grid.pictures,
            grid.since_1904,
        )
        for grid in book.grids
    ]
    return grids, dict(book.names), book.saved_at, book.format


def _unpacked_book(grids: list[tuple[Any, ...]], *rest: Any) -> Book:
    return Book(
        tuple(Grid(sheet, rows, addresses(formulas), *more) for sheet, rows, formulas, *more in grids), *rest
    )
