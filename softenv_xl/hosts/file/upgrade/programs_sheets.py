"""The sheets that are the program's alone: are they as it draws them today, and is anything on them somebody's?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from softenv_xl import books
from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.relations import Relation, relations
from softenv_xl.hosts.reference_words import references
from softenv_xl.templates import figures, lists
from softenv_xl.views import dashboard
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.hosts.file.upgrade.places import Places
    from softenv_xl.hosts.file.workbook import Workbook

_ALL = Area(1, 1, MAX_ROW, MAX_COLUMN)
_MOVE = Text(
    "{what}是您的；如要今天的样式，请把它移到自己的工作表，再升级一次",
    "{what} is yours; to have the sheet as it is today, move that to a sheet of your own and upgrade again",
)
_WORDS: set[object] = {
    word
    for text in (*(tile.label for tile in dashboard.TILES), *(sheet.name for sheet in books.CONTROL.sheets))
    for word in text
}


# A link to the top of a sheet leads there however the sheet is drawn.
_LINK = re.compile(rb'location="[^"]*!\$?A\$?1"')


@dataclass
class Group:
    """Sheets of the template that are drawn together: "redrawn" in place of what is there, or "beside" it. Where it
    says neither, they `stay` for a reason, or are as today.
    """

    titles: tuple[str, ...]
    how: str = ""
    stays: Text | None = None


def groups_of(book: Workbook, template: Workbook, places: Places, *, older: bool) -> Iterator[Group]:
    """Those of the program's own sheets that the workbook has. The words on them are compared in an `older` workbook
    alone: other programs that saved it since may spell them otherwise.
    """
    by_key = {sheet.key: sheet.name for sheet in books.CONTROL.sheets}
    names = (
        (by_key["start"],),
        (by_key["dashboard"], figures.SHEET),
        (lists.SHEET,),
    )
    for group in names:
        titles = tuple(title for title in template.titles if any(title in name for name in group))
        if titles and all(title in places.titles for title in titles):
            yield _judged(book, template, places, titles, older=older)


def _judged(
    book: Workbook, template: Workbook, places: Places, titles: tuple[str, ...], *, older: bool
) -> Group:
    there = [places.titles[title] for title in titles]
    names = {name.name for name in template.names()}
    pairs = list(zip(titles, there, strict=True))
    if all(
        _built(book, mine, names) == _built(template, title, names)
        and (not older or _words(book, mine, names) == _words(template, title, names))
        for title, mine in pairs
    ):
        return Group(titles)
    somebodys = next(
        (found for title, mine in pairs if (found := _somebodys(book, mine, names, _texts(template, title)))),
        None,
    )
    used = _used_elsewhere(book, there, names)
    what = somebodys or used
    if what and titles[0] not in lists.SHEET:
        return Group(titles, stays=_MOVE.format(what=what))
    return Group(titles, "beside" if what else "redrawn")


def _built(book: Workbook, title: str, names: Collection[str]) -> tuple[object, ...]:
    """What a sheet is made of: the columns of its tables, where its names point, how many charts it has."""
    tables = _tables(book, title)
    columns = {table.name.lower(): (table.block.left, tuple(table.headers())) for table in tables}
    return columns, _named(book, title, names), _charts(book, title)


def _words(book: Workbook, title: str, names: Collection[str]) -> dict[Address, object]:
    """The words and formulas that no run writes."""
    sheet, named, tables = book.sheet(title), _named(book, title, names), _tables(book, title)
    written = [table.block.area for table in tables]
    written += named.values() if tables or dashboard.TITLE in named else ()
    return {
        at: sheet.formulas.text_at(*at) or shown
        for at, shown in (sheet.values(_ALL) if sheet else ())
        if sheet and not any(area.holds(at) for area in written)
    }


def _texts(book: Workbook, title: str) -> set[object]:
    """Every word on a sheet."""
    sheet = book.sheet(title)
    return {shown for _, shown in sheet.values(_ALL)} if sheet else set()


def _tables(book: Workbook, title: str) -> list[Table]:
    return [table for table in book.every_table() if table.sheet.title == title]


def _named(book: Workbook, title: str, names: Collection[str]) -> dict[str, Area]:
    """Where on the sheet those of the program's names point that point there."""
    mine = (name for name in book.names() if not name.sheet and name.name in names)
    return {name.name: area for name in mine if (area := _target(name.text, title))}


def _target(text: str, title: str) -> Area | None:
    found = references(text) or []
    return found[0].area if len(found) == 1 and found[0].sheet == title else None


def _charts(book: Workbook, title: str) -> int:
    return sum(1 for one in _tree(book, book.sheet_part(title) or "") if one.kind == "chart")


def _tree(book: Workbook, part: str) -> Iterator[Relation]:
    for one in relations(book.package, part):
        yield one
        yield from _tree(book, one.part)


def _somebodys(book: Workbook, title: str, names: Collection[str], texts: set[object]) -> Text | None:
    """The first thing on the sheet that the program hasn't put there; `texts` is what it says there today."""
    sheet, part = book.sheet(title), book.sheet_part(title)
    if sheet is None or part is None:
        return Text("该表", "the sheet")
    for one in _tree(book, part):
        if one.kind not in ("drawing", "chart", "table", "printerSettings", "chartStyle", "chartColorStyle"):
            return Text("批注、图片或按钮", "a note, picture or button")
    tables = _tables(book, title)
    named = _named(book, title, names)
    drawn = len(dashboard.FIGURES) if dashboard.TITLE in named else 0
    if _charts(book, title) > drawn or _shapes(book, part) > drawn:
        return Text("其中的图形", "a drawing on it")
    if sheet.root.find(f"{MAIN}sheetProtection") is not None:  # nobody can have typed on it
        return None
    own = list(named.values())
    own += [table.block.area._replace(top=max(table.block.top - 1, 1)) for table in tables]
    heading = Area(1, 1, 3, 2) if tables else None  # title, guide, link
    for address, shown in sheet.values(_ALL):
        if any(area.holds(address) for area in own) or (heading and heading.holds(address)):
            continue
        if shown not in texts and shown not in _WORDS:
            return Text(f"单元格 {address.a1} ", f"the cell {address.a1}")
    return None


def _shapes(book: Workbook, part: str) -> int:
    drawings = [one.part for one in relations(book.package, part) if one.kind == "drawing"]
    return sum(len(book.tree(drawing)) for drawing in drawings)


def _used_elsewhere(book: Workbook, titles: list[str], names: Collection[str]) -> Text | None:
    """Something of somebody's that names cells of these sheets, which may come to stand elsewhere."""
    own = {part for title in titles if (part := book.sheet_part(title))}
    own |= {one.part for part in list(own) for one in _tree(book, part)}
    tables = [table.name for title in titles for table in _tables(book, title)]
    words = [mark.encode() for title in titles for mark in (f"{title}!", f"{title}'!", f'sheet="{title}"')]
    words += [f"{name}[".encode() for name in tables]
    for one in book.names():
        if one.name not in names and not one.sheet and any(word.decode() in one.text for word in words):
            return Text(f"名称 {one.name} ", f"the name {one.name}, which refers to it,")
    for name in book.package.names:
        place = name.startswith(("xl/worksheets/sheet", "xl/charts/chart", "xl/pivot")) and name not in own
        if place and any(word in _LINK.sub(b"", book.package.read(name)) for word in words):
            return Text(
                f"引用它的内容（{_sheet_of(book, name)}）", f"what refers to it ({_sheet_of(book, name)})"
            )
    return None


def _sheet_of(book: Workbook, part: str) -> str:
    """The title of the sheet that the part is, or belongs to."""
    for title in book.titles:
        own = book.sheet_part(title)
        if own and (own == part or any(one.part == part for one in _tree(book, own))):
            return title
    return part
