"""Charts keep a copy of the cells that they show; after a change no copy is older than its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Area
from softenv_xl.hosts.file.caches import CACHES, CHART, CHART_2012, drop, is_label, renew
from softenv_xl.hosts.references import Reference, Resize, followed, references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.file.content import Shown
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.workbook import Workbook

_TYPES = "[Content_Types].xml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_F, _F_2012, _RANGE_2012 = f"{CHART}f", f"{CHART_2012}f", f"{CHART_2012}sqref"
_NUMBERS = (f"{CHART}val", f"{CHART}yVal")
_ELSEWHERE = re.compile(r"'?\[(?!0\])|.*#REF!")
_NAMED = re.compile(r"(?:\[0\]|'((?:[^']|'')+)'|([^'!]+))!([^!$:]+)")
_TABLE_COLUMN = re.compile(r"(\w+)\[([^\[\]#@]+)\]")


def refresh_charts(book: Workbook, resizes: Sequence[Resize]) -> None:
    """Follows tables to their new length and renews the caches of everything on changed sheets.

    Formulas on other sheets may show anything once they are calculated, so charts of them are left
    without points until then.
    """
    for override in book.tree(_TYPES):
        if override.get("ContentType") == _CHART_TYPE:
            part = override.get("PartName", "").lstrip("/")
            if book.package.find(part) and _Chart(book, book.tree(part)).refresh(resizes):
                book.store_tree(part)


class _Chart:
    def __init__(self, book: Workbook, root: Element) -> None:
        self.book, self.root = book, root

    def refresh(self, resizes: Sequence[Resize]) -> bool:
        changed = False
        for element in self.root.iter(_F, _F_2012, _RANGE_2012):
            text = (element.text or "").strip()
            new = followed(text, resizes)
            if new != text:
                element.text = new
                changed = True
            reference = element.getparent()
            if reference is not None and str(reference.tag) in CACHES:
                changed = self._renew(reference, new) or changed
        return changed

    def _renew(self, reference: Element, text: str) -> bool:
        if _ELSEWHERE.match(text):
            return False
        found = self._resolved(text)
        if found is None:  # a name that calculates its range
            return drop(reference, 0)
        sheets = [self.book.sheet(title) for title, _ in found]
        pairs = [(sheet, area) for sheet, (_, area) in zip(sheets, found, strict=True) if sheet is not None]
        if len(pairs) < len(found):
            return False
        count = sum(_size(area) for _, area in pairs)
        if any(not sheet.changed and sheet.has_formulas(area) for sheet, area in pairs):
            return drop(reference, count)
        if not any(sheet.changed for sheet, _ in pairs):
            return False
        if len(pairs) == 1 and _has_levels(reference, pairs[0][1]):
            return renew(reference, *self._levels(reference, found[0]))
        points: dict[int, Shown] = {}
        before = 0
        for sheet, area in pairs:
            width = area.right - area.left + 1
            for (row, column), shown in sheet.values(area):
                points[before + (row - area.top) * width + column - area.left] = shown
            before += _size(area)
        return renew(reference, count, [points])

    def _resolved(self, text: str) -> list[Reference] | None:
        """The cells behind a reference or a name; None where that takes calculating."""
        found = references(text)
        named = _NAMED.fullmatch(text) if found is None else None
        if named is None:
            return found
        wanted, title = named[3].lower(), (named[1] or named[2] or "").replace("''", "'").lower()
        candidates = [name for name in self.book.names() if name.name.lower() == wanted]
        candidates.sort(key=lambda name: (name.sheet.lower() != title, name.sheet != ""))
        if not candidates:
            return None
        words = candidates[0].text
        return references(words) or self._table_column(words)

    def _table_column(self, words: str) -> list[Reference] | None:
        structured = _TABLE_COLUMN.fullmatch(words)
        if structured is None or not self.book.has_table(structured[1]):
            return None
        table = self.book.table(structured[1])
        if structured[2] not in table.columns:
            return None
        block = table.block
        column = block.left + table.columns.index(structured[2])
        return [Reference(table.sheet.title, Area(block.first, column, block.last, column))]

    def _levels(self, reference: Element, place: Reference) -> tuple[int, list[dict[int, Shown]]]:
        """Labels on several levels, the innermost first, and how many points each level spans."""
        area = place.area
        height, width = area.bottom - area.top + 1, area.right - area.left + 1
        downwards = self._runs_down(reference, height, width)
        levels: list[dict[int, Shown]] = [{} for _ in range(width if downwards else height)]
        sheet = self.book.sheet(place.sheet)
        for (row, column), shown in sheet.values(area) if sheet else ():
            point, level = row - area.top, area.right - column
            if not downwards:
                point, level = column - area.left, area.bottom - row
            levels[level][point] = shown
        return (height if downwards else width), levels

    def _runs_down(self, reference: Element, height: int, width: int) -> bool:
        """Is each row one point? The series' numbers tell, otherwise the longer side does."""
        series = reference.getparent()
        series = series.getparent() if series is not None else None
        for values in series.iter(*_NUMBERS) if series is not None else ():
            found = self._resolved((values.findtext(f"{CHART}numRef/{_F}") or "").strip())
            if found:
                points = sum(_size(area) for _, area in found)
                if (points == height) != (points == width):
                    return points == height
        return height >= width


def _has_levels(reference: Element, area: Area) -> bool:
    flat = area.top == area.bottom or area.left == area.right
    return reference.tag == f"{CHART}multiLvlStrRef" or (is_label(reference) and not flat)


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)
