"""What was taken in is moved away, where the user asked for it: messages to another folder of their mailbox.

It begins only once the workbook is written. What was about to be moved is written down before, so that a message which a lost
connection left half moved is neither lost nor there twice: another time it is looked for in the folder that it was on its way to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from itertools import groupby
from typing import TYPE_CHECKING

from softenv_xl import mail_catalogue
from softenv_xl.issues import Issue, Place
from softenv_xl.mail.accounts import LOST, server_words
from softenv_xl.mail.sources import marks as kept
from softenv_xl.mail.sources.folders import Answered, command, fetch, number
from softenv_xl.words import Text

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

_AT_ONCE = 100
_UNSURE = Text("不能确定副本是否已在那里", "it can't be told whether a copy is there already")


def move_messages(
    connect: Callable[[], AbstractContextManager[BaseMailBox]],
    marks: kept.Marks,
    places: Iterable[kept.Place],
    target: str,
    keep: Callable[[], None],
) -> tuple[Issue, ...]:
    """Moves the messages, and those that were on their way before; what couldn't be moved is told. `keep` writes the marks down.

    Raises Stop as `imap` does.
    """
    before = {name: set(mark.moving) for name, mark in marks.folders.items()}
    for folder, some in groupby(sorted(places, key=lambda one: one.folder), key=lambda one: one.folder):
        mark = marks.folders.get(folder)
        if mark:
            mark.moving |= {one.uid for one in some if one.validity == mark.validity}
    if not any(mark.moving for mark in marks.folders.values()):
        return ()
    keep()
    try:
        with connect() as mailbox:
            return tuple(_move_all(mailbox, marks, before, target, keep))
    except LOST as error:
        return (_not_moved("", server_words(error) or type(error).__name__),)


def _move_all(
    mailbox: BaseMailBox,
    marks: kept.Marks,
    before: dict[str, set[int]],
    target: str,
    keep: Callable[[], None],
) -> Iterable[Issue]:
    from imap_tools.errors import UnexpectedCommandStatusError

    try:
        if not mailbox.folder.exists(target):
            mailbox.folder.create(target)
        for folder, mark in marks.folders.items():
            if mark.moving and folder != target:
                yield from _move(mailbox, folder, mark, before.get(folder, set()), target, keep)
    except (UnexpectedCommandStatusError, Answered) as error:
        yield _not_moved("", server_words(error))


def _move(
    mailbox: BaseMailBox,
    folder: str,
    mark: kept.Mark,
    before: set[int],
    target: str,
    keep: Callable[[], None],
) -> Iterable[Issue]:
    mailbox.folder.set(folder)
    if (
        number(mailbox, "UIDVALIDITY") != mark.validity
    ):  # numbered anew: nobody knows any more which they were
        mark.moving.clear()
        keep()
        return
    if "MOVE" in mailbox.client.capabilities:
        for some in _chunks(sorted(mark.moving)):
            command(mailbox, "MOVE", ",".join(map(str, some)), _encoded(target))
            mark.moving -= set(some)
            keep()
        return
    for uid in sorted(mark.moving):
        there = _is_there(mailbox, folder, uid, target) if uid in before else False
        if there is None:
            yield _not_moved(f"{folder}/{uid}", _UNSURE)
            continue
        if not there:
            command(mailbox, "COPY", str(uid), _encoded(target))
        _remove(mailbox, uid)
        mark.moving.discard(uid)
        keep()


def _remove(mailbox: BaseMailBox, uid: int) -> None:
    """Takes away that one message. A plain EXPUNGE would take whatever anybody else has marked, too: then it stays marked."""
    command(mailbox, "STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
    if "UIDPLUS" in mailbox.client.capabilities:
        command(mailbox, "EXPUNGE", str(uid))


def _is_there(mailbox: BaseMailBox, folder: str, uid: int, target: str) -> bool | None:
    """Is a copy of the message in the other folder? None where its name doesn't tell; True where it is gone from this one."""
    found = [one for one in fetch(mailbox, [uid], "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]") if one.uid == uid]
    if not found:
        return True
    name = (found[0].content or b"").decode("ascii", "replace").partition(":")[2].strip()
    if not name or not name.isascii() or any(sign in name for sign in '"\\\r\n'):
        return None
    mailbox.folder.set(target, readonly=True)
    try:
        hits = command(mailbox, "SEARCH", "HEADER", "Message-ID", f'"{name}"')
        return any(hit.strip() for hit in hits if isinstance(hit, bytes))
    finally:
        mailbox.folder.set(folder)


def _encoded(folder: str) -> str:
    from imap_tools.utils import encode_folder

    return encode_folder(folder).decode("ascii")


def _chunks(uids: list[int]) -> Iterable[list[int]]:
    return (uids[at : at + _AT_ONCE] for at in range(0, len(uids), _AT_ONCE))


def _not_moved(where: str, reason: str | Text) -> Issue:
    return Issue(mail_catalogue.NOT_MOVED, Place(where), {"reason": reason})
