"""The records of an .xls workbook stream: what they say beside the values."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from softenv_xl import catalogue
from softenv_xl.gate.reading import Refused, optional
from softenv_xl.grid.address import Address, Area

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK, _EXTERNSHEET, _NAME = 0x809, 0x0A, 0x2F, 0x85, 0x1AE, 0x17, 0x18
_CODEPAGE, _DATE_MODE, _CONTINUE, _BIFF8, _UTF_16 = 0x42, 0x22, 0x3C, 0x600, 1200
_OLD_PAGES = {0x8000: 10_000, 0x8001: 1252}  # Macintosh and Windows, before pages had numbers
_BESIDE, _UNKNOWN = (
    frozenset((_SUPBOOK, _EXTERNSHEET, _NAME, 0x41E, 0xE0)),
    0xFFF0,
)  # formats, and their use by cells
_FORMULA, _BOOL_OR_ERROR, _DIMENSIONS = 0x06, 0x205, 0x200
# Cells with a value: formula, number, label, bool or error, rk, several rk, shared string, rich string.
_CELLS = frozenset((_FORMULA, 0x203, 0x204, _BOOL_OR_ERROR, 0x27E, 0xBD, 0xFD, 0xD6))
_SEVERAL_RK = 0xBD
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_ROWS, _COLUMNS = 65_536, 256
_OWN, _ADD_IN = b"\x01\x04", b"\x01\x3a"
_FIRST = Address(1, 1)
_BUILT_IN, _RELATIVE = 0x20, 0xC000
_REF_3D, _AREA_3D = 0x1A, 0x1B


@dataclass
class SheetRecords:
    """One worksheet: its formulas, its errors, and the last cell that holds a value."""

    formulas: set[Address] = field(default_factory=set)
    errors: dict[Address, str] = field(default_factory=dict)
    last: Address = field(default=_FIRST)
    complete: bool = False


@dataclass
class BookRecords:
    """A workbook stream. `sheets` are in the order of the tabs; `names` point at them by their number.

    `complete` says that there are sheets, and that each goes on to its end.
    """

    sheets: list[SheetRecords] = field(default_factory=list)
    names: dict[str, tuple[int, Area]] = field(default_factory=dict)
    linked: bool = False
    since_1904: bool = False
    complete: bool = True


@dataclass
class _Globals:
    """What the records before the first sheet say."""

    starts: list[int] = field(default_factory=list)
    own_books: list[bool] = field(default_factory=list)  # of each that references lead to, is it this one?
    links: list[tuple[int, int]] = field(default_factory=list)  # (book, sheet), as references number them
    names: list[bytes] = field(default_factory=list)
    linked: bool = False
    since_1904: bool = False


def records_of(stream: bytes) -> BookRecords:
    """Looks through a workbook stream; raises Refused where it is encrypted or claims what can't be.

    Raises struct.error or IndexError where a record is too short for what it should hold.
    """
    found = _Globals()
    for kind, body in _substream(stream, 0):
        if kind == _FILEPASS:
            raise Refused(catalogue.FILE_ENCRYPTED)
        if kind == _BOUNDSHEET:
            found.starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _SUPBOOK:
            found.own_books.append(body[2:4] == _OWN)
            found.linked = found.linked or body[2:4] not in (_OWN, _ADD_IN)
        elif kind == _EXTERNSHEET:
            found.links += _links(body)
        elif kind == _NAME:
            found.names.append(body)
        elif kind == _DATE_MODE:
            found.since_1904 = body[:2] == b"\1\0"
    names = dict(filter(None, (optional(partial(_name, body, found), None) for body in found.names)))
    sheets = [_sheet(stream, start) for start in found.starts]
    complete = bool(sheets) and all(sheet.complete for sheet in sheets)
    return BookRecords(sheets, names, found.linked, found.since_1904, complete)


def tidied(stream: bytes) -> bytes:
    """The stream as readers of values take it, with every sheet where it was.

    - The code page says what is true of every text in BIFF8: it is Unicode. Some programs write another, and
      readers believe them. ([MS-XLS] 2.4.52 has it at 1200.) Of older streams it counts, but for the marks that
      even older programs wrote there.
    - Continuations of nothing are left out.
    """
    kept, end = [], 0
    wide = True
    for at, kind, length in _headers(stream):
        end = at + 4 + length
        if kind == _BOF:
            wide = struct.unpack_from("<H", stream, at + 4)[0] == _BIFF8
        if kind == _CONTINUE and not length:
            continue
        if kind == _CODEPAGE and length == 2:
            codepage = struct.unpack_from("<H", stream, at + 4)[0]
            page = _UTF_16 if wide else _OLD_PAGES.get(codepage, codepage)
            kept.append(struct.pack("<HHH", kind, length, page))
        else:
            kept.append(stream[at:end])
    room = (end - sum(map(len, kept))) // 4
    return b"".join([*kept, struct.pack("<HH", _UNKNOWN, 0) * room, stream[end:]])


def bare(stream: bytes) -> bytes:
    """The stream without the names, links and formats of the whole workbook, which may be broken."""
    changed = bytearray(stream)
    for at, kind, _length in _headers(stream):
        if kind in _BESIDE:
            struct.pack_into("<H", changed, at, _UNKNOWN)
    return bytes(changed)


def _headers(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each record before the first sheet starts, its kind and its length."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF or at + 4 + length > len(stream):
            return
        yield at, kind, length
        at += 4 + length


def _substream(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from one BOF to its EOF, without those of what is embedded between them."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BOF:
            depth += 1
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + length


def _sheet(stream: bytes, start: int) -> SheetRecords:
    sheet = SheetRecords()
    row = column = 0
    for kind, body in _substream(stream, start):
        if kind in _CELLS:
            at = Address(*(each + 1 for each in struct.unpack_from("<HH", body)))
            row, column = max(row, at.row), max(column, at.column)
            if kind == _SEVERAL_RK:
                column = max(column, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
            elif kind == _FORMULA:
                sheet.formulas.add(at)
            error = _error(kind, body)
            if error:
                sheet.errors[at] = error
        elif kind == _DIMENSIONS:
            _check_dimensions(body)
        elif kind == _EOF:
            sheet.complete = True
    sheet.last = Address(max(1, row), max(1, column))
    return sheet


def _error(kind: int, body: bytes) -> str | None:
    if kind == _BOOL_OR_ERROR and body[7]:
        return _ERRORS.get(body[6], "#N/A")
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#N/A")
    return None


def _check_dimensions(body: bytes) -> None:
    """The reader of values makes room for as many cells as a sheet says it has."""
    first_row, end_row, first_column, end_column = struct.unpack_from(
        "<IIHH" if len(body) >= 14 else "<HHHH", body
    )
    if not (first_row <= end_row <= _ROWS and first_column <= end_column <= _COLUMNS):
        raise Refused.suspicious("工作表尺寸不可能", "a sheet says that it is larger than a sheet can be")


def _links(body: bytes) -> list[tuple[int, int]]:
    lines = body[2 : 2 + len(body[2:]) // 6 * 6]
    return [(book, first) for book, first, _last in struct.iter_unpack("<3H", lines)]


def _name(body: bytes, found: _Globals) -> tuple[str, tuple[int, Area]] | None:
    """A name of the whole workbook for one area, as (name, (number of the sheet, area))."""
    if not found.own_books or len(body) < 16:  # Excel 5 wrote names and links in another way
        return None
    flags, _key, length, size, _, local = struct.unpack_from("<HBBHHH", body)
    wide = body[14] & 1
    end = 15 + length * (1 + wide)
    reference = _reference(body[end : end + size])
    if local or flags & _BUILT_IN or reference is None or reference[0] >= len(found.links):
        return None
    book, sheet = found.links[reference[0]]
    if book >= len(found.own_books) or not found.own_books[book] or sheet >= len(found.starts):
        return None
    return body[15:end].decode("utf-16-le" if wide else "latin-1"), (sheet, reference[1])


def _reference(formula: bytes) -> tuple[int, Area] | None:
    """(number of the link, area), where the formula is nothing but an absolute reference."""
    token = formula[0] & 0x1F if formula else 0
    if token == _REF_3D and len(formula) == 7:
        link, top, left = struct.unpack_from("<3H", formula, 1)
        bottom, right = top, left
    elif token == _AREA_3D and len(formula) == 11:
        link, top, bottom, left, right = struct.unpack_from("<5H", formula, 1)
    else:
        return None
    return None if (left | right) & _RELATIVE else (link, Area(top + 1, left + 1, bottom + 1, right + 1))
