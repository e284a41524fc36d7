"""Real presses in a real LibreOffice, done by the real resident: the same as cold ones, and nothing stays behind."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
import xlwings as xw

from softenv_xl.addin.pressing import DONE, LISTENING
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import rectification
from softenv_xl.resident.place import OFF, SWITCH
from softenv_xl.sheets.patch import Patch
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running
from tests.resident import ISOLATED, House, linux_only, until
from tests.support import large_school

pytestmark = [linux_only, pytest.mark.libreoffice, pytest.mark.slow, pytest.mark.xdist_group("libreoffice")]
_PRESS = "softenv_xl.addin.press"
_RESIDENT = "softenv_xl.addin.resident"
_SPOILED = """
import os, signal, sys
from softenv_xl.addin import pressing
from softenv_xl.resident.service import stay
def press(arguments, client):
    os.kill(os.getpid(), signal.SIGKILL)
pressing.load()
stay(press, pressing.office_of, 0)
"""


class Desk(NamedTuple):
    """An open workbook with one faulty item, and presses on it from outside."""

    app: xw.App
    book: xw.Book
    house: House
    note: Path

    def press(self, button: str, **changed: str) -> tuple[int, str]:
        """Its exit code, and what the macro would read."""
        self.note.write_text("")
        words = [button, "--pipe", self.app.impl.office.pipe, "--document", self.book.api.RuntimeUID]
        command = [*ISOLATED, _PRESS, *words, "--lang", "zh", "--note", str(self.note)]
        run = subprocess.run(
            command, env={**self.house.environ, **changed}, capture_output=True, text=True, timeout=120
        )
        assert run.stdout + run.stderr == ""
        return run.returncode, self.note.read_text("utf-8")

    def cells(self) -> dict[str, object]:
        """What a press may change."""
        sheets = (self.book.sheets[name] for name in ("Dashboard", "Today", "Tracker", "Issues", "People"))
        return {sheet.name: sheet.used_range.formula for sheet in sheets}


@pytest.fixture
def desk(house: House, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "control.xlsx"
    large_school.control(path, 6)
    book = FileWorkbook(path)
    book.read()
    keys = ("number", "item", "problem", "deadline", "status")
    row = ("T0001", "3 Paid tutoring", "Tutored", None, "Open")
    book.write(Patch((large_school.table(rectification.SPEC, keys, [row]),)))
    app = running()
    try:
        yield Desk(app, app.books.open(str(quick_to_open(path))), house, tmp_path / "note")
    finally:
        app.quit()


def test_a_press_does_the_same_whoever_does_it(desk: Desk, tmp_path: Path) -> None:
    resident = desk.house.resident(str(desk.app.pid), program=_RESIDENT)
    process = psutil.Process(resident.pid)
    before = process.num_fds()
    blank = desk.cells()
    states = []
    for switch in (OFF, "on"):
        for button in ("validate", "refresh"):
            assert desk.press(button, **{SWITCH: switch}) == (0, LISTENING + DONE)
        states.append(desk.cells())
        assert desk.press("undo") == (0, LISTENING + DONE)  # what a cold press wrote, a warm one takes back
    assert states[0] == states[1] != blank
    until(lambda: process.children() == [], "the end of the last press")
    assert process.cpu_times().children_user > 0  # the others were really handed over
    assert process.num_threads() == 1
    until(lambda: process.num_fds() == before, "nothing left open")


def test_many_presses_leave_nothing_and_end_with_libreoffice(desk: Desk) -> None:
    resident = desk.house.resident(str(desk.app.pid), program=_RESIDENT)
    process, office = psutil.Process(resident.pid), psutil.Process(desk.app.pid)
    before = process.num_fds()
    memory = connections = 0
    for number in range(12):
        assert desk.press("next_issue") == (0, LISTENING + DONE)
        if number == 5:
            memory, connections = process.memory_info().rss, len(office.net_connections("unix"))
    until(lambda: process.num_fds() == before and process.children() == [], "nothing left open")
    assert process.memory_info().rss <= memory + 1_000_000
    until(lambda: len(office.net_connections("unix")) <= connections, "every connection ended")
    desk.app.quit()
    assert resident.wait(60) == 0
    assert desk.house.sockets == []


def test_a_press_that_dies_before_it_begins_is_said_and_not_repeated(desk: Desk) -> None:
    resident = desk.house.popen(sys.executable, "-E", "-P", "-c", _SPOILED)
    until(lambda: desk.house.sockets != [], "a resident")
    code, said = desk.press("validate")
    assert (code, said.startswith("后台的 Python 中途退出，未作任何改动。")) == (1, True)
    assert resident.poll() is None
    assert desk.press("validate", **{SWITCH: OFF}) == (0, LISTENING + DONE)


def test_the_first_press_of_an_office_starts_a_resident_and_the_next_is_done_by_it(
    desk: Desk, tmp_path: Path
) -> None:
    """A shell called soffice stands for the macro: who started the press is told by the name of a process above it."""
    starter = Path(shutil.copy("/bin/sh", tmp_path / "soffice"))
    words = ["next_issue", "--pipe", desk.app.impl.office.pipe, "--document", desk.book.api.RuntimeUID]
    command = " ".join([*ISOLATED, _PRESS, *words, "--note", str(desk.note)])
    office = desk.house.popen(
        str(starter), "-c", f"{command}; echo $?; read word; {command}; echo $?; read word"
    )
    assert office.stdin
    assert office.stdout
    assert office.stdout.readline() == "0\n"
    until(lambda: desk.house.sockets != [], "a resident")
    program = "from softenv_xl.resident.ending import residents; print(*(r.pid for r in residents()))"
    told = subprocess.run(
        [sys.executable, "-c", program], env=desk.house.environ, capture_output=True, text=True, check=True
    )
    resident = psutil.Process(int(told.stdout.split()[0]))
    assert _RESIDENT in resident.cmdline()
    office.stdin.write("\n")
    office.stdin.flush()
    assert office.stdout.readline() == "0\n"
    assert desk.note.read_text() == (LISTENING + DONE) * 2
    office.communicate("\n")
    psutil.wait_procs([resident], timeout=60)
    assert not resident.is_running()
    assert desk.house.sockets == []
