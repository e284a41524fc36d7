"""What a press finds in the process that does it, and that it is done once or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from softenv_xl.resident.place import OFF, SWITCH
from tests.resident import ISOLATED, House, gone, linux_only, until

pytestmark = linux_only


def test_a_press_is_as_if_its_client_did_it(house: House, tmp_path: Path) -> None:
    house.resident()
    (tmp_path / "文件夹").mkdir()
    words = ["tell", "--note", "名 字", "", "'\"\n"]
    program = f"import os, sys; os.umask(0o027); os.chdir({str(tmp_path / '文件夹')!r}); "
    program += "from softenv_xl.resident.handover import hand_over; sys.exit(hand_over(sys.argv[1:]))"
    environ = {**house.environ, "HOME": "/somewhere", "ODD": "a=b\n", "TZ": "Asia/Shanghai"}
    run = subprocess.run(
        [sys.executable, "-E", "-P", "-c", program, *words],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 7, run.stderr
    begun, told = run.stdout.splitlines()
    seen = json.loads(told)
    assert begun == "begun"
    assert seen["arguments"] == words
    assert seen["folder"] == str(tmp_path / "文件夹")
    assert seen["umask"] == 0o027
    assert {name: value for name, value in seen["environment"].items() if name != "LC_CTYPE"} == environ


def test_a_press_that_nobody_takes_is_left_to_its_client(house: House) -> None:
    assert house.said("tell") == "cold\n"
    house.resident()
    assert house.said("tell").endswith("7\n")
    assert house.said("tell", **{SWITCH: OFF}) == "cold\n"
    assert house.said("tell", LC_ALL="C") == "cold\n"  # another language of the system: another resident
    loose = house.popen(sys.executable, "-m", "tests.resident.client", "tell")
    assert loose.communicate()[0] == "cold\n"


def test_one_press_at_a_time(house: House, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    house.resident()
    first = house.client("wait", str(gate))
    assert first.stdout
    assert first.stdout.readline() == "begun\n"
    assert [house.said("tell") for _ in range(3)] == ["cold\n"] * 3
    gate.write_text("go")
    assert first.communicate()[0] == "go\n7\n"
    assert house.said("tell").endswith("7\n")


def test_there_is_one_resident(house: House) -> None:
    first = house.resident()
    assert house.popen(*ISOLATED, "tests.resident.at_work").wait(60) == 0
    assert first.poll() is None
    assert house.said("tell").endswith("7\n")


def test_a_client_that_is_killed_takes_its_press_along(house: House, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    resident = house.resident()
    client = house.client("wait", str(gate))
    assert client.stdout
    client.stdout.readline()
    (press,) = psutil.Process(resident.pid).children()
    client.kill()
    until(lambda: gone(press.pid), "the end of the press")
    assert house.said("tell").endswith("7\n")
    assert psutil.Process(resident.pid).children() == []


def test_a_resident_that_is_killed_leaves_its_press_at_work(house: House, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    resident = house.resident()
    client = house.client("wait", str(gate))
    assert client.stdout
    client.stdout.readline()
    resident.kill()
    resident.wait()
    assert house.said("tell") == "cold\n"
    gate.write_text("go")
    assert client.communicate()[0] == "go\n7\n"
    house.sockets[0].unlink()  # for the fixture to see the next one; a resident takes it away by itself
    house.resident()
    assert house.said("tell").endswith("7\n")


def test_what_a_killed_resident_left_is_in_nobodys_way(house: House) -> None:
    resident = house.resident()
    resident.kill()
    resident.wait()
    assert house.said("tell") == "cold\n"
    house.popen(*ISOLATED, "tests.resident.at_work")
    until(lambda: house.said("tell").endswith("7\n"), "another resident at the same place")


def test_a_press_that_crashes_is_neither_repeated_nor_the_end(house: House) -> None:
    resident = house.resident()
    assert house.said("crash") == "begun\n-1\n"
    assert house.said("tell").endswith("7\n")
    assert resident.poll() is None


def test_fifty_presses_leave_nothing(house: House) -> None:
    resident = house.resident()
    process = psutil.Process(resident.pid)
    before = process.num_fds()
    for number in range(50):
        assert house.said("tell").endswith("7\n")
        until(lambda: process.children() == [], "the end of the press")
        if number == 5:
            memory = process.memory_info().rss
    until(lambda: process.num_fds() == before, "as many descriptors as at the start")
    assert process.num_threads() == 1
    assert process.memory_info().rss <= memory + 500_000


@pytest.mark.parametrize("end", ["office", "idle", "presses", "file", "socket"])
def test_a_resident_ends_by_itself(house: House, tmp_path: Path, end: str) -> None:
    loaded = tmp_path / "loaded.py"
    loaded.write_text("")
    office = house.popen("cat")
    idle = "0" if end == "idle" else "600"
    resident = house.resident(str(office.pid), idle, "2", str(loaded))
    if end == "office":
        office.kill()
    elif end == "presses":
        assert [house.said("tell")[-2:] for _ in range(2)] == ["7\n"] * 2
    elif end == "file":
        loaded.write_text("changed")
        assert house.said("tell") == "cold\n"
    elif end == "socket":
        house.sockets[0].unlink()
    assert resident.wait(60) == 0
    assert house.sockets == []
    assert house.said("tell") == "cold\n"
