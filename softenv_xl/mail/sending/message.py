"""Composes one mail, with exactly the headers that a draft needs, so that every reader finds the same in it.

Attachment names stand there twice: as RFC 2231 says in Content-Disposition, and as one encoded word in Content-Type, which
older programs read. `EmailMessage` by itself writes only the first, and spreads long names; so these headers are set as they
shall stand.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from email.generator import BytesGenerator
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote

from softenv_xl.legible import in_one_line

PASSPORT_HEADER = "X-Softenv-Passport"

_POLICY = EmailPolicy(linesep="\r\n", cte_type="7bit", refold_source="none")
_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_OTHER_TYPE = "application/octet-stream"
# An encoded word has 75 letters at most (RFC 2047, 2), which leaves 45 bytes.
_WORD_BYTES = 45


class Sender(NamedTuple):
    """Whose mails these are: the office's address, and what it is called."""

    address: str
    name: str


class Attachment(NamedTuple):
    """One file. `serial` is that of its passport, where it has one."""

    name: str
    content: bytes
    serial: str | None = None

    @property
    def digest(self) -> str:
        """32 hexadecimal digits that tell one content from another."""
        return sha256(self.content).hexdigest()[:32]


class Words(NamedTuple):
    """What a mail says; the first line of the body greets the person by name."""

    subject: str
    body: str


def message_id(key: str, sender: Sender | None) -> str:
    """The same for the same thing to the same person, so that it can be looked for after a run that was cut off."""
    domain = sender.address.rpartition("@")[2] if sender else "softenv-xl.invalid"
    return f"<{sha256(key.encode('utf-8')).hexdigest()[:32]}@{domain}>"


def compose(
    key: str,
    words: Words,
    to: str,
    sender: Sender | None,
    dated: datetime,
    attachment: Attachment | None = None,
    copy_to: str | None = None,
    *,
    unsent: bool = False,
) -> bytes:
    """The mail's bytes, all of them 7-bit, lines ended with CRLF. `dated` has a time zone; `unsent` makes a file of it that
    mail programs open as a draft.
    """
    mail = EmailMessage(_POLICY)
    if sender:
        mail.set_raw("From", _from(sender))
    mail.set_raw("To", to)
    if copy_to:
        mail.set_raw("Cc", copy_to)
    mail.set_raw("Subject", _encoded(words.subject))
    mail.set_raw("Date", format_datetime(dated))
    mail.set_raw("Message-ID", message_id(key, sender))
    if unsent:
        mail.set_raw("X-Unsent", "1")
    if attachment and attachment.serial:
        mail.set_raw(PASSPORT_HEADER, in_one_line(attachment.serial))
    mail.set_content(words.body, charset="utf-8", cte="base64")
    if attachment:
        mail.make_mixed(boundary=f"=_{sha256(key.encode('utf-8')).hexdigest()[:40]}")
        mail.attach(_part(attachment))
    out = BytesIO()
    BytesGenerator(out, policy=_POLICY).flatten(mail)
    return out.getvalue()


def _from(sender: Sender) -> str:
    """The plain address after the name as one encoded word: a provider refuses quoted and broken ones."""
    name = in_one_line(sender.name).strip()
    while len(name.encode("utf-8")) > _WORD_BYTES:
        name = name[:-1]
    return f"{_word(name)} <{sender.address}>" if name else sender.address


def _word(text: str) -> str:
    return f"=?utf-8?b?{b64encode(text.encode('utf-8')).decode('ascii')}?="


def _encoded(subject: str) -> str:
    """The subject in encoded words, folded between them."""
    return Header(in_one_line(subject), "utf-8", header_name="Subject").encode(linesep="\r\n")


def _part(attachment: Attachment) -> EmailMessage:
    """`attachment.name` is one of names.attachment_name."""
    name = attachment.name
    kind = _TYPES.get(name[name.rfind(".") :].lower() if "." in name else "", _OTHER_TYPE)
    part = EmailMessage(_POLICY)
    part.set_raw("Content-Type", f'{kind};\r\n name="{_word(name)}"')
    part.set_raw("Content-Disposition", f"attachment;\r\n filename*=UTF-8''{quote(name, safe='')}")
    part.set_raw("Content-Transfer-Encoding", "base64")
    encoded = b64encode(attachment.content).decode("ascii")
    part.set_payload("".join(f"{encoded[at : at + 76]}\r\n" for at in range(0, len(encoded), 76)))
    return part
