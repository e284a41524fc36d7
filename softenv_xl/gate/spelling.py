"""Spells a worksheet out: its cells one after the other in the way that Excel writes them."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.gate.markup import damaged, forget
from softenv_xl.grid.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAIN = (
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespaces that a worksheet can be written in: the usual one, and that of Strict Open XML."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def spelled_out(xml: bytes, part: str) -> bytes:
    """The cells and merged areas of a worksheet, and nothing else; raises Refused where it is damaged."""
    try:
        return "".join(_pieces(xml)).encode()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(part) from error


def _pieces(xml: bytes) -> Iterator[str]:
    namespace = _namespace(xml)
    row_tag, merged_tag = f"{{{namespace}}}row", f"{{{namespace}}}mergeCell"
    yield f'<worksheet xmlns="{namespace}"><sheetData>'
    merged, row = [], 0
    for _event, element in etree.iterparse(
        io.BytesIO(xml), tag=(row_tag, merged_tag), resolve_entities=False
    ):
        if element.tag == merged_tag:
            merged.append(f"<mergeCell{_attributes(element, 'ref')}/>")
        else:
            row = int(element.get("r") or row + 1)
            yield from _row(element, row, namespace)
        forget(element)
    yield f"</sheetData><mergeCells>{''.join(merged)}</mergeCells></worksheet>"


def _namespace(xml: bytes) -> str:
    """Which of the two main namespaces the sheet is written in; raises ValueError for neither."""
    for namespace in MAIN:
        if namespace in xml:
            return namespace.decode()
    raise ValueError("not a worksheet")


def _row(element: _Element, row: int, namespace: str) -> Iterator[str]:
    yield f'<row r="{row}">'
    column = 0
    for cell in element.iterchildren(f"{{{namespace}}}c"):
        ref = cell.get("r") or ""
        # Some programs number the cells of a row; what is no address says nothing.
        at = Address(row, column + 1) if ref.isdecimal() or not ref else Address.parse(ref)
        column = at.column
        yield f'<c r="{at.a1}"{_attributes(cell, "s", "t", "vm")}>{_contents(cell, namespace)}</c>'
    yield "</row>"


def _contents(cell: _Element, namespace: str) -> str:
    xml = ""
    for child in cell.iterchildren(f"{{{namespace}}}f", f"{{{namespace}}}v", f"{{{namespace}}}is"):
        kind = etree.QName(child).localname
        if kind == "is":
            xml += f'<is><t xml:space="preserve">{_escaped(_inline(child, namespace))}</t></is>'
        else:
            xml += f"<{kind}{_attributes(child, 't', 'ref', 'si')}>{_escaped(child.text or '')}</{kind}>"
    return xml


def _inline(element: _Element, namespace: str) -> str:
    """An inline string's text without its phonetic runs."""
    text_ = ""
    for run in element.iterchildren(f"{{{namespace}}}t", f"{{{namespace}}}r"):
        text = run if etree.QName(run).localname == "t" else run.find(f"{{{namespace}}}t")
        if text is not None:
            words = text.text or ""
            text_ += words if text.get(_SPACE) == "preserve" else words.strip(" \t\r\n")
    return text_


def _attributes(element: _Element, *names: str) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name in names if (value := element.get(name)))


def _escaped(text: str) -> str:
    return escape(text).replace("\r", "&#13;")
