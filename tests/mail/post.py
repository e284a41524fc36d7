"""The post of a small town: a mail server takes what it is given and puts it into Dovecot's boxes, one for each address."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from imap_tools import MailBoxUnencrypted

from tests.mail.dovecot import SECRET, Dovecot


def box_of(address: str) -> str:
    """Who logs in for an address."""
    return address.partition("@")[0]


@dataclass
class Post:
    """`carried` are the recipients of all that was handed in, in its order."""

    server: Dovecot
    port: int
    carried: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        assert isinstance(envelope.content, bytes)
        with smtplib.LMTP("127.0.0.1", self.server.lmtp) as lmtp:
            for address in envelope.rcpt_tos:
                lmtp.sendmail(envelope.mail_from or "", [box_of(address)], envelope.content)
        self.carried += envelope.rcpt_tos
        return "250 OK"

    def hand_in(self, mails: Iterable[tuple[str, str, bytes]]) -> None:
        """As people's own programs do: from whom, to whom, the mail."""
        with smtplib.SMTP("127.0.0.1", self.port, "localhost") as smtp:
            for sender, to, content in mails:
                smtp.sendmail(sender, [to], content)

    def lies(self, box: str, folder: str = "INBOX", *, emptied: bool = False) -> list[EmailMessage]:
        """What lies in somebody's box, as their program reads it; `emptied`: it is gone then."""
        with MailBoxUnencrypted("127.0.0.1", self.server.port).login(box, SECRET, folder) as mailbox:
            found = list(mailbox.fetch(mark_seen=False))
            if emptied:
                mailbox.delete([one.uid for one in found if one.uid])
        mails = [message_from_bytes(one.obj.as_bytes(), policy=default) for one in found]
        assert all(isinstance(mail, EmailMessage) for mail in mails)
        return mails


def attached(mail: EmailMessage) -> tuple[str, bytes]:
    """The one file that hangs on it."""
    (part,) = mail.iter_attachments()
    content = part.get_content()
    assert isinstance(content, bytes)
    return part.get_filename() or "", content


@contextmanager
def post(server: Dovecot) -> Iterator[Post]:
    """Open for a while."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    made = Post(server, port)
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield made
    finally:
        controller.stop()
