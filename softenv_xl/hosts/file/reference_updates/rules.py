"""Formulas around a sheet's rows: conditional formats, dropdowns, sparklines, links, controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Area
from softenv_xl.hosts.file.markup import EXCEL_2006, MAIN
from softenv_xl.hosts.references import DRAWN, FormulaUse, Standpoint, updated_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.reference_updates.mention import Mention
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.resize import Resize

_TEXTS = (f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}formula2", f"{EXCEL_2006}f")
_ATTRIBUTES = {"cfvo": ("val",), "controlPr": ("linkedCell", "listFillRange"), "hyperlink": ("location",)}
_RULED = ("conditionalFormatting", "dataValidation")


def update_rules(sheet: Sheet, mention: Mention) -> None:
    """Rewrites the formulas concerned in the sheet's part; relative ones as seen from their range's first cell."""
    resizes = mention.resizes
    for element in sheet.root.iter():
        if element.tag in _TEXTS and element.text and mention.in_text(element.text, sheet.title):
            text = updated_references(element.text, resizes, _standpoint(sheet, element))
            if text != element.text:
                element.text = text
                sheet.touch_root()
        for name in _ATTRIBUTES.get(_local(element), ()):
            _update_attribute(sheet, element, name, resizes)


def _update_attribute(sheet: Sheet, element: Element, name: str, resizes: Sequence[Resize]) -> None:
    value = element.get(name)
    if not value:
        return
    seen = _standpoint(sheet, element) if name == "val" else Standpoint(sheet.title)
    text = updated_references(value, resizes, seen)
    if text != value and not (name == "location" and "#REF!" in text):  # a link to nowhere helps nobody
        element.set(name, text)
        sheet.touch_root()


def _standpoint(sheet: Sheet, element: Element) -> Standpoint:
    ruled: Element | None = element
    while ruled is not None and _local(ruled) not in _RULED:
        ruled = ruled.getparent()
    if ruled is None:
        return DRAWN._replace(sheet=sheet.title)
    sqref = ruled.get("sqref") or ruled.findtext(f"{EXCEL_2006}sqref") or ""
    return Standpoint(sheet.title, _first_row(sqref), FormulaUse.BESIDE, across=_is_across(sqref))


def _first_row(sqref: str) -> int | None:
    try:
        return Area.parse(sqref.split()[0]).top
    except (ValueError, IndexError):  # whole columns; none at all
        return None


def _is_across(sqref: str) -> bool:
    """Has it cells of several columns?"""
    try:
        areas = [Area.parse(ref) for ref in sqref.split()]
    except ValueError:  # whole columns
        return True
    return len({column for area in areas for column in (area.left, area.right)}) > 1


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
