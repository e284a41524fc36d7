"""The copy of cells that a chart's reference carries: numbers, texts, or texts on several levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.content import Shown, spelt
from softenv_xl.hosts.file.markup import Element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART_2012 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
CACHES = {
    f"{CHART}numRef": f"{CHART}numCache",
    f"{CHART}strRef": f"{CHART}strCache",
    f"{CHART}multiLvlStrRef": f"{CHART}multiLvlStrCache",
    f"{CHART_2012}datalabelsRange": f"{CHART_2012}dlblRangeCache",
}
_NUMBERS = f"{CHART}numRef"
_LABELS = (f"{CHART}cat", f"{CHART}xVal")
_COUNT, _POINT, _V, _LEVEL = f"{CHART}ptCount", f"{CHART}pt", f"{CHART}v", f"{CHART}lvl"
_FORMAT = f"{CHART}formatCode"

Points = dict[int, str]


def renew(reference: Element, count: int, levels: Sequence[Mapping[int, Shown]]) -> bool:
    """Makes the reference's cache show these cells, by their index; returns whether it changed.

    Labels that were numbers and are texts now, or stand on several levels now, change their kind.
    """
    if len(levels) > 1:
        _change_kind(reference, "multiLvlStr")
    elif reference.tag == _NUMBERS and any(isinstance(shown, str) for shown in levels[0].values()):
        _change_kind(reference, "str")
    numeric = reference.tag == _NUMBERS
    wanted = [_points(level, numeric) for level in levels]
    cache = _cache(reference)
    if cache is not None and _same(_found(cache), (count, wanted), numeric):
        return False
    if cache is None:
        cache = etree.Element(CACHES[str(reference.tag)])
        reference.insert(1, cache)
    _empty(cache, count)
    for points in wanted:
        _add(_level(cache), points)
    return True


def drop(reference: Element, count: int) -> bool:
    """Takes all points out of the reference's cache; returns whether there were any."""
    cache = _cache(reference)
    if cache is None or (not any(_found(cache)[1]) and _found(cache)[0] == count):
        return False
    _empty(cache, count)
    return True


def _cache(reference: Element) -> Element | None:
    return reference.find(CACHES[str(reference.tag)])


def _points(level: Mapping[int, Shown], numeric: bool) -> Points:
    return {
        index: ("TRUE" if shown else "FALSE") if isinstance(shown, bool) and not numeric else spelt(shown)[1]
        for index, shown in level.items()
        if shown is not None and not (numeric and isinstance(shown, str))
    }


def _found(cache: Element) -> tuple[int, list[Points]]:
    """How many points the cache says that it has, and the points that it has, level by level."""
    count = cache.find(_COUNT)
    levels = cache.findall(_LEVEL) if "multiLvl" in str(cache.tag) else [cache]
    found = [
        {int(point.get("idx", "0")): point.findtext(_V) or "" for point in level.iterfind(_POINT)}
        for level in levels
    ]
    return int(count.get("val", "0")) if count is not None else 0, found


def _same(found: tuple[int, list[Points]], wanted: tuple[int, list[Points]], numeric: bool) -> bool:
    if not numeric:
        return found == wanted
    return found[0] == wanted[0] and [_as_numbers(level) for level in found[1]] == [
        _as_numbers(level) for level in wanted[1]
    ]


def _as_numbers(points: Points) -> dict[int, float | str]:
    numbers: dict[int, float | str] = {}
    for index, words in points.items():
        try:
            numbers[index] = float(words)
        except ValueError:
            numbers[index] = words
    return numbers


def _empty(cache: Element, count: int) -> None:
    for child in list(cache):
        if child.tag in (_COUNT, _POINT, _LEVEL):
            cache.remove(child)
    head = etree.Element(_COUNT, val=str(count))
    cache.insert(1 if cache.find(_FORMAT) is not None else 0, head)


def _level(cache: Element) -> Element:
    """Where the next points go: behind what is there, but before an extension list."""
    if "multiLvl" not in str(cache.tag):
        return cache
    level = etree.Element(_LEVEL)
    last = [child for child in cache if child.tag in (_COUNT, _LEVEL)][-1]
    last.addnext(level)
    return level


def _add(level: Element, points: Points) -> None:
    count = level.find(_COUNT)
    place = 0 if count is None else level.index(count) + 1
    for number, (index, words) in enumerate(sorted(points.items())):
        point = etree.Element(_POINT, idx=str(index))
        level.insert(place + number, point)
        etree.SubElement(point, _V).text = words


def is_label(reference: Element) -> bool:
    """Does it name the points, rather than give their numbers?"""
    parent = reference.getparent()
    return parent is not None and parent.tag in _LABELS


def _change_kind(reference: Element, kind: str) -> None:
    if not is_label(reference) or reference.tag == f"{CHART}{kind}Ref":
        return
    cache = _cache(reference)
    reference.tag = f"{CHART}{kind}Ref"
    if cache is not None:
        cache.tag = f"{CHART}{kind}Cache"
        for element in cache.findall(_FORMAT):
            cache.remove(element)
