"""Cells that hold a picture. WPS puts it there with a formula, Excel as a value that older programs take for an error.

Sources: WPS's DISPIMG as its files have it; [MS-XLSX] 2.3.12 (rich values) and 2.2.4.12 (valueMetadata); Excel's
function IMAGE.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.gate.markup import parsed
from softenv_xl.gate.reading import optional
from softenv_xl.grid.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element

    from softenv_xl.gate.inflated_package import Package
    from softenv_xl.gate.workbook import Relation
    from softenv_xl.grid.cell import Value

_MENTIONS = (b"DISPIMG", b"dispimg", "DISPIMG".encode("utf-16-le"))
_FORMULA = re.compile(rb"\s*=?\s*(?:_xl\w+\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_WORDS = re.compile(r"=?\s*(?:_xlfn\.)?DISPIMG\(\s*\"ID_\w+\"\s*,\s*1\s*\)", re.IGNORECASE)
_PICTURES = ("_localimage", "_webimage")
_IMAGES = "xl/media/"


def shows_picture(text: bytes, at: int = 0) -> bool:
    """Does the formula that starts there put a picture into its cell?"""
    return _FORMULA.match(text, at) is not None


def formulas_as_text(rows: Sequence[Sequence[Value]], *sources: bytes) -> frozenset[Address]:
    """The cells in which WPS's formula stands as text, as other programs write it; looked for only where one of
    the bytes that the rows were read from mentions it.
    """
    if not any(mention in source for source in sources for mention in _MENTIONS):
        return frozenset()
    return frozenset(
        Address(number, column)
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if stands_for_picture(value)
    )


def stands_for_picture(value: Value) -> bool:
    """Is the text nothing but WPS's formula?"""
    return isinstance(value, str) and _WORDS.fullmatch(value.strip()) is not None


def pictures_among(
    package: Package, relations: Iterable[Relation], rich: Mapping[Address, int]
) -> frozenset[Address]:
    """Which of the cells with a rich value hold a picture; where the parts don't say, all of them, if the
    package has pictures.
    """
    if not rich:
        return frozenset()
    parts = {relation.kind.lower(): relation.target for relation in relations}
    kinds = optional(lambda: _kinds(package, parts), None)
    if kinds is None:
        return frozenset(rich) if any(name.startswith(_IMAGES) for name in package) else frozenset()
    return frozenset(at for at, number in rich.items() if kinds.get(number) in _PICTURES)


def _kinds(package: Package, parts: Mapping[str, str]) -> dict[int, str]:
    """What each value of valueMetadata (from 1) is: `_localimage`, `_error` and so on."""
    metadata = _root(package, parts.get("sheetmetadata", "xl/metadata.xml"))
    values = _root(package, parts.get("rdrichvalue", "xl/richData/rdrichvalue.xml"))
    shapes = _root(package, parts.get("rdrichvaluestructure", "xl/richData/rdrichvaluestructure.xml"))
    types = [each.get("name") for each in metadata.iterfind("{*}metadataTypes/{*}metadataType")]
    rich = types.index("XLRICHVALUE") + 1
    blocks = metadata.findall("{*}futureMetadata[@name='XLRICHVALUE']/{*}bk")
    shape_of = [int(value.get("s", "")) for value in values.iterfind("{*}rv")]
    names = [shape.get("t", "").lower() for shape in shapes.iterfind("{*}s")]
    kinds = {}
    for number, block in enumerate(metadata.iterfind("{*}valueMetadata/{*}bk"), 1):
        for record in block.iterfind("{*}rc"):
            if int(record.get("t", "")) == rich:
                (pointer,) = blocks[int(record.get("v", ""))].iterfind(".//{*}rvb")
                kinds[number] = names[shape_of[int(pointer.get("i", ""))]]
    return kinds


def _root(package: Package, part: str) -> _Element:
    return parsed(package.xml(part), part)
