"""References in parts of their own: tables' formulas, pivot tables' sources, controls and shapes, links of shapes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Area
from softenv_xl.hosts.file.cell import plain
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.reference_updates.mention import Mention
from softenv_xl.hosts.file.relations import relations, relations_part
from softenv_xl.hosts.file.splice import Cut, pieces
from softenv_xl.hosts.file.text import in_attribute
from softenv_xl.hosts.references import DRAWN, FormulaUse, Standpoint, updated_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from softenv_xl.hosts.file.splice import Piece
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.hosts.resize import Resize

_CALCULATED, _TOTAL = f"{MAIN}calculatedColumnFormula", f"{MAIN}totalsRowFormula"
_SOURCES = ("worksheetSource", "rangeSet")
# A form control's cell and list, a text box's text; the same in the old drawing of notes and controls.
_QUOTED = re.compile(
    r"""((?:textlink|fmlaLink|fmlaRange|fmlaGroup|fmlaTxbx)=")([^"]*)(")"""
    r"""|(<x:(?:FmlaLink|FmlaRange|FmlaGroup|FmlaTxbx|FmlaPict)>)([^<]*)(</)"""
)
_LINK = re.compile(r"""(\bTarget="#)([^"]*)(")""")
_DRAWN = ("drawing", "vmlDrawing", "ctrlProp")


def update_parts(book: Workbook, resizes: Sequence[Resize]) -> None:
    """Rewrites every part concerned, once the sheets and tables are stored."""
    mention = Mention(resizes)
    for title in book.titles if resizes else ():
        part = book.sheet_part(title)
        for relation in relations(book.package, part) if part else ():
            if book.package.find(relation.part) is None:
                continue
            if relation.kind == "table":
                _update_table(book, relation.part, title, mention)
            elif relation.kind in _DRAWN:
                _update_drawing(book, relation.part, title, mention)
    for relation in relations(book.package, book.part) if resizes else ():
        if relation.kind == "pivotCacheDefinition" and book.package.find(relation.part) is not None:
            _update_source(book, relation.part, resizes)


def _update_table(book: Workbook, part: str, title: str, mention: Mention) -> None:
    if not mention.in_part(book.package.read(part), title):
        return
    changed = False
    for element in book.tree(part).iter(_CALCULATED, _TOTAL):
        if not mention.in_text(element.text or "", title):
            continue
        context = FormulaUse.CELL if element.tag == _TOTAL else FormulaUse.FILLED
        text = updated_references(element.text or "", mention.resizes, Standpoint(title, None, context))
        if text != (element.text or ""):
            element.text = text
            changed = True
    if changed:
        book.store_tree(part)


def _update_drawing(book: Workbook, part: str, title: str, mention: Mention) -> None:
    _replace(
        book, part, _QUOTED, partial(_updated_text, resizes=mention.resizes, title=title), mention, title
    )
    links = relations_part(part)
    if book.package.find(links) is not None:
        _replace(
            book, links, _LINK, partial(_updated_text, resizes=mention.resizes, title=title), mention, title
        )


def _replace(
    book: Workbook, part: str, words: re.Pattern[str], by: partial[str], mention: Mention, title: str
) -> None:
    data = book.package.read(part)
    if not mention.in_part(data, title):
        return
    text = data.decode("utf-8", "surrogateescape")
    new = words.sub(by, text)
    if new != text:
        book.package.replace(part, new.encode("utf-8", "surrogateescape"))


def _updated_text(match: re.Match[str], resizes: Sequence[Resize], title: str) -> str:
    before, words, after = (group for group in match.groups() if group is not None)
    old = plain(words)
    new = updated_references(old, resizes, Standpoint(title, use=FormulaUse.CELL))
    if new == old or "#REF!" in new:
        return match[0]
    return before + in_attribute(new) + after


def _update_source(book: Workbook, part: str, resizes: Sequence[Resize]) -> None:
    """A pivot table's source given as cells: `ref` on the `sheet` of that title."""
    data = book.package.read(part)
    book.splice(
        part,
        [
            cut
            for piece in pieces(data, part)
            if piece.name in _SOURCES and "id" not in piece.attributes
            for cut in _reaching(data, piece, resizes)
        ],
    )


def _reaching(data: bytes, piece: Piece, resizes: Sequence[Resize]) -> Iterator[Cut]:
    ref, title = piece.attributes.get("ref", ""), piece.attributes.get("sheet", "")
    try:
        Area.parse(ref)
    except ValueError:
        return
    new = updated_references(ref, resizes, DRAWN._replace(sheet=title))
    place = re.compile(rb"""(\sref\s*=\s*["'])[^"']*""").search(data, piece.start, piece.opened)
    if new != ref and place:
        yield Cut(place.end(1), place.end(), new.encode())
