"""Residents are found and ended: by `doctor`, by `install` and `uninstall`."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from softenv_xl.installation.doctor.finding import Machine
from softenv_xl.installation.doctor.resident import staying
from softenv_xl.installation.residents import asked_to_end
from softenv_xl.resident import ending
from tests.resident import ISOLATED, House, linux_only

pytestmark = linux_only


def _mine(house: House) -> list[ending.Resident]:
    """Those of this test; the user may have another one at work."""
    return [found for found in ending.residents() if found.address.startswith(str(house.runtime))]


def test_doctor_finds_and_ends_it(house: House) -> None:
    resident = house.resident()
    found = [finding.message.en for finding in staying(Machine.here())]
    assert any(f"(process {resident.pid})" in message for message in found)
    run = house.popen(*ISOLATED, "softenv_xl", "doctor", "--end-resident", "--lang", "en")
    assert f"Ended the Python that stays between presses (process {resident.pid})." in run.communicate()[0]
    assert resident.wait(60) == 0
    assert house.sockets == []
    assert _mine(house) == []


def test_uninstall_ends_it(house: House, tmp_path: Path) -> None:
    resident = house.resident()
    home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    run = house.popen(*ISOLATED, "softenv_xl", "uninstall", "--lang", "zh", **home)
    assert f"（进程 {resident.pid}）" in run.communicate()[0]
    assert resident.wait(60) == 0


def test_one_at_work_ends_with_its_press(house: House, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    resident = house.resident()
    client = house.client("wait", str(gate))
    assert client.stdout
    client.stdout.readline()
    (found,) = _mine(house)
    assert not ending.end(found)
    assert resident.poll() is None
    gate.write_text("go")
    assert client.communicate()[0] == "go\n7\n"
    assert resident.wait(60) == 0


def test_one_that_does_not_answer_is_killed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    resident = house.resident()
    (found,) = _mine(house)
    monkeypatch.setattr(ending, "_SECONDS", 0.1)
    os.kill(resident.pid, signal.SIGSTOP)
    assert ending.end(found)
    assert resident.wait(60) == -signal.SIGKILL
    assert _mine(house) == []


def test_where_there_is_none_that_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("softenv_xl.installation.residents.residents", lambda: _mine(house))
    assert [words.en for words in asked_to_end()] == ["No Python stays between presses."]
    assert _mine(house) == []
