"""The ledger of mails on the disk: what was confirmed stays, a torn line is cut off, damage and rivals are told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.errors import Stop
from softenv_xl.mail.sending.dispatch import Recorder
from softenv_xl.mail.sending.kinds import State
from softenv_xl.mail.sending.mail_ledger import MailLedger, open_ledger, read_ledger
from softenv_xl.store import ConfirmedLines
from tests.mail.sending.mails import OFFICE, Wrist, mails

[MAIL] = mails(1)


def file_of(workbook: Path) -> Path:
    return workbook.parent / ".softenv" / "mail.ledger"


def add(workbook: Path, *states: State) -> None:
    with open_ledger(workbook) as ledger:
        for state in states:
            Recorder(ledger, "smtp", OFFICE, Wrist().now).add(MAIL, state)


def test_it_stands_beside_the_workbook_whatever_that_is_called(workbook: Path) -> None:
    assert list(read_ledger(workbook)) == []
    add(workbook, "planned", "sending", "sent")
    [entry] = read_ledger(workbook.with_name("renamed.xlsm"))
    assert (entry.state, entry.number, entry.to) == ("sent", "1", "t1@school.cn")
    assert len(file_of(workbook).read_bytes().splitlines()) == 3


def test_what_a_mail_says_isnt_in_it(workbook: Path) -> None:
    add(workbook, "planned")
    [line] = file_of(workbook).read_text(encoding="utf-8").splitlines()
    assert "您好" not in line
    assert "PK1" not in line
    assert json.loads(line)["digest"] == MAIL.digest


@given(st.integers(min_value=0, max_value=400))
def test_a_line_that_was_cut_short_never_was(cut: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "control.xlsx"
        workbook.write_bytes(b"PK")
        add(workbook, "planned")
        whole = file_of(workbook).read_bytes()
        add(workbook, "sending")
        second = file_of(workbook).read_bytes()
        file_of(workbook).write_bytes(second[: min(len(whole) + cut, len(second) - 1)])
        assert [entry.state for entry in read_ledger(workbook)] == ["planned"]
        add(workbook, "sending", "sent")
        assert [entry.state for entry in read_ledger(workbook)] == ["sent"]
        assert file_of(workbook).read_bytes().startswith(whole)


@pytest.mark.parametrize(
    "damage", [b"{}\n", b"nonsense\n", b"\xff\xfe\n", b'{"key":"a","state":"gone"}\n', b"\0\0\0\n"]
)
def test_damage_stops_everything(workbook: Path, damage: bytes) -> None:
    """A line that can't be read may be a mail that went out."""
    add(workbook, "planned")
    with file_of(workbook).open("ab") as file:
        file.write(damage)
    with pytest.raises(Stop, match="can't be read") as stop:
        read_ledger(workbook)
    assert stop.value.code == "send.ledger-damaged"


def test_two_runs_at_once(workbook: Path) -> None:
    with open_ledger(workbook), pytest.raises(Stop) as stop, open_ledger(workbook):
        pass
    assert stop.value.code == "file.busy"
    add(workbook, "planned")


@pytest.mark.parametrize("what", ["link", "second name", "folder"])
def test_nothing_is_written_through_what_somebody_planted(workbook: Path, tmp_path: Path, what: str) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    file_of(workbook).parent.mkdir()
    if what == "link":
        file_of(workbook).symlink_to(victim)
    elif what == "second name":
        os.link(victim, file_of(workbook))
    else:
        file_of(workbook).mkdir()
    with pytest.raises(Stop) as stop:
        add(workbook, "planned")
    assert stop.value.code == "store.not-ours"
    assert victim.read_bytes() == b"mine"


def test_steps_that_no_mail_may_take(workbook: Path) -> None:
    """Above all: what was sent, or may have been, isn't begun again."""
    with open_ledger(workbook) as ledger:
        recorder = Recorder(ledger, "smtp", OFFICE, Wrist().now)
        for state in ("planned", "sending", "unknown"):
            recorder.add(MAIL, state)
        for again in ("sending", "refused", "unknown"):
            with pytest.raises(ValueError, match="unknown ->"):
                recorder.add(MAIL, again)
        recorder.add(MAIL, "sent")
        with pytest.raises(ValueError, match="sent -> sending"):
            recorder.add(MAIL, "sending")
    with pytest.raises(ValueError, match="to be read"):
        Recorder(read_ledger(workbook), "smtp", OFFICE, Wrist().now).add(MAIL, "planned")
    assert isinstance(read_ledger(workbook), MailLedger)


def test_a_full_disk_takes_no_step(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(workbook, "planned")
    with ConfirmedLines(workbook, "mail.ledger").opened() as lines:
        monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(Stop, match="the disk is full"):
            lines.add('{"half')
        monkeypatch.undo()
    assert [entry.state for entry in read_ledger(workbook)] == ["planned"]
