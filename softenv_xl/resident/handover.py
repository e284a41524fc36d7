"""A press and the resident: what one says to the other, and the side of the one that wants it done.

One message each, of a socket that keeps them apart (SOCK_SEQPACKET). A press that wants to be done sends a `Request`, with its
folder and its streams as descriptors; is told READY; says GO; and is told the exit code, in digits.
"""

from __future__ import annotations

import os
import socket
import sys
from typing import NamedTuple

from softenv_xl.resident import place

READY, GO, END, BUSY = b"+", b"!", b"end", b"~"
BROKEN = -1
"""What `hand_over` answers where the work was begun and then broke off."""
MOST = 200_000
"""Bytes of a request; the kernel takes little more in one message."""
PATIENCE = 1.0
"""Seconds that a client waits for READY: a cold start takes no longer."""
_STREAMS = (0, 1, 2)
DESCRIPTORS = 1 + len(_STREAMS)


class Request(NamedTuple):
    """What a press would have been started with."""

    arguments: list[bytes]
    environment: list[bytes]
    umask: int

    def message(self) -> bytes:
        counted = f"{self.umask:o}".encode(), str(len(self.arguments)).encode()
        return b"\0".join((place.identity(), *counted, *self.arguments, *self.environment))

    @classmethod
    def parsed(cls, message: bytes) -> Request:
        """Raises ValueError for anything but a request to this very program."""
        identity, umask, count, *rest = message.split(b"\0")
        number = int(count)
        environment = rest[number:]
        right = identity == place.identity() and 0 <= number <= len(rest) and 0 <= int(umask, 8) <= 0o777
        if not right or any(b"=" not in entry[1:] for entry in environment):
            raise ValueError("no request")
        return cls(rest[:number], environment, int(umask, 8))


def hand_over(arguments: list[str]) -> int | None:
    """Has the resident do the press: its exit code, or BROKEN. None where nobody took it and nothing was done."""
    if not place.possible():
        return None
    try:
        connection = _taken(arguments)
    except (OSError, ValueError):  # nobody listens, or whoever does is busy, slow, or somebody else
        return None
    with connection:
        try:
            return int(connection.recv(MOST))
        except (OSError, ValueError):
            return BROKEN


def _taken(arguments: list[str]) -> socket.socket:
    """The connection at whose other end the work has begun. Raises OSError, ValueError where it hasn't."""
    folder = place.made_folder()
    if folder is None:
        raise FileNotFoundError
    connection = place.connected(f"{folder}/{place.name()}", PATIENCE)
    try:
        here = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            socket.send_fds(connection, [_request(arguments).message()], [here, *_STREAMS])
        finally:
            os.close(here)
        if connection.recv(MOST) != READY:
            raise ValueError("busy")
        connection.send(GO)
        connection.settimeout(None)
    except BaseException:
        connection.close()
        raise
    return connection


def _request(arguments: list[str]) -> Request:
    mask = os.umask(0o077)
    os.umask(mask)
    environment = [name + b"=" + value for name, value in os.environb.items()]
    return Request([os.fsencode(word) for word in arguments], environment, mask)


def start(office: int) -> None:
    """Starts a resident for the next press, to end with that process. It ends at once if there is one already."""
    if not place.possible():
        return
    import subprocess  # no press that is handed over needs it

    command = [sys.executable, "-E", "-P", "-m", "softenv_xl.addin.resident", str(office)]
    nothing = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603 - the Python that runs this
        command,
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        cwd="/",
        start_new_session=True,
        env=dict(os.environ),  # as it was: LibreOffice's bridge has added words of its own to this process's
    )
