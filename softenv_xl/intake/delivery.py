"""Files and folders as deliveries: read by the gate in worker processes, one after the other."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from softenv_xl import catalogue, regular_files
from softenv_xl.books import MADE
from softenv_xl.clock import now
from softenv_xl.errors import Stop, log_of
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.reading import Reading
from softenv_xl.gate.worker import Reader
from softenv_xl.grid.grid import Book
from softenv_xl.intake.returns import Delivery
from softenv_xl.intake.save_times import first_plausible
from softenv_xl.issues import Issue
from softenv_xl.legible import file_name, legible
from softenv_xl.words import Text, same

_SPECIAL = (
    (stat.S_ISFIFO, Text("命名管道", "a named pipe")),
    (stat.S_ISSOCK, Text("套接字", "a socket")),
    (stat.S_ISCHR, Text("设备", "a device")),
    (stat.S_ISBLK, Text("设备", "a device")),
)

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

    Left out are hidden files and what systems and office programs put there by themselves. What is there but can't
    be looked into is among them, so that it is reported: see `deliveries`. Raises Stop for a place that
    isn't there; with `missing_too` it counts as a file, of which whoever reads it will say so, unless there is no other.
    """
    places, found = list(places), set[Path]()
    several = any(os.path.lexists(place) for place in places)
    for place in places:
        if not os.path.lexists(place):
            if not (missing_too and several):
                raise Stop("file.not-found", file=legible(place))
            found.add(place)
            continue
        found |= set(_below(place)) if place.is_dir() else {place}
    return sorted(found)


def _below(place: Path) -> Iterator[Path]:
    """What is in the folder and the folders below it, links to folders and folders that can't be listed as well."""
    folders, known = [place], set[tuple[int, int]]()
    while folders:
        folder = folders.pop()
        try:
            here = folder.stat()
            inside = [path for path in folder.iterdir() if not _hidden(path, place)]
        except OSError:
            yield folder
            continue
        if here.st_ino and (here.st_dev, here.st_ino) in known:  # a folder that is mounted in itself
            continue
        known.add((here.st_dev, here.st_ino))
        for path in inside:
            if _is_own_folder(path):
                folders.append(path)
            else:
                yield path


def _is_own_folder(path: Path) -> bool:
    with suppress(OSError):
        return regular_files.is_folder(path)
    return False


def deliveries(
    paths: Iterable[Path], workers: int, seen: Callable[[Path], None] | None = None
) -> Iterator[Delivery]:
    """Reads the files; `seen` is called after each one that is done.

    First come the places that hold no file: folders that can't be listed, linked ones, pipes, devices.
    Whatever goes wrong with one file is an issue on it.
    """
    files = []
    for path in paths:
        if trouble := _trouble(path):
            yield Delivery(file_name(path), "", now(), None, (trouble,))
            if seen:
                seen(path)
        else:
            files.append(path)
    if not files:  # no worker is needed
        return
    with Reader(RETURN, workers=workers) as reader:
        for path, reading in reader.read_all((path, path) for path in files):
            yield _delivered(path, reading)
            if seen:
                seen(path)


def _delivered(path: Path, reading: Reading) -> Delivery:
    try:
        saved = first_plausible(_saved(reading.book), _modified(path))
        return Delivery(file_name(path), _fingerprint(path), saved, reading.book, reading.issues)
    except Exception as error:
        issue = Issue(catalogue.FILE_CHECK_FAILED, arguments={"log": log_of(error)})
        return Delivery(file_name(path), sha256(os.fsencode(path)).hexdigest()[:16], now(), None, (issue,))


def _trouble(path: Path) -> Issue | None:
    """Why what is there can't be a return, where it is no file at all."""
    try:
        if path.is_symlink() and not path.exists():
            return Issue(catalogue.PLACE_BROKEN_LINK)
        mode = path.stat().st_mode
    except OSError:  # the reader will say why
        return None
    if stat.S_ISDIR(mode):
        return _folder(path)
    what = next((words for is_one, words in _SPECIAL if is_one(mode)), None)
    return Issue(catalogue.PLACE_SPECIAL, arguments={"what": what}) if what else None


def _folder(path: Path) -> Issue:
    try:
        if not regular_files.is_folder(path):
            return Issue(catalogue.PLACE_LINKED_FOLDER)
        next(path.iterdir(), None)
        reason = Text("无法列出内容", "its contents could not be listed")
    except OSError as error:
        reason = same(error.strerror or str(error))
        if isinstance(error, PermissionError):
            reason = Text("没有权限", "permission is denied")
    return Issue(catalogue.PLACE_UNREADABLE_FOLDER, arguments={"reason": reason})


def _saved(book: Book | None) -> datetime | None:
    return book.saved_at if book and book.saved_at != MADE else None


def _hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in parts)


def _fingerprint(path: Path) -> str:
    """The first 16 hex digits of the file's SHA-256; of its name and size where it can't or needn't be read."""
    known = os.fsencode(path)
    with suppress(OSError):
        size = path.stat().st_size
        known += b" %d" % size if size > RETURN.file else b""
        if size <= RETURN.file:
            known = regular_files.read_content(path, links=True, most=RETURN.file)
    return sha256(known).hexdigest()[:16]


def _modified(path: Path) -> datetime | None:
    try:
        stamp = path.stat().st_mtime
        return datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None, microsecond=0)
    except (OSError, ValueError, OverflowError):
        return None
