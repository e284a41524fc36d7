"""One row of a sheet's part: bytes as they came until it changes, then attributes and cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.grid.address import column_letters, column_number
from softenv_xl.hosts.file.cell import Cell, attributes_in
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from softenv_xl.hosts.file.spelling import Spelling

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?((?: (?!s=|t=)[\w:.-]+="[^"<>]*")*)'
    rb"(?:/>|>((?:<(?!/c>)[^<]*)*)</c>)"
)
_ANY_CELL = re.compile(rb"<c[\s/>]")
_Lexed = tuple[bytes, bytes, bytes, bytes, bytes]
"""A cell's column letters, style, kind, other attributes and contents."""
_columns: dict[bytes, int] = {}


class Row:
    """`cells` and `attributes` take the row apart; `seen` looks into it and leaves it whole."""

    __slots__ = ("_apart", "_attributes", "_cells", "_rest", "_spelling", "_xml", "changed", "number")

    def __init__(self, number: int, xml: bytes, spelling: Spelling) -> None:
        self.number = number
        self.changed = False
        self._xml, self._spelling = xml, spelling
        self._apart = False

    def seen(self) -> dict[int, tuple[str, str]]:
        """The kind (`t`) of every cell and what stands in it, by column."""
        if self._apart:
            return {column: (cell.kind, cell.inner) for column, cell in self._cells.items()}
        return {
            _column(letters): (kind.decode(), inner.decode())
            for letters, _, kind, _, inner in self._lexed()[1]
        }

    def mentions(self, words: bytes) -> bool:
        return words in self.xml()

    @property
    def whole(self) -> bool:
        """Has it not been taken apart yet?"""
        return not self._apart

    @property
    def cells(self) -> dict[int, Cell]:
        self._take_apart()
        return self._cells

    @property
    def attributes(self) -> dict[str, str]:
        self._take_apart()
        return self._attributes

    def xml(self) -> bytes:
        """The row as it stands in the part; the very same bytes if it has not changed."""
        if not self.changed:
            return self._xml
        letters = column_letters
        head = "".join(f' {name}="{value}"' for name, value in self._attributes.items())
        cells = "".join(
            cell.said(f"{letters(column)}{self.number}") for column, cell in sorted(self._cells.items())
        )
        inner = cells + self._rest
        return self._spelling.with_prefix(f"<row{head}>{inner}</row>" if inner else f"<row{head}/>").encode()

    def _take_apart(self) -> None:
        if self._apart:
            return
        xml, lexed = self._lexed()
        self._cells = {
            _column(letters): Cell(style.decode(), kind.decode(), more.decode(), inner.decode())
            for letters, style, kind, more, inner in lexed
        }
        if len(self._cells) != len(lexed):
            raise unsafe(
                "第 {row} 行有两个单元格占用同一位置。",
                "Two cells of row {row} stand in the same place.",
                row=self.number,
            )
        tag, _, inside = xml.partition(b">")
        self._attributes = attributes_in(tag.removesuffix(b"/").decode())
        self._attributes["r"] = str(self.number)
        self._rest = _CELL.sub(b"", inside.rpartition(b"</row>")[0]).decode().strip()
        self._apart = True

    def _lexed(self) -> tuple[bytes, list[_Lexed]]:
        """The row as it came, or in a plainer spelling where need be, and its cells."""
        xml = self._spelling.without_prefix(self._xml)
        found = _lexed(xml)
        if found is None:
            xml = self._spelling.without_prefix(self._spelling.tidied(self._xml))
            found = _lexed(xml)
        if found is None:
            raise unsafe(
                "第 {row} 行的写法无法识别。", "Row {row} is spelt in an unknown way.", row=self.number
            )
        return xml, found


def _lexed(xml: bytes) -> list[_Lexed] | None:
    """All cells of a row; None if some cell is spelt otherwise."""
    found = _CELL.findall(xml)
    if len(found) == xml.count(b"<c"):
        return found
    return found if len(found) == len(_ANY_CELL.findall(xml)) else None


def _column(letters: bytes) -> int:
    column = _columns.get(letters)
    if column is None:
        column = _columns[letters] = column_number(letters.decode())
    return column
