"""Files and folders as deliveries: read by the gate in worker processes, one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from softenv_xl.clock import now
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.worker import Reader
from softenv_xl.grid.grid import Book
from softenv_xl.intake.returns import Delivery
from softenv_xl.legible import file_name, legible
from softenv_xl.registers.books import MADE
from softenv_xl.words import Text

_CHUNK = 1 << 20
_FIRST = datetime(2000, 1, 1)  # noqa: DTZ001 - naive UTC
_AHEAD = timedelta(days=1)  # clocks differ, and some programs write their own zone's time

# What systems and programs leave in folders by themselves, besides what is hidden by its name's beginning.
_LITTER = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin"))

INBOX = Text("收件箱", "inbox")
"""The folder beside a control workbook that a button takes returns from."""

OUTBOX = Text("发件箱", "outbox")
"""The folder beside a control workbook that a button puts prefilled returns into."""


def workers() -> int:
    """How many processes read at once on this computer."""
    return max(1, min(os.cpu_count() or 1, 8))


def inboxes(folder: Path) -> list[Path]:
    """The inbox in the workbook's folder, under its name in either language. Raises Stop(inbox.missing)."""
    names = {name.casefold() for name in INBOX}
    found = [path for path in folder.iterdir() if legible(path.name).casefold() in names and path.is_dir()]
    if not found:
        raise Stop("inbox.missing", folder=legible(folder), inbox=INBOX)
    return found


def files_in(places: Iterable[Path], *, missing_too: bool = False) -> list[Path]:
    """All files in the places, folders with everything below them; each file once, sorted.

    Left out are hidden files and what systems and office programs put there by themselves. Raises Stop for a
    place that isn't there; with `missing_too` it counts as a file, of which whoever reads it will say so, unless
    there is no other.
    """
    places, found = list(places), set[Path]()
    several = any(place.exists() for place in places)
    for place in places:
        if not place.exists():
            if not (missing_too and several):
                raise Stop("file.not-found", file=legible(place))
            found.add(place)
        below = place.rglob("*") if place.is_dir() else [place]
        found |= {path for path in below if path.is_file() and (path == place or not _hidden(path, place))}
    return sorted(found)


def deliveries(
    paths: Iterable[Path], workers: int, seen: Callable[[Path], None] | None = None
) -> Iterator[Delivery]:
    """Reads the files; `seen` is told of each one that is done."""
    with Reader(RETURN, workers=workers) as reader:
        for path, reading in reader.read_all((path, path) for path in paths):
            saved = _plausible(_saved(reading.book), _modified(path))
            yield Delivery(file_name(path), _fingerprint(path), saved, reading.book, reading.issues)
            if seen:
                seen(path)


def _saved(book: Book | None) -> datetime | None:
    return book.saved_at if book and book.saved_at != MADE else None


def _hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in parts)


def _fingerprint(path: Path) -> str:
    """The first 16 hex digits of the file's SHA-256, or of its name where it can't be read."""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        digest.update(os.fsencode(path))
    return digest.hexdigest()[:16]


def _plausible(*moments: datetime | None) -> datetime:
    """The first of the moments (naive UTC) at which a return can have been saved, else this very one.

    Programs and systems that know no time write their first or last one: 1601, 1970, 1980, 2036, the year 1.
    """
    this = now()
    possible = (moment for moment in moments if moment and _FIRST <= moment <= this + _AHEAD)
    return next(possible, this)


def _modified(path: Path) -> datetime | None:
    try:
        stamp = path.stat().st_mtime
        return datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None, microsecond=0)
    except (OSError, ValueError, OverflowError):
        return None
