"""Who says the wrong thing, nothing, too much, or is somebody else: turned away, and the next press is done."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from softenv_xl.resident import place
from softenv_xl.resident.handover import DESCRIPTORS, GO, MOST, READY, Request
from tests.resident import House, linux_only, until

pytestmark = linux_only

_STREAMS = tuple(range(DESCRIPTORS))


def _connected(house: House) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.settimeout(60)
    connection.connect(house.address)
    return connection


def _request(house: House, *words: str) -> bytes:
    """As a client of that resident would ask: the identity is taken from one."""
    program = "import sys; from softenv_xl.resident.handover import Request; "
    program += (
        "sys.stdout.buffer.write(Request([w.encode() for w in sys.argv[1:]], [b'A=b'], 0o22).message())"
    )
    command = [sys.executable, "-E", "-P", "-c", program, *words]
    return subprocess.run(command, env=house.environ, capture_output=True, check=True).stdout


MESSAGES: dict[str, Callable[[bytes], tuple[bytes, int]]] = {
    "nothing": lambda right: (b"", 0),
    "garbage": lambda right: (os.urandom(2000), DESCRIPTORS),
    "no streams": lambda right: (right, 0),
    "too few streams": lambda right: (right, DESCRIPTORS - 1),
    "too many streams": lambda right: (right, DESCRIPTORS + 1),
    "go without a request": lambda right: (GO, 0),
    "ready said to it": lambda right: (READY, DESCRIPTORS),
    "another program": lambda right: (b"0" + right, DESCRIPTORS),
    "no number of arguments": lambda right: (right.replace(b"\0" + b"1" + b"\0", b"\0x\0", 1), DESCRIPTORS),
    "more arguments than there are": lambda right: (
        right.replace(b"\0" + b"1" + b"\0", b"\0999\0", 1),
        DESCRIPTORS,
    ),
    "fewer than none": lambda right: (right.replace(b"\0" + b"1" + b"\0", b"\0-1\0", 1), DESCRIPTORS),
    "an odd umask": lambda right: (right.replace(b"\00022\0", b"\0777777\0", 1), DESCRIPTORS),
    "an environment without names": lambda right: (right + b"\0word", DESCRIPTORS),
    "too long": lambda right: (right + b"\0A=" + b"x" * (MOST - len(right)), DESCRIPTORS),
}


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_wrong_message_is_turned_away(house: House, tmp_path: Path, kind: str) -> None:
    resident = house.resident()
    message, streams = MESSAGES[kind](_request(house, "tell"))
    with (tmp_path / "out").open("wb") as out, _connected(house) as connection:
        descriptors = [os.open("/", os.O_RDONLY), *[out.fileno()] * 9][:streams]
        socket.send_fds(connection, [message], descriptors)
        assert connection.recv(MOST) == b""
    assert (tmp_path / "out").read_bytes() == b""
    assert house.said("tell").endswith("7\n")
    assert resident.poll() is None


@pytest.mark.parametrize("then", ["leaves", "says something else"])
def test_without_go_nothing_begins(house: House, tmp_path: Path, then: str) -> None:
    house.resident()
    with (tmp_path / "out").open("wb") as out, _connected(house) as connection:
        here = os.open("/", os.O_RDONLY)
        socket.send_fds(connection, [_request(house, "tell")], [here, *[out.fileno()] * 3])
        os.close(here)
        assert connection.recv(MOST) == READY
        if then != "leaves":
            connection.send(b"no")
            assert connection.recv(MOST) == b""
    until(lambda: house.said("tell").endswith("7\n"), "the next press")
    assert (tmp_path / "out").read_bytes() == b""


def test_who_says_nothing_holds_nobody_up_for_long(house: House) -> None:
    house.resident()
    with _connected(house), _connected(house):
        until(lambda: house.said("tell").endswith("7\n"), "a press beside silent clients")


def test_a_request_is_for_one_program_and_whole() -> None:
    request = Request([b"validate", b""], [b"HOME=/", b"EMPTY="], 0o22)
    assert Request.parsed(request.message()) == request


@pytest.mark.parametrize("kind", ["open to all", "a link", "a file", "missing"])
def test_a_folder_that_others_may_enter_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    planted = runtime / "softenv-xl"
    if kind == "open to all":
        planted.mkdir()
        planted.chmod(0o755)
    elif kind == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        planted.symlink_to(tmp_path / "elsewhere")
    elif kind == "a file":
        planted.touch()
    found = place.made_folder()
    assert found == (str(planted) if kind == "missing" else None)
    assert kind != "missing" or planted.stat().st_mode & 0o777 == 0o700


_AS_NOBODY = """
import os, socket, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
connection.settimeout(60)
try:
    connection.connect(sys.argv[1])
except PermissionError:
    print("refused")
else:
    try:
        connection.send(b"end")
        print(connection.recv(100))
    except ConnectionError:
        print(b"")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else for a moment")
@pytest.mark.parametrize("opened", [False, True])
def test_somebody_else_is_turned_away(house: House, opened: bool) -> None:
    """By the folder; and by the kernel's word on who it is, if somebody opened the folder."""
    resident = house.resident()
    if opened:
        house.runtime.parent.chmod(0o755)
        house.runtime.chmod(0o755)
        house.sockets[0].parent.chmod(0o755)
        house.sockets[0].chmod(0o777)
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, house.address], capture_output=True, text=True, timeout=60
    )
    assert run.stdout == ("b''\n" if opened else "refused\n"), run.stderr
    assert resident.poll() is None


_OF_NOBODY = """
import os, socket, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
listener.bind(sys.argv[1])
listener.listen()
print("listening", flush=True)
connection, _ = listener.accept()
print(connection.recv(1000), flush=True)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else for a moment")
def test_somebody_elses_resident_is_told_nothing(house: House) -> None:
    house.runtime.parent.chmod(0o755)
    folder = house.runtime.parent / "open"
    folder.mkdir()
    folder.chmod(0o777)
    other = house.popen(sys.executable, "-c", _OF_NOBODY, str(folder / "socket"))
    assert other.stdout
    assert other.stdout.readline() == "listening\n"
    with pytest.raises(PermissionError):
        place.connected(str(folder / "socket"), 60)
    assert other.communicate()[0] == "b''\n"
