"""Whole sheets: what is missing comes in, and what is the program's alone is drawn as it is today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import MAIN, RELATIONSHIPS
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.hosts.file.upgrade.parts import drop_relations, free_name, relate
from softenv_xl.hosts.file.upgrade.programs_sheets import groups_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.upgrade.drawing import Drawing
    from softenv_xl.hosts.file.upgrade.places import Places
    from softenv_xl.hosts.file.workbook import Workbook

_INDEXED = (("bookViews/*", "activeTab"), ("bookViews/*", "firstSheet"), ("definedNames/*", "localSheetId"))


def bring_sheets(drawing: Drawing, places: Places, *, older: bool) -> Iterator[Addition]:
    """Draws what is missing or not as it is today; the workbook's part is changed, and stored by the caller.

    In a workbook that is not `older` than the program, a missing sheet of words was taken away by somebody.
    """
    book, template = drawing.book, drawing.template
    titles, todo = list(book.titles), []
    for group in groups_of(book, template, places, older=older):
        if group.stays:
            yield Addition("stays", places.titles[group.titles[0]], why=group.stays)
        elif group.how:
            todo += [(title, group.how) for title in group.titles]
    todo += [(title, "sheet") for title in template.titles if older and title not in places.titles]
    for title, how in todo:
        if how != "redrawn":
            places.titles[title] = free_title(title, titles)
            titles.append(places.titles[title])
        places.as_drawn.add(title)
    for title, how in todo:
        there = places.titles[title]
        if how == "redrawn":
            part = book.sheet_part(there) or ""
            drop_relations(book.package, part)
            drawing.draw(title, part, new=False)
        else:
            part = free_name(book.package, "xl/worksheets/sheet1.xml")
            drawing.draw(title, part, new=True)
            sheets = _child(book.tree(book.part), "sheets")
            at = _place(sheets, template, places, title)
            list_sheet(book, places.titles[title], part, at, _state(template, title))
        yield Addition("redrawn" if how == "redrawn" else "sheet", there)


def free_title(title: str, taken: list[str]) -> str:
    """The title, with a number behind it where there is a sheet of that name."""
    known = {one.lower() for one in taken}
    number, found = 2, title
    while found.lower() in known:
        found = f"{title} {number}"
        number += 1
    return found


def list_sheet(book: Workbook, title: str, part: str, at: int, state: str = "") -> None:
    """A new sheet's line in the workbook, in that place among the others (the first is 0)."""
    root = book.tree(book.part)
    sheets = _child(root, "sheets")
    element = etree.Element(f"{MAIN}sheet")
    element.set("name", title)
    element.set("sheetId", str(1 + max(int(one.get("sheetId", "0")) for one in sheets)))
    if state:
        element.set("state", state)
    element.set(f"{RELATIONSHIPS}id", relate(book.package, book.part, "worksheet", part))
    sheets.insert(at, element)
    for path, attribute in _INDEXED:
        for one in root.iterfind("/".join(MAIN + step if step != "*" else step for step in path.split("/"))):
            number = one.get(attribute)
            if number is not None and int(number) >= at:
                one.set(attribute, str(int(number) + 1))
            elif number is None and attribute == "activeTab" and at == 0:
                one.set(attribute, "1")


def _place(sheets: Element, template: Workbook, places: Places, title: str) -> int:
    here = [one.get("name", "") for one in sheets]
    before = template.titles[: template.titles.index(title)]
    for other in reversed(before):
        if places.titles.get(other) in here:
            return here.index(places.titles[other]) + 1
    return 0


def _state(template: Workbook, title: str) -> str:
    lines = template.tree(template.part).iterfind(f"{MAIN}sheets/*")
    return next((one.get("state", "") for one in lines if one.get("name") == title), "")


def _child(root: Element, name: str) -> Element:
    found = root.find(f"{MAIN}{name}")
    assert found is not None  # noqa: S101 - a workbook has sheets
    return found
