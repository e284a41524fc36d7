"""A whole sheet of today's template, put into the workbook with its tables, drawings and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import MAIN, RELATIONSHIPS, parsed, serialised, take_off
from softenv_xl.hosts.file.relations import relations
from softenv_xl.hosts.file.upgrade.parts import add_part, free_name, relate, type_of
from softenv_xl.hosts.file.upgrade.places import NotThereError

if TYPE_CHECKING:
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.upgrade.places import Places
    from softenv_xl.hosts.file.upgrade.styles import Styles
    from softenv_xl.hosts.file.workbook import Workbook

_FORMULAS = tuple(f"{MAIN}{name}" for name in ("f", "formula", "formula1", "formula2"))
_CHART_FORMULA = "{*}f"


class Drawing:
    """Draws sheets of the template into the workbook."""

    def __init__(self, book: Workbook, template: Workbook, places: Places, styles: Styles) -> None:
        self.book, self.template, self._places, self._styles = book, template, places, styles
        self._strings = self._shared_strings()
        self._last_table = max(
            (int(book.tree(part).get("id", "0")) for part in _table_parts(book)), default=0
        )

    def draw(self, title: str, part: str, *, new: bool) -> None:
        """The template's sheet of that title as the workbook's part of that name, a `new` one or one that is there.

        Raises NotThereError where a formula names what the workbook hasn't got.
        """
        source = self.template.sheet_part(title) or ""
        original = self.template.package.read(source)
        root = parsed(original, source)
        for view in root.iterfind(f"{MAIN}sheetViews/*"):
            take_off(view, "tabSelected")
        for cell in root.iter(f"{MAIN}c"):
            self._spell_out(cell)
        self._format(root)
        for formula in root.iter(*_FORMULAS):
            formula.text = self._places.relocated(formula.text or "", title)
        self._point_links(root, title)
        package = self.book.package
        if new:
            add_part(package, part, b"", type_of(self.template.package, source))
        self._relate(root, title, part, source)
        package.replace(part, serialised(root, original))

    def _format(self, root: Element) -> None:
        """Every format by its number in the workbook."""
        for path, attribute, number in (
            (f".//{MAIN}c", "s", self._styles.xf),
            (f".//{MAIN}row", "s", self._styles.xf),
            (f"{MAIN}cols/*", "style", self._styles.xf),
            (f".//{MAIN}cfRule", "dxfId", self._styles.dxf),
        ):
            for element in root.iterfind(path):
                if theirs := element.get(attribute):
                    element.set(attribute, number(theirs))

    def _bring(self, title: str, holder: str, kind: str, source: str) -> str:
        """Copies a part that the sheet, or its drawing, is related to; returns the relation's id."""
        theirs, package = self.template.package, self.book.package
        name = free_name(package, source)
        original = theirs.read(source)
        root = parsed(original, source)
        add_part(package, name, b"", type_of(theirs, source))
        if kind == "table":
            self._last_table += 1
            root.set("id", str(self._last_table))
            for formula in root.iter(f"{MAIN}calculatedColumnFormula"):
                formula.text = self._places.relocated(formula.text or "", title)
        elif kind == "chart":
            for formula in root.iter(_CHART_FORMULA):
                formula.text = self._places.relocated(formula.text or "", title)
        self._relate(root, title, name, source)
        package.replace(name, serialised(root, original))
        return relate(package, holder, kind, name)

    def _relate(self, root: Element, title: str, part: str, source: str) -> None:
        """Brings along what the template's part is related to."""
        theirs = relations(self.template.package, source)
        links = {one.id: self._bring(title, part, one.kind, one.part) for one in theirs}
        for element in root.iter():
            if (link := element.get(f"{RELATIONSHIPS}id")) in links:
                element.set(f"{RELATIONSHIPS}id", links[link or ""])

    def _point_links(self, root: Element, title: str) -> None:
        """Links to other sheets, whatever those are called here; one that leads nowhere goes."""
        for link in list(root.iterfind(f"{MAIN}hyperlinks/*")):
            try:
                link.set("location", self._places.relocated(link.get("location", ""), title))
            except NotThereError:
                _take_out(link)

    def _spell_out(self, cell: Element) -> None:
        """A shared text becomes the cell's own."""
        if cell.get("t") != "s":
            return
        number = int(cell.findtext(f"{MAIN}v") or 0)
        cell.set("t", "inlineStr")
        for child in list(cell):
            cell.remove(child)
        own = etree.SubElement(cell, f"{MAIN}is")
        for child in self._strings[number]:
            own.append(_copy(child))

    def _shared_strings(self) -> list[Element]:
        part = self.template.related("sharedStrings")
        return list(self.template.tree(part)) if part else []


def _copy(element: Element) -> Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _take_out(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if not len(parent):
            _take_out(parent)


def _table_parts(book: Workbook) -> list[str]:
    parts = (book.sheet_part(title) for title in book.titles)
    return [
        one.part for part in parts if part for one in relations(book.package, part) if one.kind == "table"
    ]
