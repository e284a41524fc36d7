"""The colours of marks, on sheets that were there before."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.grid.address import Area
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.hosts.file.upgrade.areas import as_seen_from, insert, placed_areas
from softenv_xl.hosts.file.upgrade.places import NotThereError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.upgrade.places import Places
    from softenv_xl.hosts.file.upgrade.styles import Styles

_RETIRED = re.compile(r"\bissues_(sheet|column|row)\b")
"""Names that marks went by in workbooks of the first version."""

_MARKS, _MARK = f"{MAIN}conditionalFormatting", f"{MAIN}cfRule"
_FAR = 50  # rows: more than a form has, and fewer than any table's marks reach


def renew_conditional_formats(
    sheet: Sheet, source: Sheet, places: Places, styles: Styles
) -> Iterator[Addition]:
    """Today's conditional formats behind those that are there; those that went by names of former times go."""
    gone = _retire(sheet)
    known = list(_marks(sheet))
    last = max((int(one.get("priority", "0")) for one in sheet.root.iter(_MARK)), default=0)
    added: dict[str, list[Element]] = {}
    for rule, area in _wanted(source, places):
        same = [(one, there) for one, there in known if _is_same(one, there, rule, area)]
        if any(there.bottom >= min(area.bottom, area.top + _FAR) for _, there in same):
            continue
        if number := rule.get("dxfId"):
            rule.set("dxfId", styles.dxf(number))
        last += 1
        rule.set("priority", same[0][0].get("priority", "") if same else str(last))
        for one, _ in same[:1]:  # a form that got longer
            _take_out(one)
        added.setdefault(area.ref, []).append(rule)
    for ref, rules in added.items():
        group = etree.Element(_MARKS, sqref=ref)
        group.extend(rules)
        insert(sheet, group)
    if gone or added:
        sheet.touch_root()
        yield Addition("marks", sheet.title)


def _retire(sheet: Sheet) -> bool:
    """Takes marks away that went by names of former times; whether there were any."""
    gone = [
        one
        for one in sheet.root.iterfind(f"{_MARKS}/{_MARK}")
        if _RETIRED.search("".join(map(str, one.itertext())))
    ]
    for rule in gone:
        _take_out(rule)
    return bool(gone)


def _take_out(rule: Element) -> None:
    parent = rule.getparent()
    if parent is not None:
        parent.remove(rule)
        grandparent = parent.getparent()
        if not len(parent) and grandparent is not None:
            grandparent.remove(parent)


def _is_same(one: Element, there: Area, rule: Element, area: Area) -> bool:
    """Does it say the same of the same first cell? How far down a table's marks go is left to those who insert and delete
    rows. A bar counts wherever it is.
    """
    if one.get("type") != rule.get("type"):
        return False
    if rule.get("type") == "dataBar":
        return there.meets(area)
    return _words(one) == _words(rule) and there[:2] == area[:2]


def _marks(sheet: Sheet) -> Iterator[tuple[Element, Area]]:
    for group in sheet.root.iterfind(_MARKS):
        for ref in (group.get("sqref") or "").split():
            try:
                area = Area.parse(ref)
            except ValueError:  # a whole column
                continue
            yield from ((rule, area) for rule in group.iterchildren(_MARK))


def _wanted(source: Sheet, places: Places) -> Iterator[tuple[Element, Area]]:
    """Every rule of the template as it reads in the workbook, and the area that it is for there."""
    for rule, area in _marks(source):
        for there, at in placed_areas(area, source.title, places):
            new = copy.deepcopy(rule)
            for more in new.findall(f"{MAIN}extLst"):  # how newer programs draw a bar is kept elsewhere
                new.remove(more)
            try:
                for formula in new.iterchildren(f"{MAIN}formula"):
                    seen = as_seen_from(rule, formula.text or "", at)
                    formula.text = places.relocated(seen, source.title)
            except NotThereError:
                continue
            yield new, there


def _words(rule: Element) -> str:
    return "|".join(one.text or "" for one in rule.iterchildren(f"{MAIN}formula"))
