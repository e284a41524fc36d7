"""What comes in as deliveries: read by the gate in worker processes, one after the other."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl import catalogue, mail_catalogue, regular_files
from softenv_xl.books import MADE
from softenv_xl.clock import now
from softenv_xl.errors import log_of
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.reading import Reading
from softenv_xl.grid.grid import Book
from softenv_xl.intake.arrivals import DIGITS, Arrival, Arrivals, issues_of
from softenv_xl.intake.places import INBOX, OUTBOX, files_in, inboxes, trouble
from softenv_xl.intake.returns import Delivery, Origin
from softenv_xl.intake.save_times import first_plausible
from softenv_xl.intake.spool import Spool
from softenv_xl.issues import Issue
from softenv_xl.legible import file_name

if TYPE_CHECKING:
    from softenv_xl.gate.limits import Limits
    from softenv_xl.intake.arrivals import Messages, Receipt
    from softenv_xl.intake.known import Known

__all__ = ["INBOX", "OUTBOX", "Seen", "deliveries", "files_in", "inboxes", "workers"]

# Nanoseconds that the coarsest file system may take for one moment.
_COARSE = 2.5e9

Seen = Callable[[int, int], None]
"""Told how many are done, and of how many as far as is known."""


def workers() -> int:
    """How many processes read at once on this computer."""
    return max(1, min(os.cpu_count() or 1, 8))


def deliveries(
    paths: Iterable[Path],
    workers: int,
    seen: Seen | None = None,
    known: Known | None = None,
    limits: Limits = RETURN,
    *,
    messages: Messages | None = None,
    passwords: Sequence[str] = (),
    receipt: Receipt | None = None,
) -> Iterator[Delivery]:
    """Reads the files and what is packed in them, but for those of which everything is `known`; `seen` is told of each one
    that is done. Then come the `messages`. `passwords` open what is encrypted; the `receipt` notes what came out of what.

    First come the places that hold no file: folders that can't be listed, linked ones, pipes, devices.
    Whatever goes wrong with one file is an issue on it.
    """
    files, places = list[Path](), list[Delivery]()
    for path in paths:
        if issue := trouble(path):
            places.append(Delivery(file_name(path), "", now(), None, (issue,), root=path))
        else:
            files.append(path)
    spool = Spool()
    arrivals = Arrivals(files, messages, spool, limits)
    queue, done = _Queue(arrivals, known, workers), 0
    try:
        for delivery in _all(places, arrivals, queue, spool, passwords, limits):
            if delivery:
                if receipt:
                    receipt.note(delivery)
                yield delivery
            done += 1
            if seen:
                seen(done, max(done, len(places) + arrivals.total))
    finally:
        spool.close()


def _all(
    places: list[Delivery],
    arrivals: Arrivals,
    queue: _Queue,
    spool: Spool,
    passwords: Sequence[str],
    limits: Limits,
) -> Iterator[Delivery | None]:
    """Every delivery; None for what only held others."""
    yield from places
    unread = queue.has_unread()  # no worker is needed where there is none
    yield from queue.told()
    if unread:
        from softenv_xl.gate.worker import Reader  # slow to load, and most buttons read no file

        with Reader(limits, workers=queue.workers, passwords=passwords) as reader:
            for (arrival, stood), reading in reader.read_all(queue):
                if reading.contents:
                    arrivals.unpacked(arrival, reading.contents)
                    yield None
                else:
                    yield _delivered(arrival, reading, stood, limits)
                if arrival.spooled and not (reading.contents and reading.contents.kind == "mailbox"):
                    spool.drop(arrival.path)
                yield from queue.told()
        yield from queue.told()  # what was found when no more was asked for
    if arrivals.empty:
        issue = Issue(mail_catalogue.EMPTY, arguments={"count": arrivals.empty})
        yield Delivery(arrivals.empty_in, "", now(), None, (issue,))


class _Queue:
    """What is to be read, as it is asked for: the files, each with how it stands. What is known, or needs no reading, is put
    aside for `told`. It goes on after its end once something was unpacked.
    """

    def __init__(self, arrivals: Arrivals, known: Known | None, workers: int) -> None:
        self.workers = workers
        self._arrivals, self._known = arrivals, known
        self._recalled: deque[Delivery] = deque()
        self._next: Arrival | None = None

    def __iter__(self) -> _Queue:
        return self

    def __next__(self) -> tuple[tuple[Arrival, _Stand | None], Path]:
        if not self.has_unread() or self._next is None:
            raise StopIteration
        arrival, self._next = self._next, None
        return (arrival, None if arrival.spooled else _settled(arrival.path)), arrival.path

    def has_unread(self) -> bool:
        """Is there anything left that has to be read, as far as is known now?"""
        while self._next is None and (arrival := next(self._arrivals, None)):
            recalled = _recalled(arrival, self._known) if self._known else None
            if recalled:
                self._recalled.append(recalled)
            else:
                self._next = arrival
        return self._next is not None

    def told(self) -> Iterator[Delivery]:
        """What was put aside."""
        for ready in (self._recalled, self._arrivals.told):
            while ready:
                yield ready.popleft()


def _recalled(arrival: Arrival, known: Known) -> Delivery | None:
    """The file as it was known, where its name, bytes and time of saving are."""
    if not known.has(arrival.name) or len(arrival.senders) > 1:
        return None
    with suppress(OSError):
        content = regular_files.read_content(arrival.path, links=True, most=RETURN.file + 1)
        digest = sha256(content).hexdigest()
        kept = known.find(arrival.name, digest) if content else None
        if kept and first_plausible(kept.told, _modified(arrival)) == kept.saved:
            origin = Origin(digest, kept.told)
            delivery = _delivery(arrival, digest, kept.saved, None, (), origin)
            if known.recall(delivery, kept):
                return delivery
    return None


def _delivered(arrival: Arrival, reading: Reading, stood: _Stand | None, limits: Limits) -> Delivery:
    try:
        told = _saved(reading.book)
        digest = _digest(arrival.path, limits.file)
        steady = reading.book and (arrival.spooled or (stood and stood == _stand(arrival.path)))
        origin = Origin(digest, told) if steady else None
        saved = first_plausible(told, _modified(arrival))
        issues = (*reading.issues, *issues_of(arrival))
        return _delivery(arrival, digest, saved, reading.book, issues, origin)
    except Exception as error:
        issue = Issue(catalogue.FILE_CHECK_FAILED, arguments={"log": log_of(error)})
        return _delivery(arrival, sha256(os.fsencode(arrival.path)).hexdigest(), now(), None, (issue,), None)


def _delivery(
    arrival: Arrival,
    digest: str,
    saved: datetime,
    book: Book | None,
    issues: tuple[Issue, ...],
    origin: Origin | None,
) -> Delivery:
    return Delivery(
        arrival.name,
        digest[:DIGITS],
        saved,
        book,
        issues,
        origin,
        arrival.senders,
        arrival.root,
        arrival.path if arrival.spooled else None,
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


def _saved(book: Book | None) -> datetime | None:
    return book.saved_at if book and book.saved_at != MADE else None


def _digest(path: Path, most: int) -> str:
    """The file's SHA-256; that of its name and size where it can't or needn't be read."""
    known = os.fsencode(path)
    with suppress(OSError):
        size = path.stat().st_size
        known += b" %d" % size if size > most else b""
        if size <= most:
            known = regular_files.read_content(path, links=True, most=most)
    return sha256(known).hexdigest()


def _modified(arrival: Arrival) -> datetime | None:
    if arrival.spooled:
        return arrival.saved
    try:
        stamp = arrival.path.stat().st_mtime
        return datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None, microsecond=0)
    except (OSError, ValueError, OverflowError):
        return None
