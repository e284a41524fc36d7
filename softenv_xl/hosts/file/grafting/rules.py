"""Dropdowns, rules for typing and the colours of marks, on sheets that were there before."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.hosts.file.grafting.addition import Addition
from softenv_xl.hosts.file.grafting.places import NotThereError
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.validations import areas_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.grafting.places import Places
    from softenv_xl.hosts.file.grafting.styles import Styles
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet

_RETIRED = re.compile(r"\bissues_(sheet|column|row)\b")
"""Names that marks went by in workbooks of the first version."""

_DEFAULTS = {"errorStyle": "stop", "operator": "between", "imeMode": "noControl"}
_FAR = 50  # rows: more than a form has, and fewer than any table's marks reach

_VALIDATIONS, _MARKS, _MARK = (
    f"{MAIN}{name}" for name in ("dataValidations", "conditionalFormatting", "cfRule")
)
_BEFORE = {
    _MARKS: (
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
        "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
        "phoneticPr", "conditionalFormatting",
    ),
}  # fmt: skip
_BEFORE[_VALIDATIONS] = _BEFORE[_MARKS]


def renew_dropdowns(sheet: Sheet, source: Sheet, places: Places) -> Iterator[Addition]:
    """Every column and field has the rule that it has today, where it has none; and today's words, where it has that
    rule already. A rule that staff put there instead stays.
    """
    for theirs in source.root.iterfind(f"{_VALIDATIONS}/*"):
        for ref in (theirs.get("sqref") or "").split():
            for area, at in _placed(Area.parse(ref), source.title, places):
                wanted = _validation(theirs, area, at, source.title, places)
                if wanted is not None and _put_dropdown(sheet, wanted, area):
                    yield Addition("dropdown", sheet.title, area.ref)


def _validation(theirs: Element, area: Area, at: Address, home: str, places: Places) -> Element | None:
    wanted = copy.deepcopy(theirs)
    wanted.set("sqref", area.ref)
    try:
        for formula in wanted:
            formula.text = places.said(_as_seen_from(theirs, formula.text or "", at), home)
    except NotThereError:
        return None
    return wanted


def _put_dropdown(sheet: Sheet, wanted: Element, area: Area) -> bool:
    first = area._replace(bottom=area.top, right=area.left)
    there = [element for element, areas in areas_of(sheet) if any(one.meets(first) for one in areas)]
    if not there:
        _group(sheet, _VALIDATIONS).append(_without_others(sheet, wanted, area))
        _count(sheet)
        sheet.touch_root()
        return True
    own = there[0]
    if own.tag != wanted.tag or [one.text for one in own] != [one.text for one in wanted]:
        return False
    if own.get("type") != wanted.get("type"):
        return False
    said = _said(wanted)
    if _said(own) == said:
        return False
    for name in list(own.attrib):
        if name != "sqref":
            del own.attrib[name]
    for name, value in said.items():
        own.set(name, value)
    sheet.touch_root()
    return True


def _said(validation: Element) -> dict[str, str]:
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


def renew_marks(sheet: Sheet, source: Sheet, places: Places, styles: Styles) -> Iterator[Addition]:
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
        _insert(sheet, group)
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
        for there, at in _placed(area, source.title, places):
            new = copy.deepcopy(rule)
            for more in new.findall(f"{MAIN}extLst"):  # how newer programs draw a bar is kept elsewhere
                new.remove(more)
            try:
                for formula in new.iterchildren(f"{MAIN}formula"):
                    seen = _as_seen_from(rule, formula.text or "", at)
                    formula.text = places.said(seen, source.title)
            except NotThereError:
                continue
            yield new, there


def _placed(area: Area, home: str, places: Places) -> Iterator[tuple[Area, Address]]:
    """The area in the workbook, in as many pieces as its columns lie apart; of each the template's first cell."""
    run: tuple[Area, Address] | None = None
    for column in range(area.left, area.right + 1):
        try:
            _, row, there = places.put(home, area.top, column)
        except NotThereError:
            if run:
                yield run
            run = None
            continue
        if run and run[0].right == there - 1:
            run = run[0]._replace(right=there), run[1]
            continue
        if run:
            yield run
        run = Area(row, there, row + area.bottom - area.top, there), Address(area.top, column)
    if run:
        yield run


def _as_seen_from(element: Element, text: str, at: Address) -> str:
    """A formula that is said for its range's first cell, as it reads for another one of its first row."""
    holder = element if element.get("sqref") else element.getparent()
    ref = (holder.get("sqref") or "").split()[0] if holder is not None else at.a1
    first = Area.parse(ref)
    return Formula(text, first.top, first.left).at(at.row, at.column) if text else text


def _words(rule: Element) -> str:
    return "|".join(one.text or "" for one in rule.iterchildren(f"{MAIN}formula"))


def _group(sheet: Sheet, tag: str) -> Element:
    found = sheet.root.find(tag)
    if found is None:
        found = etree.Element(tag, count="0")
        _insert(sheet, found)
    return found


def _insert(sheet: Sheet, element: Element) -> None:
    """Where the format wants it among the parts of a sheet."""
    before = {f"{MAIN}{name}" for name in _BEFORE[str(element.tag)]}
    at = max(place for place, one in enumerate(sheet.root, 1) if one.tag in before)
    sheet.root.insert(at, element)
