"""The mail ledger: what became of every mail, each step on the disk before the next one begins.

It stands in the folder `.softenv` beside the control workbook, not in the workbook: a step is written before the mail server
is given the mail, while the workbook may be open; undoing a write of the workbook must not make a mail unsent; and who works
with the same folder on a shared drive finds the same ledger.

    planned   it was on the list that somebody saw
    sending   it is about to be handed over
    drafted   it lies in the Drafts folder, or in a file
    sent      the mail server has taken it on
    refused   the mail server didn't take it; it may be tried again
    unknown   it was handed over and no answer came: nobody can tell, so it is never repeated by itself
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from softenv_xl.errors import Stop
from softenv_xl.mail.sending.kinds import State, Way
from softenv_xl.store import ConfirmedLines

NAME = "mail.ledger"
"""What its file is called."""

DONE: frozenset[State] = frozenset(("drafted", "sent"))
UNCERTAIN: frozenset[State] = frozenset(("sending", "unknown"))
"""Between runs nobody is sending: what says so was cut off."""

_NEXT: Mapping[State | None, frozenset[State]] = {
    None: frozenset(("planned", "sending", "refused")),
    "planned": frozenset(("planned", "sending", "refused")),
    "sending": frozenset(("planned", "drafted", "sent", "refused", "unknown")),
    "refused": frozenset(("planned", "sending", "refused")),
    "unknown": frozenset(("drafted", "sent", "planned")),
    # Only because somebody has said that it didn't arrive.
    "drafted": frozenset(("planned",)),
    "sent": frozenset(("planned",)),
}


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=False):
    """One step of one mail. `key` tells what to whom; `at` is naive UTC; `place` is the draft's file or folder, `said` what
    the mail server answered. No entry holds a mail's words, or a password.
    """

    key: str
    state: State
    at: datetime
    way: Way
    what: str = ""
    number: str = ""
    to: str = ""
    subject: str = ""
    digest: str = ""
    message_id: str = ""
    place: str = ""
    said: str = ""


class MailLedger:
    """The last entry of every mail, and the way to add to them."""

    def __init__(self, entries: Iterable[Entry], lines: ConfirmedLines | None = None) -> None:
        self._last: dict[str, Entry] = {}
        self._lines = lines
        for entry in entries:
            self._take(entry)

    def __iter__(self) -> Iterator[Entry]:
        """In the order of each mail's last step."""
        return iter(self._last.values())

    def of(self, key: str) -> Entry | None:
        """The mail's last entry."""
        return self._last.get(key)

    def add(self, *entries: Entry) -> None:
        """They are on the disk when this returns. Raises ValueError for a step that no mail may take, Stop as the store."""
        if self._lines is None:
            raise ValueError("the ledger was opened to be read")
        for entry in entries:
            before = self._last.get(entry.key)
            if entry.state not in _NEXT[before.state if before else None]:
                raise ValueError(f"{before and before.state} -> {entry.state}")
        self._lines.add(*(msgspec.json.encode(entry).decode("utf-8") for entry in entries))
        for entry in entries:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        self._last.pop(entry.key, None)
        self._last[entry.key] = entry


def read_ledger(workbook: Path) -> MailLedger:
    """The ledger as it stands, to look at. Raises Stop: send.ledger-damaged, and what the store raises."""
    return MailLedger(_entries(ConfirmedLines(workbook, NAME)))


@contextmanager
def open_ledger(workbook: Path) -> Iterator[MailLedger]:
    """The ledger to add to; nobody else sends meanwhile. Raises as `read_ledger`; Stop file.busy."""
    lines = ConfirmedLines(workbook, NAME)
    with lines.opened():
        yield MailLedger(_entries(lines), lines)


def _entries(file: ConfirmedLines) -> Iterator[Entry]:
    """A line that can't be read may be a mail that went out: nothing is sent until somebody has looked."""
    try:
        lines = file.lines()
    except UnicodeDecodeError as error:
        raise Stop("send.ledger-damaged", file=str(file.path), line="–") from error
    for number, line in enumerate(lines, 1):
        try:
            yield msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise Stop("send.ledger-damaged", file=str(file.path), line=number) from error
