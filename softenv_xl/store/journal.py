"""Lines that are kept beside a workbook, the newest last, as private as the workbook; and its backups, to be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.store.backup_folder import BackupFolder

NAME = "history"
LARGEST = 4 * 1024 * 1024
"""So many bytes have the lines of one file; then another is begun."""
KEPT = 4
"""So many files there are; the oldest goes."""


class Earlier(NamedTuple):
    """The workbook as it was before the write of that time (local)."""

    written: datetime
    content: Callable[[], bytes]


def append(workbook: Path, line: bytes) -> None:
    """Adds a line. It is of use, but nobody's work: where it can't be kept, nothing is said."""
    backups = _folder(workbook)
    with suppress(OSError, Stop), backups.locked(wait=0):
        path = _file(backups, 0)
        if os.path.lexists(path) and path.stat().st_size + len(line) > LARGEST:
            _rotate(backups)
        if not os.path.lexists(path):
            backups.draft_new(b"", like=backups.workbook).replace(path)
        with os.fdopen(regular_files.open_regular(path, writing=True), "r+b") as file:
            end = file.seek(0, os.SEEK_END)
            if end:
                file.seek(end - 1)
                if file.read(1) != b"\n":  # a run was killed while it wrote
                    line = b"\n" + line
            file.write(line.rstrip(b"\n") + b"\n")
            file.flush()
            os.fsync(file.fileno())


def lines(workbook: Path) -> Iterator[bytes]:
    """All lines that are there, the oldest first."""
    backups = _folder(workbook)
    for number in reversed(range(KEPT)):
        with suppress(OSError):
            content = regular_files.read_content(_file(backups, number), most=2 * LARGEST)
            yield from content.splitlines()


def earlier(workbook: Path) -> list[Earlier]:
    """The backups, the oldest first."""
    backups = _folder(workbook)
    found = []
    with suppress(OSError, Stop):
        for backup in backups.backups() if backups.folder.is_dir() else ():
            written = datetime.fromtimestamp(backup.path.stat().st_mtime, UTC).astimezone()
            found.append(Earlier(written, partial(regular_files.read_content, backup.path)))
    return found


def _rotate(backups: BackupFolder) -> None:
    for number in reversed(range(KEPT - 1)):
        with suppress(FileNotFoundError):
            _file(backups, number).replace(_file(backups, number + 1))


def _file(backups: BackupFolder, number: int) -> Path:
    return backups.folder / (f"{NAME}.{number}.jsonl" if number else f"{NAME}.jsonl")


def _folder(path: Path) -> BackupFolder:
    return BackupFolder(Path(os.path.realpath(path)))
