"""A message as it travels (RFC 5322, MIME): every part of it is looked at, whatever its type, its disposition, its depth."""

from __future__ import annotations

import base64
import quopri
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

from softenv_xl.legible import legible
from softenv_xl.mail.reading.bodies import Bodies
from softenv_xl.mail.reading.names import attachment_name, decoded, header_words, raw_header
from softenv_xl.mail.reading.parts import Mail, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS, DEEPEST = 1_000, 8
"""Of one message: how many parts, and how many messages in messages, are looked at."""

_WORDS = 200_000  # characters of a message's text in which links are looked for
_ADDRESS = 100
_HEADERS = 65_536
_ENCODED = ("base64", "quoted-printable")
# Invitations, cards, signatures: they come with a message, and are nobody's return.
_NO_FILES = frozenset(
    [
        "text/calendar",
        "application/ics",
        "text/vcard",
        "text/x-vcard",
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
    ]
)
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "application/zip": ".zip"}


@dataclass(slots=True)
class _Found:
    """What was come across so far."""

    bodies: Bodies
    parts: list[Part] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    seen: int = 0
    cut: bool = False


def read_mail(content: bytes) -> Mail:
    """Everything that a message holds. Raises RecursionError and MemoryError where it is made to that end."""
    bodies = Bodies(content)
    message = message_from_bytes(bodies.short, policy=policy.compat32)
    found, about = _Found(bodies), _about(message)
    sender = about.sender
    if bounced := _bounced(message):
        return about._replace(bounced=bounced)
    # Own stack: a message may be deeper than Python likes to call itself.
    waiting: list[tuple[Message, tuple[str, ...], int]] = [(message, _chain(sender, ()), 0)]
    while waiting:
        part, senders, depth = waiting.pop()
        found.seen += 1
        if found.seen > MOST_PARTS:
            found.cut = True
            break
        if part.get_content_maintype() == "message" and part.is_multipart():
            waiting += _inner(part, senders, depth, found)
        elif part.is_multipart():
            waiting += [(inside, senders, depth) for inside in reversed(_below(part))]
        else:
            _leaf(part, senders, found)
    return about._replace(words="\n".join(found.words), parts=tuple(found.parts), cut=found.cut)


def read_headers(content: bytes) -> Mail:
    """From whom it is, when, and what about."""
    return _about(BytesHeaderParser(policy=policy.compat32).parsebytes(content[:_HEADERS]))


def _about(message: Message) -> Mail:
    return Mail(
        _sender(message),
        header_words(raw_header(message, "subject")),
        _sent(message),
        header_words(raw_header(message, "message-id")),
    )


def _below(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inside for inside in payload if isinstance(inside, Message)] if isinstance(payload, list) else []


def _inner(
    part: Message, senders: tuple[str, ...], depth: int, found: _Found
) -> Iterator[tuple[Message, tuple[str, ...], int]]:
    """A message in a message; some programs encode it, which the standard forbids, so that it was read as it stands."""
    for inside in _below(part):
        if depth >= DEEPEST:
            found.cut = True
            continue
        encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
        message = inside
        if encoding in _ENCODED:
            with suppress(ValueError, LookupError, UnicodeError):
                raw = found.bodies.whole(inside.as_bytes())
                plain = base64.b64decode(raw) if encoding == "base64" else quopri.decodestring(raw)
                message = message_from_bytes(plain, policy=policy.compat32)
        yield message, _chain(_sender(message), senders), depth + 1


def _leaf(part: Message, senders: tuple[str, ...], found: _Found) -> None:
    name = attachment_name(part)
    disposition = (raw_header(part, "content-disposition") or "").partition(";")[0].strip().lower()
    found.bodies.put_back(part)
    content = _content(part)
    if part.get_content_maintype() == "text" and name is None and disposition != "attachment":
        if sum(map(len, found.words)) < _WORDS:
            found.words.append(decoded(content[:_WORDS], part.get_content_charset("") or "")[:_WORDS])
        return
    shown = part.get_content_type() in _NO_FILES or (
        raw_header(part, "content-id") is not None and disposition != "attachment"
    )
    if content or name:
        ours = f"attachment-{len(found.parts) + 1}{_ENDINGS.get(part.get_content_type(), '')}"
        found.parts.append(Part(name or ours, content, senders, name is not None, shown))


def _bounced(message: Message) -> str:
    """Whom a mail didn't reach, where this is a report of that (RFC 3464)."""
    if message.get_content_type() != "multipart/report":
        return ""
    report = next(
        (part for part in _below(message) if part.get_content_type() == "message/delivery-status"), None
    )
    for block in _below(report) if report else ():
        address = header_words(raw_header(block, "final-recipient")).rpartition(";")[2].strip()
        if address and header_words(raw_header(block, "action")).lower() in ("failed", ""):
            return address[:_ADDRESS]
    return ""


def _content(part: Message) -> bytes:
    """The part's bytes; what its encoding can't be undone for, as it stands."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    return str(part.get_payload()).encode("utf-8", "surrogateescape")


def _chain(sender: str, around: tuple[str, ...]) -> tuple[str, ...]:
    return (sender, *around) if sender and sender not in around else around


def _sender(message: Message) -> str:
    """The address alone: names are what anybody likes to be called."""
    for header in ("from", "sender", "return-path"):
        raw = (raw_header(message, header) or "").replace("\n", " ").replace("\r", " ")
        for _, address in getaddresses([raw]):
            if "@" in address:
                return legible(address.strip())[:_ADDRESS].casefold()
    return ""


def _sent(message: Message) -> datetime | None:
    with suppress(ValueError, TypeError, OverflowError, IndexError):
        moment = parsedate_to_datetime(raw_header(message, "date") or "")
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return None
