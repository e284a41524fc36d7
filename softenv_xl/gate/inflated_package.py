"""A zip package whose parts are inflated under limits: nothing that it claims about itself is believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from softenv_xl import catalogue
from softenv_xl.gate.cached import SMALL, cached_if
from softenv_xl.gate.limits import MB
from softenv_xl.gate.markup import damaged, plain
from softenv_xl.gate.reading import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.gate.limits import Limits

_DIRECTORY_ENTRY, _LOCAL_ENTRY, _DIRECTORY_END = b"PK\1\2", b"PK\3\4", b"PK\5\6"
_DIRECTORY_END_SIZE = 22
_ENCRYPTED = 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of a package, found whatever the case of their names.

    Raises Refused for a file that is cut short, damaged or encrypted, or built to overwhelm its reader.
    """

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._content = content
        self._members = _directory(content, limits)

    def __contains__(self, name: object) -> bool:
        return self._member(str(name)) is not None

    def __iter__(self) -> Iterator[str]:
        """All names, in lower case."""
        return iter(self._members)

    def part(self, name: str) -> bytes:
        """A part's bytes; raises Refused where it is missing, damaged or larger than it says."""
        member = self._member(name)
        if member is None:
            raise Refused.unreadable("缺少 {part}", "{part} is missing", part=name)
        data = inflated(self._content, member)
        if data is None:
            raise damaged(name)
        return data

    def _member(self, name: str) -> zipfile.ZipInfo | None:
        """By its name, or by what the name means where it was written as part of an address, `%20` for a blank."""
        plain_name = name.lower()
        found = self._members.get(plain_name)
        return self._members.get(unquote(plain_name)) if found is None and "%" in plain_name else found

    def xml(self, name: str) -> bytes:
        """A part in plain UTF-8, see markup.plain."""
        return plain(self.part(name), name)


def _directory(content: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    # Counted before zipfile makes an object of each.
    if content.count(_DIRECTORY_ENTRY) > limits.members:
        raise Refused.too_large("所含部件过多", "it has too many parts", limits.members)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except Exception as error:  # zipfile lets struct.error, ValueError and others through
        if not 0 <= content.rfind(_DIRECTORY_END) <= len(content) - _DIRECTORY_END_SIZE:
            raise Refused(catalogue.FILE_TRUNCATED) from error
        raise Refused.unreadable("压缩包目录已损坏", "its zip directory is damaged") from error
    if min((member.header_offset for member in members), default=1):  # the directory is that of a zip inside
        raise Refused(catalogue.FILE_TRUNCATED)
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        name = member.filename.replace("\\", "/").lower()
        _check(member, name, limits)
        if name in found:
            raise Refused.suspicious("有同名部件", "two of its parts have the same name")
        found[name] = member
    if sum(member.file_size for member in members) > limits.total:
        raise Refused.too_large("解压后过大", "it inflates to too much", f"{limits.total // MB} MB")
    return found


def _check(member: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise Refused(catalogue.FILE_ENCRYPTED)
    if member.compress_type not in _METHODS:
        raise Refused.suspicious("{part} 的压缩方式少见", "{part} is packed in an unusual way", part=name)
    if name.startswith("/") or ":" in name or (".." in name and ".." in name.split("/")):
        raise Refused.suspicious("部件路径 {part}", "the path of a part, {part}", part=name)
    if member.file_size > limits.part:
        raise Refused.too_large("{part} 过大", "{part} is too large", f"{limits.part // MB} MB", part=name)
    if member.file_size > MB and member.file_size > limits.ratio * member.compress_size:
        raise Refused.suspicious("{part} 的压缩比过高", "{part} is packed too densely", part=name)


def inflated(content: bytes, member: zipfile.ZipInfo) -> bytes | None:
    """The member's bytes; None where they are damaged, or not as many as it claims."""
    start = member.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or not header.startswith(_LOCAL_ENTRY):
        return None
    start += 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + member.compress_size]
    return _unpacked(packed, member.compress_type, member.file_size, member.CRC)


@cached_if(lambda packed, method, size, checksum: max(len(packed), size) <= SMALL)
def _unpacked(packed: bytes, method: int, size: int, checksum: int) -> bytes | None:
    data = packed
    if method == zipfile.ZIP_DEFLATED:
        try:
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
        except zlib.error:
            return None
    return data if len(data) == size and zlib.crc32(data) == checksum else None
