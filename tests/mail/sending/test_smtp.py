"""Mails by a mail server that listens on this computer: one by one, at the pace of the settings, and cut at every place."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from softenv_xl.clock import local
from softenv_xl.errors import Stop
from softenv_xl.mail.sending import server
from softenv_xl.mail.sending.dispatch import Paused
from softenv_xl.mail.sending.mail_ledger import read_ledger
from softenv_xl.mail.sending.pace import Limits, Pace
from softenv_xl.mail.sending.smtp import said_by
from softenv_xl.words import LANGS
from tests.mail.cut_dialogue import wire
from tests.mail.sending.mails import (
    OFFICE,
    PEOPLE,
    START,
    Box,
    Wrist,
    account,
    accounted_for,
    content,
    mails,
    send,
    subject_of,
)

THREE = mails()


def states(workbook: Path) -> list[str]:
    return [entry.state for entry in sorted(read_ledger(workbook), key=lambda entry: entry.number)]


def test_everybody_gets_their_own_mail_once(box: Box, workbook: Path) -> None:
    clock = Wrist()
    outcome = send(workbook, box.port, THREE, clock)
    assert [issue.message("en") for issue in outcome.issues] == []
    assert (outcome.done, outcome.left) == (tuple(THREE), 0)
    assert [addresses for addresses, _ in box.mails] == [(mail.to,) for mail in THREE]
    assert [subject_of(mail) for _, mail in box.mails] == [
        f"{name}老师：请填写自查表" for name in (*PEOPLE[1:], PEOPLE[0])
    ]
    assert box.mails[0][1] == content(THREE[0])
    assert states(workbook) == ["sent"] * 3
    assert send(workbook, box.port, THREE).done == ()
    assert len(box.mails) == 3


def test_mails_keep_their_distance(box: Box, workbook: Path) -> None:
    clock = Wrist()
    send(workbook, box.port, mails(8), clock)
    assert len(clock.waits) == 7
    assert all(15 <= seconds <= 25 for seconds in clock.waits)
    assert len(set(clock.waits)) > 1


def test_the_pace_of_an_hour_and_of_a_day() -> None:
    clock, told = Wrist(), list[object]()
    pace = Pace(Limits(apart=1, spread=0, hour=3, day=5), (), clock, told.append)
    left = []
    for _ in range(5):
        pace.wait()
        left.append(clock.now())
        pace.left()
    assert [moment - START for moment in left] == [
        timedelta(seconds=seconds) for seconds in (0, 1, 2, 3600, 3601)
    ]
    assert told == [START + timedelta(hours=1)]
    with pytest.raises(Paused) as paused:
        pace.wait()
    assert paused.value.until == START + timedelta(days=1)
    clock.wait(23 * 3600)
    pace.wait()
    assert clock.now() == START + timedelta(days=1, seconds=1)


def test_earlier_runs_count_for_the_pace() -> None:
    clock = Wrist()
    earlier = [START - timedelta(minutes=minutes) for minutes in range(1, 41)]
    Pace(Limits(), earlier, clock).wait()
    assert clock.now() == START + timedelta(minutes=20)


def test_a_refused_address_stops_nobody_else(box: Box, workbook: Path) -> None:
    box.at_recipient["t1@school.cn"] = "550 User not found"
    outcome = send(workbook, box.port, THREE)
    assert [mail.number for mail in outcome.done] == ["2", "3"]
    [issue] = outcome.issues
    assert issue.code == "send.refused"
    assert "550 User not found" in issue.message("en")
    assert states(workbook) == ["refused", "sent", "sent"]
    box.at_recipient.clear()
    assert [mail.number for mail in send(workbook, box.port, THREE).done] == ["1"]


@pytest.mark.parametrize(
    ("answer", "hours"),
    [
        ("550 Connection frequency limited", 1),
        ("554 DT:SPM 163 smtp please see http://mail.163.com", 24),
        ("451 Requested mail action not taken: too much mail from this sender", 1),
        ("550 Daily sending quota exceeded", 24),
        ("421 HL:REP", 1),
    ],
)
@pytest.mark.parametrize("at", ["at_recipient", "at_data"])
def test_a_providers_limit_ends_the_run(box: Box, workbook: Path, answer: str, hours: int, at: str) -> None:
    getattr(box, at)["t2@school.cn"] = answer
    clock = Wrist()
    outcome = send(workbook, box.port, THREE, clock)
    [issue] = outcome.issues
    assert (issue.code, outcome.left, len(outcome.done)) == ("send.limit", 2, 1)
    assert answer in issue.message("en").replace("\n", " ")
    assert "--resume" in issue.remedy("zh")
    until = clock.now() + timedelta(hours=hours)
    assert issue.arguments["time"] == local(until)
    getattr(box, at).clear()
    assert [mail.number for mail in send(workbook, box.port, THREE).done] == ["2", "3"]
    assert set(box.got().values()) == {1}


def test_a_refusal_in_gbk_is_legible() -> None:
    assert said_by("发信频率过高".encode("gb18030")) == "发信频率过高"


@pytest.fixture(params=["anybody", "whoever logs in"])
def asking(request: pytest.FixtureRequest) -> Box:
    """Servers that take mails of anybody, and of those alone who have logged in."""
    return request.getfixturevalue("guarded" if request.param == "whoever logs in" else "box")  # type: ignore[no-any-return]


def positions(box: Box, workbook: Path) -> list[bytes]:
    with wire(box.port) as whole:
        send(workbook, whole.port, THREE)
    assert set(box.got().values()) == {1}
    box.mails.clear()
    return whole.crossed


def test_a_cut_at_every_place_loses_and_doubles_nothing(asking: Box, tmp_path: Path) -> None:
    """Whoever isn't named as uncertain has the mail exactly once after the next run. Uncertain are those alone whose mail's
    bytes were on the wire, all of which the system had taken by then, up to the answer.
    """
    uncertain = dict[int, list[str]]()
    crossing = positions(asking, folder(tmp_path, "whole"))
    for cut in range(len(crossing)):
        workbook = folder(tmp_path, str(cut))
        asking.mails.clear()
        with wire(asking.port, cut) as broken:
            told = told_of(workbook, broken.port)
            assert broken.was_cut
        uncertain[cut] = accounted_for(workbook, THREE, asking.got())
        unsure = [("send.unknown", mail.number) for mail in THREE if mail.to in uncertain[cut]]
        assert [one for one in told if one[1]] == unsure, crossing[cut]
        assert {code for code, _ in told} <= {"mail.no-connection", "send.cut", "send.unknown"}, crossing[cut]
        send(workbook, asking.port, THREE)
        assert accounted_for(workbook, THREE, asking.got()) == uncertain[cut]
        assert {mail.to for mail in THREE} == {*asking.got(), *uncertain[cut]}
    named = [names for names in uncertain.values() if names]
    assert all(len(names) == 1 for names in named)
    assert len(named) == 4 * len(THREE)  # either half of the mail, its last line, and the answer to that


def told_of(workbook: Path, port: int) -> list[tuple[str, str]]:
    """What a run has to tell, and of whom."""
    try:
        outcome = send(workbook, port, THREE)
    except Stop as stop:  # the very first one couldn't be begun
        return [(stop.code, "")]
    return [(issue.code, issue.place.row_id) for issue in outcome.issues]


@pytest.mark.parametrize(
    ("provider", "code"), [("plain", "imap.login-refused"), ("163", "imap.authorisation-code")]
)
def test_a_wrong_code_is_a_sentence_that_doesnt_quote_it(guarded: Box, provider: str, code: str) -> None:
    wrong = "not-the-code-4711"
    with pytest.raises(Stop) as stop:
        server.connect(account(guarded.port, provider), wrong)
    assert stop.value.code == code
    for lang in LANGS:
        sentence = stop.value.sentence(lang)
        assert OFFICE.address in sentence
        assert "535" in sentence
        assert wrong not in sentence
        assert "{" not in sentence
    assert b64encode(wrong.encode()).decode() not in repr(stop.value)


def test_a_server_that_hangs_up_after_a_refusal_has_refused(guarded: Box) -> None:
    """And one that hangs up before it has said anything of the code couldn't be reached."""
    said = dict[int, tuple[str, bool]]()
    for cut in range(9):
        with wire(guarded.port, cut) as broken:
            with pytest.raises(Stop) as stop:
                server.connect(account(broken.port), "wrong")
            said[cut] = stop.value.code, any(line.startswith(b"535") for line in broken.crossed)
    assert set(said.values()) == {("mail.no-connection", False), ("imap.login-refused", True)}


def test_with_a_wrong_code_nothing_is_begun(guarded: Box, workbook: Path) -> None:
    with pytest.raises(Stop):
        send(workbook, guarded.port, THREE, code="wrong")
    assert (guarded.mails, states(workbook)) == ([], [])
    assert len(send(workbook, guarded.port, THREE).done) == 3


def folder(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name / "control.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"PK")
    return path
