"""A message that Outlook saved (.msg): its attachments and those of messages that hang on it."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING, TypeVar

from softenv_xl.legible import in_one_line, legible
from softenv_xl.mail.reading.names import as_name, decoded
from softenv_xl.mail.reading.parts import Mail, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oxmsg import Message
    from oxmsg.storage import Storage

T = TypeVar("T")

# Names of properties' streams: [MS-OXPROPS] 2.602 PidTagAttachLongFilename, 2.593 PidTagAttachFilename, 2.676 PidTagDisplayName,
# 2.588 PidTagAttachDataBinary (bytes, or as a storage a message).
_NAMES = ("3707", "3704", "3001")
_BYTES, _MESSAGE = "__substg1.0_37010102", "__substg1.0_3701000D"
_UNICODE, _CODE_PAGE = "001F", "001E"
_SENDERS = ("5D01", "0C1F", "5D02", "0065")
_DEEPEST, _MOST = 8, 1_000
_ADDRESS, _WORDS = 100, 200_000


def read_outlook(content: bytes) -> Mail:
    """Everything that it holds. Raises ValueError and what else olefile raises for a file that is no such message."""
    import olefile
    from oxmsg import Message  # slow to load, and only these need it
    from oxmsg.storage import Storage

    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        storage = Storage.from_ole(ole)
    message = Message(storage)
    sender = _sender(message, storage)
    parts: list[Part] = []
    cut = _collect(storage, (sender,) if sender else (), parts, 0)
    words = "\n".join(filter(None, (_told(lambda: message.body), _told(lambda: message.html_body))))
    return Mail(
        sender,
        in_one_line(_told(lambda: message.subject) or ""),
        _naive(_told(lambda: message.sent_date)),
        in_one_line(_told(lambda: message.message_headers.get("Message-ID")) or ""),
        words[:_WORDS],
        tuple(parts),
        cut,
    )


def _collect(storage: Storage, senders: tuple[str, ...], parts: list[Part], depth: int) -> bool:
    """Puts the attachments behind `parts`; True where not all of them were looked at."""
    cut = False
    for attached in storage.iter_attachment_storages():
        if len(parts) >= _MOST:
            return True
        inner = next((one for one in attached.storages if one.name == _MESSAGE), None)
        if inner is not None:
            inside = _texts(inner, _SENDERS)
            sender = next((one.casefold() for one in inside if "@" in one), "")
            chain = (sender, *senders) if sender and sender not in senders else senders
            cut |= depth >= _DEEPEST or _collect(inner, chain, parts, depth + 1)
            continue
        content = next((stream.bytes_ for stream in attached.streams if stream.name == _BYTES), b"")
        name = next(filter(None, map(as_name, _texts(attached, _NAMES))), "")
        if content or name:
            shown = any(stream.name.startswith("__substg1.0_3712") for stream in attached.streams)
            ours = f"attachment-{len(parts) + 1}"
            parts.append(Part(name or ours, content, senders, bool(name), shown))
    return cut


def _texts(storage: Storage, properties: tuple[str, ...]) -> Iterator[str]:
    """Words of these properties, of each in Unicode or else in whatever code page it was written."""
    streams = {stream.name: stream.bytes_ for stream in storage.streams}
    for one in properties:
        if wide := streams.get(f"__substg1.0_{one}{_UNICODE}"):
            yield wide.decode("utf-16-le", "replace").rstrip("\0")
        elif narrow := streams.get(f"__substg1.0_{one}{_CODE_PAGE}"):
            yield decoded(narrow.rstrip(b"\0"))


def _sender(message: Message, storage: Storage) -> str:
    """The address; those within one Exchange server have none that others know."""
    told = parseaddr(_told(lambda: message.sender) or "")[1]
    for address in (told, *_texts(storage, _SENDERS)):
        if "@" in address:
            return legible(address.strip())[:_ADDRESS].casefold()
    return ""


def _told(ask: Callable[[], T | None]) -> T | None:
    """What the library says of a property; None where it stumbles over it."""
    with suppress(Exception):
        return ask()
    return None


def _naive(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)
