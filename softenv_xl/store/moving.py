"""A file that is done with goes into another folder: never over one that is there, and never half."""

from __future__ import annotations

import errno
from contextlib import suppress
from itertools import count
from pathlib import Path

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.store import disk
from softenv_xl.store.folders import making


def move_aside(path: Path, folder: Path) -> Path:
    """Moves the file into the folder, which is made where it isn't there, as `name (2)` where another has its name.

    Says where to. Whatever was killed in between left both; then the one that was to go goes now. Stop `file.not-writable`.
    """
    with making(folder):
        try:
            for number in count(1):
                name = path.name if number == 1 else f"{path.stem} ({number}){path.suffix}"
                if _moved(path, folder / name):
                    return folder / name
        except OSError as error:
            raise Stop("file.not-writable", file=str(folder), reason=disk.reason(error)) from error
    raise AssertionError("numbers do not end")


def _moved(path: Path, target: Path) -> bool:
    """False where another file has that name. Raises OSError."""
    try:
        _put(path, target)
    except FileExistsError:
        if not target.is_file() or regular_files.read_content(target) != regular_files.read_content(path):
            return False
    with suppress(FileNotFoundError):
        path.unlink()
    return True


def _put(path: Path, target: Path) -> None:
    try:
        disk.put_new(path, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # Another disk: a copy that is whole before it has its name.
        draft = target.with_name(f".{target.name}.new")
        draft.unlink(missing_ok=True)
        disk.write_draft(draft, regular_files.read_content(path), like=None)
        try:
            disk.put_new(draft, target)
        finally:
            draft.unlink(missing_ok=True)
