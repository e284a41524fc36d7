"""Is it a message, or a file of many? By its first lines, since names say little."""

from __future__ import annotations

import re

_HEAD = 16_384
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]*:", re.MULTILINE)
_OF_MAIL = frozenset(
    b"from to cc date subject received return-path delivered-to message-id mime-version sender reply-to x-mailer"
    b" content-type dkim-signature x-unsent x-qq-mid x-coremail-antispam envelope-to".split()
)
# Web pages in one file have headers as well; Excel and browsers write them.
_WEB_ARCHIVE = re.compile(
    rb"^(?:snapshot-content-location:|x-document-type:|from: <saved by |content-location: (?:file|https?):)",
    re.MULTILINE | re.IGNORECASE,
)
_MAILBOX = re.compile(rb"From [^\r\n]{1,200}\r?\n(?:>?[A-Za-z][A-Za-z0-9-]{0,60}[ \t]*:)")


def is_mail(content: bytes) -> bool:
    """Does the content begin as a message does: with its headers, two of them such as only mail has?"""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    first = block.split(b"\n", 1)[0]
    if not _FIELD.match(first) or _WEB_ARCHIVE.search(block):
        return False
    fields = {field.lower() for field in _FIELD.findall(block)}
    return len(fields & _OF_MAIL) >= 2 and bool(fields & {b"from", b"received", b"date", b"to", b"sender"})


def is_mailbox(content: bytes) -> bool:
    """Does the content begin as a file of many messages does (mbox)?"""
    return _MAILBOX.match(content[:_HEAD]) is not None
