"""A wire between client and server that breaks once, at a given command: before it is heard, or before its answer is."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Wire:
    """Stands before a server, at a port of its own. Commands are counted from 1 over all connections; at the one with the number
    `at` the wire breaks: if it is to be `heard`, once the server has answered, else before it gets it. So many `lines` of the
    answer get through. `names` are the commands. Broken `for_good` it lets nobody in again. One that `holds` doesn't break there:
    it falls silent, which `reached` tells.
    """

    def __init__(
        self,
        port: int,
        at: int = 0,
        *,
        heard: bool = True,
        lines: int = 0,
        for_good: bool = False,
        holds: bool = False,
    ) -> None:
        self._there, self._at, self._heard, self._for_good = port, at, heard, for_good
        self._lines, self._holds = lines, holds
        self.reached = threading.Event()
        self.names: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def close(self) -> None:
        self._hear_nobody()
        for each in self._open:
            _end(each)
        for thread in self._threads:
            thread.join()

    def _hear_nobody(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _start(self, target: object, *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._there))
            for each in (near, far):  # a line is sent as soon as it comes
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open += [near, far]
            lost = _Lost()
            self._start(self._forth, near, far, lost)
            self._start(self._back, near, far, lost)

    def _forth(self, near: socket.socket, far: socket.socket, lost: _Lost) -> None:
        with suppress(OSError), near.makefile("rb") as lines:
            for line in lines:
                words = line.decode("ascii", "replace").upper().split()
                self.names.append(" ".join(words[1:3] if words[1:2] == ["UID"] else words[1:2]))
                if self._holds and len(self.names) >= self._at:
                    self.reached.set()
                    continue
                if len(self.names) == self._at:
                    if self._for_good:
                        self._hear_nobody()
                    if not self._heard:
                        break
                    lost.tag = line.split()[0] if words else b""
                far.sendall(line)
        _end(near)
        _end(far)

    def _back(self, near: socket.socket, far: socket.socket, lost: _Lost) -> None:
        with suppress(OSError), far.makefile("rb") as lines:
            for line in lines:
                if lost.tag is None:
                    near.sendall(line)
                elif line.startswith(lost.tag + b" ") or not lost.tag:
                    break  # it was carried out, and nobody is told
                elif lost.lines < self._lines:
                    lost.lines += 1
                    near.sendall(line)
        _end(near)
        _end(far)


class _Lost:
    """The tag of the command whose answer is lost, once it has come."""

    tag: bytes | None = None
    lines = 0
    """Of it have got through."""


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        one.close()


@contextmanager
def wire(port: int, at: int = 0, **more: Any) -> Iterator[Wire]:
    """One that is gone afterwards."""
    made = Wire(port, at, **more)
    try:
        yield made
    finally:
        made.close()
