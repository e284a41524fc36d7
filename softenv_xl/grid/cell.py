"""What a cell can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value as the cell shows it, `#REF!` for instance."""

    words: str


Value = str | float | int | bool | date | datetime | time | timedelta | CellError | None

# Letters that nobody sees in a cell, each of which comes along when people paste from a web page, a chat or Word.
# Control characters, and white space of every width (Unicode's White_Space):
SPACES = "".join(map(chr, (*range(1, 33), *range(127, 161), 0x1680, *range(0x2000, 0x200B)))) + (
    "\u2028\u2029\u202f\u205f\u3000"
)
# What has no width of its own: soft hyphens, joiners, marks of direction, fillers, variation selectors, the byte
# order mark (Unicode's Default_Ignorable_Code_Point up to U+FFFF), the blank of Braille, marks of annotations.
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u2800\u3164\ufeff\uffa0" + "".join(
    chr(code)
    for first, last in (
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFFF0, 0xFFFB),
    )
    for code in range(first, last + 1)
)
BLANKS = SPACES + _UNSEEN
"""What a cell may hold and still be empty to people's eyes. The in-cell formula for "blank" reads these same
letters from the workbook's Lists sheet (templates.lists).
"""
_BLANK = frozenset(BLANKS)
# Selectors and tags beyond U+FFFF can follow a letter of a name; by themselves nobody types them.
_TAKEN_OUT = dict.fromkeys(map(ord, _UNSEEN)) | dict.fromkeys(
    (0xE0001, *range(0xE0020, 0xE0080), *range(0xE0100, 0xE01F0))
)
_AS_READ = {**_TAKEN_OUT, **dict.fromkeys(map(ord, SPACES), " ")}


def is_blank(value: Value) -> bool:
    """Empty, or only letters that can't be seen."""
    if isinstance(value, str):
        return not value or (value[0] in _BLANK and not value.strip(BLANKS))
    return value is None


def trimmed(text: str) -> str:
    """Text without what can't be seen at its ends; line ends and blanks inside are the writer's."""
    return text.strip(BLANKS)


def without_marks(text: str) -> str:
    """An id, a number or a date as it is read: one width (NFKC), nothing unseen, plain blanks, none at the ends."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return normalize("NFKC", text.translate(_TAKEN_OUT)).translate(_AS_READ).strip()


@lru_cache(maxsize=4096)  # the same headers, labels and names in hundreds of returns
def folded(text: str) -> str:
    """Words reduced to what people compare: one width, one case, no blanks, nothing unseen."""
    return normalize("NFKC", "".join(without_marks(text).casefold().split()))


def display_text(value: Value) -> str:
    """The value as people read it in a sentence: days as 2026-09-30, whole numbers without '.0'."""
    if type(value) is str:  # nearly always
        return value
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case CellError():
            return value.words
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
