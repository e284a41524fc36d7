"""Reads .xlsx and its kin: the gate scans, calamine reads the values."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from softenv_xl.gate.handover import handed_over
from softenv_xl.gate.reading import Reading, Refused
from softenv_xl.gate.sheet import scan
from softenv_xl.gate.tally import Tally
from softenv_xl.gate.values import end, rows
from softenv_xl.gate.workbook import relations_of, saved_at, tables, workbook
from softenv_xl.grid.grid import Book, Grid
from softenv_xl.issues import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from softenv_xl.gate.limits import Limits
    from softenv_xl.gate.package import Package
    from softenv_xl.gate.sheet import Scan
    from softenv_xl.gate.workbook import Relation, Sheet, Workbook

_FOREIGN = {
    "file.macros": ("vbaproject.bin", "/macrosheets/"),
    "file.external-link": ("/externallinks/", "/connections.xml"),
    "file.embedded-object": ("/embeddings/", "/activex/"),
}


def read_xlsx(package: Package, limits: Limits) -> Reading:
    """Reads the package's worksheets; raises Refused."""
    book = workbook(package)
    tally = Tally(limits)
    sheets = [sheet for sheet in book.sheets if sheet.kind == "worksheet"]
    scans = _scanned(package, sheets, tally, limits)
    relations = [relations_of(package, sheet.part) for sheet in sheets]
    content = _handed_over(package, book, scans)
    values = CalamineWorkbook.from_filelike(io.BytesIO(content))
    grids = []
    for number, (sheet, found, own) in enumerate(zip(sheets, scans, relations, strict=True)):
        cells = values.get_sheet_by_index(number)
        tally.area(end(cells))
        grid = Grid(
            sheet=sheet.name,
            rows=rows(cells, found.errors),
            formulas=found.formulas,
            merged=found.merged,
            tables=tables(package, own),
            visible=sheet.visible,
        )
        tally.rows(grid.rows)
        grids.append(grid)
    read = Book(tuple(grids), names=book.names, saved_at=saved_at(package), format=book.format)
    return Reading(read, tuple(_issues(package, book, relations)))


def _scanned(package: Package, sheets: list[Sheet], tally: Tally, limits: Limits) -> list[Scan]:
    tally.sheets(len(sheets))
    if len({sheet.part.lower() for sheet in sheets}) < len(sheets):
        raise Refused.suspicious("多个工作表共用一个部件", "several sheets share one part")
    scans = []
    for sheet in sheets:
        found = scan(package.part(sheet.part), sheet.part, limits)
        tally.merged(found.merged)
        scans.append(found)
    return scans


def _handed_over(package: Package, book: Workbook, scans: list[Scan]) -> bytes:
    strings, styles = book.part("sharedStrings"), book.part("styles")
    return handed_over(
        [found.cells for found in scans],
        package.xml(strings) if strings else b"",
        package.xml(styles) if styles else b"",
        since_1904=book.since_1904,
    )


def _issues(package: Package, book: Workbook, relations: Iterable[tuple[Relation, ...]]) -> Iterator[Issue]:
    listing = "\n".join(package)
    codes = {code for code, marks in _FOREIGN.items() if any(mark in listing for mark in marks)}
    every = (relation for own in (book.relations, *relations) for relation in own)
    if any(relation.external and relation.kind != "hyperlink" for relation in every):
        codes.add("file.external-link")
    yield from (Issue(code) for code in sorted(codes))
    if book.strict:
        yield Issue("file.other-format", values={"format": "Strict Open XML"})
