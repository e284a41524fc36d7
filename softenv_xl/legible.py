"""Foreign text as it can be shown, sent and stored: names of files, words of cells, what other programs say.

What the system says of a name may be no text at all: an old unzip leaves the bytes of a Chinese name in GBK, and
Windows allows halves of characters. Python hands both on as lone surrogates, which neither JSON nor a cell can
hold. And any text may hold what no reader sees but a terminal obeys, or what turns the words around it about.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import PurePath

_BYTES = re.compile("[\udc80-\udcff]")
_LONE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("[\t-\r\x85\u2028\u2029]+")

# Controls (a terminal obeys them), direction marks (they turn what follows about), what has no width, lone
# surrogates and noncharacters. Joiners stay: emoji and several scripts are spelt with them.
_UNSHOWN = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f"
)
UNSHOWN = re.compile(f"[{_UNSHOWN}]")
"""Every character that foreign text is never shown with; `shown` lets line breaks pass."""


def legible(words: str | os.PathLike[str]) -> str:
    """The words or the path in one line, with every character to be seen: bytes as the GBK that they may be, all
    else that isn't shown in escapes such as `\\xd5`.
    """
    text = os.fspath(words)
    if not UNSHOWN.search(text):
        return text
    return UNSHOWN.sub(lambda found: escape(found[0]), storable_text(text))


def in_one_line(words: str) -> str:
    """The same of words that people typed in several lines: what stands between these is a blank."""
    return legible(_BREAKS.sub(" ", words))


def legible_lines(words: str) -> str:
    """The same for what has lines of its own."""
    return "\n".join(map(legible, words.split("\n")))


def storable_text(words: str) -> str:
    """The words as cells and files can hold them, line breaks and all: only what is no text is spelt otherwise."""
    if not _LONE.search(words):
        return words
    return _LONE.sub(lambda found: escape(found[0]), "/".join(map(_decoded, words.split("/"))))


def file_name(path: PurePath) -> str:
    """The last part of the path, legible."""
    return legible(path.name)


def storable(name: str) -> str:
    """A name that we give a file, as Python has to be told it where the system's names are in another code page that
    lacks one of its letters: then it is stored in UTF-8.
    """
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "replace"))
    return name


def escape(letter: str) -> str:
    """A character by its number, as Python spells it: `\\x1b`, `\\u202e`; the byte that a lone surrogate stands for."""
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _decoded(words: str) -> str:
    """As UTF-8 where the system doesn't go by that, else as GBK, unless it is none, or mostly good UTF-8. (A few
    bytes of GBK look like UTF-8 by chance.)
    """
    bytes_ = len(_BYTES.findall(words))
    if sys.platform == "win32" or sum(not letter.isascii() for letter in words) > 2 * bytes_:
        return words
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return os.fsencode(words).decode(encoding)
    return words
