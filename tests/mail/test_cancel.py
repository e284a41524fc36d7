"""Whoever watches a mailbox being read sees how far it is; Ctrl-C ends it with nothing half done."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from softenv_xl.mail import accounts
from tests.mail.boxes import collect, control_in, deliver, everybody, listing, returned
from tests.mail.corpus import message, spelt
from tests.mail.cutting import Wire, wire
from tests.mail.dovecot import Dovecot
from tests.mail.test_keeping import WRONG
from tests.support.small_school import NUMBERS, TODAY

pytestmark = pytest.mark.slow

COUNT = 54  # more than are fetched at once
SHOWN = re.compile(rb"([1-9][0-9]*)/([0-9]+)")


def fill(server: Dovecot, user: str) -> None:
    """Many messages; what is wrong comes first, and would be kept as a file."""
    wrong = message(spelt("rfc2231", WRONG), sender="wang@school.example")
    deliver(server, user, wrong, *(returned(1 + number % 2, words=f"{number}") for number in range(1, COUNT)))


def last_fetch(server: Dovecot, user: str, folder: Path) -> int:
    """The number of the command with which the last messages are asked for."""
    folder.mkdir()
    with wire(server.port) as whole:
        collect(control_in(folder), server.account(user, whole.port))
    return max(at for at, name in enumerate(whole.names, 1) if name == "UID FETCH")


def interrupted(control: Path, held: Wire, copies: Path) -> tuple[int, str]:
    """Runs the command at a terminal of its own, and presses Ctrl-C once some are done and the server is silent."""
    near, far = pty.openpty()
    line = ["collect", str(control), "--imap", "--as-of", str(TODAY), "--lang", "en"]
    environment = {**os.environ, "TMPDIR": str(copies), "PYTHONIOENCODING": "utf-8", "TERM": "xterm"}
    running = subprocess.Popen(
        [sys.executable, "-m", "softenv_xl", *line],
        stdin=far,
        stdout=far,
        stderr=far,
        env=environment,
        start_new_session=True,
    )
    os.close(far)
    said, pressed = b"", False
    with suppress(OSError):  # how a terminal tells that nobody holds its other end any more
        while some := os.read(near, 4096):
            said += some
            if not pressed and SHOWN.search(said) and held.reached.is_set():
                running.send_signal(signal.SIGINT)
                pressed = True
    os.close(near)
    assert pressed, said
    return running.wait(), said.decode("utf-8", "replace")


def test_progress_is_shown_and_a_cancel_leaves_everything_as_it_was(server: Dovecot, tmp_path: Path) -> None:
    fill(server, "many")
    at = last_fetch(server, "many", tmp_path / "whole")
    control, copies = control_in(tmp_path), tmp_path / "copies"
    copies.mkdir()
    before, box = control.read_bytes(), listing(server, "many")
    with wire(server.port, at, holds=True) as held:
        accounts.save(server.account("many", held.port))
        code, said = interrupted(control, held, copies)
    assert (code, "Nothing was changed." in said) == (130, True), said
    assert held.names[at:] == []  # it didn't ask the silent server for anything more, and wait for it
    assert "Traceback" not in said
    done = [tuple(map(int, found.groups())) for found in SHOWN.finditer(said.encode())]
    assert all(0 < some < of for some, of in done)
    assert done[-1][1] >= COUNT
    assert control.read_bytes() == before
    assert listing(server, "many") == box
    assert {path.name for path in tmp_path.iterdir()} <= {
        "control.xlsx", ".softenv", "config", "state", "copies", "whole",
    }  # fmt: skip
    assert not list(copies.iterdir())
    result = collect(control, server.account("many"))
    assert dict(result.ledger.states) == {**everybody(), NUMBERS[0]: "changes_requested"}
    assert len(listing(server, "many")) == COUNT
