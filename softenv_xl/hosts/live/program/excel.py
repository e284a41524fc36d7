"""What Excel answers alike on Windows and on a Mac."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import xlwings as xw

    from softenv_xl.hosts.live.program.protocol import DefinedName


class Excel:
    """It forgets its undo steps when a macro changes something, and fits rows by itself."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    def unchanging(self) -> AbstractContextManager[None]:
        return nullcontext()

    def names(self) -> Iterable[DefinedName]:
        return iter(self._book.names)

    def table_names(self) -> Iterator[str]:
        return (table.name for sheet in self._book.sheets for table in sheet.tables)

    def without_undo(self) -> AbstractContextManager[None]:
        return nullcontext()

    def rows_fitted_once(self) -> AbstractContextManager[None]:
        return nullcontext()
