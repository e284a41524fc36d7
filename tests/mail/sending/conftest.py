"""A mail server on this computer, a ledger in the test's own folder, and mails to send."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mail.sending.mails import Box


class Receiver:
    """Takes mails into a box, and answers what the box says it shall."""

    def __init__(self, box: Box) -> None:
        self.box = box

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.box.at_recipient.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if answer := self.box.at_data.get(envelope.rcpt_tos[0]):
            return answer
        assert isinstance(envelope.content, bytes)
        self.box.mails.append((tuple(envelope.rcpt_tos), envelope.content))
        return "250 OK"


@pytest.fixture(scope="session")
def _server() -> Iterator[tuple[Receiver, int]]:
    receiver = Receiver(Box())
    controller = Controller(receiver, hostname="127.0.0.1", port=0, loop=asyncio.new_event_loop())
    controller.port = _free_port()
    controller.start()
    yield receiver, controller.port
    controller.stop()


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
def workbook(tmp_path: Path) -> Path:
    """Where a control workbook stands."""
    path = tmp_path / "control.xlsx"
    path.write_bytes(b"PK")
    return path
