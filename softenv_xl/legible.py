"""Names of files as text that can be shown, sent and stored: what the system says of a name may be no text at all.

An old unzip leaves the bytes of a Chinese name in GBK, and Windows allows halves of characters. Python hands both
on as lone surrogates, which neither JSON nor a cell can hold.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePath

_BYTES = re.compile("[\udc80-\udcff]")
_LONE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def legible(words: str | os.PathLike[str]) -> str:
    """The words or the path without lone surrogates: bytes as the GBK that they may be, all else in escapes
    such as `\\xd5`.
    """
    said = os.fspath(words)
    return "/".join(map(_legible, said.split("/"))) if _LONE.search(said) else said


def _legible(words: str) -> str:
    return _LONE.sub(_escape, _in_gbk(words) or words)


def file_name(path: PurePath) -> str:
    """The last part of the path, in one line and without anything that isn't shown."""
    return _CONTROL.sub(_escape, legible(path.name))


def _in_gbk(words: str) -> str | None:
    """None where it is no GBK, or mostly good UTF-8. (A few bytes of GBK look like UTF-8 by chance.)"""
    bytes_ = len(_BYTES.findall(words))
    if sum(not letter.isascii() for letter in words) > 2 * bytes_:
        return None
    try:
        return words.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return None


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
