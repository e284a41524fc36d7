"""Dropdowns and rules for typing, on sheets that were there before."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.hosts.file.upgrade.areas import as_seen_from, insert, placed_areas
from softenv_xl.hosts.file.upgrade.places import NotThereError
from softenv_xl.hosts.file.validations import areas_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.upgrade.places import Places

_VALIDATIONS = f"{MAIN}dataValidations"
_DEFAULTS = {"errorStyle": "stop", "operator": "between", "imeMode": "noControl"}


def renew_dropdowns(sheet: Sheet, source: Sheet, places: Places) -> Iterator[Addition]:
    """Every column and field has the rule that it has today, where it has none; and today's words, where it has that
    rule already. A rule that staff put there instead stays.
    """
    for theirs in source.root.iterfind(f"{_VALIDATIONS}/*"):
        for ref in (theirs.get("sqref") or "").split():
            for area, at in placed_areas(Area.parse(ref), source.title, places):
                wanted = _validation(theirs, area, at, source.title, places)
                if wanted is not None and _put_dropdown(sheet, wanted, area):
                    yield Addition("dropdown", sheet.title, area.ref)


def _validation(theirs: Element, area: Area, at: Address, home: str, places: Places) -> Element | None:
    wanted = copy.deepcopy(theirs)
    wanted.set("sqref", area.ref)
    try:
        for formula in wanted:
            formula.text = places.relocated(as_seen_from(theirs, formula.text or "", at), home)
    except NotThereError:
        return None
    return wanted


def _put_dropdown(sheet: Sheet, wanted: Element, area: Area) -> bool:
    first = area._replace(bottom=area.top, right=area.left)
    there = [element for element, areas in areas_of(sheet) if any(one.meets(first) for one in areas)]
    if not there:
        _group(sheet).append(_without_others(sheet, wanted, area))
        _count(sheet)
        sheet.touch_root()
        return True
    own = there[0]
    if own.tag != wanted.tag or [one.text for one in own] != [one.text for one in wanted]:
        return False
    if own.get("type") != wanted.get("type"):
        return False
    text = _validation_text(wanted)
    if _validation_text(own) == text:
        return False
    for name in list(own.attrib):
        if name != "sqref":
            del own.attrib[name]
    for name, value in text.items():
        own.set(name, value)
    sheet.touch_root()
    return True


def _validation_text(validation: Element) -> dict[str, str]:
    """Its attributes but for its place, and for what programs needn't say."""
    pairs = ((str(name), str(value)) for name, value in validation.attrib.items())
    return {
        name: value
        for name, value in pairs
        if name != "sqref" and value not in ("0", "false", "") and _DEFAULTS.get(name) != value
    }


def _without_others(sheet: Sheet, wanted: Element, area: Area) -> Element:
    """No cell may have two rules: it ends above the next one."""
    tops = [
        one.top for _, areas in areas_of(sheet) for one in areas if one.meets(area) and one.top > area.top
    ]
    if tops:
        wanted.set("sqref", area._replace(bottom=min(tops) - 1).ref)
    return wanted


def _count(sheet: Sheet) -> None:
    group = sheet.root.find(_VALIDATIONS)
    if group is not None:
        group.set("count", str(len(group)))


def _group(sheet: Sheet) -> Element:
    found = sheet.root.find(_VALIDATIONS)
    if found is None:
        found = etree.Element(_VALIDATIONS, count="0")
        insert(sheet, found)
    return found
