"""Puts a folder of returns into a mailbox, a message for each; or fetches every message of one and does nothing with it.

Usage: mailbox.py PORT USER
"""

from __future__ import annotations

import imaplib
import os
import sys
from pathlib import Path

from tests.mail.corpus import message, spelt, text
from tests.mail.dovecot import SECRET, Dovecot


def fill(server: Dovecot, user: str, inbox: Path) -> None:
    """As a delivery would have left them: files of a Maildir."""
    folder = server.folder / user
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(inbox.iterdir())):
        attached = spelt("rfc2231", path.read_bytes(), name=path.name)
        made = message(text("Please find it attached."), attached, sender=f"t{number}@school.example")
        (folder / "new" / f"1760000000.M{number:06}P1.bench").write_bytes(made)
    owner = server.folder.stat()
    for place in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            os.chown(place, owner.st_uid, owner.st_gid)


def main() -> None:
    """What the server and the way there cost, whoever asks: fifty messages at a time."""
    port, user = sys.argv[1:]
    with imaplib.IMAP4("127.0.0.1", int(port)) as client:
        client.login(user, SECRET)
        _, told = client.select("INBOX", readonly=True)
        count = int(told[0] or 0)
        for first in range(1, count + 1, 50):
            status, found = client.fetch(f"{first}:{min(count, first + 49)}", "(BODY.PEEK[])")
            assert status == "OK"
            assert len(found) >= 2


if __name__ == "__main__":
    main()
