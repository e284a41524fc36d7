"""The three places of a passport in a workbook: an XML part, document properties, the visible line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count, takewhile

from softenv_xl.words import Lang, Text

NAMESPACE = "urn:softenv-xl:passport:1"
"""Of the XML part's root element, whose text is the token."""

SNAPSHOT_NAMESPACE = "urn:softenv-xl:snapshot:1"
"""Of the root element of a pack's further part, whose text is the snapshot that it was issued from."""

LONGEST_SNAPSHOT = 1 << 23
"""Letters of a snapshot that is read from a pack."""

NAME = "passport_serial"
"""The defined name of the cell with the visible line."""

LABEL = Text("文件编号", "Serial")
"""What the visible line begins with."""

# A property holds 255 letters at most in some programs.
_LONGEST = 240
_COUNT = "softenv_passport"


def visible(serial: str, lang: Lang) -> str:
    """The line that people read."""
    return Text("{label}：{serial}", "{label}: {serial}").format(label=LABEL, serial=serial)(lang)


def as_properties(token: str) -> dict[str, str]:
    """The token in as many properties as it takes; the first says how many."""
    pieces = [token[at : at + _LONGEST] for at in range(0, len(token), _LONGEST)]
    return {_COUNT: str(len(pieces)), **{f"{_COUNT}_{n}": piece for n, piece in enumerate(pieces, 1)}}


def from_properties(properties: Mapping[str, str]) -> str | None:
    """The token; None where a piece of it is lost."""
    pieces = [
        *takewhile(lambda piece: piece is not None, (properties.get(f"{_COUNT}_{n}") for n in count(1)))
    ]
    if not pieces or properties.get(_COUNT) not in (None, str(len(pieces))):
        return None
    return "".join(piece.strip() for piece in pieces if piece)


def is_visible_line(words: object) -> bool:
    """Is it the line of a passport, in either language?"""
    return isinstance(words, str) and any(
        words.strip().startswith(f"{label}{mark}") for label, mark in zip(LABEL, "：:", strict=True)
    )


def serial_line(cells: Iterable[object]) -> str | None:
    """The first line of a passport among the cells."""
    return next((words for words in cells if isinstance(words, str) and is_visible_line(words)), None)
