"""The file host: a control workbook on disk, read through the gate and written through the store."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from softenv_xl import catalogue, history, regular_files, store
from softenv_xl.books import BOOKS
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import file_too_large, read
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.file import apply
from softenv_xl.issues import Issue, Severity
from softenv_xl.legible import file_name
from softenv_xl.sheets.patch import Patch
from softenv_xl.words import LANGS, Lang, Text

if TYPE_CHECKING:
    from softenv_xl.hosts.file.upgrade import Addition

# What tells a workbook's language stands near the beginning of a small part.
_HEAD = 1 << 16


def language_of(path: Path) -> Lang | None:
    """The language of one of the product's workbooks, by the names of its sheets; None for anything else."""
    try:
        with (
            os.fdopen(regular_files.open_regular(path, links=True), "rb") as file,
            ZipFile(file) as package,
            package.open("xl/workbook.xml") as part,
        ):
            head = part.read(_HEAD).decode("utf-8", "replace")
    except Exception:  # whatever it is: it will be told by what reads it in earnest
        return None
    hits = {
        lang: sum(f'"{sheet.name(lang)}"' in head for book in BOOKS for sheet in book.sheets)
        for lang in LANGS
    }
    best = max(LANGS, key=lambda lang: hits[lang])
    return best if hits[best] else None


def _sentence(issue: Issue) -> Text:
    where = f"{issue.place.sheet}: " if issue.place.sheet else ""
    return Text(*(where + issue.message(lang) for lang in LANGS))


class FileWorkbook:
    """One run on a workbook that no program holds open: read once, write at most once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._snapshot: store.Snapshot | None = None
        self._book: Book | None = None
        self._rehearsal = _Rehearsal(self.name)

    @property
    def name(self) -> str:
        return file_name(self.path)

    def read(self) -> Book:
        """Raises Stop when the file isn't there or is no workbook."""
        self._refuse_by_size()
        self._snapshot = store.read(self.path)
        self._book = history.with_retyped(_grids(self._snapshot.content, self.name), self.path)
        return self._book

    def _refuse_by_size(self) -> None:
        """Before its bytes are asked for: a file may be larger than the memory."""
        with suppress(OSError):  # what reads it will say why
            if self.path.stat().st_size > CONTROL.file:
                (refused,) = file_too_large(CONTROL).reading().issues
                raise Stop("workbook.unreadable", file=self.name, reason=_sentence(refused))

    def rehearse(self, patch: Patch) -> None:
        """Makes the new bytes, and reads them as the next command will. Raises Stop(workbook.too-large) where it
        couldn't, ValueError for bytes that would be damaged, and what `hosts.file.apply` raises.
        """
        self._rehearsal.of(self._present().content, patch, self._book)

    def write(self, patch: Patch) -> bool:
        """Raises Stop when the workbook changed since it was read, or somebody has it open; and as `rehearse`."""
        snapshot = self._present()
        content = self._rehearsal.of(snapshot.content, patch, self._book)
        if content == snapshot.content:
            if self._book:
                history.record_unchanged(self.path, self._book)
            return False
        store.replace(snapshot, content)
        if self._book:
            history.record(self.path, self._book, patch)
        return True

    def prepare_upgrade(self, lang: Lang) -> tuple[Draft, tuple[Addition, ...]]:
        """What the workbook as it was read becomes when today's is grafted on it, and what is done; nothing is written.

        Raises Stop as `upgrade_package` does.
        """
        from softenv_xl.hosts.file.upgrade import upgrade_package  # slow to load, and no other run needs it

        snapshot = self._present()
        content, additions = upgrade_package(
            snapshot.content, _grids(snapshot.content, self.name), lang, self.name
        )
        return Draft(self.name, content), additions

    def put(self, draft: Draft) -> None:
        """Puts a draft in the workbook's place; raises Stop as `write` does."""
        store.replace(self._present(), draft.content)
        history.record_as_it_is(self.path, self._book, draft.read)

    def _present(self) -> store.Snapshot:
        if self._snapshot is None:
            self.read()
        assert self._snapshot is not None  # noqa: S101 - read() has just set it, or raised
        return self._snapshot


class Draft:
    """A workbook that isn't on the disk yet: what is written changes its `content`."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content
        self._book: Book | None = None
        self._rehearsal = _Rehearsal(name)

    def read(self) -> Book:
        """Raises Stop when the content is no workbook."""
        self._book = _grids(self.content, self.name)
        return self._book

    def rehearse(self, patch: Patch) -> None:
        """Raises what a host of files does."""
        self._rehearsal.of(self.content, patch, self._book)

    def write(self, patch: Patch) -> bool:
        """Raises what `rehearse` does."""
        before, self.content = self.content, self._rehearsal.of(self.content, patch, self._book)
        self._book = None
        return self.content != before


class _Rehearsal:
    """What a patch makes of a workbook's bytes: made once, for who rehearses it and then writes it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._made: tuple[bytes, Patch, bytes] | None = None

    def of(self, before: bytes, patch: Patch, book: Book | None) -> bytes:
        """The bytes with the patch, which the next command can read; `book` is what was read of them before."""
        if self._made and self._made[0] is before and self._made[1] is patch:
            return self._made[2]
        content = apply(before, patch, self._name, book)
        if content is not before:
            _legible(content, self._name)
        self._made = (before, patch, content)
        return content


def _grids(content: bytes, name: str) -> Book:
    """Raises Stop(workbook.unreadable)."""
    reading = read(content, CONTROL)
    # A register that could not be read must not look like one that was deleted.
    broken = [issue for issue in reading.issues if issue.kind is catalogue.SHEET_UNREADABLE]
    if reading.book is None or broken:
        raise Stop("workbook.unreadable", file=name, reason=_sentence((broken or reading.issues)[0]))
    return reading.book


def _legible(content: bytes, name: str) -> None:
    """Would the next command read it? Raises Stop(workbook.too-large), or ValueError for bytes that are damaged."""
    refused = next(iter(read(content, CONTROL).issues), None)
    if refused is not None and refused.kind is catalogue.FILE_UNREADABLE:
        raise ValueError(refused.message("en"))
    if refused is not None and refused.severity is Severity.ERROR:
        raise Stop("workbook.too-large", file=name, reason=_sentence(refused))
