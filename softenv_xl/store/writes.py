"""The four things that can be done with a workbook's bytes: read, replace, create, undo."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.store import disk
from softenv_xl.store.holders import require_free
from softenv_xl.store.shelf import Shelf, fingerprint
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workbook as it was read; `replace` writes only over a file that still has this fingerprint."""

    path: Path
    content: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Undone:
    """One write taken back: when it had been made (local time), and how many earlier ones are on record."""

    path: Path
    written: datetime
    earlier: int


def read(path: Path) -> Snapshot:
    """The workbook's bytes as they are now; also clears what a killed write left behind.

    Stop `file.not-found`, `file.not-readable`.
    """
    shelf = _shelf(path)
    shelf.tidy()
    content = disk.content_of(shelf.workbook)
    return Snapshot(path, content, fingerprint(content))


def replace(snapshot: Snapshot, content: bytes) -> None:
    """Puts `content` in the workbook's place, and keeps what was there for `undo`.

    Nothing is written if the workbook holds that content already. Owner and permissions stay; a symbolic
    link stays, the file behind it is replaced. Whatever stops it, and wherever it is killed, the workbook
    is the old one or the new one, whole.

    Stop `file.not-found`, `file.changed`, `file.in-use`, `file.busy`, `file.not-writable`, `store.not-ours`.
    """
    shelf = _shelf(snapshot.path)
    if disk.content_of(shelf.workbook) == content:
        return
    with _saying_why(shelf.workbook), shelf.held():
        before = _ready(shelf.workbook, snapshot.fingerprint)
        new, old = shelf.draft_new(content, like=shelf.workbook), shelf.draft_backup(before)
        # Drafts take their time on a slow disk, and people may have opened or saved it meanwhile.
        _ready(shelf.workbook, snapshot.fingerprint)
        shelf.keep(old, left=fingerprint(content))
        disk.put(new, shelf.workbook)
        with suppress(OSError):
            shelf.drop_oldest()


def create(path: Path, content: bytes) -> None:
    """Makes a new workbook; it is whole as soon as it is there, and of two creators one is told off.

    Stop `file.exists`, `file.busy`, `file.not-writable`.
    """
    if os.path.lexists(path):
        raise Stop("file.exists", file=str(path))
    shelf = _shelf(path)
    try:
        with shelf.held():
            disk.put_new(shelf.draft_new(content, like=None), shelf.workbook)
            shelf.clear()
    except OSError as error:
        # A rival who was first has cleared the folder by now, so the error needn't say that the file exists.
        if os.path.lexists(path):
            raise Stop("file.exists", file=str(path)) from error
        raise Stop("file.not-writable", file=str(shelf.workbook), reason=disk.reason(error)) from error


def undo(path: Path) -> Undone:
    """Brings back the bytes from before the last `replace`; once more, those from before the one before.

    Stop `undo.nothing`; `undo.changed-since` if people changed the workbook after that write, so that their
    work isn't lost; `store.not-ours` for a backup that is none; and the same Stops as `replace`.
    """
    shelf = _shelf(path)
    disk.content_of(shelf.workbook)
    with _saying_why(shelf.workbook):
        if not shelf.folder.is_dir():
            raise Stop("undo.nothing", file=str(path))
        with shelf.held():
            return _undo_last(shelf, path)


def _undo_last(shelf: Shelf, path: Path) -> Undone:
    backups = shelf.backups()
    if not backups:
        raise Stop("undo.nothing", file=str(path))
    last = backups[-1]
    _require_free_and_writable(shelf.workbook)
    with disk.open_file(shelf.workbook) as now, shelf.open_backup(last) as backup:
        disk.lend_permissions(now, shelf.workbook, backup, last.path)
        written = datetime.fromtimestamp(os.fstat(backup).st_mtime, UTC).astimezone()
    if fingerprint(disk.content_of(shelf.workbook)) != last.left:
        raise Stop("undo.changed-since", file=str(path), backup=str(last.path))
    # One move brings the bytes back and takes the backup off the record: no kill can come in between.
    disk.put(last.path, shelf.workbook)
    with suppress(OSError):
        os.utime(shelf.workbook)  # programs that copy changed files go by the time
    return Undone(path, written, len(backups) - 1)


def _shelf(path: Path) -> Shelf:
    return Shelf(Path(os.path.realpath(path)))


@contextmanager
def _saying_why(workbook: Path) -> Iterator[None]:
    """Turns what the system refuses into Stop `file.not-writable`."""
    try:
        yield
    except OSError as error:
        raise Stop("file.not-writable", file=str(workbook), reason=disk.reason(error)) from error


def _ready(workbook: Path, expected: str) -> bytes:
    """The present bytes, if nobody has the workbook open and it is still the one that was read."""
    _require_free_and_writable(workbook)
    content = disk.content_of(workbook)
    if fingerprint(content) != expected:
        raise Stop("file.changed", file=str(workbook))
    return content


def _require_free_and_writable(workbook: Path) -> None:
    require_free(workbook)
    if not os.access(workbook, os.W_OK):  # a move would go over a read-only file without a word
        raise Stop("file.not-writable", file=str(workbook), reason=Text("文件是只读的", "it is read-only"))
