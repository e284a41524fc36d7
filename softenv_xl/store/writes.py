"""What can be done with a workbook's bytes: read, replace, create, undo; and a note that is kept beside it."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.store import disk, record
from softenv_xl.store.backup_folder import BackupFolder, fingerprint
from softenv_xl.store.lock_owners import require_free
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator


NOTE = "returns.known"
"""The note of what earlier presses found in returns."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workbook as it was read; `replace` writes only over a file that still has this fingerprint."""

    path: Path
    content: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Undone:
    """One write undone: when it had been made (local time), and how many earlier ones are on record."""

    path: Path
    written: datetime
    earlier: int


def read(path: Path) -> Snapshot:
    """The workbook's bytes as they are now; also clears what a killed write left behind.

    Stop `file.not-found`, `file.not-readable`.
    """
    backups = _backup_folder(path)
    backups.clean_up()
    content = disk.content_of(backups.workbook)
    return Snapshot(path, content, fingerprint(content))


def replace(snapshot: Snapshot, content: bytes) -> None:
    """Puts `content` in the workbook's place, and keeps what was there for `undo`.

    Nothing is written if the workbook holds that content already. Owner and permissions stay; a symbolic
    link stays, the file behind it is replaced. Whatever stops it, and wherever it is killed, the workbook
    is the old one or the new one, whole.

    Stop `file.not-found`, `file.changed`, `file.in-use`, `file.busy`, `file.not-writable`, `store.not-ours`.
    """
    backups = _backup_folder(snapshot.path)
    if disk.content_of(backups.workbook) == content:
        return
    with _explained(backups.workbook), backups.locked():
        _current_content(backups.workbook, snapshot.fingerprint)
        draft = backups.draft_new(content, like=backups.workbook)
        # A draft takes its time on a slow disk, and people may have opened or saved the workbook meanwhile.
        _current_content(backups.workbook, snapshot.fingerprint)
        entry = record.begin("replaced", snapshot.path, fingerprint(content))
        if not _swap_in(backups, draft, snapshot, entry.left):
            _move_in(backups, draft, snapshot, entry.left)
        entry.done = True
        with suppress(OSError):
            backups.drop_oldest()


def _swap_in(backups: BackupFolder, draft: Path, snapshot: Snapshot, left: str) -> bool:
    """The new bytes take the workbook's place and the old ones the latest backup's, in one step: whatever was saved
    after the last look is kept. False where the system knows no such step. Stop `file.changed`.
    """
    if backups.workbook.stat().st_nlink > 1:  # a backup must not change with what another name of it is given
        return False
    place = backups.add_backup(draft, left)
    if not disk.exchange(place, backups.workbook):
        place.rename(draft)
        return False
    disk.sync_folder(backups.workbook.parent)
    if not _matches_expected(place, backups.workbook, expected=snapshot.fingerprint, left=left):
        raise Stop("file.changed", file=str(backups.workbook))
    with suppress(OSError):
        os.utime(place)  # the time that an undo tells
    return True


def _move_in(backups: BackupFolder, draft: Path, snapshot: Snapshot, left: str) -> None:
    """The same with a copy of what was read: what is saved between the last look and the move is lost."""
    copy = backups.draft_backup(_current_content(backups.workbook, snapshot.fingerprint))
    _current_content(backups.workbook, snapshot.fingerprint)
    backups.add_backup(copy, left)
    disk.put(draft, backups.workbook)


def _matches_expected(place: Path, workbook: Path, expected: str, left: str) -> bool:
    """Was it the expected content that an exchange brought to `place`? If not, theirs goes back to where it was.

    Where it can't be read any more, it is taken to be: it is kept in any case.
    """
    try:
        if fingerprint(place.read_bytes()) == expected:
            return True
        if disk.exchange(place, workbook) and fingerprint(place.read_bytes()) != left:
            disk.exchange(
                place, workbook
            )  # they have saved once more: the newest stays, the one before is kept
    except OSError:
        return True
    return False


def create(path: Path, content: bytes) -> None:
    """Makes a new workbook; it is whole as soon as it is there, and of two creators one is told off.

    Stop `file.exists`, `file.busy`, `file.not-writable`.
    """
    if os.path.lexists(path):
        raise Stop("file.exists", file=str(path))
    backups = _backup_folder(path)
    try:
        with backups.locked(to_stay=False):
            draft = backups.draft_new(content, like=None)
            entry = record.begin("created", path, fingerprint(content))
            disk.put_new(draft, backups.workbook)
            entry.done = True
            backups.clear()
    except OSError as error:
        # A rival who was first has cleared the folder by now, so the error needn't say that the file exists.
        if os.path.lexists(path):
            raise Stop("file.exists", file=str(path)) from error
        raise Stop("file.not-writable", file=str(backups.workbook), reason=disk.reason(error)) from error


def has_content(path: Path, content: bytes) -> bool:
    """Is this very content there already? If so, what a killed `create` of it left is cleared."""
    backups = _backup_folder(path)
    with suppress(OSError, Stop):
        if not (path.is_file() and path.read_bytes() == content):
            return False
        if backups.folder.is_dir():
            with backups.locked(wait=0):
                backups.clear()
        else:
            backups.clear_parent()
        return True
    return False


def undo(path: Path) -> Undone:
    """Brings back the bytes from before the last `replace`; once more, those from before the one before.

    Stop `undo.nothing`; `undo.changed-since` if people changed the workbook after that write, so that their
    work isn't lost; `store.not-ours` for a backup that is none; and the same Stops as `replace`.
    """
    backups = _backup_folder(path)
    disk.content_of(backups.workbook)
    with _explained(backups.workbook):
        if not backups.folder.is_dir():
            raise Stop("undo.nothing", file=str(path))
        with backups.locked():
            return _undo_last(backups, path)


def recall(path: Path, most: int, name: str = NOTE) -> bytes:
    """The note of that name that was kept beside the workbook; nothing where there is none, or one of more bytes."""
    with suppress(OSError):
        content = regular_files.read_content(_backup_folder(path).folder / name, most=most + 1)
        return content if len(content) <= most else b""
    return b""


def remember(path: Path, note: bytes, name: str = NOTE) -> None:
    """Keeps a note beside the workbook, as private as the workbook. It is of use, but nobody's work: where it can't
    be kept, or somebody else is writing, nothing is said.
    """
    backups = _backup_folder(path)
    with suppress(OSError, Stop), backups.locked(wait=0):
        backups.draft_new(note, like=backups.workbook).replace(backups.folder / name)


def kept(path: Path, name: str, most: int) -> bytes | None:
    """What was kept beside the workbook under that name; None where there is none, or one of more bytes."""
    with suppress(OSError):
        content = regular_files.read_content(_backup_folder(path).folder / name, most=most + 1)
        return content if len(content) <= most else None
    return None


def keep(path: Path, name: str, content: bytes) -> bool:
    """Keeps something beside the workbook, as private as the workbook, until it is dropped; False where that can't be."""
    backups = _backup_folder(path)
    with suppress(OSError, Stop), backups.locked():
        backups.draft_new(content, like=backups.workbook).replace(backups.folder / name)
        return True
    return False


def drop(path: Path, name: str) -> None:
    """Removes what was kept under that name, if it can be."""
    backups = _backup_folder(path)
    with suppress(OSError, Stop), backups.locked():
        (backups.folder / name).unlink(missing_ok=True)


def _undo_last(folder: BackupFolder, path: Path) -> Undone:
    backups = folder.backups()
    if not backups:
        raise Stop("undo.nothing", file=str(path))
    last = backups[-1]
    _require_free_and_writable(folder.workbook)
    entry = record.begin("undone", path, fingerprint(disk.content_of(last.path)))
    with disk.open_file(folder.workbook) as now, folder.open_backup(last) as backup:
        disk.lend_permissions(now, folder.workbook, backup, last.path)
        written = datetime.fromtimestamp(os.fstat(backup).st_mtime, UTC).astimezone()
    if fingerprint(disk.content_of(folder.workbook)) != last.sha_after:
        raise Stop("undo.changed-since", file=str(path), backup=str(last.path))
    # One step brings the bytes back and takes the backup off the record: no kill can come in between. What stood
    # there comes to the backup's place, where it is none: see Backup.was_never_put.
    if disk.exchange(last.path, folder.workbook):
        if not _matches_expected(last.path, folder.workbook, expected=last.sha_after, left=entry.left):
            raise Stop("undo.changed-since", file=str(path), backup=str(last.path))
        disk.sync_folder(folder.workbook.parent)
        with suppress(OSError):
            last.path.unlink()
    else:
        disk.put(last.path, folder.workbook)
    entry.done = True
    with suppress(OSError):
        os.utime(folder.workbook)  # programs that copy changed files go by the time
    return Undone(path, written, len(backups) - 1)


def _backup_folder(path: Path) -> BackupFolder:
    return BackupFolder(Path(os.path.realpath(path)))


@contextmanager
def _explained(workbook: Path) -> Iterator[None]:
    """Turns what the system refuses into Stop `file.not-writable`."""
    try:
        yield
    except OSError as error:
        raise Stop("file.not-writable", file=str(workbook), reason=disk.reason(error)) from error


def _current_content(workbook: Path, expected: str) -> bytes:
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
