"""XML parts: parsed safely, written back with their prolog and every namespace declaration."""

from __future__ import annotations

import re
from xml.parsers import expat

from lxml import etree

from softenv_xl.hosts.refusal import unsafe

Element = etree._Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
EXCEL_2006 = "{http://schemas.microsoft.com/office/excel/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s.*?\?>\s*", re.DOTALL)
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)


def refuse_oddities(data: bytes, part: str) -> None:
    """Stop(workbook.unsafe-to-write) for parts that mean more, or something else, than their bytes say."""
    declaration = _DECLARATION.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (declaration and _OTHER_ENCODING.search(declaration[0])):
        raise unsafe("部件 {part} 不是 UTF-8 编码。", "The part {part} is not in UTF-8.", part=part)
    if b"<!DOCTYPE" in data:
        raise unsafe("部件 {part} 带有 DTD。", "The part {part} carries a DTD.", part=part)


def parsed(data: bytes, part: str, parser: etree.XMLParser = _PARSER) -> Element:
    """The part's root element; Stop(workbook.unsafe-to-write) if it can't be read without guessing."""
    refuse_oddities(data, part)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise unsafe("部件 {part} 已损坏。", "The part {part} is damaged.", part=part) from error


def refuse_malformed(data: bytes, part: str) -> None:
    """Reads the part to its end and keeps nothing: what large parts are checked with."""
    refuse_oddities(data, part)
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    except expat.ExpatError as error:
        raise unsafe("部件 {part} 已损坏。", "The part {part} is damaged.", part=part) from error


def serialised(root: Element, original: bytes) -> bytes:
    """The part's new bytes, with the XML declaration as it stood in the original bytes."""
    declaration = _DECLARATION.match(original)
    body = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    return (declaration[0] if declaration else b"") + body


def take_off(element: Element, *attributes: str) -> bool:
    """Removes attributes; returns whether there was any of them."""
    found = [name for name in attributes if name in element.attrib]
    for name in found:
        del element.attrib[name]
    return bool(found)
