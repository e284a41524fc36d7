"""A run that is killed at any step, in the middle of a line of the ledger too, leaves a ledger that tells the truth."""

from __future__ import annotations

import os
import signal
import smtplib
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from softenv_xl.interruption import Interrupted, signals_raised
from softenv_xl.mail.sending.dispatch import Recorder, dispatch
from softenv_xl.mail.sending.eml_folder import EmlWay
from softenv_xl.mail.sending.mail_ledger import open_ledger
from softenv_xl.mail.sending.outgoing import settle, uncertain
from tests.mail.sending.mails import Box, Wrist, accounted_for, content, mails, send, still_to_come

TWO = mails(2)
_ASKED = 99


def by_files(workbook: Path, _: int) -> None:
    clock = Wrist()
    with open_ledger(workbook) as ledger:
        way = EmlWay(workbook.parent / "drafts", workbook.parent)
        settle(ledger, "eml", way.found(uncertain(ledger, "eml")), clock.now(), absent=True)
        dispatch(still_to_come(ledger, TWO), way, Recorder(ledger, "eml", None, clock.now), content)


def by_server(workbook: Path, port: int) -> None:
    send(workbook, port, TWO)


def in_files(workbook: Path) -> Counter[str]:
    """How often each address got a draft; every file is whole."""
    found = [message_from_bytes(path.read_bytes()) for path in workbook.parent.glob("drafts/*.eml")]
    assert all(len(mail.get_payload()) == 2 for mail in found)
    return Counter(str(mail["To"]) for mail in found)


def killed(
    run: Callable[[Path, int], None], workbook: Path, port: int, name: str, at: int, where: str
) -> bool:
    """Runs it in a process that kills itself at the n-th call of `os.<name>`; whether it came to that."""
    child = os.fork()
    if not child:
        called, real = 0, getattr(os, name)

        def dies(*arguments: Any) -> Any:
            nonlocal called
            called += 1
            if called == at and where == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            if called == at and where == "halfway":
                real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments)
            if called == at and where == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(os, name, dies)
        try:
            run(workbook, port)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_ctrl_c_while_the_server_is_silent_asks_it_nothing_more(
    box: Box, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer would have to be waited for. Who may have got the mail is named, and gets it by no later run by itself."""
    box.silent = TWO[1].to
    child = os.fork()
    if not child:
        ended = 0
        monkeypatch.setattr(smtplib.SMTP, "quit", lambda _: os._exit(_ASKED))
        try:
            with signals_raised():
                by_server(workbook, box.port)
        except Interrupted as interrupted:
            ended = interrupted.number
        finally:
            os._exit(ended)
    assert box.reached.wait(60)
    os.kill(child, signal.SIGINT)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == signal.SIGINT
    assert accounted_for(workbook, TWO, box.got()) == [TWO[1].to]
    by_server(workbook, box.port)
    assert box.got() == Counter({mail.to: 1 for mail in TWO})


# Every line of the ledger is written and put on the disk; so is every file.
@pytest.mark.parametrize(
    ("name", "where"), [("write", "before"), ("write", "halfway"), ("fsync", "before"), ("fsync", "after")]
)
def test_drafts_in_files(workbook: Path, tmp_path: Path, name: str, where: str) -> None:
    """Nothing stays uncertain: a file is there or it isn't."""
    for at in range(1, 40):
        folder = tmp_path / str(at)
        folder.mkdir()
        own = folder / workbook.name
        own.write_bytes(b"PK")
        if not killed(by_files, own, 0, name, at, where):
            assert at > 4
            break
        by_files(own, 0)
        assert accounted_for(own, TWO, in_files(own)) == []
        assert set(in_files(own).values()) == {1}
    else:
        pytest.fail("it never came to its end")


@pytest.mark.parametrize(("name", "where"), [("write", "halfway"), ("fsync", "before"), ("fsync", "after")])
def test_mails_by_a_server(box: Box, workbook: Path, tmp_path: Path, name: str, where: str) -> None:
    """Nobody gets it twice, and who may have got it is named."""
    for at in range(1, 40):
        folder = tmp_path / str(at)
        folder.mkdir()
        own = folder / workbook.name
        own.write_bytes(b"PK")
        box.mails.clear()
        if not killed(by_server, own, box.port, name, at, where):
            assert at > 4
            break
        unsure = accounted_for(own, TWO, box.got())
        by_server(own, box.port)
        assert accounted_for(own, TWO, box.got()) == unsure
        assert {mail.to for mail in TWO} == {*box.got(), *unsure}
        assert len(unsure) <= 1
    else:
        pytest.fail("it never came to its end")
