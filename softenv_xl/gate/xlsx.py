"""Reads .xlsx and its kin: the gate scans, calamine reads the values."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl import catalogue
from softenv_xl.gate.markup import damaged
from softenv_xl.gate.passport_tokens import passport_tokens
from softenv_xl.gate.pictures import formulas_as_text, pictures_among
from softenv_xl.gate.reader import Values
from softenv_xl.gate.reading import Reading, Refused, optional
from softenv_xl.gate.sheet import scan
from softenv_xl.gate.tally import Tally
from softenv_xl.gate.values import end, rows
from softenv_xl.gate.workbook import relations_of, saved_at, tables, workbook
from softenv_xl.grid.grid import Book, Grid
from softenv_xl.issues import Issue, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from softenv_xl.gate.inflated_package import Package
    from softenv_xl.gate.limits import Limits
    from softenv_xl.gate.sheet import Scan
    from softenv_xl.gate.workbook import Relation, Sheet, Workbook
    from softenv_xl.grid.address import Address
    from softenv_xl.grid.cell import Value

    Rows: TypeAlias = tuple[tuple[Value, ...], ...]

_SHARED = b't="s"'
_FOREIGN = {
    catalogue.FILE_MACROS: ("vbaproject.bin", "/macrosheets/"),
    catalogue.FILE_EXTERNAL_LINK: ("/externallinks/", "/connections.xml"),
    catalogue.FILE_EMBEDDED_OBJECT: ("/embeddings/", "/activex/"),
}


class _Read(NamedTuple):
    """A worksheet whose XML has been looked through."""

    sheet: Sheet
    found: Scan
    relations: tuple[Relation, ...]


def read_xlsx(package: Package, limits: Limits) -> Reading:
    """Reads the package's worksheets; raises Refused.

    A sheet that is broken is left out with an issue; nothing but sheets and strings has to be there.
    """
    book = workbook(package)
    tally = Tally(limits)
    sheets = [sheet for sheet in book.sheets if sheet.kind == "worksheet"]
    scanned, left_out = _scanned(package, sheets, tally, limits)
    strings = _strings(package, book, scanned)
    values = Values(
        [each.found.cells for each in scanned],
        strings,
        optional(lambda: package.xml(book.part("styles")), b""),
        since_1904=book.since_1904,
    )
    grids = []
    for each, cells, lost in zip(scanned, values.sheets, values.lost, strict=True):
        if cells is None:
            left_out.append((each.sheet, damaged(each.sheet.part)))
            continue
        tally.area(end(cells))
        read = rows(cells, {**each.found.errors, **lost})
        grid = _grid(package, book, each, read, formulas_as_text(read, strings, each.found.cells))
        tally.rows(grid.rows)
        grids.append(grid)
    if left_out and not grids:
        raise left_out[0][1]
    made = Book(
        tuple(grids),
        names=book.names,
        saved_at=saved_at(package),
        format=book.format,
        passport=passport_tokens(package, book.relations),
    )
    issues = (_left_out(sheet, refused) for sheet, refused in left_out)
    return Reading(made, (*_issues(package, book, [each.relations for each in scanned]), *issues))


def _scanned(
    package: Package, sheets: list[Sheet], tally: Tally, limits: Limits
) -> tuple[list[_Read], list[tuple[Sheet, Refused]]]:
    """The sheets that can be read, and those that are missing or broken."""
    tally.sheets(len(sheets))
    parts = [sheet.part.lower() for sheet in sheets if sheet.part]
    if len(set(parts)) < len(parts):
        raise Refused.suspicious("多个工作表共用一个部件", "several sheets share one part")
    scanned, left_out = [], []
    for sheet in sheets:
        try:
            found = scan(_part(package, sheet), sheet.part, limits)
        except Refused as refused:
            if not refused.is_damage:
                raise
            left_out.append((sheet, refused))
            continue
        tally.merged(found.merged)
        own = optional(partial(relations_of, package, sheet.part), ())
        scanned.append(_Read(sheet, found, own))
    return scanned, left_out


def _part(package: Package, sheet: Sheet) -> bytes:
    if not sheet.part:
        raise Refused.unreadable("文件中没有它的内容", "the file does not have its contents")
    return package.part(sheet.part)


def _strings(package: Package, book: Workbook, scanned: list[_Read]) -> bytes:
    """The shared strings; none where the part is missing and no cell needs it."""
    part = book.part("sharedStrings")
    needed = any(_SHARED in each.found.cells for each in scanned)
    return package.xml(part) if part and (part in package or needed) else b""


def _grid(package: Package, book: Workbook, each: _Read, read: Rows, in_words: frozenset[Address]) -> Grid:
    """`in_words`: the cells whose text stands for a picture."""
    found = each.found
    return Grid(
        sheet=each.sheet.name,
        rows=read,
        formulas=found.formulas,
        merged=found.merged,
        tables=tables(package, each.relations),
        visible=each.sheet.visible,
        pictures=found.pictures | in_words | pictures_among(package, book.relations, found.rich),
        since_1904=book.since_1904,
    )


def _left_out(sheet: Sheet, refused: Refused) -> Issue:
    return Issue(catalogue.SHEET_UNREADABLE, Place(sheet=sheet.name), refused.issue.arguments)


def _issues(package: Package, book: Workbook, relations: Iterable[tuple[Relation, ...]]) -> Iterator[Issue]:
    listing = "\n".join(package)
    kinds = {kind for kind, marks in _FOREIGN.items() if any(mark in listing for mark in marks)}
    every = (relation for own in (book.relations, *relations) for relation in own)
    if any(relation.external and relation.kind != "hyperlink" for relation in every):
        kinds.add(catalogue.FILE_EXTERNAL_LINK)
    yield from (Issue(kind) for kind in sorted(kinds, key=attrgetter("code")))
    if book.strict:
        yield Issue(catalogue.FILE_OTHER_FORMAT, arguments={"format": "Strict Open XML"})
