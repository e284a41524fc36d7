"""What staff does to a control workbook: columns, formulas, notes, colours, a sheet with a chart, sheets moved and renamed.

Done on the package's parts, so that all else is as the program of that time left it.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import xlsxwriter
from lxml import etree

from softenv_xl.books import CONTROL
from softenv_xl.grid.address import Address
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.file.markup import MAIN, RELATIONSHIPS
from softenv_xl.hosts.file.upgrade.parts import add_part, relate
from softenv_xl.hosts.file.workbook import Workbook
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from softenv_xl.words import Lang, Text
from tests.support.packages import parts, png

OWN_SHEET, RENAMED = Text("本校统计", "Own figures"), Text("本校证据", "Our evidence")
CHECK = Text("检查", "Check")
OWN_COLUMNS = (Text("我们的备注", "Our own column"), Text("电话", "Phone"))
_TYPES = "[Content_Types].xml"
_NOTES = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"


def title(key: str, lang: Lang) -> str:
    return CONTROL.sheet(key).name(lang)


def worked_in(package: bytes, lang: Lang) -> bytes:
    """Everything at once."""
    package = _own_columns(package, lang)
    steps: tuple[Callable[[Workbook, Lang], None], ...] = (_cells, _own_sheet, _note, _sheets)
    for step in steps:
        book = Workbook(package)
        step(book, lang)
        book.store()
        for part in (book.part, book.related("styles") or ""):
            if part in book.parts:
                book.store_tree(part)
        package = book.package.build()
    return package


def typed(package: bytes, sheet: str, cell: str, words: str) -> bytes:
    """Something typed into one cell."""
    book = Workbook(package)
    page = book.sheet(sheet)
    assert page
    page.write(*Address.parse(cell), words)
    book.store()
    return book.package.build()


def _own_columns(package: bytes, lang: Lang) -> bytes:
    patches = []
    for key, header in zip(("tracker", "people"), OWN_COLUMNS, strict=True):
        rows = range(Workbook(package).table(key).block.rows)
        values = [(f"{header(lang)} {row}" if row < 3 else KEEP,) for row in rows]
        patches.append(TablePatch(key, (header(lang),), tuple(RowPatch(row, values[row]) for row in rows)))
    return apply(package, Patch(tuple(patches)), "control.xlsx")


def _cells(book: Workbook, lang: Lang) -> None:
    """A formula of one's own at the right of the tracker, a coloured cell, a hidden row, a higher row."""
    tracker = book.table("tracker")
    row, column = tracker.block.first, tracker.block.right + 2
    tracker.sheet.make(row, column)
    tracker.sheet.formulas.put(row, column, f"COUNTA({title('people', lang)}!$B$5:$B$99)", False, None)
    people = book.table("people").sheet
    people.cells(6)[2].style = _yellow(book)
    for number, look in ((8, {"hidden": "1"}), (9, {"ht": "40", "customHeight": "1"})):
        people.row(number).attributes.update(look)
        people.touch(number)
    people.touch(6)


def _yellow(book: Workbook) -> str:
    root = book.tree(book.related("styles") or "")
    fills, formats = root.find(f"{MAIN}fills"), root.find(f"{MAIN}cellXfs")
    assert fills is not None
    assert formats is not None
    pattern = etree.SubElement(
        etree.SubElement(fills, f"{MAIN}fill"), f"{MAIN}patternFill", patternType="solid"
    )
    etree.SubElement(pattern, f"{MAIN}fgColor", rgb="FFFFFF00")
    new = {"numFmtId": "0", "fontId": "0", "fillId": str(len(fills) - 1), "borderId": "0", "xfId": "0"}
    etree.SubElement(formats, f"{MAIN}xf", {**new, "applyFill": "1"})
    for group in (fills, formats):
        group.set("count", str(len(group)))
    return str(len(formats) - 1)


def _donor(lang: Lang) -> dict[str, bytes]:
    """A sheet of one's own with formulas, a chart and a picture; and notes."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    own, noted = workbook.add_worksheet(OWN_SHEET(lang)), workbook.add_worksheet("Noted")
    people, departments = (title(key, lang) for key in ("people", "departments"))
    for name in (people, departments):  # the chart's reference is to a sheet that there is
        workbook.add_worksheet(name)
    own.write_formula("A1", f"=COUNTA({people}!$B$5:$B$10)", None, 6)
    own.write_formula("A2", f"=SUM({departments}!$E$5:$E$6)", None, 6)
    own.write_formula("A3", "=ROWS(people[])", None, 6)
    own.insert_image("F2", "dot.png", {"image_data": png()})
    own.insert_textbox("F5", "说明文字")
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": f"={departments}!$E$5:$E$6", "categories": f"={departments}!$A$5:$A$6"})
    own.insert_chart("J2", chart)
    noted.write_comment("F5", "Ask again")
    workbook.close()
    return parts(stream.getvalue())


def _own_sheet(book: Workbook, lang: Lang) -> None:
    theirs = _donor(lang)
    types = etree.fromstring(theirs[_TYPES])
    known = {one.get("PartName"): one.get("ContentType") for one in types}
    wanted = (
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1",
        "xl/drawings/drawing",
        "xl/drawings/_rels/drawing1",
    )
    for name, data in theirs.items():
        if name.startswith((*wanted, "xl/media", "xl/charts")):
            place = f"xl/own/{name.removeprefix('xl/')}"
            if content_type := known.get(f"/{name}"):
                add_part(book.package, place, data, str(content_type))
            else:
                book.package.add(place, data)
    _default(book, "png", "image/png")
    lines = book.tree(book.part).find(f"{MAIN}sheets")
    assert lines is not None
    link = relate(book.package, book.part, "worksheet", "xl/own/worksheets/sheet1.xml")
    new = etree.SubElement(lines, f"{MAIN}sheet", name=OWN_SHEET(lang), sheetId="77")
    new.set(f"{RELATIONSHIPS}id", link)


def _note(book: Workbook, lang: Lang) -> None:
    theirs, sheet = _donor(lang), book.table("tracker").sheet
    add_part(book.package, "xl/comments9.xml", theirs["xl/comments1.xml"], _NOTES)
    book.package.add("xl/drawings/vmlDrawing9.vml", theirs["xl/drawings/vmlDrawing1.vml"])
    _default(book, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    relate(book.package, sheet.part, "comments", "xl/comments9.xml")
    link = relate(book.package, sheet.part, "vmlDrawing", "xl/drawings/vmlDrawing9.vml")
    legacy = etree.Element(f"{MAIN}legacyDrawing")
    legacy.set(f"{RELATIONSHIPS}id", link)
    tables = sheet.root.find(f"{MAIN}tableParts")
    assert tables is not None
    tables.addprevious(legacy)
    sheet.touch_root()


def _default(book: Workbook, ending: str, content_type: str) -> None:
    types = etree.fromstring(book.package.read(_TYPES))
    if not any(one.get("Extension") == ending for one in types):
        new = etree.Element(str(types[0].tag), Extension=ending, ContentType=content_type)
        types.insert(0, new)
        book.package.replace(
            _TYPES, etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
        )


def _sheets(book: Workbook, lang: Lang) -> None:
    """People comes to stand last, and Evidence is called otherwise; nothing else in a workbook goes by their places."""
    root = book.tree(book.part)
    lines = root.find(f"{MAIN}sheets")
    assert lines is not None
    before = [one.get("name", "") for one in lines]
    people, evidence = (title(key, lang) for key in ("people", "evidence"))
    lines.append(next(one for one in lines if one.get("name") == people))
    after = [one.get("name", "") for one in lines]
    next(one for one in lines if one.get("name") == evidence).set("name", RENAMED(lang))
    for name in root.iterfind(f"{MAIN}definedNames/*"):
        if local := name.get("localSheetId"):
            name.set("localSheetId", str(after.index(before[int(local)])))
        name.text = (name.text or "").replace(f"{evidence}!", f"'{RENAMED(lang)}'!")
