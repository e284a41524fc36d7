"""Drafts in the mailbox of a real IMAP server, and the connection to it cut at every place."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from imap_tools import FolderInfo, MailBoxUnencrypted
from msgspec.structs import replace

from softenv_xl.errors import Stop
from softenv_xl.mail import accounts
from softenv_xl.mail.accounts import Account
from softenv_xl.mail.sending.dispatch import Lost, Outcome, Recorder, dispatch
from softenv_xl.mail.sending.drafts import DraftsWay, drafts_among
from softenv_xl.mail.sending.mail_ledger import open_ledger
from softenv_xl.mail.sending.outgoing import decide, settle, uncertain
from softenv_xl.mail.sending.plan import Mail
from tests.mail.cut_dialogue import wire
from tests.mail.dovecot import SECRET, Dovecot
from tests.mail.sending.mails import OFFICE, Wrist, accounted_for, content, mails, still_to_come

TWO = mails(2)
USERS = count(1)


def draft(workbook: Path, account: Account, known: list[Mail]) -> Outcome:
    """One run, as `session` has it."""
    clock = Wrist()
    with open_ledger(workbook) as ledger:
        try:
            with accounts.imap(account, SECRET, 20) as mailbox:
                way = DraftsWay(mailbox)
                there = list(way.found(uncertain(ledger, "drafts")))
                settle(ledger, "drafts", there, clock.now(), absent=False)
                recorder = Recorder(ledger, "drafts", OFFICE, clock.now)
                return dispatch(still_to_come(ledger, known), way, recorder, content)
        except (Lost, *accounts.LOST) as error:
            raise Stop("mail.no-connection", host="", port=0, reason=str(error)) from error


def in_mailbox(server: Dovecot, user: str, folder: str = "Drafts") -> list[tuple[str, tuple[str, ...]]]:
    """To whom every mail is that lies there, and its flags."""
    with MailBoxUnencrypted("127.0.0.1", server.port).login(user, SECRET, folder) as mailbox:
        return [(mail.to[0], mail.flags) for mail in mailbox.fetch(mark_seen=False)]


def got(server: Dovecot, user: str) -> Counter[str]:
    return Counter(to for to, _ in in_mailbox(server, user))


def user() -> str:
    return f"office{next(USERS)}"


def test_drafts_lie_in_the_folder_once(server: Dovecot, workbook: Path) -> None:
    name = user()
    outcome = draft(workbook, server.account(name), TWO)
    assert (outcome.done, outcome.issues, outcome.left) == (tuple(TWO), (), 0)
    there = in_mailbox(server, name)
    assert [to for to, _ in there] == [mail.to for mail in TWO]
    assert all("\\Draft" in flags and "\\Seen" not in flags for _, flags in there)
    stored = [path.read_bytes() for path in (server.folder / name / ".Drafts").glob("[cn]*/*")]
    assert content(TWO[0]).replace(b"\r\n", b"\n") in [mail.replace(b"\r\n", b"\n") for mail in stored]
    assert draft(workbook, server.account(name), TWO).done == ()
    assert got(server, name).total() == 2


@pytest.mark.parametrize(
    ("folders", "found"),
    [
        ({"INBOX": (), "草稿箱": ("\\HasNoChildren",), "已发送": ()}, "草稿箱"),
        ({"INBOX": (), "Drafts": (), "草稿箱": ("\\Drafts",)}, "草稿箱"),
        ({"INBOX": (), "INBOX.drafts": ()}, "INBOX.drafts"),
        ({"INBOX": (), "Sent": ()}, None),
    ],
)
def test_the_folder_goes_by_its_mark_then_by_its_name(
    folders: dict[str, tuple[str, ...]], found: str | None
) -> None:
    assert drafts_among(FolderInfo(name, "/", flags) for name, flags in folders.items()) == found


def test_a_folder_with_a_chinese_name(server: Dovecot, workbook: Path) -> None:
    name, clock = user(), Wrist()
    with open_ledger(workbook) as ledger, accounts.imap(server.account(name), SECRET) as mailbox:
        mailbox.folder.create("草稿箱")
        way = DraftsWay(mailbox)
        way.folder = "草稿箱"
        dispatch(TWO, way, Recorder(ledger, "drafts", OFFICE, clock.now), content)
        entries = list(ledger)
        assert list(way.found(entries)) == entries
        assert list(way.found([replace(entries[0], message_id="<other@school.cn>")])) == []
    assert len(in_mailbox(server, name, "草稿箱")) == 2


def test_a_cut_at_every_place_loses_and_doubles_nothing(server: Dovecot, tmp_path: Path) -> None:
    """What was uncertain after the cut is looked for in the folder at the next run; what isn't found there stays uncertain
    until somebody decides, since a person may have sent the draft meanwhile.
    """
    with wire(server.port) as whole:
        name = user()
        draft(folder(tmp_path, "whole"), server.account(name, whole.port), TWO)
    named = dict[int, list[str]]()
    for cut in range(len(whole.crossed)):
        workbook, name = folder(tmp_path, str(cut)), user()
        with wire(server.port, cut) as broken, suppress(Stop):
            draft(workbook, server.account(name, broken.port), TWO)
        after_cut = accounted_for(workbook, TWO, got(server, name))
        draft(workbook, server.account(name), TWO)
        named[cut] = accounted_for(workbook, TWO, got(server, name))
        assert set(named[cut]) <= set(after_cut)
        assert {mail.to for mail in TWO} == {*got(server, name), *named[cut]}
        if named[cut]:
            [number] = [mail.number for mail in TWO if mail.to in named[cut]]
            with open_ledger(workbook) as ledger:
                decide(ledger, "returns", number, Wrist().now(), sent=False)
            draft(workbook, server.account(name), TWO)
        assert got(server, name) == Counter({mail.to: 1 for mail in TWO})
    assert sum(map(bool, named.values())) == 2 * len(
        TWO
    )  # either half of a mail on its way; the answer settles itself


def folder(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name / "control.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"PK")
    return path
