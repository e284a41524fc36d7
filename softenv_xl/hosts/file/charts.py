"""Charts keep a copy of the cells that they show; after a change no copy is older than its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Area
from softenv_xl.hosts.file import charts_2016
from softenv_xl.hosts.file.caches import CACHES, CHART, CHART_2012, drop, is_label, renew
from softenv_xl.hosts.file.charts_2016 import CHART_TYPE_2016, Copied
from softenv_xl.hosts.reference_words import Reference, references
from softenv_xl.hosts.references import updated_references
from softenv_xl.hosts.resize import Resize

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

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


def refresh_charts(book: Workbook, resizes: Sequence[Resize], written: Container[str]) -> None:
    """Follows tables to their new length and renews the caches of everything on the sheets that were written.

    Formulas on other sheets may show anything once they are calculated, so charts of them are left
    without points until then. `written` are those sheets' parts.
    """
    for override in book.tree(_TYPES):
        kind, part = override.get("ContentType"), override.get("PartName", "").lstrip("/")
        if kind in (_CHART_TYPE, CHART_TYPE_2016) and book.package.find(part):
            chart = _Chart(book, book.tree(part), written)
            changed = chart.refresh(resizes) if kind == _CHART_TYPE else chart.refresh_2016(resizes)
            if changed:
                book.store_tree(part)


class _Chart:
    def __init__(self, book: Workbook, root: Element, written: Container[str]) -> None:
        self.book, self.root, self.written = book, root, written

    def refresh_2016(self, resizes: Sequence[Resize]) -> bool:
        return charts_2016.refresh(self.root, resizes, self._copied)

    def refresh(self, resizes: Sequence[Resize]) -> bool:
        changed = False
        for element in self.root.iter(_F, _F_2012, _RANGE_2012):
            text = (element.text or "").strip()
            new = updated_references(text, resizes)
            if new != text:
                element.text = new
                changed = True
            reference = element.getparent()
            if reference is not None and str(reference.tag) in CACHES:
                changed = self._renew(reference, new) or changed
        return changed

    def _renew(self, reference: Element, text: str) -> bool:
        copy = self._copied(text)
        if copy is None:
            return False
        if copy.points is None:
            return drop(reference, copy.count)
        found = self._resolved(text) or []
        if len(found) == 1 and _has_levels(reference, found[0].area):
            return renew(reference, *self._levels(reference, found[0]))
        return renew(reference, copy.count, [copy.points])

    def _copied(self, text: str) -> Copied | None:
        """The cells that a reference means as they are now; None where their copy may stay as it is."""
        if _ELSEWHERE.match(text):
            return None
        found = self._resolved(text)
        if found is None:  # a name that calculates its range
            return Copied(0, None)
        sheets = [self.book.sheet(title) for title, _ in found]
        pairs = [(sheet, area) for sheet, (_, area) in zip(sheets, found, strict=True) if sheet is not None]
        if len(pairs) < len(found):
            return None
        count = sum(_size(area) for _, area in pairs)
        if any(sheet.part not in self.written and sheet.has_formulas(area) for sheet, area in pairs):
            return Copied(count, None)
        if not any(sheet.part in self.written for sheet, _ in pairs):
            return None
        points: dict[int, Shown] = {}
        before = 0
        for sheet, area in pairs:
            width = area.right - area.left + 1
            for (row, column), shown in sheet.values(area):
                points[before + (row - area.top) * width + column - area.left] = shown
            before += _size(area)
        return Copied(count, points)

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
