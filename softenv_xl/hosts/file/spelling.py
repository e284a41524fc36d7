"""How a sheet's part spells its rows: the prefix of its elements, and one plain form for what is spelt unusually."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.grid.address import Address
from softenv_xl.hosts.file.markup import MAIN, Element, parsed
from softenv_xl.hosts.file.text import in_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIDY = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
_UNPREFIXED = re.compile(r"<(/?)(?![\w.-]+:)")


class Spelling:
    """`prefix` is "" or ends with a colon; `declared` are the namespaces known at the part's root."""

    def __init__(self, part: str, prefix: str, declared: Mapping[str | None, str]) -> None:
        self.part, self.prefix = part, prefix
        spaces = "".join(
            f' {f"xmlns:{name}" if name else "xmlns"}="{in_attribute(uri)}"' for name, uri in declared.items()
        )
        self._open = f"<{prefix}sheetData{spaces}>".encode()
        self._close = f"</{prefix}sheetData>".encode()

    def without_prefix(self, xml: bytes) -> bytes:
        if not self.prefix:
            return xml
        prefix = self.prefix.encode()
        return xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")

    def with_prefix(self, xml: str) -> str:
        return _UNPREFIXED.sub(rf"<\1{self.prefix}", xml) if self.prefix else xml

    def tidied(self, rows: bytes) -> bytes:
        """Rows spelt in the usual way: no comments, no space between elements, every cell with its address."""
        root = parsed(self._open + rows + self._close, self.part, _TIDY)
        last = 0
        for row in root:
            last = int(row.get("r") or last + 1)
            _tidy_row(row, last)
        root.text = None
        xml = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
        return xml[xml.index(b">") + 1 : -len(self._close)]


def _tidy_row(row: Element, number: int) -> None:
    row.set("r", str(number))
    row.text = row.tail = None
    last = 0
    for cell in row:
        cell.tail = None
        if cell.tag != f"{MAIN}c":
            continue
        cell.text = None
        stated = cell.get("r")
        last = Address.parse(stated).column if stated else last + 1
        attributes = {str(name): str(value) for name, value in cell.attrib.items()}
        cell.attrib.clear()
        cell.set("r", Address(number, last).a1)
        for name in sorted(attributes, key=lambda name: ("s", "t", name).index(name)):
            if name != "r":
                cell.set(name, attributes[name])
        for part in cell:
            part.tail = None
