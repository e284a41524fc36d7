"""The boxes that notes are shown in: a drawing in an old markup that Excel still asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.grid.address import Address
from softenv_xl.hosts.file.markup import MAIN, RELATIONSHIPS
from softenv_xl.hosts.file.notes import COLUMN, ROW, SHAPE
from softenv_xl.hosts.file.relations import relations
from softenv_xl.hosts.file.upgrade.parts import add_part, free_name, relate

if TYPE_CHECKING:
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook

_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY = f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>'
_KIND = (
    f'<v:shapetype {_SPACES} id="softenv_note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    f"<v:shape {_SPACES} "
    'id="_x0000_s{id}" type="#softenv_note" style="position:absolute;width:{width}pt;height:{height}pt;'
    'z-index:1;visibility:hidden" fillcolor="#FFFFE1" o:insetmode="auto"><v:fill color2="#FFFFE1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_ID = re.compile(rb"_x0000_s(\d+)")
_CLUSTER = 1024  # ids of one drawing, as Excel counts them
_AFTER = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_LETTERS, _LINE = 44, 13.5  # characters in a line of a box, points of a line


class Shapes:
    """Those of one sheet; nothing changes before `store`."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        found = [one.part for one in relations(book.package, sheet.part) if one.kind == "vmlDrawing"]
        referred = sheet.root.find(f"{MAIN}legacyDrawing")
        known = {one.id: one.part for one in relations(book.package, sheet.part)}
        own = known.get(referred.get(f"{RELATIONSHIPS}id", "")) if referred is not None else None
        self._part = own if own in found else None
        self._data = book.package.read(self._part) if self._part else self._empty()

    def drop(self, cell: str) -> None:
        at = Address.parse(cell)
        self._data = SHAPE.sub(lambda shape: b"" if _is_at(shape[0], at) else shape[0], self._data)

    def add(self, cell: str, words: str) -> None:
        """A box for the cell's note, unless there is one."""
        at = Address.parse(cell)
        if any(_is_at(shape, at) for shape in SHAPE.findall(self._data)):
            return
        lines = sum(1 + len(line.encode("gb18030", "replace")) // _LETTERS for line in words.split("\n"))
        height = round(lines * _LINE + 10)
        box = _BOX.format(
            id=1 + max((int(number) for number in _ID.findall(self._data)), default=self._first()),
            width=230,
            height=height,
            left=at.column,
            right=at.column + 3,
            top=max(at.row - 2, 0),
            bottom=max(at.row - 2, 0) + 1 + height // 16,
            row=at.row - 1,
            column=at.column - 1,
        )
        end = self._data.rfind(b"</xml>")
        if end < 0:
            raise ValueError("a drawing of notes in a markup of its own")
        kind = b"" if b'id="softenv_note"' in self._data else _KIND.encode()
        self._data = self._data[:end] + kind + box.encode() + self._data[end:]

    def store(self) -> None:
        package = self._book.package
        if self._part:
            package.replace(self._part, self._data)
            return
        part = free_name(package, "xl/drawings/vmlDrawing1.vml")
        add_part(package, part, self._data, _TYPE)
        element = etree.Element(f"{MAIN}legacyDrawing")
        element.set(f"{RELATIONSHIPS}id", relate(package, self._sheet.part, "vmlDrawing", part))
        after = {f"{MAIN}{name}" for name in _AFTER}
        root = self._sheet.root
        at = next((place for place, one in enumerate(root) if one.tag in after), len(root))
        root.insert(at, element)
        self._sheet.touch_root()

    def _first(self) -> int:
        return _CLUSTER * self._number()

    def _number(self) -> int:
        return 1 + self._book.titles.index(self._sheet.title)

    def _empty(self) -> bytes:
        return (_EMPTY % self._number()).encode()


def _is_at(shape: bytes, at: Address) -> bool:
    row, column = ROW.search(shape), COLUMN.search(shape)
    if not row or not column or b'ObjectType="Note"' not in shape:
        return False
    return (int(row[2]) + 1, int(column[1]) + 1) == at
