"""A mail server on this computer, a ledger in the test's own folder, and mails to send."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.mail.dovecot import SECRET
from tests.mail.sending.mails import OFFICE, Box


class Receiver:
    """Takes mails into a box, and answers what the box says it shall; `guarded`, of nobody who hasn't logged in."""

    def __init__(self, box: Box, *, guarded: bool) -> None:
        self.box, self.guarded = box, guarded

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.guarded and not session.authenticated:
            return "530 Authentication required"
        if answer := self.box.at_recipient.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if answer := self.box.at_data.get(envelope.rcpt_tos[0]):
            return answer
        assert isinstance(envelope.content, bytes)
        self.box.mails.append((tuple(envelope.rcpt_tos), envelope.content))
        if self.box.silent in envelope.rcpt_tos:
            self.box.reached.set()
            await asyncio.Event().wait()
        return "250 OK"


@contextmanager
def _listening(**more: Any) -> Iterator[tuple[Receiver, int]]:
    receiver, loop = Receiver(Box(), guarded="authenticator" in more), asyncio.new_event_loop()
    controller = Controller(receiver, hostname="127.0.0.1", port=_free_port(), loop=loop, **more)
    controller.start()
    yield receiver, controller.port
    controller.stop()


@pytest.fixture(scope="session")
def _server() -> Iterator[tuple[Receiver, int]]:
    with _listening() as server:
        yield server


@pytest.fixture(scope="session")
def _guarded() -> Iterator[tuple[Receiver, int]]:
    with _listening(authenticator=_opens, auth_require_tls=False) as server:
        yield server


def _opens(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
) -> AuthResult:
    known = (OFFICE.address.encode(), SECRET.encode())
    return AuthResult(success=(given.login, given.password) == known, handled=False)


def _free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def box(_server: tuple[Receiver, int]) -> Box:
    """An empty mailbox of the server, with its port."""
    receiver, port = _server
    receiver.box = Box(port)
    return receiver.box


@pytest.fixture
def guarded(_guarded: tuple[Receiver, int]) -> Box:
    """The same of a server that takes mails of nobody who hasn't logged in."""
    receiver, port = _guarded
    receiver.box = Box(port)
    return receiver.box


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Where a control workbook stands."""
    path = tmp_path / "control.xlsx"
    path.write_bytes(b"PK")
    return path
