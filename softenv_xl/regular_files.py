"""Opens regular files and nothing else: a pipe waits for ever, a device may do anything, a link leads elsewhere."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK"))
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_TRIES = 20  # a program that saves without pause is out of the way sooner
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


# What systems and programs leave in folders by themselves, besides what is hidden by its name's beginning.
_LITTER = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin"))


def is_litter(name: str) -> bool:
    """Is a file or folder of that name hidden, or left there by a system or an office program?"""
    return name.startswith((".", "~$")) or name.lower() in _LITTER


class NotRegularError(OSError):
    """There is something, but no file: a folder, a link, a pipe, a socket, a device."""

    def __init__(self, path: str | os.PathLike[str], mode: int) -> None:
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        super().__init__(number, "not a regular file", os.fspath(path))


class SwappedError(NotRegularError):
    """Another file came into its place while it was opened: somebody saved, or means harm."""


def open_regular(path: str | os.PathLike[str], *, links: bool = False, writing: bool = False) -> int:
    """A descriptor of the file. Unless `links`, a symbolic link is no file. Raises OSError, NotRegularError."""
    # Looked at before it is opened, for what acts when it is; and after, for what was put there meanwhile.
    before = Path(path).stat(follow_symlinks=links)
    _require_regular(before, path)
    descriptor = os.open(
        path, (os.O_RDWR if writing else os.O_RDONLY) | _FLAGS | (0 if links else _NO_LINK), 0o600
    )
    try:
        after = os.fstat(descriptor)
        _require_regular(after, path)
        if not links and before.st_ino != after.st_ino:
            raise SwappedError(path, 0)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def open_after_save(path: str | os.PathLike[str], *, links: bool = False) -> int:
    """As `opened`, once whoever is saving the file has done so."""
    for _ in range(_TRIES):
        with suppress(SwappedError):
            return open_regular(path, links=links)
    return open_regular(path, links=links)


def read_content(path: str | os.PathLike[str], *, links: bool = False, most: int = -1) -> bytes:
    """The file's bytes, or the first `most` of them. Raises as `opened`."""
    with os.fdopen(open_after_save(path, links=links), "rb") as file:
        return file.read(most)


def is_folder(path: Path) -> bool:
    """Whether it is a folder itself, rather than a link or a junction that leads to one. Raises OSError."""
    found = path.lstat()
    return stat.S_ISDIR(found.st_mode) and getattr(found, "st_reparse_tag", 0) != _JUNCTION


def _require_regular(found: os.stat_result, path: str | os.PathLike[str]) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NotRegularError(path, found.st_mode)
