"""What a copy said and what became of it, kept with the workbook: in as many letters as a cell can hold.

Of each edit a digest of cell, base and value is kept, with a mark: TAKEN, it went into the workbook; CONTESTED, it did, or would
have, but for another copy's; SAID, it needs no answer any more. A copy that comes again finds its edits here and asks nothing,
whatever the office has typed since. Where the memory is gone (people clear cells, take old backups) a merge asks again, and
loses nothing.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256

from softenv_xl.exchange.snapshot import Cells, Normal
from softenv_xl.schema.normal import told

TAKEN, CONTESTED, SAID = "t", "c", "s"
_BYTES = 9
_LETTERS = 1 + _BYTES * 4 // 3
_MAX_CELL = 32_000

Memory = Mapping[str, str]
"""The mark of each digest."""


def digest(table: str, row: str, column: str, base: Normal, value: Normal) -> str:
    """Tells one edit of one cell from every other."""
    return _short([table, row, column, told(base), told(value)])


def row_digest(table: str, row: str) -> str:
    """Stands for a row that a copy added, by its id."""
    return _short([table, row])


def added_digest(table: str, longer: str) -> str:
    """Stands for a row that a copy added, by the longer of its two ids, which no other row has."""
    return _short([table, longer, "added"])


def content_digest(*parts: object, cells: Cells) -> str:
    """Tells a row's content from any other, in hexadecimal; blank cells make no difference."""
    plain = {key: told(value) for key, value in cells.items() if value is not None}
    return sha256(_dump([*parts, plain])).hexdigest()


def write(memory: Memory) -> str:
    """As text, the same for the same memory; the rest is left out of one that is too long, and asked about again."""
    words = "".join(f"{mark}{name}" for name, mark in sorted(memory.items()))
    return words[: _MAX_CELL - _MAX_CELL % _LETTERS]


def read(words: str) -> dict[str, str]:
    """What `write` wrote; whatever else stands there is left out."""
    return dict(_entries(words))


def _entries(words: str) -> Iterator[tuple[str, str]]:
    for at in range(0, len(words) - _LETTERS + 1, _LETTERS):
        if words[at] in (TAKEN, CONTESTED, SAID):
            yield words[at + 1 : at + _LETTERS], words[at]


def _short(parts: list[object]) -> str:
    return urlsafe_b64encode(sha256(_dump(parts)).digest()[:_BYTES]).decode()


def _dump(parts: object) -> bytes:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        errors="surrogatepass"
    )
