"""The connection is cut at each command in turn, at every position: unheard, heard, and in the middle of its answer. Nothing is
lost, and nothing doubled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256

import pytest

from softenv_xl.errors import Stop
from softenv_xl.mail.accounts import imap
from softenv_xl.mail.reading.walking import read_mail
from softenv_xl.mail.sources import mailbox as sources_mailbox
from softenv_xl.mail.sources.mailbox import Mailbox
from softenv_xl.mail.sources.marks import Marks, Place
from softenv_xl.mail.sources.moving import move_messages
from tests.mail.boxes import append, deliver, listing
from tests.mail.corpus import message, spelt
from tests.mail.cutting import Wire, wire
from tests.mail.dovecot import SECRET, Dovecot, dovecot

SINCE = date(2000, 1, 1)
DONE = "done"
PARTLY = 4  # lines of an answer: the middle of a message, where one is fetched
MADE = [message(spelt("bare-gbk", b"PK\3\4 %d" % number)) for number in range(4)]


class Office:
    """What an office keeps between two runs: the ledger, by fingerprint how often each came in; and the marks. What `collecting`
    does, but for reading the returns, which `test_mailbox` does with real ones.
    """

    def __init__(self, server: Dovecot, user: str) -> None:
        self.server, self.user = server, user
        self.ledger: Counter[str] = Counter()
        self.marks = Marks()
        self.told: list[str] = []

    def run(self, port: int | None = None, *, moving: bool = False) -> None:
        account = self.server.account(self.user, port)
        connect = lambda: imap(account, SECRET, timeout=20)  # noqa: E731
        mailbox = Mailbox(account, self.marks, SINCE, set(self.ledger), connect, pause=lambda _: None)
        came = {}
        self.told = []
        for one in mailbox:
            if one.issue:
                self.told.append(one.issue.code)
            elif isinstance(one.root, Place):
                (part,) = read_mail(one.content).parts
                came[one.root] = sha256(part.content).hexdigest()
        marks = mailbox.marks()
        for place, fingerprint in came.items():
            marks.folders[place.folder].prints.add(fingerprint)
        self.ledger.update(set(came.values()) - set(self.ledger))  # the workbook is written
        self._keep(marks)
        if moving:
            move_messages(connect, marks, came, DONE, lambda: self._keep(marks))

    def _keep(self, marks: Marks) -> None:
        self.marks = Marks.model_validate_json(marks.model_dump_json())


def fill(server: Dovecot, user: str) -> None:
    deliver(server, user, *MADE[:3])
    append(server, user, "Junk", MADE[3])


def cuts(server: Dovecot, *, moving: bool = False) -> Iterator[tuple[str, Wire, Office]]:
    """For each position an office with a full mailbox, and a wire that breaks there."""
    fill(server, "whole")
    with wire(server.port) as whole:
        Office(server, "whole").run(whole.port, moving=moving)
    assert len(whole.names) > 8
    for at, name in enumerate(whole.names, 1):
        for heard, lines in ((False, 0), (True, 0), (True, PARTLY)):
            user = f"cut-{at}-{heard}-{lines}"
            fill(server, user)
            with wire(server.port, at, heard=heard, lines=lines) as broken:
                where = f"{name}, {at} of {whole.names}, heard: {heard}, lines of the answer: {lines}"
                yield where, broken, Office(server, user)


@pytest.mark.parametrize("at_once", [50, 1])
def test_fetching_loses_and_doubles_nothing_wherever_it_is_cut(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All messages at once, or one at a time."""
    monkeypatch.setattr(sources_mailbox, "_AT_ONCE", at_once)
    with dovecot() as server:
        for where, broken, office in cuts(server):
            with suppress(Stop):  # not even the first look was possible
                office.run(broken.port)
            office.run()
            assert sorted(office.ledger.values()) == [1, 1, 1, 1], where


@pytest.mark.parametrize("capability", ["", "imap_capability = IMAP4rev1 UIDPLUS"])
def test_moving_loses_and_doubles_nothing_wherever_it_is_cut(capability: str) -> None:
    with dovecot(capability) as server:
        for where, broken, office in cuts(server, moving=True):
            with suppress(Stop):
                office.run(broken.port, moving=True)
            office.run(moving=True)
            assert sorted(office.ledger.values()) == [1, 1, 1, 1], where
            left = listing(server, office.user) + listing(server, office.user, "Junk")
            moved = listing(server, office.user, DONE)
            assert (len(left), len(moved), len(set(moved))) == (0, 4, 4), where


def test_a_server_that_stays_away_leaves_the_rest_for_another_time(server: Dovecot) -> None:
    fill(server, "away")
    with wire(server.port) as whole:
        Office(server, "away").run(whole.port)
    fetches = [at for at, name in enumerate(whole.names, 1) if name == "UID FETCH"]
    office = Office(server, "away")
    with wire(server.port, fetches[-1], heard=False, for_good=True) as broken:
        office.run(broken.port)
    assert office.told == ["mail.interrupted"]
    assert len(office.ledger) == 3
    office.run()
    assert (office.told, len(office.ledger)) == ([], 4)
