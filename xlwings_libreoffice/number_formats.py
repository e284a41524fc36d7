"""Excel's number format codes and LibreOffice's numbered formats.

LibreOffice keeps a code once per document and language and hands out its number; its codes are Excel's
but for the case of the letters. Every code is read and written in English, whatever the interface speaks.
"""

from __future__ import annotations

import re
from typing import Any

from xlwings_libreoffice.uno_runtime import struct

# LibreOffice numbers its formats in blocks, one a language; each block begins with General.
_BLOCK = 10_000
_PIECES = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|E[+-]|[A-Za-z]+|.', re.IGNORECASE | re.DOTALL
)
_AS_WRITTEN = re.compile(r'["\\_*]|am/pm$|a/p$|e[+-]$', re.IGNORECASE)
_COLOURS = ("Black", "Blue", "Cyan", "Green", "Magenta", "Red", "White", "Yellow")
_WEEKDAYS = {"nn": "ddd", "nnn": "dddd", "nnnn": "dddd, "}


def _english() -> Any:
    """The language in which Excel's object model spells codes."""
    return struct("lang.Locale", Language="en", Country="US")


def number_format_key(document: Any, code: str) -> int:
    """The number of the document's format with this Excel code, added where it is new.

    Raises ValueError where LibreOffice cannot read the code.
    """
    if code.lower() == "general":
        return 0
    try:
        # kept in the office's own language: in another one it would be saved with a mark of that language
        return int(document.NumberFormats.addNewConverted(code, _english(), struct("lang.Locale")))
    except Exception as error:
        # UNO's exceptions share no base class of their own
        if type(error).__name__ != "MalformedNumberFormatException":
            raise
        raise ValueError(f"not a number format: {code!r}") from error


def number_format_code(document: Any, key: int) -> str:
    """The Excel code of the document's format with this number."""
    if key % _BLOCK == 0:
        return "General"
    formats = document.NumberFormats
    entry = formats.getByKey(key)
    if entry.Locale.Language != "en":
        entry = formats.getByKey(formats.addNewConverted(entry.FormatString, entry.Locale, _english()))
    return "".join(_spelt(piece) for piece in _PIECES.findall(entry.FormatString))


def _spelt(piece: str) -> str:
    """One piece of a code in the case that Excel gives it."""
    if piece.startswith("["):
        return _bracket(piece)
    if _AS_WRITTEN.match(piece):
        return piece
    if piece.lower() == "general":
        return "General"
    return _WEEKDAYS.get(piece.lower(), piece.lower())


def _bracket(piece: str) -> str:
    """`[RED]` → `[Red]`, `[H]` → `[h]`; currencies and conditions stay."""
    inner = piece[1:-1]
    if inner.capitalize() in _COLOURS or inner.upper().startswith("COLOR"):
        return f"[{inner.capitalize()}]"
    if set(inner.lower()) in ({"h"}, {"m"}, {"s"}):
        return piece.lower()
    return piece
