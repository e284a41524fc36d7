"""A wire between client and mail server that is cut at one place of the dialogue: before the n-th thing that crosses it.

SMTP and IMAP, as they are used here, go step by step: a line from the client, the server's answer to its last line; a mail, when
the server has asked for it. A cut drops what was about to cross, so that either side may have done its part unheard.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

_LITERAL = re.compile(rb"\{(\d+)\}\r\n\Z")


class _CutError(Exception):
    """The wire is cut."""


@dataclass
class Wire:
    """`port` is where the client connects; `crossed` is what went over the wire so far, for whoever reads a failure."""

    server: int
    cut: int | None = None
    crossed: list[bytes] = field(default_factory=list)
    was_cut: bool = False
    port: int = 0

    def serve(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                self._converse(client)

    def _converse(self, client: socket.socket) -> None:
        with (
            suppress(_CutError, OSError),
            client,
            socket.create_connection(("127.0.0.1", self.server)) as server,
            client.makefile("rb") as said,
            server.makefile("rb") as answered,
        ):
            self._answer(answered, client, b"*")
            while line := said.readline():
                self._pass(line, server)
                self._one(line, said, answered, client, server)

    def _one(
        self, line: bytes, said: BinaryIO, answered: BinaryIO, client: socket.socket, server: socket.socket
    ) -> None:
        literal = _LITERAL.search(line)
        tag = line.split(b" ", 1)[0]
        last = self._answer(answered, client, tag)
        if literal and last.startswith(b"+"):
            self._pass_mail(said.read(int(literal[1])) + said.read(2), server)
            self._answer(answered, client, tag)
        elif last.startswith(b"354"):
            body = b""
            while (part := said.readline()) not in (b".\r\n", b""):
                body += part
            self._pass_mail(body, server)
            self._pass(part, server)
            self._answer(answered, client, tag)

    def _answer(self, answered: BinaryIO, client: socket.socket, tag: bytes) -> bytes:
        """The whole answer crosses as one thing: its last line of SMTP, or the tagged one of IMAP."""
        lines = b""
        while line := answered.readline():
            lines += line
            smtp = re.match(rb"\d{3} ", line)
            if smtp or line.startswith((tag + b" ", b"+ ")):
                break
        if not lines:
            raise _CutError
        self._pass(lines, client)
        return line

    def _pass_mail(self, mail: bytes, to: socket.socket) -> None:
        half = len(mail) // 2
        self._pass(mail[:half], to)
        self._pass(mail[half:], to)

    def _pass(self, content: bytes, to: socket.socket) -> None:
        if self.cut == len(self.crossed) and not self.was_cut:
            self.was_cut = True
            raise _CutError
        self.crossed.append(content)
        to.sendall(content)


@contextmanager
def wire(server: int, cut: int | None = None) -> Iterator[Wire]:
    """A wire to the server's port, cut before the thing of that number crosses it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Wire(server, cut, port=listening.getsockname()[1])
        thread = threading.Thread(target=made.serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield made
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)
