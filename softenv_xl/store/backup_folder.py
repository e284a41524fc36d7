"""What the store keeps for one workbook: a lock, drafts while it writes, and the backups, oldest first."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = ".softenv"
MAX_BACKUPS = 10  # backups per workbook
LOCK_WAIT = 10.0  # seconds; a write of the largest workbook takes less than one

_BACKUP_NAME = re.compile(r"(\d+)-([0-9a-f]{32})(?:\..*)?", re.DOTALL)


def fingerprint(content: bytes) -> str:
    """32 hexadecimal digits that tell one content from another."""
    return hashlib.sha256(content).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Backup:
    """The workbook before one write; `sha_after` is the fingerprint of what that write left in its place."""

    number: int
    sha_after: str
    path: Path

    @property
    def was_never_written(self) -> bool:
        """Does it hold what the write was to leave? Then that write never came about, or was just undone."""
        return fingerprint(self.path.read_bytes()) == self.sha_after


class BackupFolder:
    """The store's folder for one workbook. Everything but `clean_up` happens while it is `locked`."""

    def __init__(self, workbook: Path) -> None:
        """`workbook` is the real file, links resolved; it need not exist."""
        self.workbook = workbook
        self.folder = workbook.parent / FOLDER / _folder_name(workbook.name)
        self._new, self._old = self.folder / "new.draft", self.folder / "old.draft"

    @contextmanager
    def locked(self, wait: float = LOCK_WAIT, *, to_stay: bool = True) -> Iterator[None]:
        """Keeps other runs off the workbook, and clears what killed ones left. `to_stay`: something will be kept here.

        Stop `file.busy`; `store.not-ours` where something was put into the folder; OSError.
        """
        self._make_folders(to_stay)
        self._require_own(self.folder / "lock", names=1)
        # Whoever may write in the workbook's folder may take the lock.
        mode = stat.S_IMODE(self.workbook.parent.stat().st_mode) & 0o666 | 0o600
        lock = FileLock(self.folder / "lock", timeout=wait, mode=mode)
        try:
            lock.acquire()
        except Timeout as error:
            raise Stop("file.busy", file=str(self.workbook)) from error
        try:
            self._remove_leftovers()
            yield
        finally:
            with suppress(OSError):
                if self.folder.is_dir():
                    self._remove_leftovers()
            lock.release()

    def clean_up(self) -> None:
        """Clears what killed runs left, if anything can be there and nobody is writing now."""
        with suppress(OSError, Stop):
            if self.folder.is_dir():
                with self.locked(wait=0):
                    pass

    def backups(self) -> list[Backup]:
        """Oldest first; the last one is what an undo brings back. Stop `store.not-ours`."""
        found = [
            Backup(int(name[1]), name[2], path)
            for path in self.folder.iterdir()
            if (name := _BACKUP_NAME.fullmatch(path.name))
        ]
        for backup in found:
            self._require_own(backup.path)
        return sorted(found, key=lambda backup: backup.number)

    def draft_new(self, content: bytes, like: Path | None) -> Path:
        """The bytes that shall become the workbook, on the disk beside it."""
        disk.write_draft(self._new, content, like)
        return self._new

    def draft_backup(self, content: bytes) -> Path:
        """A copy of the present bytes, as private as the workbook itself."""
        disk.write_draft(self._old, content, like=self.workbook)
        return self._old

    def add_backup(self, draft: Path, left: str) -> Path:
        """Makes the draft the latest backup; until the new bytes are put, `_remove_leftovers` takes it back. Says where it is."""
        number = max((backup.number for backup in self.backups()), default=0) + 1
        suffix = self.workbook.suffix[:8]  # so that people can open it by hand
        place = draft.rename(self.folder / f"{number:06}-{left}{suffix}")
        disk.sync_folder(self.folder)
        return place

    @contextmanager
    def open_backup(self, backup: Backup) -> Iterator[int]:
        """A handle of it. Stop `store.not-ours` for one that is another file by a second name, too; OSError."""
        with disk.open_file(backup.path) as opened:
            if os.fstat(opened).st_nlink > 1:
                raise Stop("store.not-ours", file=str(self.workbook), place=str(backup.path))
            yield opened

    def drop_oldest(self) -> None:
        """Leaves the last MAX_BACKUPS; one that can't be removed now goes another time."""
        for backup in self.backups()[:-MAX_BACKUPS]:
            with suppress(OSError):
                backup.path.unlink()

    def clear(self) -> None:
        """Leaves no trace of the store where nothing is kept: beside returns that are about to be mailed."""
        with suppress(OSError):
            self._remove_leftovers()
            if not self.backups():
                (self.folder / "lock").unlink()
                self.folder.rmdir()
        self.clear_parent()

    def clear_parent(self) -> None:
        """Removes the folder of all workbooks' folders where nothing is in it: a run may have been killed right there."""
        with suppress(OSError):
            self.folder.parent.rmdir()

    def _make_folders(self, to_stay: bool) -> None:
        for folder in (self.folder.parent, self.folder):
            if not os.path.lexists(folder):
                disk.make_folder(folder, to_stay=to_stay)
            if not regular_files.is_folder(folder):
                raise Stop("store.not-ours", file=str(self.workbook), place=str(folder))
        disk.hide(self.folder.parent)

    def _remove_leftovers(self) -> None:
        """Removes drafts, and the last backup if the workbook stands where it did before that write, or if it is
        none yet (see `writes.replace`).
        """
        for draft in (self._new, self._old):
            draft.unlink(missing_ok=True)
        for backup in self.backups()[-1:]:
            if self._is_current(backup) or backup.was_never_written:
                backup.path.unlink()

    def _require_own(self, path: Path, names: int | None = None) -> None:
        """Stop `store.not-ours` where a link or anything else but a file stands for one of the store's own, or a
        file that has more than so many names.
        """
        with suppress(FileNotFoundError):
            found = path.lstat()
            if not stat.S_ISREG(found.st_mode) or (names and found.st_nlink > names):
                raise Stop("store.not-ours", file=str(self.workbook), place=str(path))

    def _is_current(self, backup: Backup) -> bool:
        try:
            same_size = self.workbook.stat().st_size == backup.path.lstat().st_size
            return same_size and regular_files.read_content(self.workbook) == regular_files.read_content(
                backup.path
            )
        except FileNotFoundError:
            return False


def _folder_name(name: str) -> str:
    """Readable for people, different for every name, short, and never ending in a dot or a space."""
    digest = hashlib.sha256(os.fsencode(os.path.normcase(name))).hexdigest()[:12]
    return f"{name[:16]}-{digest}"
