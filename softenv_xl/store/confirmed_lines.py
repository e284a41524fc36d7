"""Lines that are on the disk before the next step begins: what must never be forgotten, whatever ends the program.

They stand in the folder `.softenv` beside the workbooks, one file for each folder: it goes where the workbooks go, whatever
these are called. Lines are only ever added. What a killed run left of a line is cut off: that line was never confirmed.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.store import disk
from softenv_xl.store.backup_folder import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = b"\n"


class ConfirmedLines:
    """The lines of one file. Adding needs `opened`; reading doesn't."""

    def __init__(self, workbook: Path, name: str) -> None:
        """The file of that name in the folder in which the workbook stands."""
        self._like = Path(os.path.realpath(workbook))
        self._folder = self._like.parent / FOLDER
        self.path = self._folder / name
        self._file = -1
        self._length = 0

    def lines(self) -> list[str]:
        """Those that are confirmed, oldest first. Stop `file.not-readable`, `store.not-ours`; UnicodeDecodeError where
        the file is damaged.
        """
        try:
            self._require_own(self.path)
            content = regular_files.read_content(self.path)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Stop("file.not-readable", file=str(self.path), reason=disk.reason(error)) from error
        return content[: _confirmed(content)].decode("utf-8").split("\n")[:-1]

    @contextmanager
    def opened(self) -> Iterator[ConfirmedLines]:
        """Nobody else adds to it meanwhile. Stop `file.busy`, `file.not-writable`, `store.not-ours`."""
        try:
            self._make_folder()
            lock = FileLock(self.path.with_suffix(".lock"), timeout=0, mode=self._mode())
            self._require_own(self.path.with_suffix(".lock"))
            try:
                lock.acquire()
            except Timeout as error:
                raise Stop("file.busy", file=str(self.path)) from error
        except OSError as error:
            raise self._refused(error) from error
        try:
            self._open()
            yield self
        finally:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1
            lock.release()

    def add(self, *lines: str) -> None:
        """They are on the disk when this returns; where it raises, none of them counts. Stop `file.not-writable`."""
        content = b"".join(line.encode("utf-8") + _END for line in lines)
        try:
            os.ftruncate(self._file, self._length)  # what an interrupted write left
            os.lseek(self._file, self._length, os.SEEK_SET)
            written = 0
            while written < len(content):
                written += os.write(self._file, content[written:])
            os.fsync(self._file)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._file, self._length)
            raise self._refused(error) from error
        self._length += len(content)

    def _open(self) -> None:
        try:
            if not os.path.lexists(self.path):
                disk.write_draft(self.path, b"", like=self._like)
                disk.sync_folder(self._folder)
            self._require_own(self.path)
            content = regular_files.read_content(self.path)
            self._file = regular_files.open_regular(self.path, writing=True)
            self._length = _confirmed(content)
        except OSError as error:
            raise self._refused(error) from error

    def _make_folder(self) -> None:
        if not os.path.lexists(self._folder):
            disk.make_folder(self._folder)
        if not regular_files.is_folder(self._folder):
            raise Stop("store.not-ours", file=str(self.path), place=str(self._folder))
        disk.hide(self._folder)

    def _mode(self) -> int:
        """Whoever may write in the workbook's folder may take the lock."""
        return stat.S_IMODE(self._folder.parent.stat().st_mode) & 0o666 | 0o600

    def _require_own(self, path: Path) -> None:
        """Stop `store.not-ours` where a link or anything else but a file of one name stands there."""
        with suppress(FileNotFoundError):
            found = path.lstat()
            if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
                raise Stop("store.not-ours", file=str(self.path), place=str(path))

    def _refused(self, error: OSError) -> Stop:
        return Stop("file.not-writable", file=str(self.path), reason=disk.reason(error))


def _confirmed(content: bytes) -> int:
    """How many of the bytes are whole lines."""
    return content.rfind(_END) + 1
