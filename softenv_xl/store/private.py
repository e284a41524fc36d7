"""The program's own small files in the user's own folders: whole or not there, and for nobody else to read."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.store import disk


def read_private(path: Path, most: int) -> bytes:
    """The file's bytes; none where there is none, or where it has more. Stop `file.not-readable`."""
    try:
        content = regular_files.read_content(path, most=most + 1)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise Stop("file.not-readable", file=str(path), reason=disk.reason(error)) from error
    return content if len(content) <= most else b""


def write_private(path: Path, content: bytes) -> None:
    """Puts the content in the file's place in one step. Stop `file.not-writable`."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # of mode 0600
        try:
            with os.fdopen(opened, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(opened)
            Path(draft).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(draft).unlink()
            raise
        disk.sync_folder(path.parent)
    except OSError as error:
        raise Stop("file.not-writable", file=str(path), reason=disk.reason(error)) from error


def create_private(path: Path, content: bytes) -> None:
    """The same where there is no such file yet. Stop `file.exists`, `file.not-writable`."""
    if os.path.lexists(path):
        raise Stop("file.exists", file=str(path))
    write_private(path, content)
