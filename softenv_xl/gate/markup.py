"""XML from outside: without entities, and brought into one plain spelling before anybody reads it.

Readers disagree about what is rare: one takes a sheet in UTF-16 for empty, another stops at a comment in
the middle of a value. So what is not plain UTF-8 without comments and CDATA is rewritten as that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.gate.reading import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml\s+version=[\"']1\.0[\"'](?:\s+encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?:\s+standalone=[\"']\w+[\"'])?\s*\?>"
)
_TAG = re.compile(rb"\s*<[A-Za-z]")
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
)


def parsed(xml: bytes, part: str) -> _Element:
    """The root element; raises Refused where the XML is damaged or declares entities.

    `part` is the name under which the part is spoken of.
    """
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _declares(part) if b"<!DOCTYPE" in xml else damaged(part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(part)
    return root


def _declares(part: str) -> Refused:
    return Refused.suspicious("{part} 声明了 DTD", "{part} declares a DTD", part=part)


def plain(xml: bytes, part: str) -> bytes:
    """The same XML in UTF-8 without comments, CDATA and processing instructions; mostly the very bytes.

    Raises Refused where it declares a DTD, and where it has to be rewritten but is damaged.
    """
    if is_plain(xml):
        return xml
    return etree.tostring(parsed(xml, part), encoding="utf-8")


def forget(element: _Element) -> None:
    """Frees an element that has been read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def damaged(part: str) -> Refused:
    return Refused.unreadable("{part} 已损坏", "{part} is damaged", part=part)


def is_plain(*pieces: bytes) -> bool:
    """Is it plain UTF-8 without comments, CDATA and processing instructions? Takes one text, perhaps in pieces."""
    declaration = _DECLARATION.match(pieces[0])
    start = declaration.end() if declaration else 0
    # The marks are looked for by their rarer byte first: most parts have neither.
    for piece in pieces:
        if (b"!" in piece and b"<!" in piece) or (
            piece.find(b"?", start) >= 0 and piece.find(b"<?", start) >= 0
        ):
            return False
        start = 0
    return _TAG.match(pieces[0], declaration.end() if declaration else 0) is not None
