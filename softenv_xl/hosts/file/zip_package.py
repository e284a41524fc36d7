"""The zip package: replaces or removes single members, copies every other byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import NamedTuple

from softenv_xl.hosts.refusal import unsafe

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_SIZES_FOLLOW = 0x08  # flag bit: sizes stand behind the contents, not before them
_ZIP64 = 1
_LEVEL = 3  # of 9: a third of the usual level's time for a large sheet, and 15 % more bytes
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class _Member(NamedTuple):
    """One entry: its record (header and contents) and its line in the central directory, as they stand."""

    name: str
    record: bytes
    line: bytes


class Package:
    """Part names are given without a leading slash and found ignoring case, as the format has it."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise unsafe(
                "文件设有打开密码，或是旧版 .xls 格式。",
                "The file is protected by a password, or is an old .xls file.",
            )
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = _members(data, self._zip.infolist())
        except (zipfile.BadZipFile, struct.error, UnicodeDecodeError, NotImplementedError) as error:
            raise _not_a_package() from error
        self._names = {member.name.lower(): member.name for member in self._members}
        self._old: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self._refuse_what_writing_would_break()

    def _refuse_what_writing_would_break(self) -> None:
        if len(self._names) != len(self._members):
            raise unsafe("文件内有重名部件。", "Two parts of the file have the same name.")
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise unsafe(
                "文件带有数字签名，改写会使签名失效。",
                "The file is signed; changing it would break the signature.",
            )
        for info in self._zip.infolist():
            if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise unsafe("文件的压缩方式特殊。", "The file is compressed in an unusual way.")

    @property
    def names(self) -> list[str]:
        return [member.name for member in self._members if member.name not in self._gone]

    @property
    def replaced(self) -> dict[str, bytes]:
        """The members that were given new contents."""
        return dict(self._new)

    def find(self, name: str) -> str | None:
        """The name as the package spells it."""
        found = self._names.get(name.lower())
        return None if found in self._gone else found

    def is_free(self, name: str) -> bool:
        """May a further member be called so? Not even one that was removed is."""
        return name.lower() not in self._names

    def read(self, name: str) -> bytes:
        """The member's contents, the new ones if it was replaced."""
        found = self.find(name)
        if found is None:
            raise unsafe("文件缺少部件 {part}。", "The part {part} is missing from the file.", part=name)
        if found in self._new:
            return self._new[found]
        if found in self._old:
            return self._old[found]
        try:
            self._old[found] = self._zip.read(found)
            return self._old[found]
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise unsafe("部件 {part} 已损坏。", "The part {part} is damaged.", part=name) from error

    def replace(self, name: str, data: bytes) -> None:
        self._new[self._names[name.lower()]] = data

    def add(self, name: str, data: bytes) -> None:
        """Puts a further member at the end; its name must be free."""
        if self.find(name) is not None:
            raise ValueError(f"the package has a part {name} already")
        if not self.is_free(name):  # one that was removed comes back
            self._gone.discard(self._names[name.lower()])
            return self.replace(name, data)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        with zipfile.ZipFile(file) as made:
            self._members += _members(file.getvalue(), made.infolist())
        self._names[name.lower()] = name
        self._new[name] = data
        return None

    def remove(self, name: str) -> None:
        self._gone.add(self._names[name.lower()])

    def build(self) -> bytes:
        """The whole package anew."""
        records, lines, offset = [], [], 0
        for member in self._members:
            if member.name in self._gone:
                continue
            record, line = member.record, member.line
            if member.name in self._new:
                record, line = _rewritten(member, self._new[member.name])
            records.append(record)
            lines.append(line[:42] + struct.pack("<L", offset) + line[46:])
            offset += len(record)
        directory = b"".join(lines)
        end = _end(self._data)
        count = len(lines)
        closing = _END.pack(end[0], end[1], end[2], count, count, len(directory), offset, end[7])
        comment = self._data[len(self._data) - end[7] :] if end[7] else b""
        return b"".join((*records, directory, closing, comment))


def _not_a_package() -> Exception:
    return unsafe("这不是完整的 .xlsx 文件。", "This is not a complete .xlsx file.")


def _end(data: bytes) -> tuple[bytes, int, int, int, int, int, int, int]:
    """The fields of the record that closes the archive."""
    position = data.rfind(b"PK\5\6")
    return _END.unpack_from(data, position)


def _members(data: bytes, infos: list[zipfile.ZipInfo]) -> list[_Member]:
    """All entries in the order of the central directory. Anything out of the ordinary is refused."""
    *_, count, size, start, comment = _end(data)
    if start + size + _END.size + comment != len(data) or count != len(infos):
        raise _not_a_package()
    starts = sorted({info.header_offset for info in infos})
    if len(starts) != count or starts[:1] != [0]:
        raise _not_a_package()
    stops = dict(zip(starts, [*starts[1:], start], strict=True))
    members, position = [], start
    for info in infos:
        fields = _CENTRAL.unpack_from(data, position)
        length = _CENTRAL.size + sum(fields[10:13])
        record = data[info.header_offset : stops[info.header_offset]]
        if fields[16] != info.header_offset or len(record) < _LOCAL.size + info.compress_size:
            raise _not_a_package()
        members.append(_Member(info.filename, record, data[position : position + length]))
        position += length
    return members


def _rewritten(member: _Member, data: bytes) -> tuple[bytes, bytes]:
    """The member's record and directory line with new contents; time, flags and method stay."""
    signature, version, flags, method, time, day, *_, name_length, extra_length = _LOCAL.unpack_from(
        member.record
    )
    flags &= ~_SIZES_FOLLOW
    packed = data if method == zipfile.ZIP_STORED else _deflated(data)
    checks = (zlib.crc32(data), len(packed), len(data))
    name = member.record[_LOCAL.size : _LOCAL.size + name_length]
    extra = _without_zip64(member.record[_LOCAL.size + name_length :][:extra_length])
    head = _LOCAL.pack(signature, version, flags, method, time, day, *checks, name_length, len(extra))

    central = _CENTRAL.unpack_from(member.line)
    tail = member.line[_CENTRAL.size + central[10] :]
    more, comment = _without_zip64(tail[: central[11]]), tail[central[11] :]
    line = _CENTRAL.pack(
        *central[:3],
        central[3] & ~_SIZES_FOLLOW,
        *central[4:7],
        *checks,
        central[10],
        len(more),
        *central[12:],
    )
    return head + name + extra + packed, line + name + more + comment


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _without_zip64(extra: bytes) -> bytes:
    """Extra fields without the one that would hold the old sizes."""
    kept, position = b"", 0
    while position + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, position)
        if kind != _ZIP64:
            kept += extra[position : position + 4 + size]
        position += 4 + size
    return kept
