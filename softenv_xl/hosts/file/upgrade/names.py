"""Defined names that came later, and those of sheets that were drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.hosts.file.upgrade.places import NotThereError
from softenv_xl.hosts.reference_words import references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.upgrade.places import Places
    from softenv_xl.hosts.file.workbook import Name, Workbook

_NAMES, _NAME = f"{MAIN}definedNames", f"{MAIN}definedName"
_BEFORE = tuple(
    f"{MAIN}{name}"
    for name in (
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
        "externalReferences",
    )
)  # fmt: skip


def bring_names(book: Workbook, template: Workbook, places: Places) -> Iterator[Addition]:
    """A name that is there stays as it is, unless its sheet was drawn anew. Changes the workbook's part, which the
    caller stores.
    """
    root = book.tree(book.part)
    group = _group(root)
    titles = [one.get("name", "") for one in root.iterfind(f"{MAIN}sheets/*")]
    known = {(one.get("name", "").lower(), one.get("localSheetId")): one for one in group}
    for name in template.names():
        drawn = _is_drawn(name, places)
        if name.sheet and name.sheet not in places.as_drawn:
            continue
        try:
            text = places.relocated(name.text, name.sheet)
        except NotThereError:
            continue
        local = str(titles.index(places.titles[name.sheet])) if name.sheet else None
        own = known.get((name.name.lower(), local))
        if own is not None and (not drawn or own.text == text):
            continue
        element = own if own is not None else etree.SubElement(group, _NAME, name=name.name)
        if local is not None:
            element.set("localSheetId", local)
        element.text = text
        if local is None and not drawn:
            yield Addition("name", "", name.name)


def _is_drawn(name: Name, places: Places) -> bool:
    """Does the name point at a sheet that was drawn as the template has it?"""
    if name.sheet:
        return name.sheet in places.as_drawn
    found = references(name.text)
    return bool(found) and all(one.sheet in places.as_drawn for one in found or [])


def _group(root: Element) -> Element:
    found = root.find(_NAMES)
    if found is None:
        found = etree.Element(_NAMES)
        root.insert(max(place for place, one in enumerate(root, 1) if one.tag in _BEFORE), found)
    return found
