"""One row of a sheet's part: bytes as they came until it changes, then attributes and cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.grid.address import column_number
from softenv_xl.hosts.file.cell import attributes_in
from softenv_xl.hosts.file.cells import Cells, Lexed
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.hosts.file.spelling import Spelling

_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?((?: (?!s=|t=)[\w:.-]+="[^"<>]*")*)'
    r"(?:/>|>((?:<(?!/c>)[^<]*)*)</c>)",
    re.ASCII,
)
_ANY_CELL = re.compile(r"<c[\s/>]", re.ASCII)


class Row:
    """`cells` and `attributes` take the row apart; `seen` looks into it and leaves it whole."""

    __slots__ = (
        "_apart",
        "_attributes",
        "_cells",
        "_found",
        "_rest",
        "_spelling",
        "_xml",
        "changed",
        "number",
    )

    def __init__(self, number: int, xml: bytes, spelling: Spelling) -> None:
        self.number = number
        self.changed = False
        self._xml, self._spelling = xml, spelling
        self._apart = False
        self._found: list[Lexed] | None = None

    def seen(self) -> dict[int, tuple[str, str]]:
        """The kind (`t`) of every cell and what stands in it, by column."""
        if self._apart:
            return {column: (kind, inner) for column, kind, inner in self._cells.looked_at()}
        return {column_number(letters): (kind, inner) for letters, _, kind, _, inner in self._lexed()[1]}

    def formulas(self, of_kind: bytes = b"") -> Iterable[tuple[int, str]]:
        """The columns of cells with a formula and what stands in them, of a row that may have formulas of that kind (`t`)."""
        if self._apart:
            return self._cells.formulas()
        if of_kind not in self._xml:
            return ()
        found = self._lexed()[1]
        return ((column_number(cell[0]), cell[4]) for cell in found if cell[4].startswith("<f"))

    @property
    def whole(self) -> bool:
        """Has it not been taken apart yet?"""
        return not self._apart

    @property
    def cells(self) -> Cells:
        self._take_apart()
        return self._cells

    @property
    def attributes(self) -> dict[str, str]:
        self._take_apart()
        return self._attributes

    def reach(self, columns: Iterable[int]) -> None:
        """Cells have come into these columns: the row's `spans`, which need not be there, go where they don't hold them.

        Where they do, they stay, so that the row is spelt alike whatever came and went in it.
        """
        spans = self.attributes.get("spans")
        if spans is not None and not all(_spanned(spans, column) for column in columns):
            del self._attributes["spans"]

    def xml(self) -> bytes:
        """The row as it stands in the part; the very same bytes if it has not changed."""
        if not self.changed:
            return self._xml
        head = "".join(f' {name}="{value}"' for name, value in self._attributes.items())
        inner = self._cells.xml(self.number) + self._rest
        return self._spelling.with_prefix(f"<row{head}>{inner}</row>" if inner else f"<row{head}/>").encode()

    def _take_apart(self) -> None:
        if self._apart:
            return
        xml, lexed = self._lexed()
        self._found = None  # the cells have it now
        self._cells = Cells({column_number(cell[0]): cell for cell in lexed})
        if len(self._cells) != len(lexed):
            raise unsafe(
                "第 {row} 行有两个单元格占用同一位置。",
                "Two cells of row {row} stand in the same place.",
                row=self.number,
            )
        tag, _, inside = xml.partition(">")
        self._attributes = attributes_in(tag.removesuffix("/"))
        self._attributes["r"] = str(self.number)
        self._rest = _CELL.sub("", inside.rpartition("</row>")[0]).strip()
        self._apart = True

    def _lexed(self) -> tuple[str, list[Lexed]]:
        """The row as it came, or in a plainer spelling where need be, and its cells."""
        plain = self._spelling.without_prefix(self._xml)
        # It may have been looked at before: by whoever looks for formulas, compares, or moves rows.
        if self._found is not None:
            return plain.decode(), self._found
        text, found = _lexed(plain)
        self._found = found
        if found is None:
            text, found = _lexed(self._spelling.without_prefix(self._spelling.tidied(self._xml)))
        if found is None:
            raise unsafe(
                "第 {row} 行的写法无法识别。", "Row {row} is spelt in an unknown way.", row=self.number
            )
        return text, found


def _spanned(spans: str, column: int) -> bool:
    ends = (span.partition(":") for span in spans.split())
    return any(
        first.isdecimal() and last.isdecimal() and int(first) <= column <= int(last)
        for first, _, last in ends
    )


def _lexed(xml: bytes) -> tuple[str, list[Lexed] | None]:
    """A row as text, and all its cells; None if some cell is spelt otherwise."""
    text = xml.decode()
    found = _CELL.findall(text)
    if len(found) == text.count("<c") or len(found) == len(_ANY_CELL.findall(text)):
        return text, found
    return text, None
