"""LibreOffice through UNO."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, cast

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Area
from softenv_xl.hosts.live.areas import area_of, parts_where
from softenv_xl.hosts.live.program.answers import answer, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import xlwings as xw

    from softenv_xl.hosts.live.program.protocol import DefinedName


class LibreOffice:
    """LibreOffice through UNO."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    @cached_property
    def _steps(self) -> Any:
        return self._ask(lambda: self._book.api.UndoManager)

    def openings(self) -> frozenset[str]:
        return frozenset((str(self._ask(lambda: self._book.api.RuntimeUID)),))

    def is_unsaved(self) -> bool:
        return bool(self._ask(lambda: self._book.api.isModified()))

    def unchanging(self) -> AbstractContextManager[None]:
        return cast("AbstractContextManager[None]", self._book.impl.unchanging())

    def names(self) -> Iterable[DefinedName]:
        return cast("Iterable[DefinedName]", self._book.impl.names.own())

    def table_names(self) -> Iterator[str]:
        return iter(self._book.impl.databases.names())

    def values(self, block: xw.Range) -> list[list[Any]]:
        return values_of(block)

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        """Our own engine answers at once, on protected sheets as well."""
        found = cast("list[xw.Range]", block.get_special_cells("formulas"))
        return [area_of(one) for one in found]

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        return parts_where(rows, lambda part: answer(part.rows.hidden))

    def show(self, sheet: xw.Sheet, *, visible: bool) -> None:
        sheet.visible = visible

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        """A sheet whose protection is lifted remembers its options."""
        lifted: list[Any] = []

        def put_back() -> None:
            for sheet in lifted:
                self._ask(partial(sheet.protect, ""))

        for sheet in (sheet.api for sheet in sheets):
            if not self._ask(sheet.isProtected):
                continue
            if not self._unprotected(sheet):
                put_back()
                raise Stop("sheet.protected", sheet=sheet.Name)
            lifted.append(sheet)
        return put_back

    def _unprotected(self, sheet: Any) -> bool:
        with suppress(Exception):  # it raises where there is a password
            sheet.unprotect("")
        return not self._ask(sheet.isProtected)

    def is_spilled(self, cells: xw.Range) -> bool:
        return False

    @contextmanager
    def without_undo(self) -> Iterator[None]:
        """LibreOffice 7.4 would leave words in cells that were blank, lose notes, take texts for formulas, leave charts as they
        are, and after some runs end at its own undo, with all that wasn't saved.
        """
        self._ask(self._steps.lock)
        try:
            yield
        finally:
            with suppress(ConnectionError):  # the program is gone, and with it what was changed
                self._ask(self._steps.unlock)
                self._ask(self._steps.clear)

    @contextmanager
    def rows_fitted_once(self) -> Iterator[None]:
        book = self._book.impl
        if not book.hold_row_heights():
            yield
            return
        try:
            yield
        finally:
            with suppress(Exception):  # heights are no reason to take a run back
                book.fit_changed_rows()

    def _ask(self, question: Callable[[], Any]) -> Any:
        """UNO's exceptions break `with` statements, as nothing can be noted on them; so they end here.

        Raises ConnectionError where the program is gone.
        """
        try:
            return question()
        except Exception as error:
            message = str(error)
        self._book.name  # noqa: B018 - raises ConnectionError if nobody is there any more
        raise RuntimeError(message)
