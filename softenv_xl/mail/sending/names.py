"""What an attachment is called: short, and of letters that every system can store."""

from __future__ import annotations

import re
import unicodedata

from softenv_xl.legible import UNSHOWN, storable_text

LONGEST = 40
"""Letters: a name that long needs no continuation in `filename*` (RFC 2231), which some programs can't read."""

_FORBIDDEN = re.compile(r'["\\/:*?<>|;%\r\n\t]')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


def attachment_name(name: str) -> str:
    """The name as it is sent: its ending stays, what is too long before it is cut. Recognition never goes by it."""
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub("_", UNSHOWN.sub("_", storable_text(name))))
    found = _ENDING.search(text)
    ending = found[0] if found else ""
    stem = " ".join(text[: len(text) - len(ending)].split()).strip(" .")
    return f"{_cut(stem, LONGEST - len(ending)) or 'attachment'}{ending}"


def _cut(words: str, length: int) -> str:
    """So many letters at most, and no accent or joiner without its letter at the end's other side."""
    if len(words) <= length:
        return words
    while length and (unicodedata.combining(words[length]) or words[length] in "\u200c\u200d\ufe0f"):
        length -= 1
    return words[:length].rstrip(" .")
