"""Words of a message's headers, in any of the spellings that are in use: names of attachments above all.

RFC 2231, whole and in pieces; RFC 2047 in quotes, in several words, with more letters than its charset has; bare UTF-8 and bare
GBK. The standard library reads most of them, and makes question marks of bare bytes: those are decoded before it is asked.
"""

from __future__ import annotations

import re
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from softenv_xl.legible import in_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENCODED_WORD = "=?"
_LOST = "\ufffd"
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_LONGEST = 120
_LONGEST_ENDING = 12


def decoded(raw: bytes, charset: str = "") -> str:
    """The bytes as text: as the charset says if it can be believed, else UTF-8, else GB18030; never raises.

    GB2312 and GBK are read as GB18030, which has all of their letters: programs name the one and write the other.
    """
    said = charset.partition("*")[0].strip().lower()  # RFC 2231 lets a language follow
    believed = ["gb18030"] if said.startswith(("gb", "hz", "cp936", "ms936", "x-gbk")) else [said]
    for encoding in (*believed, "utf-8", "gb18030"):
        if encoding and encoding not in ("unknown-8bit", "us-ascii", "ascii"):
            with suppress(UnicodeError, LookupError, ValueError):
                return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def header_words(header: str | None) -> str:
    """A header as it came (with what is no ASCII as lone surrogates), decoded and in one line."""
    return in_one_line(_words(_bare(header or ""))).strip()


def attachment_name(part: Message) -> str | None:
    """What the sender calls an attachment, without folders; None where nothing can be made out."""
    for spelling in _spellings(part):
        words = _words(spelling) if isinstance(spelling, str) else decoded(spelling[1], spelling[0])
        if _LOST in words:
            continue
        if name := as_name(_unquoted(words)):
            return name
    return None


def as_name(words: str) -> str:
    """The last part of what may be a path, legible and of a length that can be shown."""
    name = in_one_line(re.split(r"[/\\]", words.strip().strip('"').strip())[-1]).strip().lstrip(".")
    if len(name) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return name[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 2]}….{ending}"


def raw_header(part: Message, name: str) -> str | None:
    """A header's text as it came; None where there is none. (`part[name]` would lose bare bytes.)"""
    return next((str(value) for key, value in part.raw_items() if key.lower() == name), None)


def _spellings(part: Message) -> Iterator[str | tuple[str, bytes]]:
    """Every name that the headers give, the best first: text, or a charset and bytes."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        raw = raw_header(part, header)
        if raw is None:
            continue
        again = Message()
        again[header] = _bare(raw).replace("\r", " ").replace("\n", " ")
        values = [value for name, value in _parameters(again, header) if name.lower() == key]
        yield from sorted(values, key=lambda value: isinstance(value, str))


def _parameters(part: Message, header: str) -> Iterator[tuple[str, str | tuple[str, bytes]]]:
    try:
        found = part.get_params([], header=header) or []
    except (ValueError, LookupError, TypeError, AttributeError):  # what the standard library stumbles over
        return
    for name, value in found:
        if isinstance(value, tuple):  # RFC 2231: each letter stands for a byte
            charset, _, text = value
            yield name, (str(charset or ""), _bytes(str(text)))
        else:
            yield name, str(value)


def _bytes(text: str) -> bytes:
    """What the standard library unquoted letter by letter; a name that wasn't quoted at all is UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _bare(header: str) -> str:
    """Bare bytes as what they mean."""
    if header.isascii():
        return header
    with suppress(UnicodeEncodeError):
        return decoded(header.encode("ascii", "surrogateescape"))
    return header


def _words(text: str) -> str:
    if _ENCODED_WORD not in text:
        return text
    try:
        pieces = decode_header(re.sub(r"[\r\n]+", " ", text))
    except (ValueError, LookupError, MessageError):  # base64 that is none
        return text
    return "".join(_piece(piece, charset) for piece, charset in pieces)


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:  # plain text between words, which decode_header gives as escaped letters
        return piece.decode("raw-unicode-escape", "replace")
    return decoded(piece, charset)


def _unquoted(words: str) -> str:
    """Some programs quote letters as addresses do, where nothing says so."""
    if not _PERCENT.search(words):
        return words
    with suppress(UnicodeDecodeError):
        plain = unquote_to_bytes(words).decode("utf-8")
        if not plain.isascii():
            return plain
    return words
