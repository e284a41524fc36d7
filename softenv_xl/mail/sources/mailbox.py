"""The messages of an account that weren't read yet, fetched without changing anything: nothing becomes read by it.

A connection that is lost is made again, and goes on where it was; what can't be fetched at all stays for another time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from softenv_xl import catalogue, mail_catalogue
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import MB, RETURN
from softenv_xl.intake.arrivals import Message
from softenv_xl.issues import Issue
from softenv_xl.mail.accounts import LOST, Account, imap, server_words
from softenv_xl.mail.sources.folders import Answered, Fetched, examine, fetch, search, to_read
from softenv_xl.mail.sources.marks import Mark, Marks, Place
from softenv_xl.words import Text, same

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from imap_tools import BaseMailBox

_SIZES_AT_ONCE = 500
_AT_ONCE, _BYTES_AT_ONCE = 50, 8 * MB
_GONE = "mail.no-connection"
_WAITS = (1, 2, 4)  # seconds before a lost connection is made again


@dataclass(slots=True)
class _Folder:
    """What is left to do in a folder; `done` is the last message before which nothing is left."""

    name: str
    mark: Mark
    left: list[int] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)
    last: int = 0


class Mailbox:
    """One account's messages. `entered` are the fingerprints that the workbook has; a folder that was never read is read from
    `since` on. After it was gone through, `marks` tells how far.
    """

    def __init__(
        self,
        account: Account,
        marks: Marks,
        since: date,
        entered: Collection[str],
        connect: Callable[[], AbstractContextManager[BaseMailBox]] | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._account, self._marks, self._since, self._entered = account, marks, since, entered
        self._connect = connect or (lambda: imap(account))
        self._pause = pause
        self._folders: dict[str, _Folder] = {}
        self._looked = False
        self._closed: list[Message] = []
        self.total = 0

    def __iter__(self) -> Iterator[Message]:
        """Raises Stop as `imap` does where there is no connection to begin with."""
        tries = 0
        while True:
            before = self._undone()
            try:
                with self._connect() as mailbox:
                    yield from self._go_on(mailbox)
                return
            except (*LOST, Stop) as error:
                if isinstance(error, Stop) and not (self._looked and error.code == _GONE):
                    raise
                tries = tries + 1 if self._undone() == before else 1
                if tries > len(_WAITS):
                    yield self._interrupted(error)
                    return
                self._pause(_WAITS[tries - 1])

    def marks(self) -> Marks:
        """How far every folder has been read, as it is to be kept once all that came is in the workbook."""
        marks = Marks(folders=dict(self._marks.folders))
        for name, folder in self._folders.items():
            highest = folder.left[0] - 1 if folder.left else folder.last
            marks.folders[name] = folder.mark.model_copy(
                update={"highest": max(folder.mark.highest, highest)}, deep=True
            )
        return marks

    def _undone(self) -> int:
        return sum(len(folder.left) for folder in self._folders.values())

    def _go_on(self, mailbox: BaseMailBox) -> Iterator[Message]:
        from imap_tools.errors import MailboxFolderSelectError

        try:
            yield from self._all(mailbox)
        except (MailboxFolderSelectError, Answered) as error:
            if "unsafe login" in server_words(error).casefold():
                raise
            raise Stop("mail.refused", address=self._account.address, words=server_words(error)) from None

    def _all(self, mailbox: BaseMailBox) -> Iterator[Message]:
        if not self._looked:
            for name in to_read(mailbox, self._account):
                self._look(mailbox, name)
            self._looked = True
            self.total = self._undone() + len(self._closed)
        while self._closed:
            yield self._closed.pop()
        for folder in self._folders.values():
            if folder.left:
                yield from self._fetch(mailbox, folder)

    def _look(self, mailbox: BaseMailBox, name: str) -> None:
        """Finds out what is new in a folder. One that can't be opened is told, and the others are read."""
        from imap_tools.errors import MailboxFolderSelectError

        try:
            validity, following = examine(mailbox, name)
            mark = self._marks.of(name, validity, self._entered)
            uids = self._new(mailbox, mark)
        except (MailboxFolderSelectError, Answered) as error:
            words = server_words(error)
            if name == "INBOX" or "unsafe login" in words.casefold():
                raise
            issue = Issue(mail_catalogue.FOLDER_CLOSED, arguments={"folder": name, "reason": words})
            self._closed.append(Message(b"", None, self._account.address, issue=issue))
            return
        folder = _Folder(name, mark, uids, last=max([following - 1, *uids]))
        for at in range(0, len(uids), _SIZES_AT_ONCE):
            for one in fetch(mailbox, uids[at : at + _SIZES_AT_ONCE], "RFC822.SIZE"):
                folder.sizes[one.uid] = one.size
        self._folders[name] = folder

    def _new(self, mailbox: BaseMailBox, mark: Mark) -> list[int]:
        if mark.highest:
            return search(mailbox, mark.highest + 1, None)
        try:
            return search(mailbox, 1, self._since)
        except Answered:  # it can't search by days: then all of them
            return search(mailbox, 1, None)

    def _fetch(self, mailbox: BaseMailBox, folder: _Folder) -> Iterator[Message]:
        validity, _ = examine(mailbox, folder.name)
        if validity != folder.mark.validity:  # numbered anew while the connection was gone
            self._look(mailbox, folder.name)
            folder = self._folders[folder.name]
        while folder.left:
            some = _batch(folder)
            if not some:
                yield self._too_large(folder, folder.left.pop(0))
                continue
            found = {one.uid: one for one in self._contents(mailbox, some)}
            for uid in some:
                message = self._message(folder, uid, found.get(uid))
                folder.left.remove(uid)
                if message:
                    yield message

    def _contents(self, mailbox: BaseMailBox, uids: list[int]) -> list[Fetched]:
        try:
            return list(fetch(mailbox, uids, "INTERNALDATE BODY.PEEK[]"))
        except Answered:
            if len(uids) == 1:
                return [Fetched(uids[0], 0, None, None)]
        return [one for uid in uids for one in self._contents(mailbox, [uid])]  # one of them is bad

    def _message(self, folder: _Folder, uid: int, found: Fetched | None) -> Message | None:
        """None for one that is gone."""
        if found is None:
            return None
        if found.content is None:
            reason = Text("服务器没有给出内容", "the server didn't give its content")
            issue = Issue(mail_catalogue.UNREADABLE, arguments={"what": reason})
            return Message(b"", self._place(folder, uid), self._label(folder, uid), issue=issue)
        return Message(found.content, self._place(folder, uid), self._account.address, found.received)

    def _too_large(self, folder: _Folder, uid: int) -> Message:
        what = Text("邮件本身", "the message itself")
        issue = Issue(
            catalogue.FILE_TOO_LARGE, arguments={"what": what, "limit": f"{RETURN.container // MB} MB"}
        )
        return Message(b"", self._place(folder, uid), self._label(folder, uid), issue=issue)

    def _interrupted(self, error: BaseException) -> Message:
        words = server_words(error) or type(error).__name__
        reason = error.cause if isinstance(error, Stop) else same(words)
        folder = next((one for one in self._folders.values() if one.left), None)
        if folder is None:
            server = self._account.imap
            raise Stop(_GONE, host=server.host, port=server.port, reason=reason) from None
        values = {"reason": reason, "folder": folder.name, "left": self._undone()}
        return Message(
            b"", None, self._account.address, issue=Issue(mail_catalogue.INTERRUPTED, arguments=values)
        )

    def _place(self, folder: _Folder, uid: int) -> Place:
        return Place(self._account.name, folder.name, folder.mark.validity, uid)

    def _label(self, folder: _Folder, uid: int) -> str:
        return f"{self._account.address}/{folder.name}/{uid}"


def _batch(folder: _Folder) -> list[int]:
    """The next messages, as many as are fetched at once; none where the next one is too large."""
    some, size = list[int](), 0
    for uid in folder.left[:_AT_ONCE]:
        one = folder.sizes.get(uid, 0)
        if one > RETURN.container or (some and size + one > _BYTES_AT_ONCE):
            break
        some.append(uid)
        size += one
    return some
