"""What the tests see of the store from outside: files on the disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl import store
from softenv_xl.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BACKUP = re.compile(r"\d{6}-[0-9a-f]{32}\.xlsx")


def rewrite(path: Path, *contents: bytes) -> None:
    """One write of the store after the other."""
    for content in contents:
        store.replace(store.read(path), content)


def kept_files(path: Path) -> list[str]:
    """The names of all files in the store's folder beside `path`, the lock aside."""
    inside = (path.parent / ".softenv").rglob("*")
    return sorted(file.name for file in inside if file.is_file() and file.name != "lock")


def backups(path: Path) -> list[Path]:
    """The backups of the only workbook beside which the store has written; oldest first."""
    return sorted((path.parent / ".softenv").glob("*/0*"))


def outcome(work: Callable[[], object]) -> str:
    """`done`, or the code of the Stop that the work ends with."""
    try:
        work()
    except Stop as stop:
        stop.sentence("zh")  # fails if one of its placeholders has no value
        return stop.code
    return "done"
