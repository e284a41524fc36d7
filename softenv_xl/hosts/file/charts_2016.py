"""Excel's later charts (treemaps, waterfalls and the like, "chartex"), which spell ranges and copies otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.content import Shown, spelt
from softenv_xl.hosts.references import updated_references
from softenv_xl.hosts.resize import Resize

if TYPE_CHECKING:
    from softenv_xl.hosts.file.markup import Element

CHART_TYPE_2016 = "application/vnd.ms-office.chartex+xml"
_SPACE = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_F, _LEVEL, _POINT = f"{_SPACE}f", f"{_SPACE}lvl", f"{_SPACE}pt"
_NUMBERS = f"{_SPACE}numDim"


@dataclass(frozen=True, slots=True)
class Copied:
    """The cells behind a reference: how many, and what they show by their index; None if that isn't known."""

    count: int
    points: Mapping[int, Shown] | None


def refresh(root: Element, resizes: Sequence[Resize], copied: Callable[[str], Copied | None]) -> bool:
    """Whether anything changed. `copied` answers None for cells that are as they were."""
    changed = False
    for element in root.iter(_F):
        text = (element.text or "").strip()
        new = updated_references(text, resizes)
        if new != text:
            element.text = new
            changed = True
        dimension = element.getparent()
        levels = dimension.findall(_LEVEL) if dimension is not None else []
        copy = copied(new if "!" in new else f"[0]!{new}") if levels else None  # names stand there bare
        if dimension is not None and copy is not None:
            changed = _renew(dimension, levels, copy) or changed
    return changed


def _renew(dimension: Element, levels: list[Element], copy: Copied) -> bool:
    """A copy that can't be made anew is taken out: there need not be any."""
    if copy.points is None or len(levels) > 1:
        for level in levels:
            dimension.remove(level)
        return True
    level, numeric = levels[0], dimension.tag == _NUMBERS
    points = {
        index: spelt(shown)[1]
        for index, shown in copy.points.items()
        if shown is not None and not (numeric and isinstance(shown, str))
    }
    found = {int(point.get("idx", "0")): point.text or "" for point in level.iterchildren(_POINT)}
    if found == points and level.get("ptCount") == str(copy.count):
        return False
    for point in level.findall(_POINT):
        level.remove(point)
    level.set("ptCount", str(copy.count))
    for index, words in sorted(points.items()):
        etree.SubElement(level, _POINT, idx=str(index)).text = words
    return True
