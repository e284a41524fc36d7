"""The file that calamine gets to read: written here, from parts that the gate has looked at.

So two readers can't understand one file in two ways, and calamine has less to do: nothing to inflate, and
no second pass for merged cells, which it ends where it finds them, here in front of the cells.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_START = f'<worksheet xmlns="{_MAIN}"><mergeCells/><sheetData>'.encode()
_SHEET_END = b"</sheetData></worksheet>"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_CFB = struct.Struct("<8s16x5H6x9I109I")
_DIRECTORY = struct.Struct("<64sHBB3I16x4x16xIQ")
_SECTOR = 4096
_END_OF_CHAIN, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_IN_HEADER = 109  # tables of sectors that the header itself can list: they lead to 436 MB
_VERSION, _DAY = 20, 33  # zip 2.0; the first of January 1980


def build_xlsx(sheets: Sequence[bytes], strings: bytes, styles: bytes, *, since_1904: bool) -> bytes:
    """A stored .xlsx of nothing but cells; its sheets are named `0`, `1` and so on.

    `sheets` are what stands between `<sheetData>` and `</sheetData>`; `strings` and `styles` are whole
    parts, or empty where there are none.
    """
    parts = [
        (b"xl/worksheets/%d.xml" % n, _SHEET_START + cells + _SHEET_END) for n, cells in enumerate(sheets)
    ]
    parts += _frame(len(sheets), since_1904)
    parts += [
        (name, part)
        for name, part in ((b"xl/sharedStrings.xml", strings), (b"xl/styles.xml", styles))
        if part
    ]
    return _stored(parts)


@cache
def _frame(sheets: int, since_1904: bool) -> list[tuple[bytes, bytes]]:
    every = range(sheets)
    listed = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in every)
    leading = "".join(_relation(f"r{n}", "worksheet", f"worksheets/{n}.xml") for n in every)
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(since_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>"
    )
    return [
        (b"_rels/.rels", _relations(_relation("r", "officeDocument", "xl/workbook.xml"))),
        (b"xl/_rels/workbook.xml.rels", _relations(leading)),
        (b"xl/workbook.xml", workbook.encode()),
    ]


def _relation(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(relations: str) -> bytes:
    return f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode()


def _stored(parts: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A zip of the parts as they are. (zipfile takes fifteen times as long to write so small ones.)"""
    members, directory, at = [], [], 0
    for name, data in parts:
        common = (_VERSION, 0, 0, 0, _DAY, zlib.crc32(data), len(data), len(data), len(name), 0)
        members += [_LOCAL.pack(b"PK\3\4", *common), name, data]
        directory += [_CENTRAL.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, 0, at), name]
        at += _LOCAL.size + len(name) + len(data)
    listing = b"".join(directory)
    count = len(directory) // 2
    return b"".join([*members, listing, _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), at, 0)])


def build_xls(stream: bytes, name: str) -> bytes:
    """An OLE file of nothing but that workbook stream ([MS-CFB] version 4, sectors of 4096 bytes).

    So no damage or size of what stands beside it matters: macros, pictures, other programs' streams.
    """
    body = (stream or b"\0").ljust(-(-max(1, len(stream)) // _SECTOR) * _SECTOR, b"\0")
    used = len(body) // _SECTOR
    per_table = _SECTOR // 4
    tables = -(-(used + 1) // (per_table - 1))
    assert tables <= _IN_HEADER  # noqa: S101 - the limit on the file's size sees to it
    directory, first = tables, tables + 1
    chain = [*[_TABLE] * tables, _END_OF_CHAIN, *range(first + 1, first + used), _END_OF_CHAIN]
    chain += [_FREE] * (tables * per_table - len(chain))
    header = _CFB.pack(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 4, 0xFFFE, 12, 6, 1, tables, directory,
        0, _SECTOR, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0,
        *range(tables), *[_FREE] * (_IN_HEADER - tables),
    )  # fmt: skip
    # There are no short streams, but calamine wants to be told of a sector for them.
    entries = _entry("Root Entry", 5, 1, directory, 0) + _entry(name, 2, _FREE, first, len(body))
    return b"".join(
        [
            header.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(chain)}I", *chain),
            entries.ljust(_SECTOR, b"\0"),
            body,
        ]
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return _DIRECTORY.pack(encoded, len(encoded), kind, 1, _FREE, _FREE, child, start, size)
