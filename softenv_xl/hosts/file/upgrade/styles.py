"""Takes formats of one workbook over into another: each once, and none where an equal one is there."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.refusal import missing

if TYPE_CHECKING:
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.workbook import Workbook

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
)  # fmt: skip
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_FIRST_OWN = 164  # number formats below are the same in every workbook


class Styles:
    """`xf` and `dxf` map numbers of the template's formats to numbers in the workbook."""

    def __init__(self, book: Workbook, template: Workbook) -> None:
        self._book = book
        self._part = _part(book)
        self._root, self._theirs = book.tree(self._part), template.tree(_part(template))
        self._known: dict[tuple[str, int], int] = {}
        self._spelt: dict[str, dict[bytes, int]] = {}
        self._changed = False

    def xf(self, number: str | None) -> str:
        """A cell's format."""
        return str(self._taken("cellXfs", int(number or 0)))

    def dxf(self, number: str) -> str:
        """A conditional one."""
        return str(self._taken("dxfs", int(number)))

    def store(self) -> None:
        if self._changed:
            self._book.store_tree(self._part)

    def _taken(self, group: str, number: int) -> int:
        if (group, number) not in self._known:
            element = copy.deepcopy(self._theirs.findall(f"{MAIN}{group}/*")[number])
            if group == "cellXfs":
                for attribute, part in _PARTS.items():
                    element.set(attribute, str(self._taken(part, int(element.get(attribute, "0")))))
                element.set("numFmtId", self._number_format(element.get("numFmtId", "0")))
                element.set("xfId", "0")
            for own in element.iterchildren(f"{MAIN}numFmt"):
                own.set("numFmtId", self._number_of(own.get("formatCode", "")))
            self._known[group, number] = self._put(group, element)
        return self._known[group, number]

    def _put(self, group: str, element: Element) -> int:
        """The number of an equal one that is there, or that of a new one at the end."""
        parent = self._group(group)
        if group not in self._spelt:
            self._spelt[group] = {}
            for number, one in enumerate(parent):
                self._spelt[group].setdefault(_spelt(one), number)
        known = self._spelt[group]
        xml = _spelt(element)
        if xml not in known:
            known[xml] = len(parent)
            parent.append(element)
            parent.set("count", str(len(parent)))
            self._changed = True
        return known[xml]

    def _number_format(self, number: str) -> str:
        if int(number) < _FIRST_OWN:
            return number
        theirs = self._theirs.iterfind(f"{MAIN}numFmts/*")
        code = next(one.get("formatCode", "") for one in theirs if one.get("numFmtId") == number)
        for own in self._group("numFmts"):
            if own.get("formatCode") == code:
                return own.get("numFmtId", "0")
        element = etree.Element(f"{MAIN}numFmt", numFmtId=self._number_of(code), formatCode=code)
        self._put("numFmts", element)
        return element.get("numFmtId", "0")

    def _number_of(self, code: str) -> str:
        """The number that this format code has anywhere in the workbook, or the next free one."""
        known = {
            one.get("formatCode"): int(one.get("numFmtId", "0")) for one in self._root.iter(f"{MAIN}numFmt")
        }
        return str(known.get(code, max((_FIRST_OWN - 1, *known.values())) + 1))

    def _group(self, name: str) -> Element:
        found = self._root.find(f"{MAIN}{name}")
        if found is None:
            found = etree.Element(f"{MAIN}{name}", count="0")
            before = {f"{MAIN}{other}" for other in _ORDER[: _ORDER.index(name)]}
            at = max((place for place, one in enumerate(self._root, 1) if one.tag in before), default=0)
            self._root.insert(at, found)
        return found


def _part(book: Workbook) -> str:
    part = book.related("styles")
    if part is None:
        raise missing("格式部件", "part with its formats")
    return part


def _spelt(element: Element) -> bytes:
    """The same for elements that mean the same, however they are spelt."""
    bare = copy.deepcopy(element)
    bare.tail = None
    return etree.tostring(bare, method="c14n", exclusive=True)
