"""Files and folders as deliveries: read by the gate in worker processes, one after the other."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl import catalogue, regular_files
from softenv_xl.books import MADE
from softenv_xl.clock import now
from softenv_xl.errors import Stop, log_of
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.reading import Reading
from softenv_xl.grid.grid import Book
from softenv_xl.intake.returns import Delivery, Origin
from softenv_xl.intake.save_times import first_plausible
from softenv_xl.issues import Issue
from softenv_xl.legible import file_name, legible
from softenv_xl.words import Text, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from softenv_xl.gate.limits import Limits
    from softenv_xl.intake.known import Known

# Of a file's SHA-256, so many are its fingerprint.
_DIGITS = 16
# Nanoseconds that the coarsest file system may take for one moment.
_COARSE = 2.5e9

_SPECIAL = (
    (stat.S_ISFIFO, Text("命名管道", "a named pipe")),
    (stat.S_ISSOCK, Text("套接字", "a socket")),
    (stat.S_ISCHR, Text("设备", "a device")),
    (stat.S_ISBLK, Text("设备", "a device")),
)

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
    paths: Iterable[Path],
    workers: int,
    seen: Callable[[Path], None] | None = None,
    known: Known | None = None,
    limits: Limits = RETURN,
) -> Iterator[Delivery]:
    """Reads the files, but for those of which everything is `known`; `seen` is told of each one that is done.

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
    recalled = dict(_recalled(files, known)) if known else {}
    for path, delivery in _in_order(files, recalled, workers, limits):
        yield delivery
        if seen:
            seen(path)


def _in_order(
    files: Sequence[Path], recalled: Mapping[Path, Delivery], workers: int, limits: Limits
) -> Iterator[tuple[Path, Delivery]]:
    unread = [path for path in files if path not in recalled]
    if not unread:  # no worker is needed
        yield from ((path, recalled[path]) for path in files)
        return
    from softenv_xl.gate.worker import Reader  # slow to load, and most buttons read no file

    stands = {path: _settled(path) for path in unread}
    with Reader(limits, workers=workers) as reader:
        readings = reader.read_all((path, path) for path in unread)
        for path in files:
            if path in recalled:
                yield path, recalled[path]
            else:
                yield path, _delivered(path, next(readings)[1], stands[path], limits)


def _recalled(files: Iterable[Path], known: Known) -> Iterator[tuple[Path, Delivery]]:
    """The files whose name, bytes and time of saving are known."""
    for path in files:
        name = file_name(path)
        with suppress(OSError):
            content = (
                regular_files.read_content(path, links=True, most=RETURN.file + 1) if known.has(name) else b""
            )
            digest = sha256(content).hexdigest()
            kept = known.find(name, digest) if content else None
            if kept and first_plausible(kept.told, _modified(path)) == kept.saved:
                origin = Origin(digest, kept.told)
                delivery = Delivery(name, digest[:_DIGITS], kept.saved, None, origin=origin)
                if known.recall(delivery, kept):
                    yield path, delivery


def _delivered(path: Path, reading: Reading, stood: _Stand | None, limits: Limits) -> Delivery:
    try:
        told = _saved(reading.book)
        digest = _digest(path, limits.file)
        steady = reading.book and stood and stood == _stand(path)
        origin = Origin(digest, told) if steady else None
        saved = first_plausible(told, _modified(path))
        return Delivery(file_name(path), digest[:_DIGITS], saved, reading.book, reading.issues, origin)
    except Exception as error:
        issue = Issue(catalogue.FILE_CHECK_FAILED, arguments={"log": log_of(error)})
        return Delivery(
            file_name(path), sha256(os.fsencode(path)).hexdigest()[:_DIGITS], now(), None, (issue,)
        )


class _Stand(NamedTuple):
    """What changes when somebody writes to a file, or puts another in its place; times in nanoseconds."""

    file: int
    size: int
    written: int
    changed: int


def _stand(path: Path) -> _Stand | None:
    with suppress(OSError):
        found = path.stat()
        return _Stand(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return None


def _settled(path: Path) -> _Stand | None:
    """How the file stands, if it was last touched so long ago that a write from now on will show."""
    stand, this = _stand(path), now().replace(tzinfo=UTC).timestamp() * 1e9
    return stand if stand and max(stand.written, stand.changed) + _COARSE < this else None


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
    return any(map(regular_files.is_litter, path.relative_to(root).parts))


def _digest(path: Path, most: int) -> str:
    """The file's SHA-256; that of its name and size where it can't or needn't be read."""
    known = os.fsencode(path)
    with suppress(OSError):
        size = path.stat().st_size
        known += b" %d" % size if size > most else b""
        if size <= most:
            known = regular_files.read_content(path, links=True, most=most)
    return sha256(known).hexdigest()


def _modified(path: Path) -> datetime | None:
    try:
        stamp = path.stat().st_mtime
        return datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None, microsecond=0)
    except (OSError, ValueError, OverflowError):
        return None
