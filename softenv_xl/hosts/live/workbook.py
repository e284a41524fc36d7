"""A workbook that is open in Excel or LibreOffice, with all that people typed and haven't saved yet."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import history
from softenv_xl.errors import Stop
from softenv_xl.hosts.live import undo_journal
from softenv_xl.hosts.live.patch_write import PatchWrite
from softenv_xl.hosts.live.program import program_of
from softenv_xl.hosts.live.reading import read_book
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw

    from softenv_xl.grid.grid import Book
    from softenv_xl.sheets.patch import Patch

_READING, _WRITING = Text("正在读取…", "Reading …"), Text("正在写入…", "Writing …")


@dataclass(frozen=True, slots=True)
class UndoResult:
    """A run undone: what it was and when (local time), cells restored, and cells left as changed since."""

    title: Text
    at: datetime
    restored: int
    skipped: int


class LiveWorkbook:
    """One run on an open workbook. `title` is what the run is called; `tell` is called with its progress.

    `changed` says whether it has changed the workbook by now, and `can_be_undone` whether that is on record.
    """

    def __init__(self, book: xw.Book, title: Text, tell: Callable[[Text], None] = lambda words: None) -> None:
        self._book, self._title, self._tell = book, title, tell
        self._seen: Book | None = None
        self.changed = self.can_be_undone = False

    @property
    def name(self) -> str:
        return self._book.name

    def tables(self) -> Iterator[str]:
        """The names of its real tables."""
        return program_of(self._book).table_names()

    def read(self) -> Book:
        """All sheets as they are on the screen now."""
        self._tell(_READING)
        seen, path = read_book(self._book), _path_of(self._book)
        self._seen = history.with_retyped(seen, path) if path else seen
        return self._seen

    def rehearse(self, patch: Patch) -> None:
        """Raises ValueError for a patch that contradicts itself; the rest is found out when it is carried out."""
        for table in patch.tables:
            table.refuse_contradictions()

    def write(self, patch: Patch) -> bool:
        """Carries the patch out on the open workbook, which stays unsaved; False where it changed nothing.

        Whatever stops it, the workbook is as before, and the program's switches, selection, filters and sheet
        protection are too. Raises ValueError for a patch that contradicts itself, and Stop: file.changed
        (somebody typed since the workbook was read), workbook.part-missing, workbook.unsafe-to-write,
        cell.cannot-hold, sheet.protected, table.filtered.
        """
        seen = self._seen or self.read()
        self._tell(_WRITING)
        writing = PatchWrite(self._book, seen)
        try:
            if not writing.carry_out(patch):
                if path := _path_of(self._book):
                    history.record_unchanged(path, seen)
                return False
        except Stop as stop:
            raise stop.in_file(self.name) from stop
        self.changed = True
        done = (tuple(writing.tables), tuple(writing.cells), tuple(writing.texts), tuple(writing.views))
        undo_journal.keep(
            self._book, undo_journal.JournalEntry(self._title, datetime.now().astimezone(), *done)
        )
        self.can_be_undone = True
        if path := _path_of(self._book):
            history.record(path, seen, patch)
        return True

    def undo(self) -> UndoResult:
        """Undoes the last run on this workbook; what people changed since stays theirs.

        Raises Stop: undo.nothing, undo.rows-changed, and those of `write`.
        """
        last = undo_journal.last(self._book)
        if last is None:
            raise Stop("undo.nothing", file=self.name)
        self._tell(_WRITING)
        try:
            before = self.read()
            taken = PatchWrite(self._book, before).undo(last.tables, last.cells, last.texts, last.views)
        except Stop as stop:
            raise stop.in_file(self.name) from stop
        self.changed = True
        undo_journal.forget(self._book)
        if path := _path_of(self._book):
            history.record_as_it_is(path, before, self.read)
        return UndoResult(last.title, last.at, *taken)


def _path_of(book: xw.Book) -> Path | None:
    """Where it is saved; None for one that isn't, or that only a web address tells."""
    with suppress(Exception):  # xlwings knows no folder for some web addresses, and says so in its own words
        path = Path(book.fullname)
        return path if path.is_absolute() and path.exists() else None
    return None
