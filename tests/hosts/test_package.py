"""The zip itself: members that are not rewritten keep every byte, whoever packed them and however."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import BinaryIO, cast

import pytest

from tests.support.packages import SHEET, book, parts, patched, rows, shown

STAFF = """
Id | Name
T1 | 王芳
T2 | 李强
"""
CHANGE = rows("from | Name\n0 | 王芳\n1 | changed")


class Pipe(io.RawIOBase):
    """A file that can only be written forwards: sizes have to follow the contents."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


def repacked(package: bytes, *, streamed: bool = False, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same parts, in another order, with times, comments and extra fields of their own."""
    pipe, buffer = Pipe(), io.BytesIO()
    target = cast("BinaryIO", pipe if streamed else buffer)
    with zipfile.ZipFile(target, "w") as archive:
        archive.comment = "存档说明".encode()
        for number, (name, data) in enumerate(reversed(parts(package).items())):
            info = zipfile.ZipInfo(name, (1999, 12, 31, 23, 59, 2 * number))
            info.compress_type = method
            info.comment = f"comment {number}".encode()
            info.extra = b"\x01\xa2\x04\x00more" * (1 + number % 2)
            info.external_attr = 0o640 << 16
            info.internal_attr = 1
            archive.writestr(info, data)
    return bytes(pipe.data) if streamed else buffer.getvalue()


def described(info: zipfile.ZipInfo) -> tuple[object, ...]:
    return (
        info.filename,
        info.date_time,
        info.compress_type,
        info.comment,
        info.extra,
        info.create_system,
        info.create_version,
        info.external_attr,
        info.internal_attr,
        info.flag_bits & ~0x08,
    )


def records(package: bytes) -> dict[str, bytes]:
    """The raw bytes of every member, from its local header to the next one's."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        ends = [*(info.header_offset for info in infos[1:]), archive.start_dir]
        return {
            info.filename: package[info.header_offset : end] for info, end in zip(infos, ends, strict=True)
        }


def extra_fields(record: bytes) -> bytes:
    """Those of the header that stands before a member's content."""
    name, extra = struct.unpack_from("<2H", record, 26)
    return record[30 + name :][:extra]


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_members_keep_their_bytes_order_times_and_comments(streamed: bool, method: int) -> None:
    package = repacked(book(STAFF), streamed=streamed, method=method)
    result = patched(package, CHANGE)
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(io.BytesIO(result)) as new:
        assert [described(info) for info in new.infolist()] == [described(info) for info in old.infolist()]
        assert new.comment == old.comment
    before, after = records(package), records(result)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {SHEET}
    assert not after[SHEET][6] & 0x08  # its sizes stand in front now
    assert extra_fields(after[SHEET]) == extra_fields(before[SHEET]) != b""
    assert shown(result)[2] == ["T2", "changed"]
    assert patched(result, CHANGE) is result


def test_the_same_patch_gives_the_same_bytes() -> None:
    package = book(STAFF)
    assert patched(package, CHANGE) == patched(package, CHANGE)


def test_bytes_between_members_stay() -> None:
    """Some programs pad members so that they can be rewritten in place."""
    package = book(STAFF)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        last = max(archive.infolist(), key=lambda info: info.header_offset)
        directory = archive.start_dir
    end = len(package) - 22
    padded = bytearray(package[:directory] + b"\0" * 9 + package[directory:])
    padded[end + 9 + 16 : end + 9 + 20] = (directory + 9).to_bytes(4, "little")
    assert last.filename != SHEET
    result = patched(bytes(padded), CHANGE)
    assert records(result)[last.filename].endswith(b"\0" * 9)
    assert records(result)[last.filename] == records(bytes(padded))[last.filename]


def test_part_names_ignore_case() -> None:
    """Packages may spell a part's name otherwise where they point at it."""
    old = parts(book(STAFF))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in old.items():
            archive.writestr(name.replace("worksheets/sheet1.xml", "worksheets/Sheet1.XML"), data)
    result = patched(buffer.getvalue(), CHANGE)
    assert b"changed" in parts(result)["xl/worksheets/Sheet1.XML"]


def test_members_packed_for_large_files_are_rewritten_small() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(book(STAFF)).items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(data)
    package = buffer.getvalue()
    assert b"\x01\x00\x10\x00" in records(package)[SHEET][:200]
    result = patched(package, CHANGE)
    assert b"\x01\x00\x10\x00" not in records(result)[SHEET][:200]
    assert shown(result)[2] == ["T2", "changed"]
