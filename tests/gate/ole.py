"""OLE files and .xls workbooks made by hand, record by record."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file of these streams, each padded so that it needs no short sectors."""
    bodies = [body.ljust(4096, b"\0") for body in streams.values()]
    directory_size = -(-(len(streams) + 1) // 4)
    data, chains, at = b"", [], 1 + directory_size
    starts = []
    for body in bodies:
        count = -(-len(body) // _SECTOR)
        starts.append(at)
        chains += [*range(at + 1, at + count), _END]
        data += body.ljust(count * _SECTOR, b"\0")
        at += count
    fat = [_FAT, *range(2, 1 + directory_size), _END, *chains]
    assert len(fat) <= _SECTOR // 4
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for number, (name, start, body) in enumerate(zip(streams, starts, bodies, strict=True), 1):
        following = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, right=following, start=start, size=len(body)))
    numbers = (0, 1, 1, 0, 4096, _END, 0, _END, 0, 0, *[_FREE] * 108)
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header = struct.pack("<8s16x5H6x118I", magic, 0x3E, 3, 0xFFFE, 9, 6, *numbers)
    listing = b"".join(entries).ljust(directory_size * _SECTOR, b"\0")
    return header + struct.pack(f"<{len(fat)}I", *fat) + listing + data


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int, size: int) -> bytes:
    said = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBB3I16x4x16xIQ", said, len(said), kind, 1, _FREE, right, child, start, size)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


BOF, EOF = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), record(0x0A)


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row - 1, column - 1, 0, value))


def formula(row: int, column: int, result: bytes) -> bytes:
    """A formula (of the number 1) with its cached result of eight bytes."""
    return record(0x06, struct.pack("<HHH8sHIH", row - 1, column - 1, 0, result, 0, 0, 3) + b"\x1e\x01\x00")


def xls(sheet: bytes, *, before: bytes = b"", **streams: bytes) -> bytes:
    """A workbook of one sheet called S, with these records in the sheet and before the list of sheets."""
    listed = len(record(0x85, b"\0" * 9))
    start = len(BOF) + len(before) + listed + len(EOF)
    tab = record(0x85, struct.pack("<IBBBB", start, 0, 0, 1, 0) + b"S")
    return ole({"Workbook": BOF + before + tab + EOF + BOF + sheet + EOF, **streams})
