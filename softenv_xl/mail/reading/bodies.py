"""Long bodies in base64 stand aside while a message is taken apart: they are most of it, and the library goes line by line."""

from __future__ import annotations

import re
import secrets
from email.message import Message

# Whole lines, many of them. None is a header or a boundary: these need letters that base64 doesn't have.
_LINE = rb"[A-Za-z0-9+/]{40,200}={0,2}"
_BODY = re.compile(rb"^%s(?:\r?\n%s(?=\r?\n|\Z)){19,}+" % (_LINE, _LINE), re.MULTILINE)


class Bodies:
    """The bodies of one message: `short` is the message with a mark in the place of each."""

    def __init__(self, content: bytes) -> None:
        self._mark = secrets.token_hex(16).encode()  # nobody who writes messages knows it
        self._kept: list[bytes] = []
        self.short = _BODY.sub(self._put_aside, content)
        self._marks = re.compile(rb"%s ([0-9]+);" % self._mark)

    def put_back(self, part: Message) -> None:
        """Of a part that isn't made of others."""
        payload = part._payload  # type: ignore[attr-defined]  # as it came: `get_payload` replaces what isn't ASCII
        if self._kept and isinstance(payload, str) and self._mark.decode() in payload:
            content = self.whole(payload.encode("ascii", "surrogateescape"))
            part.set_payload(content.decode("ascii", "surrogateescape"))

    def whole(self, content: bytes) -> bytes:
        """The bytes with every body in its place."""
        return self._marks.sub(lambda found: self._kept[int(found[1])], content) if self._kept else content

    def _put_aside(self, found: re.Match[bytes]) -> bytes:
        self._kept.append(found[0])
        return b"%s %d;" % (self._mark, len(self._kept) - 1)
