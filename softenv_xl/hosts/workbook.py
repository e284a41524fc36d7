"""The file host: a control workbook on disk, read through the gate and written through the store."""

from __future__ import annotations

from pathlib import Path

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.file import apply
from softenv_xl.sheets.patch import Patch
from softenv_xl.words import LANGS, Text


class FileWorkbook:
    """One press on a workbook that no program holds open: read once, write at most once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._snapshot: store.Snapshot | None = None

    @property
    def name(self) -> str:
        return self.path.name

    def read(self) -> Book:
        """Raises Stop when the file isn't there or is no workbook."""
        self._snapshot = store.read(self.path)
        reading = read(self._snapshot.content, CONTROL)
        if reading.book is None:
            issue = reading.issues[0]
            raise Stop(
                "workbook.unreadable", file=self.name, reason=Text(*(issue.message(lang) for lang in LANGS))
            )
        return reading.book

    def write(self, patch: Patch) -> bool:
        """Raises Stop when the workbook changed since it was read, or somebody has it open."""
        if self._snapshot is None:
            self.read()
        snapshot = self._snapshot
        assert snapshot is not None  # noqa: S101 - read() has just set it, or raised
        content = apply(snapshot.content, patch, self.name)
        if content == snapshot.content:
            return False
        store.replace(snapshot, content)
        return True
