"""Packages made by hand, part by part, for what no program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from softenv_xl.gate.limits import RETURN, Limits
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Address
from softenv_xl.grid.grid import Book, Grid
from softenv_xl.issues import Issue, Severity
from softenv_xl.words import LANGS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET, WORKBOOK, RELS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def worksheet(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def relations(*lines: tuple[str, str, str]) -> str:
    """A .rels part; each line is (id, kind, target)."""
    said = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in lines)
    return f'<Relationships xmlns="{RELATIONS}">{said}</Relationships>'


def workbook(
    sheets: str = '<sheet name="表" sheetId="1" r:id="r1"/>', around: str = "", after: str = ""
) -> str:
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{around}<sheets>{sheets}</sheets>{after}</workbook>'


def parts(rows: str = "", **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet; `strings` and `styles` are the insides of those parts."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("r0", "officeDocument", WORKBOOK)),
        WORKBOOK: workbook(),
        RELS: relations(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
        ),
        SHEET: worksheet(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{more.pop("strings", "")!s}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{more.pop("styles", "")!s}</styleSheet>',
    }
    return made


def zipped(made: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, part in made.items():
            package.writestr(zipfile.ZipInfo(name), part, method)
    return buffer.getvalue()


def book_of(content: bytes, limits: Limits = RETURN) -> Book:
    """The book that the content holds; fails where it is refused."""
    reading = read(content, limits)
    assert reading.book is not None, reading.issues
    return reading.book


def grid_of(made: Mapping[str, str | bytes]) -> Grid:
    return book_of(zipped(made)).grids[0]


def refusal(content: bytes, limits: Limits = RETURN) -> Issue:
    """The one error that says why the content can't be read; both of its sentences can be said."""
    reading = read(content, limits)
    assert reading.book is None
    (issue,) = reading.issues
    assert issue.severity is Severity.ERROR
    for lang in LANGS:
        assert "{" not in issue.message(lang) + issue.remedy(lang)
    return issue


def shown(grid: Grid, at: str) -> Any:
    """The value of the cell with that address."""
    return grid.value(Address.parse(at))
