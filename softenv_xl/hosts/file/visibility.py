"""Hides sheets and shows them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.markup import MAIN, take_off
from softenv_xl.hosts.file.splice import Piece, pieces, with_attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.sheets.patch import SheetPatch

_TRUE = ("1", "true")


def show_sheets(book: Workbook, patches: Iterable[SheetPatch]) -> bool:
    """Whether it changed anything. A protected workbook keeps its sheets as they are, and one sheet stays in view."""
    wanted = {patch.title.lower(): patch.visible for patch in patches}
    if not wanted or _is_locked(book):
        return False
    data = book.package.read(book.part)
    inside = pieces(data, book.part, depth=2)
    tabs = [piece for piece in inside if piece.name == "sheet"]
    before = [tab.attributes.get("state", "visible") == "visible" for tab in tabs]
    names = [tab.attributes.get("name", "").lower() for tab in tabs]
    after = [wanted.get(name, now) for name, now in zip(names, before, strict=True)]
    if before == after or not any(after):
        return False
    cuts = [
        with_attribute(data, tab, "state", None if shown else "hidden")
        for tab, was, shown in zip(tabs, before, after, strict=True)
        if was != shown
    ]
    windows = [piece for piece in inside if piece.name == "workbookView"]
    fronts = [window for window in windows if not _shows(window, after)]
    front = after.index(True)
    cuts += [with_attribute(data, window, "activeTab", str(front)) for window in fronts]
    book.splice(book.part, cuts)
    for title, shown in zip(book.titles, after, strict=True):
        if not shown:
            _select(book, title, selected=False)
    if fronts:
        _select(book, book.titles[front], selected=True)
    return True


def _is_locked(book: Workbook) -> bool:
    return any(
        piece.name == "workbookProtection" and piece.attributes.get("lockStructure") in _TRUE
        for piece in pieces(book.package.read(book.part), book.part, depth=1)
    )


def _shows(window: Piece, shown: Sequence[bool]) -> bool:
    """Is the sheet in front in view?"""
    number = window.attributes.get("activeTab", "0")
    return number.isdecimal() and int(number) < len(shown) and shown[int(number)]


def _select(book: Workbook, title: str, *, selected: bool) -> None:
    """A hidden sheet that stays selected would be typed into together with the one in front."""
    sheet = book.sheet(title)
    if sheet is None:
        return
    for view in sheet.root.iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
        if selected:
            view.set("tabSelected", "1")
            sheet.touch_root()
        elif take_off(view, "tabSelected"):
            sheet.touch_root()
