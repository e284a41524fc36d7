"""The list of what has to be corrected: the first sheet, the one in view when the workbook is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.markup import MAIN, take_off
from softenv_xl.hosts.file.upgrade.drawing import Drawing
from softenv_xl.hosts.file.upgrade.parts import drop_relations, free_name
from softenv_xl.hosts.file.upgrade.places import Places
from softenv_xl.hosts.file.upgrade.sheets import free_title, list_sheet
from softenv_xl.templates.sent_back import HEADING

if TYPE_CHECKING:
    from softenv_xl.hosts.file.upgrade.styles import Styles
    from softenv_xl.hosts.file.workbook import Workbook

_NEW = "xl/worksheets/sheet1.xml"


def put_list(book: Workbook, template: Workbook, styles: Styles) -> None:
    """The workbook's part is changed, and stored by the caller."""
    title = template.titles[0]
    before = _earlier(book)
    there = before or free_title(title, book.titles)
    places = Places({**{one: one for one in book.titles}, title: there})
    places.as_drawn |= set(places.titles)
    part = (book.sheet_part(before) if before else None) or free_name(book.package, _NEW)
    if before:
        drop_relations(book.package, part)
        # What stands there was read to find it; it gives way as a whole.
        book.sheets.pop(part, None)
    Drawing(book, template, places, styles).draw(title, part, new=not before)
    if not before:
        list_sheet(book, there, part, 0)
    _bring_forward(book, there)


def _earlier(book: Workbook) -> str | None:
    """The list of an earlier time, by what its first cell says."""
    for title in book.titles:
        sheet = book.sheet(title)
        if sheet and sheet.shown(1).get(1) in HEADING:
            return title
    return None


def _bring_forward(book: Workbook, there: str) -> None:
    """It is in view, and alone: of two selected sheets both would take what is typed."""
    root = book.tree(book.part)
    titles = [one.get("name", "") for one in root.iterfind(f"{MAIN}sheets/*")]
    views = root.findall(f"{MAIN}bookViews/*")
    for view in views:
        view.set("activeTab", str(titles.index(there)))
        take_off(view, "firstSheet")
    for line in root.iterfind(f"{MAIN}sheets/*"):
        if line.get("name") == there:
            take_off(line, "state")
    for sheet in filter(None, map(book.sheet, book.titles)):
        for view in sheet.root.iterfind(f"{MAIN}sheetViews/*"):
            if take_off(view, "tabSelected"):
                sheet.touch_root()
