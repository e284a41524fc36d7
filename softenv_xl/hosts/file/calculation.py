"""What Excel keeps about calculating: the chain is dropped when it no longer fits, and all is calculated on opening."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.hosts.file.relations import relations_part, resolved
from softenv_xl.hosts.file.splice import Cut, pieces, with_attribute
from softenv_xl.hosts.file.writer_name import name_writer

if TYPE_CHECKING:
    from softenv_xl.hosts.file.workbook import Workbook

_PREFIXED_FORMULA = re.compile(rb"<(?!xm:)[\w.-]+:f[\s>/]")
_TYPES = "[Content_Types].xml"
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")
_ON_LOAD = "fullCalcOnLoad"


def drop_chain(book: Workbook) -> None:
    """Removes the calculation chain, which Excel makes anew."""
    chain = book.related("calcChain")
    if chain is None or book.package.find(chain) is None:
        return
    book.package.remove(chain)
    links = relations_part(book.part)
    for part, pointer, base in ((_TYPES, "PartName", ""), (links, "Target", book.part)):
        cuts = [
            Cut(piece.start, piece.stop, b"")
            for piece in pieces(book.package.read(part), part, depth=1)
            if resolved(base, piece.attributes.get(pointer, "")).lower() == chain.lower()
        ]
        book.splice(part, cuts)


def calculate_on_load(book: Workbook) -> None:
    """Where there is any formula, the program that opens the workbook calculates it before it shows it.

    Excel goes by `fullCalcOnLoad`. LibreOffice doesn't: it believes remembered numbers until people
    recalculate, and remembered text where the properties say that Excel or LibreOffice wrote the file, so
    they say who really did.
    """
    if not _has_formulas(book):
        return
    name_writer(book)
    data = book.package.read(book.part)
    children = pieces(data, book.part, depth=1)
    settings = next((piece for piece in children if piece.name == "calcPr"), None)
    if settings is None:
        before = [piece for piece in children if piece.name in _BEFORE_CALCULATION][-1]
        prefix = data[before.start + 1 : before.opened].partition(before.name.encode())[0]
        words = b"<" + prefix + f'calcPr {_ON_LOAD}="1"/>'.encode()
        cut = Cut(before.stop, before.stop, words)
    elif settings.attributes.get(_ON_LOAD) in ("1", "true"):
        return
    else:
        cut = with_attribute(data, settings, _ON_LOAD, "1")
    book.splice(book.part, [cut])


def _has_formulas(book: Workbook) -> bool:
    if book.related("calcChain") is not None:
        return True
    parts = {book.sheet_part(title) for title in book.titles} - {None}
    return any(part is not None and _holds_formula(book.package.read(part)) for part in parts)


def _holds_formula(data: bytes) -> bool:
    """Is there an element `f` of any prefix but `xm`, which sparklines and formats use?"""
    if b"<f>" in data or b"<f " in data:
        return True
    return b":f" in data and _PREFIXED_FORMULA.search(data) is not None
