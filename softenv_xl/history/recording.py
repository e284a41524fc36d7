"""Writes an entry once a run has done its work: what people typed before it, and what the run changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import MsgspecError, json, msgpack

from softenv_xl import __version__, store
from softenv_xl.control.versions import version_of
from softenv_xl.history import press
from softenv_xl.history.state import Change, Plain, State, after, differences, headers_of, state_of
from softenv_xl.history.told import HIDDEN_MARK, hidden_columns

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Book
    from softenv_xl.sheets.patch import Patch

MOST = 2_000
"""So many cells are named in one entry; of more there is the number."""
LONGEST = 120
"""So many characters of a value are kept."""
_STATE, _LARGEST = "last-press.state", 64 * 1024 * 1024
_SALT = 16


def record(path: Path, before: Book, patch: Patch) -> None:
    """The run that is present has carried out `patch` on the workbook, which it had read as `before`.

    Of a run that found nothing to change there is an entry where people had typed something.
    """
    with suppress(Exception):  # the run is done: whatever is wrong here is no reason to say that it isn't
        known = _last(path)
        was = state_of(before, known.salt if known else _salt(before))
        _write(path, before, known, was, after(was, patch, headers_of(before)))


def record_unchanged(path: Path, now: Book) -> None:
    """A run has read the workbook and found it up to date: of use where people had typed something before."""
    with suppress(Exception):
        if known := _last(path):
            left = state_of(now, known.salt)
            _write(path, now, known, left, left)


def record_as_it_is(path: Path, before: Book | None, read: Callable[[], Book]) -> None:
    """The same for a run that left the workbook as `read` finds it; `before` is None where that is what the last run left."""
    with suppress(Exception):
        now, known = read(), _last(path)
        salt = known.salt if known else _salt(now)
        left = state_of(now, salt)
        _write(path, now, known, state_of(before, salt) if before else known or left, left)


def _write(path: Path, book: Book, known: State | None, was: State, left: State) -> None:
    typed = list(differences(known, was)) if known else []
    changed = list(differences(was, left))
    if not typed and not changed:
        return
    run = press.present()
    entry = {
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "who": press.user(),
        "what": tuple(run.what),
        "files": run.files,
        "file_count": run.count,
        "program": __version__,
        "workbook": version_of(book),
        "typed_count": len(typed),
        "typed": _kept(typed),
        "changed_count": len(changed),
        "changed": _kept(changed),
    }
    store.append_line(path, json.encode(entry))
    store.remember(path, zlib.compress(msgpack.encode(left), 1), name=_STATE)


def _salt(book: Book) -> bytes:
    """What nobody knows who hasn't the workbook, and is the same for the same workbook."""
    rows = repr([grid.rows for grid in book.grids])
    return sha256(rows.encode("utf-8", "surrogatepass")).digest()[:_SALT]


def _last(path: Path) -> State | None:
    """What the last run left, as far as that is known."""
    try:
        content = zlib.decompressobj().decompress(store.recall(path, _LARGEST, name=_STATE), 4 * _LARGEST)
        return msgpack.decode(content, type=State) if content else None
    except (MsgspecError, ValueError, zlib.error):
        return None


def _kept(changes: Sequence[Change]) -> list[tuple[Plain, ...]]:
    """Cells that said something else before come first, then what is gone, then what is new."""
    order = sorted(changes, key=lambda change: (change.before is None) * 2 + (change.after is None))
    return [tuple(_short(change)) for change in order[:MOST]]


def _short(change: Change) -> Iterable[Plain]:
    yield from change[:3]
    for value in (change.before, change.after):
        if value is not None and change.column in hidden_columns(change.table):
            yield HIDDEN_MARK
        elif isinstance(value, str) and len(value) > LONGEST:
            yield f"{value[:LONGEST]}… [{len(value)}]"
        else:
            yield value
