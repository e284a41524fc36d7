"""Drafts in the mailbox, by IMAP: they show in every program that opens that mailbox, web and telephone too."""

from __future__ import annotations

import imaplib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from softenv_xl.errors import Stop
from softenv_xl.mail.accounts import LOST, server_words
from softenv_xl.mail.sending.dispatch import Begin, Lost, Refused
from softenv_xl.mail.sending.kinds import State, Way
from softenv_xl.mail.sending.mail_ledger import Entry
from softenv_xl.mail.sending.plan import Mail

if TYPE_CHECKING:
    from imap_tools import BaseMailBox, FolderInfo

_NAMES = ("草稿箱", "草稿夹", "草稿", "Drafts", "Draft", "INBOX.Drafts", "INBOX/Drafts", "[Gmail]/Drafts")
"""What the folder is called where the server doesn't say which one it is."""


class DraftsWay:
    """The way into the Drafts folder of one mailbox, which is open and logged in."""

    name: Way = "drafts"
    done: State = "drafted"

    def __init__(self, mailbox: BaseMailBox) -> None:
        """Raises Stop: send.no-drafts-folder; Lost."""
        self._mailbox = mailbox
        self.folder = _talking(lambda: _drafts_folder(mailbox))

    def deliver(self, mail: Mail, content: bytes, begin: Begin) -> None:
        """Raises Refused, Lost."""
        begin(self.folder)
        literal = _Literal(content)
        try:
            kind, said = self._append(literal)
        except LOST as error:
            raise Lost(server_words(error), certain=not literal.given) from error
        except imaplib.IMAP4.error as error:
            raise Refused(server_words(error), ends=True) from error
        if kind != "OK":
            raise Refused(server_words(Exception(*said)), ends=True)

    def _append(self, literal: _Literal) -> tuple[str, list[Any]]:
        """`imaplib` by itself doesn't tell whether the server was given the mail before the connection broke; it takes a
        function for what is to be sent once the server asks for it, as it does for passwords.
        """
        from imap_tools.imap_utf7 import utf7_encode

        client = self._mailbox.client
        folder = b'"%s"' % utf7_encode(self.folder).replace(b"\\", b"\\\\").replace(b'"', b'\\"')
        client.literal = literal.give  # type: ignore[assignment]
        size = f"{{{len(literal.content)}}}"
        moment = imaplib.Time2Internaldate(time.time())
        found = client._simple_command("APPEND", folder.decode("ascii"), r"(\Draft)", moment, size)
        return str(found[0]), list(found[1])

    def found(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Those of the entries whose mail lies in the folder after all. Raises Lost."""
        wanted = list(entries)
        if wanted:
            yield from _talking(lambda: self._found(wanted))

    def _found(self, entries: list[Entry]) -> list[Entry]:
        from imap_tools import AND, H

        self._mailbox.folder.set(self.folder, readonly=True)
        there = []
        for entry in entries:
            number = entry.message_id
            with suppress(imaplib.IMAP4.error):  # a server that can't search leaves it uncertain
                mails = self._mailbox.fetch(
                    AND(header=H("Message-ID", number)), charset=None, mark_seen=False, headers_only=True
                )
                # Some servers answer a search that they don't understand with every mail.
                if any(number in mail.obj.get_all("Message-ID", ()) for mail in mails):
                    there.append(entry)
        return there


class _Literal:
    """A mail that is given to the server when it asks for it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.given = False

    def give(self, _: object) -> bytes:
        self.given = True
        return self.content


def drafts_among(folders: Iterable[FolderInfo]) -> str | None:
    """The folder for drafts: by what the server says of it (RFC 6154), else by its name."""
    known = list(folders)
    marked = [one.name for one in known if any(flag.lower() == "\\drafts" for flag in one.flags)]
    names = {one.name.casefold(): one.name for one in known}
    called = [names[name.casefold()] for name in _NAMES if name.casefold() in names]
    return next(iter((*marked, *called)), None)


def _drafts_folder(mailbox: BaseMailBox) -> str:
    found = drafts_among(mailbox.folder.list())
    if found is None:
        raise Stop("send.no-drafts-folder")
    return found


def _talking(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except LOST as error:
        raise Lost(server_words(error), certain=True) from error
