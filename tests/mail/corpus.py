"""Messages as they arrive: names of attachments in eight spellings, attachments in every way that they hang on a message."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import quote

NAME = "自查表—王芳（终稿）.xlsx"
XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OCTETS = b"application/octet-stream"
SENDER = "wang@school.example"


def _word(text: str, charset: str) -> bytes:
    return b"=?%s?B?%s?=" % (charset.encode(), b64encode(text.encode(charset)))


def _pieces(name: str) -> bytes:
    """RFC 2231 in pieces, cut in the middle of a letter's bytes, as the standard allows."""
    letters = re.findall("%..|.", quote(name))
    cut = ["".join(letters[at : at + 10]) for at in range(0, len(letters), 10)]
    return b";\r\n ".join(
        b"filename*%d*=%s%s" % (number, b"UTF-8''" if number == 0 else b"", piece.encode())
        for number, piece in enumerate(cut)
    )


def _two_words(name: str) -> bytes:
    half = len(name) // 2
    return b'filename="%s\r\n %s"' % (_word(name[:half], "utf-8"), _word(name[half:], "utf-8"))


SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "rfc2231": lambda name: b"filename*=UTF-8''" + quote(name).encode(),
    "rfc2231-continued": _pieces,
    "rfc2047-utf-8": lambda name: b'filename="%s"' % _word(name, "utf-8"),
    "rfc2047-gb18030": lambda name: b'filename="%s"' % _word(name, "gb18030"),
    "rfc2047-two-words": _two_words,
    "bare-utf-8": lambda name: b'filename="%s"' % name.encode(),
    "bare-gbk": lambda name: b'filename="%s"' % name.encode("gb18030"),
    "name-alone": lambda name: b"",
}
"""What stands behind `Content-Disposition: attachment;`; of the last there is no such header."""


def spelt(
    spelling: str, content: bytes, name: str = NAME, kind: bytes = XLSX, disposition: bytes = b"attachment"
) -> bytes:
    """One part of a message: its headers and its content. Without a `disposition` the name is the type's."""
    written = SPELLINGS[spelling](name)
    if not written:
        disposition = b""
        written = b'name="%s"' % _word(name, "utf-8")
    if disposition:
        headers = b"Content-Type: %s\r\nContent-Disposition: %s;\r\n %s\r\n" % (kind, disposition, written)
    else:
        headers = b"Content-Type: %s;\r\n %s\r\n" % (kind, written.replace(b"filename", b"name"))
    return headers + b"Content-Transfer-Encoding: base64\r\n\r\n" + _lines(content)


def text(words: str, charset: str = "utf-8", kind: str = "plain") -> bytes:
    """A part with the words that people read."""
    head = f"Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + _lines(words.encode(charset))


def message(*parts: bytes, sender: str = SENDER, subject: bytes = b"return", more: bytes = b"") -> bytes:
    """A message of these parts."""
    number = hash_of(b"".join(parts))
    mark = b"=_part_%08x" % number
    inside = b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts)
    identity = b"<%d.%d.%s>" % (len(inside), number, sender.encode())
    return (
        b"From: %s\r\nTo: office@school.example\r\nSubject: %s\r\n" % (sender.encode(), subject)
        + b"Date: Mon, 19 Oct 2026 08:30:00 +0800\r\nMessage-ID: %s\r\n%sMIME-Version: 1.0\r\n"
        % (identity, more)
        + b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n%s--%s--\r\n' % (mark, inside, mark)
    )


def forwarded(inner: bytes) -> bytes:
    """A part that is a message."""
    return b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + inner


def packed(files: dict[str, bytes], gbk: bool = False) -> bytes:
    """A zip; with names in GBK as programs of Windows write them, where asked."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 10, 19, 8, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if gbk:  # the letters of code page 437 that these bytes stand for: zipfile writes them without its flag
                info.filename = name.encode("gb18030").decode("cp437")
                info.flag_bits = 0
                info.orig_filename = info.filename
                package.writestr(_Plain(info, name.encode("gb18030")), content)
            else:
                package.writestr(info, content)
    return target.getvalue()


class _Plain(zipfile.ZipInfo):
    """A member whose name is these bytes."""

    def __init__(self, like: zipfile.ZipInfo, raw: bytes) -> None:
        super().__init__(like.filename, like.date_time)
        self.compress_type = like.compress_type
        self._raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own name
        return self._raw, self.flag_bits & ~0x800


def hash_of(content: bytes) -> int:
    """A number for a message's name that is the same in every run."""
    import zlib

    return zlib.crc32(content)


def _lines(content: bytes) -> bytes:
    letters = b64encode(content)
    return b"".join(letters[at : at + 76] + b"\r\n" for at in range(0, len(letters), 76))
