"""A mailbox's folders: which are read, how one is opened without changing anything in it, what a server answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from softenv_xl.mail.accounts import server_words

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

    from softenv_xl.mail.accounts import Account

# What providers call the folders into which they sort some of the messages with attachments.
_SPAM = frozenset(
    (
        "spam", "junk", "junk mail", "junk e-mail", "junk email", "bulk mail", "[gmail]/spam", "inbox.spam", "inbox.junk",
        "inbox/junk", "inbox/spam", "垃圾邮件", "垃圾箱", "垃圾邮件文件夹",
        "病毒文件夹", "病毒邮件", "广告邮件", "可疑邮件", "隔离邮件",
    )
)  # fmt: skip
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "\s*([^"]+)"')


class Answered(Exception):  # noqa: N818 - what it is
    """A server said no; the words are its own."""


class Fetched(NamedTuple):
    """What a server tells of one message."""

    uid: int
    size: int
    received: datetime | None
    content: bytes | None


def to_read(mailbox: BaseMailBox, account: Account) -> list[str]:
    """The inbox, what is taken for spam, and the account's own choice, in that order."""
    there = [found for found in mailbox.folder.list() if "\\noselect" not in map(str.lower, found.flags)]
    spam = [
        found.name
        for found in there
        if "\\junk" in map(str.lower, found.flags) or found.name.casefold() in _SPAM
    ]
    return list(dict.fromkeys(["INBOX", *spam, *account.folders]))


def examine(mailbox: BaseMailBox, folder: str) -> tuple[int, int]:
    """Opens the folder so that nothing can change in it: its UIDVALIDITY, and the UID that comes next (0 where it isn't told).

    Raises imap_tools' MailboxFolderSelectError.
    """
    mailbox.folder.set(folder, readonly=True)
    return number(mailbox, "UIDVALIDITY"), number(mailbox, "UIDNEXT")


def number(mailbox: BaseMailBox, name: str) -> int:
    """One of the numbers that were told when the folder was opened."""
    _, told = mailbox.client.response(name)
    with suppress(ValueError, TypeError, IndexError):
        return int(told[-1] or 0)
    return 0


def search(mailbox: BaseMailBox, first: int, since: date | None) -> list[int]:
    """The UIDs from `first` on, of messages that came in on that day or later; ascending. No charset: some refuse any."""
    criteria = ["UID", f"{first}:*"]
    if since:
        criteria += ["SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"]
    found = command(mailbox, "SEARCH", *criteria)
    uids = {int(word) for line in found if isinstance(line, bytes) for word in line.split() if word.isdigit()}
    return sorted(uid for uid in uids if uid >= first)  # n:* names the last message even where it is older


def fetch(mailbox: BaseMailBox, uids: list[int], what: str) -> Iterator[Fetched]:
    """What the server tells of these messages, in whatever order; of those that are gone it tells nothing."""
    answer = command(mailbox, "FETCH", ",".join(map(str, uids)), f"(UID {what})")
    for at, piece in enumerate(answer):
        content = None
        if isinstance(
            piece, tuple
        ):  # what stands before a literal, and the literal; what stands behind comes next
            behind = answer[at + 1] if at + 1 < len(answer) else b""
            words, content = piece[0] + (behind if isinstance(behind, bytes) else b""), bytes(piece[1])
        elif isinstance(piece, bytes) and not (at and isinstance(answer[at - 1], tuple)):
            words = piece
        else:
            continue
        if uid := _UID.search(words):
            size, moment = _SIZE.search(words), _DATE.search(words)
            yield Fetched(
                int(uid[1]), int(size[1]) if size else 0, _moment(moment[1]) if moment else None, content
            )


def command(mailbox: BaseMailBox, name: str, *words: str) -> list[Any]:
    """What the server answers to a command on UIDs. Raises Answered where that is no; what a lost connection raises passes."""
    import imaplib

    try:
        status, told = mailbox.client.uid(name, *words)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise Answered(server_words(error)) from None
    if status != "OK":
        raise Answered(" ".join(part.decode("utf-8", "replace") for part in told if isinstance(part, bytes)))
    return [part for part in told if part is not None]


def _moment(told: bytes) -> datetime | None:
    with suppress(ValueError, TypeError, OverflowError):
        moment = parsedate_to_datetime(told.decode("ascii", "replace").replace("-", " ", 2))
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return None
