"""Taking in what has come, from wherever: files, folders, archives, messages that were saved, a mailbox.

What lies behind is in `flow`; here it is put together with where things come from, and with what other commands need of it:
packs, and returns that need changes, are kept as files. Once the workbook is written, how far a mailbox has been read is kept,
and what was taken in is moved away where that is wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import flow, mail_catalogue, store
from softenv_xl.errors import Stop
from softenv_xl.exchange.passport.record import issuance_of
from softenv_xl.intake.arrivals import Receipt
from softenv_xl.intake.delivery import deliveries, workers
from softenv_xl.issues import Issue
from softenv_xl.issues import Place as IssuePlace
from softenv_xl.keeping import Keeper
from softenv_xl.legible import file_name

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from imap_tools import BaseMailBox

    from softenv_xl.control.workbook import Control
    from softenv_xl.intake.delivery import Seen
    from softenv_xl.intake.known import Known
    from softenv_xl.intake.returns import Delivery
    from softenv_xl.mail.accounts import Account
    from softenv_xl.mail.sources.mailbox import Mailbox
    from softenv_xl.sheets.result import Result


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken in: files (see `files_in`), and an account's messages, opened with its `code`. `since` is the day from
    which a folder is read that never was.

    What was taken in goes to `move_to`, or of a mailbox to its folder `move_mail_to`; nowhere by default.
    """

    files: Sequence[Path] = ()
    account: Account | None = None
    code: str = field(default="", repr=False)
    since: date | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
    move_to: Path | None = None
    move_mail_to: str = ""


def collect(
    workbook: flow.Workbook,
    control: Path,
    wanted: Wanted,
    as_of: date,
    seen: Seen | None = None,
    known: Known | None = None,
) -> tuple[Result, bool]:
    """Takes everything in and brings the workbook up to date, as `flow.collect` does; `control` is its file.

    Raises Stop as that does, and as a mailbox does that can't be opened.
    """
    receipt, source, keeper, kept = Receipt(), _Source(wanted, control), Keeper(control), list[Issue]()

    def coming(read: Control) -> Iterator[Delivery]:
        messages = source.opened(read, as_of)
        keeper.knows(read)
        yield from deliveries(
            wanted.files,
            workers(),
            seen,
            known,
            messages=messages,
            passwords=wanted.passwords,
            receipt=receipt,
        )
        kept.extend(keeper.keep())  # before the workbook is written: what can't be kept is to come once more

    result, changed = flow.collect(
        workbook, coming, as_of, known, lambda read: issuance_of(read, control), keeper.look
    )
    taken = _taken(result, receipt, keeper.packs)
    issues = [*kept, *source.finished(result, taken), *_move_files(wanted, taken)]
    return replace(result, elsewhere=(*result.elsewhere, *issues)), changed


class _Source:
    """The mailbox of one run, where one is wanted."""

    def __init__(self, wanted: Wanted, control: Path) -> None:
        self._wanted, self._control = wanted, control
        self._mailbox: Mailbox | None = None

    def opened(self, control: Control, as_of: date) -> Mailbox | None:
        account = self._wanted.account
        if account is None:
            return None
        from softenv_xl.mail.sources import marks
        from softenv_xl.mail.sources.mailbox import Mailbox  # slow to load, and few runs need it

        since = self._wanted.since or date(control.campaign.year or as_of.year, 1, 1)
        entered = {str(row.values["sha"]) for row in control.checked["submissions"].rows}
        kept = marks.recall(self._control, account)
        self._mailbox = Mailbox(account, kept, since, entered, self._connect)
        return self._mailbox

    def finished(self, result: Result, taken: Collection[Hashable]) -> Iterator[Issue]:
        """The workbook is written: notes how far the mailbox was read, and moves what is to be moved."""
        account = self._wanted.account
        if self._mailbox is None or account is None:
            return
        from softenv_xl.mail.sources import marks
        from softenv_xl.mail.sources.moving import move_messages

        now = self._mailbox.marks()
        for checked in result.returns:
            place = checked.delivery.root
            if isinstance(place, marks.Place) and place.folder in now.folders:
                now.folders[place.folder].prints.add(checked.delivery.fingerprint)
        try:
            marks.keep(self._control, account, now)
            if self._wanted.move_mail_to:
                places = [place for place in taken if isinstance(place, marks.Place)]
                yield from move_messages(
                    self._connect,
                    now,
                    places,
                    self._wanted.move_mail_to,
                    lambda: marks.keep(self._control, account, now),
                )
        except Stop as stop:  # what was taken in is taken in
            yield _not_moved(account.address, stop)

    def _connect(self) -> AbstractContextManager[BaseMailBox]:
        from softenv_xl.mail.accounts import imap

        if self._wanted.account is None:
            raise Stop("mail.no-account")
        return imap(self._wanted.account, self._wanted.code)


def _taken(result: Result, receipt: Receipt, packs: Collection[str]) -> Collection[Hashable]:
    """The roots of which something was taken in, and nothing was left; `packs` are the fingerprints of those that were kept."""
    accepted = {one.delivery.fingerprint for one in result.returns if one.state != "rejected"}.union(packs)
    return [root for root, prints in receipt.came.items() if prints and accepted.issuperset(prints)]


def _move_files(wanted: Wanted, taken: Iterable[Hashable]) -> Iterator[Issue]:
    if wanted.move_to is None:
        return
    for path in taken:
        if isinstance(path, Path):
            try:
                store.move_aside(path, wanted.move_to)
            except Stop as stop:
                yield _not_moved(file_name(path), stop)


def _not_moved(file: str, stop: Stop) -> Issue:
    return Issue(mail_catalogue.NOT_MOVED, IssuePlace(file), {"reason": stop.cause})
