"""What is on its way in: files as they lie there, messages as they are fetched, and what turns out to be packed in them."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from softenv_xl import catalogue, mail_catalogue, regular_files
from softenv_xl.clock import now
from softenv_xl.gate.limits import MB
from softenv_xl.gate.reading import Refused
from softenv_xl.intake.returns import Delivery
from softenv_xl.intake.save_times import first_plausible
from softenv_xl.intake.spool import Spool
from softenv_xl.issues import Issue
from softenv_xl.legible import file_name

if TYPE_CHECKING:
    from softenv_xl.gate.limits import Limits
    from softenv_xl.gate.reading import Contents

DIGITS = 16
"""Of a file's SHA-256, so many are its fingerprint."""

_ARCHIVES, _DEEP = 2, 9  # archives in archives; things in things of whatever kind
_NAME = 200


class Message(NamedTuple):
    """A message that was fetched from a server: `root` tells it from all others, `label` is what it is called."""

    content: bytes
    root: Hashable
    label: str
    received: datetime | None = None
    issue: Issue | None = None


class Messages(Protocol):
    """Messages that are fetched one after the other; `total` is how many there are, as far as is known."""

    @property
    def total(self) -> int: ...
    def __iter__(self) -> Iterator[Message]: ...


@dataclass(slots=True)
class Receipt:
    """What came out of each root, by fingerprint; an empty one stands for what can't be entered."""

    came: dict[Hashable, list[str]] = field(default_factory=dict)

    def note(self, delivery: Delivery) -> None:
        if delivery.root is not None:
            self.came.setdefault(delivery.root, []).append(delivery.fingerprint)


@dataclass(slots=True)
class _Budget:
    """How much may still come out of one root."""

    files: int
    bytes: int

    def take(self, size: int) -> bool:
        self.files -= 1
        self.bytes -= size
        return self.files >= 0 and self.bytes >= 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is to be read, and how it is called. `spooled`: it is a copy of our own, which nobody else writes to.
    `container` is the SHA-256 of what it was packed in, where that is asked for.
    """

    path: Path
    name: str
    root: Hashable
    budget: _Budget
    senders: tuple[str, ...] = ()
    saved: datetime | None = None
    spooled: bool = False
    archives: int = 0
    depth: int = 0
    named: bool = True
    container: str = ""


class Arrivals:
    """Goes through everything that comes in. What was unpacked comes next, before anything else is fetched or opened, so that
    little lies about at a time; whoever asks on after the end gets what was unpacked since.

    `told` are deliveries of which there is nothing to read; `empty` counts the messages of words alone, the first of which is
    called `empty_in`.
    """

    def __init__(
        self, files: Iterable[Path], messages: Messages | None, spool: Spool, limits: Limits
    ) -> None:
        self._limits, self._spool = limits, spool
        self._files = list(files)
        self._messages = messages
        self._unpacked = 0
        self._coming = deque([self._lying(), self._fetched()])
        self.told: deque[Delivery] = deque()
        self.empty, self.empty_in = 0, ""

    @property
    def total(self) -> int:
        """How many there are, as far as is known."""
        return len(self._files) + (self._messages.total if self._messages else 0) + self._unpacked

    def __iter__(self) -> Arrivals:
        return self

    def __next__(self) -> Arrival:
        while self._coming:
            arrival = next(self._coming[0], None)
            if arrival:
                return arrival
            self._coming.popleft()
        raise StopIteration

    def unpacked(self, arrival: Arrival, contents: Contents) -> None:
        """Has what was packed in a file come in next."""
        if contents.kind == "mail" and not contents.members:
            self.empty += 1
            self.empty_in = self.empty_in or arrival.name
        if contents.kind == "mailbox":
            self._coming.appendleft(self._of_mailbox(arrival))
        elif contents.kind == "archive" and not contents.members:
            self._tell(arrival, Issue(catalogue.FILE_EMPTY))
        elif self._too_deep(arrival, contents):
            self._tell(arrival, Issue(mail_catalogue.ZIP_TOO_DEEP))
        else:
            self._unpacked += len(contents.members)
            # Now, since the file itself may be gone by the time that its contents come.
            told = any(member.issue for member in contents.members)
            self._coming.appendleft(
                self._of_contents(arrival, contents, self._digest(arrival) if told else "")
            )

    def _lying(self) -> Iterator[Arrival]:
        for path in self._files:
            yield Arrival(path, file_name(path), path, self._budget())

    def _fetched(self) -> Iterator[Arrival]:
        for message in self._messages or ():
            if message.issue:
                self.told.append(
                    Delivery(message.label, "", now(), None, (message.issue,), root=message.root)
                )
                continue
            path = self._spool.put(message.content)
            yield Arrival(
                path, message.label, message.root, self._budget(), saved=message.received, spooled=True
            )

    def _of_mailbox(self, arrival: Arrival) -> Iterator[Arrival]:
        for path in self._spool.messages(arrival.path, self._limits.container):
            self._unpacked += 1
            if path is None:
                limit = f"{self._limits.container // MB} MB"
                self._tell(arrival, Refused.too_large("一封邮件", "one of its messages", limit).issue)
                continue
            yield replace(arrival, path=path, budget=self._budget(), spooled=True, depth=arrival.depth + 1)

    def _of_contents(self, arrival: Arrival, contents: Contents, container: str) -> Iterator[Arrival]:
        inside = replace(
            arrival,
            spooled=True,
            depth=arrival.depth + 1,
            archives=arrival.archives + (contents.kind == "archive"),
            container=container,
        )
        for member in contents.members:
            senders = (*member.senders, *(one for one in arrival.senders if one not in member.senders))
            nearest = next(iter(member.senders), contents.sender) if contents.kind == "mail" else ""
            name = f"{nearest or arrival.name}/{member.name}"[-_NAME:]
            one = replace(
                inside, name=name, senders=senders, saved=member.saved or arrival.saved, named=member.named
            )
            if member.issue:
                self._tell(one, member.issue, key=member.name)
            elif not one.budget.take(len(member.content)):
                limit = f"{self._limits.total // MB} MB"
                self._tell(one, Issue(mail_catalogue.ZIP_TOO_MUCH, arguments={"limit": limit}))
                return
            else:
                yield replace(one, path=self._spool.put(member.content, one.saved))

    def _tell(self, arrival: Arrival, issue: Issue, key: str = "") -> None:
        """There is nothing to be read of it; the same another time has the same fingerprint."""
        known = f"{arrival.container or self._digest(arrival)} {issue.code} {key}"
        self.told.append(
            Delivery(
                arrival.name,
                sha256(known.encode("utf-8", "replace")).hexdigest()[:DIGITS],
                first_plausible(arrival.saved),
                None,
                (issue,),
                senders=arrival.senders,
                root=arrival.root,
            )
        )

    def _digest(self, arrival: Arrival) -> str:
        with suppress(OSError):
            content = regular_files.read_content(arrival.path, links=True, most=self._limits.most_read)
            return sha256(content).hexdigest()
        return str(arrival.path)

    def _too_deep(self, arrival: Arrival, contents: Contents) -> bool:
        return arrival.depth >= _DEEP or (contents.kind == "archive" and arrival.archives >= _ARCHIVES)

    def _budget(self) -> _Budget:
        return _Budget(self._limits.members, self._limits.total)


def issues_of(arrival: Arrival) -> tuple[Issue, ...]:
    """What is told of the file whatever is in it."""
    if arrival.named:
        return ()
    return (Issue(mail_catalogue.UNNAMED, arguments={"name": arrival.name.rpartition("/")[2]}),)
