"""A mailbox on a real server, into a control workbook: everything is taken in once, and nothing changes on the server."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from imap_tools.idle import IdleManager

from softenv_xl import collecting, store
from softenv_xl.collecting import Wanted
from softenv_xl.errors import Stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.mail import accounts
from softenv_xl.mail.sources.watching import Waiting
from tests.mail.boxes import (
    ADDRESSES,
    append,
    codes,
    collect,
    control_in,
    deliver,
    entered,
    everybody,
    listing,
    returned,
)
from tests.mail.corpus import message, spelt, text
from tests.mail.dovecot import SECRET, Dovecot, dovecot
from tests.support.small_school import NUMBERS, TODAY, filled


def test_what_lies_in_a_mailbox_is_taken_in_once_and_stays_unread(server: Dovecot, tmp_path: Path) -> None:
    account, control = server.account("once"), control_in(tmp_path)
    deliver(server, "once", returned(0, "rfc2231"), message(text("收到")), returned(1))
    append(server, "once", "Junk", returned(2))
    append(server, "once", "&UXZO1mWHTvZZOQ-", returned(2, words="elsewhere"))
    result = collect(control, account)
    assert entered(control) == everybody()
    assert codes(result) == ["mail.empty"]
    again = collect(control, account)
    assert not again.returns
    assert codes(again) == []
    for folder in ("INBOX", "Junk"):
        assert {flags for _, flags in listing(server, "once", folder)} <= {"", "\\Recent"}
    deliver(server, "once", returned(0, words="once more"))
    third = collect(control, account)
    assert [one.delivery.file for one in third.returns] == [f"{ADDRESSES[0]}/自查表.xlsx"]
    assert entered(control) == everybody()


def test_what_an_undo_took_out_is_fetched_again(server: Dovecot, tmp_path: Path) -> None:
    account, control = server.account("undone"), control_in(tmp_path)
    deliver(server, "undone", returned(0), returned(1))
    collect(control, account)
    store.undo(control)
    assert entered(control) == {}
    collect(control, account)
    assert entered(control) == everybody(list(everybody())[:2])


def test_a_sender_who_is_somebody_else_is_a_warning(server: Dovecot, tmp_path: Path) -> None:
    account, control = server.account("differs"), control_in(tmp_path)
    deliver(server, "differs", returned(0, sender=ADDRESSES[1]), returned(2, sender="me@home.example"))
    result = collect(control, account)
    assert codes(result) == ["mail.sender-differs"] * 2
    (first, second) = [i for i in result.all_issues if i.code == "mail.sender-differs"]
    assert "李薇" in first.message("zh") + second.message("zh")
    assert entered(control) == everybody(("2009017", "2020003"))


def test_mail_that_holds_no_return_is_entered_of_people_and_only_told_of_strangers(
    server: Dovecot, tmp_path: Path
) -> None:
    account, control = server.account("links"), control_in(tmp_path)
    link = text("https://www.kdocs.cn/l/abc")
    deliver(server, "links", message(link, sender=ADDRESSES[1]), message(link, sender="shop@ads.example"))
    result = collect(control, account)
    assert codes(result) == ["mail.link-only"] * 2
    assert [one.delivery.senders for one in result.returns] == [(ADDRESSES[1],)]
    assert dict(result.ledger.states) == {"2011026": "unreadable"}


@pytest.mark.parametrize(
    "capability", ["", "imap_capability = IMAP4rev1 UIDPLUS IDLE", "imap_capability = IMAP4rev1"]
)
def test_what_was_taken_in_is_moved_where_that_is_wanted_and_the_rest_stays(
    capability: str, tmp_path: Path
) -> None:
    with dovecot(capability) as server:
        account, control = server.account("moved"), control_in(tmp_path)
        rest = message(text("收到"))
        deliver(server, "moved", returned(0), rest, returned(1))
        before = listing(server, "moved")
        result = collect(control, account, move_mail_to="已收 2026")
        assert codes(result) == ["mail.empty"]
        moved, left = listing(server, "moved", '"&XfJlNg- 2026"'), listing(server, "moved")
        assert len(moved) == 2
        if "UIDPLUS" in capability or not capability:
            assert len(left) == 1
        else:  # what can't be removed alone is only marked
            assert [name for name, flags in left if "\\Deleted" in flags] == [name for name, _ in moved]
        assert {name for name, _ in (*moved, *left)} == {name for name, _ in before}
        collect(control, account, move_mail_to="已收 2026")
        assert listing(server, "moved", '"&XfJlNg- 2026"') == moved


def test_the_same_file_by_two_ways_counts_once(server: Dovecot, tmp_path: Path) -> None:
    account, control = server.account("twice"), control_in(tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "saved.eml").write_bytes(returned(0, "rfc2231"))
    deliver(server, "twice", returned(0))
    result = collect(control, account, files=[inbox / "saved.eml"])
    assert sorted(one.state for one in result.ledger.outcomes) == ["accepted", "duplicate"]
    assert entered(control) == everybody(("2009017",))


def test_files_that_were_taken_in_are_moved_and_others_stay(tmp_path: Path) -> None:
    control, inbox, done = control_in(tmp_path), tmp_path / "inbox", tmp_path / "done"
    inbox.mkdir()
    done.mkdir()
    (done / "a.eml").write_bytes(b"another of that name")
    for name, content in {"a.eml": returned(0), "b.pdf": b"%PDF-1.7", "c.eml": message(text("x"))}.items():
        (inbox / name).write_bytes(content)
    collect(control, None, files=sorted(inbox.iterdir()), move_to=done)
    assert sorted(path.name for path in inbox.iterdir()) == ["b.pdf", "c.eml"]
    assert sorted(path.name for path in done.iterdir()) == ["a (2).eml", "a.eml"]
    assert (done / "a.eml").read_bytes() == b"another of that name"


def test_a_wrong_code_and_a_server_that_is_not_there_are_told(server: Dovecot, tmp_path: Path) -> None:
    account = server.account("wrong")
    with pytest.raises(Stop) as stop, accounts.imap(account, "not the code"):
        pass
    assert stop.value.code == "imap.login-refused"
    assert "not the code" not in stop.value.sentence("en") + repr(stop.value)
    with pytest.raises(Stop) as stop, accounts.imap(server.account("wrong", port=1), "code"):
        pass
    assert stop.value.code == "mail.no-connection"


def test_a_cancel_ends_it_with_nothing_written_and_nothing_left(
    server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, control = server.account("cancelled"), control_in(tmp_path)
    deliver(server, "cancelled", *(returned(who) for who in range(3)))
    before, copies = control.read_bytes(), tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    told: list[tuple[int, int]] = []

    def seen(done: int, of: int) -> None:
        told.append((done, of))
        if done == 2:
            raise Stop("press.cancelled")

    wanted = Wanted(account=account, code=SECRET)
    with pytest.raises(Stop):
        collecting.collect(FileWorkbook(control), control, wanted, TODAY, seen)
    assert told[0][1] >= 3
    assert (control.read_bytes(), list(copies.iterdir())) == (before, [])
    collect(control, account)
    assert entered(control) == everybody()
    assert not list(copies.iterdir())


def test_a_wait_ends_when_something_comes_or_has_come_meanwhile(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits where nothing has come since the last look, and only there; something comes once it does."""
    deliver(server, "waiting", message(text("first")))
    waiting = Waiting(server.account("waiting"), SECRET, pause=lambda _: pytest.fail("it can tell"), idle=20)
    waits, really = list[threading.Timer](), IdleManager.wait

    def wait(idle: IdleManager, timeout: float | None = None) -> list[bytes]:
        waits.append(threading.Timer(0.2, deliver, (server, "waiting", message(text("second")))))
        waits[-1].start()
        return really(idle, timeout)

    monkeypatch.setattr(IdleManager, "wait", wait)
    waiting.until_something_comes()  # who knows what came since the last look?
    assert not waits
    waiting.until_something_comes()
    (coming,) = waits
    coming.join()
    deliver(server, "waiting", message(text("third")))
    waiting.until_something_comes()
    assert waits == [coming]


def test_a_wait_for_a_server_that_cannot_tell_is_five_minutes_and_grows_after_errors() -> None:
    waits: list[float] = []
    with dovecot("imap_capability = IMAP4rev1") as server:
        waiting = Waiting(server.account("polled"), SECRET, pause=waits.append)
        waiting.until_something_comes()
        for _ in range(8):
            waiting.went_wrong()
            waiting.until_something_comes()
        waiting.went_well()
        waiting.until_something_comes()
    assert [wait / 60 for wait in waits] == [5, 1, 2, 4, 8, 16, 32, 60, 60, 5]


def test_a_message_that_breaks_its_reader_stays_there_and_the_others_are_taken_in(
    server: Dovecot, tmp_path: Path
) -> None:
    """It is told whose it is and what about, so that it can be found; of people it is entered as something that can't be read."""
    account, control = server.account("broken"), control_in(tmp_path)
    inside = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 3_000
    head = b"From: %s\r\nTo: x@school.example\r\nSubject: my return\r\n"
    cut = spelt("rfc2231", filled()[:3_000], name="half.xlsx")
    deliver(
        server, "broken", returned(0), head % b"somebody@ads.example" + inside, head % ADDRESSES[1].encode() + inside,
        message(cut, sender=ADDRESSES[2]),
    )  # fmt: skip
    result = collect(control, account, move_mail_to="done")
    assert dict(result.ledger.states) == {NUMBERS[0]: "accepted", **dict.fromkeys(NUMBERS[1:], "unreadable")}
    assert sorted((issue.code, issue.place.file) for issue in result.all_issues if issue.place.file) == [
        ("file.truncated", f"{ADDRESSES[2]}/half.xlsx"),
        ("mail.cut", f"{ADDRESSES[1]}/my return"),
        ("mail.cut", "somebody@ads.example/my return"),
    ]
    assert len(listing(server, "broken")) == 3
