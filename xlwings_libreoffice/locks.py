"""The hidden files `.~lock.NAME#` by which LibreOffice says that it has the file beside it open.

One that outlives its LibreOffice keeps the file shut: LibreOffice asks its user what to do, and without
windows nobody answers.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from xlwings_libreoffice.processes import runs_in
from xlwings_libreoffice.urls import path_of

SCRATCH = "xlwings-libreoffice-"
"""How the folders are named that this engine makes for a LibreOffice's profile, and that go with it."""

# LibreOffice writes a name, an account, a computer, a time and an address. No part of a field is tried in two ways,
# so one without an end costs no more than its length.
_MOST = 1024
_FIELD = re.compile(r"((?:\\.|[^,;\\])*+)[,;]", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class _Lock(NamedTuple):
    person: str
    account: str
    computer: str
    since: str
    profile: str
    """A URL, as LibreOffice writes it."""

    @property
    def holder(self) -> str:
        return self.person or "@".join(filter(None, (self.account, self.computer))) or "somebody"

    @property
    def folder(self) -> Path:
        return Path(path_of(self.profile))

    @property
    def left_over(self) -> bool:
        """Whether it was made on this computer, by a LibreOffice that certainly has ended."""
        if not self.profile or _plain(self.computer) != _plain(socket.gethostname()):
            return False
        if not self.folder.exists():
            return True
        return self.folder.name.startswith(SCRATCH) and not runs_in(self.folder)


def require_free(file: Path, profile: Path) -> None:
    """Removes a lock that was left over. Raises OSError, with the holder, for one of another LibreOffice.

    `profile`: the folder of the LibreOffice that wants to open the file.
    """
    lock = _lock_of(file)
    if lock is None or lock.folder == profile:
        return
    if not lock.left_over:
        raise OSError(f"{file} is open in another LibreOffice, of {lock.holder}")
    _beside(file).unlink(missing_ok=True)


def release(file: Path, profile: Path) -> None:
    """Removes the lock that the LibreOffice of this profile left when it ended."""
    lock = _lock_of(file)
    if lock is not None and lock.folder == profile:
        with suppress(OSError):
            _beside(file).unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    return file.with_name(f".~lock.{file.name}#")


def _lock_of(file: Path) -> _Lock | None:
    path = _beside(file)
    try:
        if not path.is_file():  # a pipe of that name would never answer
            return None
        with path.open("rb") as lock:
            text = lock.read(_MOST).decode("utf-8", "replace")
    except OSError:
        return None
    return _Lock(*[*_fields(text), "", "", "", "", ""][:5])


def _fields(text: str) -> Iterator[str]:
    """As far as each has its end."""
    at = 0
    while field := _FIELD.match(text, at):
        yield _ESCAPED.sub(r"\1", field[1])
        at = field.end()


def _plain(computer: str) -> str:
    """A computer's name without its domain."""
    return computer.partition(".")[0].lower()
