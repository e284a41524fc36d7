"""Changes a few bytes of an XML part and leaves every other byte where it was."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from softenv_xl.hosts.refusal import unsafe

_START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


class Piece(NamedTuple):
    """One element and where it lies: `<a x="1">` is [start:opened], `</a>` is [closing:stop]."""

    name: str
    attributes: dict[str, str]
    text: str
    start: int
    opened: int
    closing: int
    stop: int


class Cut(NamedTuple):
    """Bytes [start:stop] give way to `words`."""

    start: int
    stop: int
    words: bytes


def pieces(data: bytes, part: str, depth: int | None = None) -> list[Piece]:
    """All elements in the order of their ends, or only those `depth` levels below the root.

    Names are local, without a namespace; so are the names of attributes.
    """
    reader = _Reader(data, depth)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise unsafe("部件 {part} 已损坏。", "The part {part} is damaged.", part=part) from error
    return reader.found


def spliced(data: bytes, cuts: list[Cut]) -> bytes:
    """The data with every cut made; cuts don't overlap."""
    for cut in sorted(cuts, reverse=True):
        data = data[: cut.start] + cut.words + data[cut.stop :]
    return data


def with_attribute(data: bytes, piece: Piece, name: str, value: str | None) -> Cut:
    """The cut that gives an element's start tag the attribute, which has no prefix; None takes it away."""
    words = f' {name}="{value}"'.encode() if value is not None else b""
    tag = data[piece.start : piece.opened]
    present = re.search(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), tag)
    if present:
        return Cut(piece.start + present.start(), piece.start + present.end(), words)
    end = re.search(rb"\s*/?>$", tag)
    place = piece.start + (end.start() if end else 0)
    return Cut(place, place, words)


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that starts there ends; a parser must have found it."""
    tag = _START_TAG.match(data, start)
    assert tag is not None  # noqa: S101
    return tag.end()


class _Reader:
    def __init__(self, data: bytes, depth: int | None) -> None:
        self.data, self.depth = data, depth
        self.found: list[Piece] = []
        self.open: list[tuple[str, dict[str, str], int, list[str]]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._starts
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.open.append((name.rpartition(" ")[2], local, self.parser.CurrentByteIndex, []))

    def _says(self, text: str) -> None:
        self.open[-1][3].append(text)

    def _ends(self, _name: str) -> None:
        name, attributes, start, texts = self.open.pop()
        if self.depth is not None and len(self.open) != self.depth:
            return
        opened = tag_end(self.data, start)
        empty = self.data[opened - 2 : opened] == b"/>"
        closing = opened if empty else self.parser.CurrentByteIndex
        stop = opened if empty else self.data.index(b">", closing) + 1
        self.found.append(Piece(name, attributes, "".join(texts), start, opened, closing, stop))
