"""Workbooks for tests, written as text tables; and independent eyes that read the results."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

import openpyxl
import xlsxwriter
from lxml import etree
from python_calamine import CalamineWorkbook

from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Address
from softenv_xl.hosts.file import apply
from softenv_xl.sheets.patch import KEEP, CellPatch, Kept, Patch, RowPatch, TablePatch

FILE = "总台账.xlsx"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET, TABLE, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STAFF = """
Id | Name | Score
T1 | 王芳 | 3
T2 | 李强 | 4
T3 | 张伟 | 5
"""
"""Three people in A1:C4, unless a test places them elsewhere."""

LONGER = "from | Id\n0 | T1\n1 | T2\n2 | T3\nnew | T4\nnew | T5"
SHORTER = "from | Id\n0 | T1\n1 | T2"
"""What becomes of them: two join, one goes."""

Hook = Callable[[Any, Any], None]


def words(text: str) -> list[list[Any]]:
    """`Id | Name` lines as rows of values: whole numbers and decimals are numbers, `-` is an empty cell."""
    return [[_value(word.strip()) for word in line.split("|")] for line in text.strip().splitlines()]


def _value(word: str) -> Any:
    if re.fullmatch(r"-?\d+(\.\d+)?", word):
        return float(word) if "." in word else int(word)
    return None if word == "-" else word


def book(
    text: str,
    *,
    name: str = "Staff",
    at: tuple[int, int] = (1, 1),
    formulas: Mapping[str, str] | None = None,
    widths: Mapping[int, float] | None = None,
    more: Hook | None = None,
    options: Mapping[str, Any] | None = None,
    table: Mapping[str, Any] | None = None,
) -> bytes:
    """One sheet "Staff list" with one real table whose header stands at row and column `at` (one-based).

    `formulas` makes calculated columns; `more(workbook, sheet)` draws whatever else a test needs.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **(options or {})})
    sheet = workbook.add_worksheet("Staff list")
    header, *rows = words(text)
    top, left = at[0] - 1, at[1] - 1
    columns = [
        {"header": str(title), **({"formula": formulas[title]} if formulas and title in formulas else {})}
        for title in header
    ]
    sheet.add_table(
        top,
        left,
        top + len(rows) + bool((table or {}).get("total_row")),
        left + len(header) - 1,
        {"name": name, "columns": columns, **(table or {})},
    )
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(top + 1 + number, left + column, value)
    for column, width in (widths or {}).items():
        sheet.set_column(column - 1, column - 1, width)
    if more:
        more(workbook, sheet)
    workbook.close()
    return buffer.getvalue()


def patched(package: bytes, *patches: TablePatch | CellPatch) -> bytes:
    """The package with these patches carried out; it must read as a whole zip."""
    tables = tuple(patch for patch in patches if isinstance(patch, TablePatch))
    cells = tuple(patch for patch in patches if isinstance(patch, CellPatch))
    result = carried_out(package, Patch(tables, cells), FILE)
    assert zipfile.ZipFile(io.BytesIO(result)).testzip() is None
    return result


def carried_out(package: bytes, patch: Patch, file: str) -> bytes:
    """What the file host makes of it, which is the same whether or not it is told what the package shows."""
    result = apply(package, patch, file)
    shown = read(package, CONTROL).book
    assert shown is None or apply(package, patch, file, shown) == result
    return result


def rows(text: str, *, name: str = "Staff") -> TablePatch:
    """A TablePatch as text: the first column, called `from`, is the source (`new` for a new row); `=` keeps."""
    (_, *columns), *lines = words(text)
    return TablePatch(
        name,
        tuple(str(column) for column in columns),
        tuple(
            RowPatch(None if source == "new" else source, tuple(_kept(value) for value in values))
            for source, *values in lines
        ),
    )


def _kept(value: Any) -> Any | Kept:
    return KEEP if value == "=" else value


def shown(package: bytes, sheet: str = "Staff list") -> list[list[Any]]:
    """What calamine reads, from A1 on; whole numbers as int, empty cells as None."""
    found = CalamineWorkbook.from_filelike(io.BytesIO(package)).get_sheet_by_name(sheet)
    return [[_whole(value) for value in row] for row in found.to_python(skip_empty_area=False)]


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value


def opened(package: bytes) -> Any:
    """The workbook as openpyxl sees it, with formulas; what it would lose on saving doesn't matter here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*not supported and will be removed")
        return openpyxl.load_workbook(io.BytesIO(package))


def formulas(package: bytes, *cells: str, sheet: str = "Staff list") -> list[Any]:
    """The raw contents of cells: formulas with '=', values as they are."""
    found = opened(package)[sheet]
    return [found[cell].value for cell in cells]


def glanced(package: bytes) -> Any:
    """The workbook as openpyxl sees it, no sheet taken apart: many times faster where few cells are asked for, or none."""
    return openpyxl.load_workbook(io.BytesIO(package), read_only=True)


def texts(package: bytes, sheet: str, *cells: str) -> list[Any]:
    """What stands in cells of one sheet."""
    found = glanced(package)[sheet]
    return [found[cell].value for cell in cells]


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The members whose contents differ, or that one of the packages lacks."""
    old, new = parts(before), parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def root(package: bytes, part: str = SHEET) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(part))


def one(package: bytes, path: str, part: str = SHEET) -> etree._Element:
    """The one element of a part at an XPath like `.//{*}autoFilter`, which must be there."""
    found = root(package, part).findall(path)
    assert len(found) == 1, (path, len(found))
    return found[0]


def cell(package: bytes, a1: str, part: str = SHEET) -> etree._Element:
    """The cell's element, which must be there."""
    return one(package, f".//{MAIN}c[@r='{a1}']", part)


def surgery(package: bytes, changes: Mapping[str, bytes | Callable[[bytes], bytes] | None]) -> bytes:
    """The package with members replaced, edited, added or (None) taken out."""
    old = parts(package)
    for name, change in changes.items():
        if change is None:
            del old[name]
        else:
            old[name] = change if isinstance(change, bytes) else change(old[name])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in old.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def typed(package: bytes, sheet: str, cells: Mapping[str, str]) -> bytes:
    """The workbook with texts typed into cells of a sheet, and nothing else different."""
    part = part_of_sheet(package, sheet)
    tree = root(package, part)
    found = tree.find(f"{MAIN}sheetData")
    assert found is not None
    for a1, text in cells.items():
        place = Address.parse(a1)
        row = _placed(found, f"{MAIN}row", place.row, lambda row: int(row.get("r", "0")), str(place.row))
        cell = _placed(
            row, f"{MAIN}c", place.column, lambda cell: Address.parse(cell.get("r", "")).column, a1
        )
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = text
    return surgery(package, {part: etree.tostring(tree, xml_declaration=True, encoding="UTF-8")})


def _placed(
    parent: etree._Element, tag: str, number: int, of: Callable[[etree._Element], int], name: str
) -> etree._Element:
    """The child with that number, made in its place where there is none."""
    before = [child for child in parent if of(child) < number]
    after = parent[len(before)] if len(before) < len(parent) else None
    if after is not None and of(after) == number:
        return after
    made = etree.Element(tag, r=name)
    parent.insert(len(before), made)
    return made


def part_of_sheet(package: bytes, sheet: str) -> str:
    """The member that holds the sheet of that name."""
    found = one(package, f".//{MAIN}sheet[@name='{sheet}']", WORKBOOK).get(f"{{{OFFICE}}}id")
    relations = root(package, "xl/_rels/workbook.xml.rels")
    target = next(each.get("Target", "") for each in relations if each.get("Id") == found)
    return str(PurePosixPath("/xl") / target).lstrip("/")


def edit(*changes: tuple[str, str]) -> Callable[[bytes], bytes]:
    """Replaces words in a part; every one must be there."""

    def edited(data: bytes) -> bytes:
        for old, new in changes:
            assert old.encode() in data, old
            data = data.replace(old.encode(), new.encode())
        return data

    return edited


def with_part(package: bytes, part: str, data: bytes, owner: str, kind: str, content_type: str) -> bytes:
    """The package with a further part, its content type and a relation `owner` → part."""
    folder, name = str(PurePosixPath(owner).parent), PurePosixPath(owner).name
    relations = f"{folder}/_rels/{name}.rels"
    existing = parts(package).get(
        relations,
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    )
    number = existing.count(b"<Relationship ") + 900
    line = f'<Relationship Id="rId{number}" Type="{kind}" Target="/{part}"/></Relationships>'
    return surgery(
        package,
        {
            part: data,
            relations: existing.replace(b"</Relationships>", line.encode()),
            "[Content_Types].xml": edit(
                ("</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>')
            ),
        },
    )


def blanked(package: bytes, part: str, cells: set[str]) -> bytes:
    """The part in canonical form, with the contents of these cells taken out."""
    tree = root(package, part)
    for element in tree.iter(f"{MAIN}c"):
        if element.get("r") in cells:
            for name in ("t", "vm"):
                element.attrib.pop(name, "")
            for child in list(element):
                element.remove(child)
    canonical = etree.tostring(tree, method="c14n")
    assert isinstance(canonical, bytes)
    return canonical


def png() -> io.BytesIO:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)
