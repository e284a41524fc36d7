"""The small hidden files by which office programs say who has the workbook beside them open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl import regular_files

if TYPE_CHECKING:
    from pathlib import Path

# Excel writes 165 bytes, LibreOffice a name, an account, a computer, a time and an address.
_MOST = 1024
# Neither part of a field is tried in two ways, so a field without an end costs no more than its length.
_FIELD = re.compile(r"((?:\\.|[^,;\\])*+)[,;]", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def read_lock(path: Path) -> bytes:
    """The beginning of the lock file; nothing of what is no file. Raises OSError."""
    return regular_files.read_content(path, most=_MOST)


def fields(content: bytes) -> list[str]:
    """The fields of a lock file of LibreOffice, as far as each has its end."""
    text, found, at = content[:_MOST].decode("utf-8", "replace"), [], 0
    while field := _FIELD.match(text, at):
        found.append(_ESCAPED.sub(r"\1", field[1]))
        at = field.end()
    return found
