"""Dropdowns and other rules for typing: no cell may have two, or Excel takes the second for damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Area
from softenv_xl.hosts.file.markup import EXCEL_2006

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet

_SQREF = f"{EXCEL_2006}sqref"


def areas_of(sheet: Sheet) -> list[tuple[Element, list[Area]]]:
    """Every validation of the sheet with the rectangles that it is for; whole columns are left out."""
    elements = (element for part in sheet.root for element in part.iter("{*}dataValidation"))
    return [
        (element, [area for ref in _sqref(element).split() if (area := _area(ref))]) for element in elements
    ]


def give_way(sheet: Sheet, before: list[tuple[Element, list[Area]]]) -> None:
    """Where a validation reaches cells now that it didn't `before`, those of another are taken out of that one's."""
    gains = [
        (element, _without(now, was))
        for (element, now), (_, was) in zip(areas_of(sheet), before, strict=True)
    ]
    for winner, gained in gains:
        for loser, areas in areas_of(sheet) if gained else ():
            if loser is winner or not any(one.meets(other) for one in areas for other in gained):
                continue
            own = next(gain for element, gain in gains if element is loser)
            kept = _without(areas, _without(gained, own))
            if kept != areas:
                _set(sheet, loser, kept)


def _set(sheet: Sheet, element: Element, areas: list[Area]) -> None:
    sheet.touch_root()
    whole = [ref for ref in _sqref(element).split() if _area(ref) is None]
    words = " ".join([*whole, *(area.ref for area in areas)])
    child = element.find(_SQREF)
    if not words:
        _take_out(element)
    elif child is not None:
        child.text = words
    else:
        element.set("sqref", words)


def _take_out(element: Element) -> None:
    """Takes the element out, and what is empty without it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if len(parent) and parent.get("count"):
        parent.set("count", str(len(parent)))
    if not len(parent):
        _take_out(parent)


def _sqref(element: Element) -> str:
    return element.get("sqref") or element.findtext(_SQREF) or ""


def _area(ref: str) -> Area | None:
    try:
        return Area.parse(ref)
    except ValueError:
        return None


def _without(areas: Iterable[Area], taken: Iterable[Area]) -> list[Area]:
    """What is left of the areas outside those that are taken, in rectangles."""
    left = list(areas)
    for other in taken:
        left = [part for area in left for part in (_cut(area, other) if area.meets(other) else [area])]
    return left


def _cut(area: Area, out: Area) -> list[Area]:
    top, bottom = max(area.top, out.top), min(area.bottom, out.bottom)
    parts = [
        area._replace(bottom=out.top - 1),
        area._replace(top=out.bottom + 1),
        Area(top, area.left, bottom, out.left - 1),
        Area(top, out.right + 1, bottom, area.right),
    ]
    return [part for part in parts if part.top <= part.bottom and part.left <= part.right]
