"""Reads .xls: the gate looks through the records, calamine reads the values."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import olefile
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from softenv_xl import catalogue
from softenv_xl.gate.biff import bare, records_of, tidied
from softenv_xl.gate.calamine_package import build_xls
from softenv_xl.gate.file_kinds import ole_kind
from softenv_xl.gate.markup import damaged
from softenv_xl.gate.pictures import formulas_as_text
from softenv_xl.gate.reading import Reading, Refused, catching_panics
from softenv_xl.gate.tally import Tally
from softenv_xl.gate.values import end, rows
from softenv_xl.grid.address import Area
from softenv_xl.grid.grid import Book, Grid
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from python_calamine import CalamineSheet

    from softenv_xl.gate.biff import BookRecords, SheetRecords
    from softenv_xl.gate.limits import Limits

_HEADER = _SECTOR = 512
_LAST_SECTOR, _FREE = 0xFFFFFFFA, 0xFFFFFFFF


def read_xls(content: bytes, limits: Limits) -> Reading:
    """Reads the sheets of an OLE file, if it is a workbook; raises Refused."""
    cut = _is_cut(content)
    try:
        return _read(content + bytes(-len(content) % _SECTOR), limits, cut=cut)
    except Exception as error:
        damage = not isinstance(error, Refused) or error.is_damage
        if cut and damage and not isinstance(error, MemoryError):
            raise Refused(catalogue.FILE_TRUNCATED) from error
        raise


def _read(content: bytes, limits: Limits, *, cut: bool) -> Reading:
    """`cut`: something is missing at the end; it may have been nothing that counts."""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        names = ["/".join(path) for path in ole.listdir(streams=True, storages=True)]
        stream = ole_kind(names)
        content = ole.openstream(stream).read()
        records = records_of(content)
        saved_at = _saved_at(ole)
    if cut and not records.complete:
        raise Refused(catalogue.FILE_TRUNCATED)
    tally = Tally(limits)
    tally.sheets(len(records.sheets))
    for sheet in records.sheets:
        tally.area(sheet.last)
    book = _opened(tidied(content), stream.capitalize())
    grids = tuple(_grids(book, records, content, tally))
    tabs = book.sheet_names
    areas = {name: (tabs[number], area) for name, (number, area) in records.names.items()}
    issues = [Issue(kind) for kind in _foreign(names, records)]
    issues.append(Issue(catalogue.FILE_OTHER_FORMAT, arguments={"format": ".xls"}))
    return Reading(Book(grids, names=areas, saved_at=saved_at, format="xls"), tuple(issues))


def _opened(content: bytes, stream: str) -> CalamineWorkbook:
    for kept in (content, bare(content)):
        handed_over = io.BytesIO(build_xls(kept, stream))
        book = catching_panics(partial(CalamineWorkbook.from_filelike, handed_over))
        if book is not None:
            return book
    raise damaged(stream)


def _grids(book: CalamineWorkbook, records: BookRecords, stream: bytes, tally: Tally) -> Iterator[Grid]:
    for number, (tab, found) in enumerate(zip(book.sheets_metadata, records.sheets, strict=True)):
        if tab.typ != SheetTypeEnum.WorkSheet:
            continue
        cells = book.get_sheet_by_index(number)
        last = end(cells)
        if last.row > found.last.row or last.column > found.last.column:
            raise Refused.unreadable("工作表目录自相矛盾", "its list of sheets contradicts itself")
        visible = tab.visible == SheetVisibleEnum.Visible
        grid = _grid(cells, found, visible=visible, since_1904=records.since_1904)
        grid = replace(grid, pictures=formulas_as_text(grid.rows, stream))
        tally.rows(grid.rows)
        tally.merged(grid.merged)
        yield grid


def _grid(cells: CalamineSheet, found: SheetRecords, *, visible: bool, since_1904: bool) -> Grid:
    merged = cells.merged_cell_ranges or ()
    return Grid(
        sheet=cells.name,
        rows=rows(cells, found.errors),
        formulas=frozenset(found.formulas),
        merged=tuple(
            Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merged
        ),
        visible=visible,
        since_1904=since_1904,
    )


def _is_cut(content: bytes) -> bool:
    """Do the tables of sectors lead past the file's end?"""
    if len(content) < _HEADER:
        return True
    size = 1 << min(content[30], 16)
    directory, *tables = struct.unpack_from("<I24x109I", content, 48)
    last: int = directory
    for number, table in enumerate(each for each in tables if each < _LAST_SECTOR):
        start = (table + 1) * size
        if start + size > len(content):
            return True
        sectors = struct.unpack_from(f"<{size // 4}I", content, start)
        used = (at for at, state in enumerate(sectors, number * size // 4) if state != _FREE)
        last = max(last, *used, 0)
    return len(content) <= (last + 1) * size


def _foreign(names: list[str], records: BookRecords) -> Iterator[IssueKind]:
    """What the file carries beside the sheets, as kinds of issues."""
    if any(name.startswith("_VBA_PROJECT_CUR") for name in names):
        yield catalogue.FILE_MACROS
    if records.linked:
        yield catalogue.FILE_EXTERNAL_LINK
    if any(name.startswith("MBD") for name in names):
        yield catalogue.FILE_EMBEDDED_OBJECT


def _saved_at(ole: olefile.OleFileIO) -> datetime | None:
    """When the workbook was last saved (naive UTC), if it says so."""
    try:
        saved: datetime | None = ole.get_metadata().last_saved_time
    except Exception:  # a property set may be damaged in any way; the cells are none the worse for it
        return None
    return saved
