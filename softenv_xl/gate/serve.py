"""A worker's life: files come in, readings go out on stdout, one after the other.

Nothing is imported here that reading doesn't need: every worker pays for it when it starts.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import sys
from typing import TYPE_CHECKING, cast

import msgspec

from softenv_xl import loading
from softenv_xl.gate.confine import confined
from softenv_xl.gate.holds import Hold
from softenv_xl.gate.limits import Limits
from softenv_xl.gate.open_file import open_file
from softenv_xl.gate.passwords import Passwords
from softenv_xl.gate.read import out_of_memory, read
from softenv_xl.gate.reading import Refused
from softenv_xl.gate.wire import encode_reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from softenv_xl.gate.reading import Reading

_LENGTH = struct.Struct("<I")
_GRACE = 2  # seconds; who asked is quicker, unless it is gone


class Orders(msgspec.Struct, frozen=True):
    """What a worker is told at its start, as its first argument.

    `handed` says how files come in: opened, over a socket, to a worker that opens none itself; else by name. With
    `passwords` these come first, the same way: the arguments of a process are there for everybody to see.
    """

    limits: Limits
    handed: bool
    passwords: bool = False


class Ready(msgspec.Struct, frozen=True):
    """A worker's first message: what holds it from now on."""

    holds: tuple[Hold, ...]


def send(stream: BinaryIO, data: bytes) -> None:
    """Writes one message."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO, most: int) -> bytes | None:
    """The next message; None where the other side is gone, or the message longer than `most` bytes."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    if size > most:
        return None
    data = stream.read(size)
    return data if len(data) == size else None


def serve(orders: str) -> None:
    """Answers until stdin ends. `orders` is Orders as JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asked, and that ends this process
    asked = msgspec.json.decode(orders, type=Orders)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints doesn't get between them
    questions = socket.socket(fileno=sys.stdin.fileno()) if asked.handed else None
    passwords = Passwords(_passwords(questions)) if asked.passwords else None
    files = _opened_files(questions) if questions else _named_files()
    loading.ends()
    send(answers, msgspec.json.encode(Ready(confined(asked.limits.memory, handed=asked.handed))))
    for file in files:
        send(answers, _answer(file, asked.limits, passwords))


def _passwords(questions: socket.socket | None) -> list[str]:
    stream = questions.makefile("rb", buffering=0) if questions else sys.stdin.buffer
    data = receive(cast("BinaryIO", stream), 1 << 20)
    return msgspec.json.decode(data or b"[]", type=list[str])


def _opened_files(questions: socket.socket) -> Iterator[int | Refused]:
    """Files that who asked has opened, one with each byte on the socket that is stdin."""
    import array  # noqa: F401 - recv_fds needs it, later

    def received() -> list[int]:
        message, files, _, _ = socket.recv_fds(questions, 1, 1)
        return files if message else []

    return (file for files in iter(received, []) for file in files)


def _named_files() -> Iterator[int | Refused]:
    while (path := receive(sys.stdin.buffer, 1 << 20)) is not None:
        try:
            yield open_file(os.fsdecode(path))
        except Refused as refused:
            yield refused


def _answer(file: int | Refused, limits: Limits, passwords: Passwords | None) -> bytes:
    alarm = getattr(signal, "setitimer", None)
    if alarm:  # an orphan that hangs ends itself
        alarm(signal.ITIMER_REAL, limits.seconds + _GRACE)
    is_contents = False
    try:
        reading = file.reading() if isinstance(file, Refused) else _reading(file, limits, passwords)
        is_contents = reading.contents is not None
        answer = encode_reading(reading)
    except MemoryError:
        answer = encode_reading(out_of_memory(limits))
    if alarm:
        alarm(signal.ITIMER_REAL, 0)
    most = limits.most_answered if is_contents else limits.result
    if len(answer) > most:
        return encode_reading(
            Refused.too_large("全部文字", "all of its text", f"{limits.result >> 20} MB").reading()
        )
    return answer


def _reading(file: int, limits: Limits, passwords: Passwords | None) -> Reading:
    try:
        with os.fdopen(file, "rb") as stream:
            stream.seek(0)  # a worker before this one may have begun with it
            content = stream.read(limits.most_read + 1)
    except OSError as error:
        return Refused.unreadable("{reason}", "{reason}", reason=error.strerror or str(error)).reading()
    return read(content, limits, passwords)
