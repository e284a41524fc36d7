"""A sheet's part in three pieces: what stands before its rows, the rows, and what stands behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from softenv_xl.hosts.file.markup import MAIN, parsed, refuse_oddities, serialised
from softenv_xl.hosts.file.row import Row
from softenv_xl.hosts.file.spelling import Spelling
from softenv_xl.hosts.file.splice import tag_end
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAME = f"{MAIN[1:-1]} sheetData"
_HERE = "\ue000 the rows of the sheet \ue000"
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")


class Body:
    """`root` is the parsed part with no rows in its `sheetData`."""

    def __init__(self, data: bytes, part: str, title: str) -> None:
        refuse_oddities(data, part)
        start = _start(data, part)
        if start is None:
            raise unsafe("“{sheet}”不是普通工作表。", "“{sheet}” is not an ordinary sheet.", sheet=title)
        opened = tag_end(data, start)
        tag = data[start:opened]
        prefix = tag[1 : tag.index(b"sheetData")].decode()
        end = f"</{prefix}sheetData>".encode()
        if tag.endswith(b"/>"):
            self._head, self._rows = data[:start] + tag[:-2].rstrip() + b">", b""
            self._tail = end + data[opened:]
        else:
            closing = data.rfind(end)
            if closing < opened:
                raise unsafe("部件 {part} 已损坏。", "The part {part} is damaged.", part=part)
            self._head, self._rows, self._tail = data[:opened], data[opened:closing], data[closing:]
        self.root = parsed(self._head + self._tail, part)
        self.spelling = Spelling(part, prefix, dict(self.root.nsmap))
        self._title = title

    def rows(self, last_wanted: int | None = None) -> dict[int, Row]:
        """The rows by number, as they came; at least those up to `last_wanted`, if it is given."""
        if last_wanted is not None:
            self._rows = self._rows[: self._end_of(last_wanted)]
        numbered = list(self._numbered())
        # Comments could hide rows, and a row that doesn't say its number depends on the one before.
        if b"<!" in self._rows or b"<?" in self._rows or any(number is None for number, _ in numbered):
            self._rows = self.spelling.tidied(self._rows)
            numbered = list(self._numbered())
        rows: dict[int, Row] = {}
        last = 0
        for number, xml in numbered:
            if number is None or number <= last:
                raise unsafe(
                    "“{sheet}”的行次序混乱。", "The rows of “{sheet}” are out of order.", sheet=self._title
                )
            rows[number] = Row(number, xml, self.spelling)
            last = number
        return rows

    def mentions(self, words: bytes) -> bool:
        return words in self._rows

    def _end_of(self, number: int) -> int | None:
        """Where the row of that number ends, if it says its number in the usual way."""
        start = self._rows.find(f'<{self.spelling.prefix}row r="{number}"'.encode())
        end = f"</{self.spelling.prefix}row>".encode()
        found = self._rows.find(end, start) if start >= 0 else -1
        return found + len(end) if found >= 0 else None

    def _numbered(self) -> Iterator[tuple[int | None, bytes]]:
        """Every row with its number, if it says one; what stands between two rows goes with the second."""
        start, end = (f"<{mark}{self.spelling.prefix}row".encode() for mark in ("", "/"))
        *pieces, self._after = self._rows.split(end + b">")
        for piece in (*pieces, self._after):
            begin, position = 0, piece.find(start)
            while position >= 0:
                close = piece.index(b">", position) + 1
                stated = _NUMBER.search(piece, position, close)
                empty = piece[close - 2 : close] == b"/>"
                yield (
                    int(stated[1]) if stated else None,
                    piece[begin:close] if empty else piece[begin:] + end + b">",
                )
                begin, position = close, piece.find(start, close) if empty else -1
            if piece is self._after:
                self._after = piece[begin:]

    def around(self, rows: Iterable[bytes], root_changed: bool) -> bytes:
        """The whole part with these rows; what stands around them is spelt anew only if it was changed."""
        head, tail = self._head, self._tail
        if root_changed:
            data = self.root.find(f"{MAIN}sheetData")
            assert data is not None  # noqa: S101 - its start tag was found in the part
            data.text = _HERE
            head, _, tail = serialised(self.root, head).partition(_HERE.encode())
            data.text = None
        return b"".join((head, *rows, self._after, tail))


def _start(data: bytes, part: str) -> int | None:
    """Where the start tag of `sheetData` is; reads no further than that."""
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[int] = []

    def starts(name: str, _attributes: dict[str, str]) -> None:
        if name == _NAME and not found:
            found.append(parser.CurrentByteIndex)

    parser.StartElementHandler = starts
    try:
        for position in range(0, len(data), _CHUNK):
            parser.Parse(data[position : position + _CHUNK], False)
            if found:
                return found[0]
    except expat.ExpatError as error:
        raise unsafe("部件 {part} 已损坏。", "The part {part} is damaged.", part=part) from error
    return None


_CHUNK = 16_384
