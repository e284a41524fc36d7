"""What is found in a message."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Part(NamedTuple):
    """One attachment. `name` is legible and has no folder in it; `named` says that it is the sender's, not ours.

    `senders` are the addresses of whom it came from, the message that it hangs on first, those around that one behind it.
    `shown`: it belongs to the words of the message, as a letterhead does.
    """

    name: str
    content: bytes
    senders: tuple[str, ...] = ()
    named: bool = True
    shown: bool = False


class Mail(NamedTuple):
    """A message: from whom, when (naive UTC), its words as far as links are looked for in them, its attachments.

    `bounced`: it is a bounce, and this is whom a mail of ours didn't reach; what hangs on it is ours, too, and is left out.
    `cut` says that it was nested too deeply, or had too many parts, for all of it to be looked at.
    """

    sender: str = ""
    subject: str = ""
    sent: datetime | None = None
    identity: str = ""
    words: str = ""
    parts: tuple[Part, ...] = ()
    cut: bool = False
    bounced: str = ""
