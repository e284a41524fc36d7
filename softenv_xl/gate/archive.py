"""A zip of files, rather than a workbook that is one: taken apart under limits. Names in any encoding that is in use."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from softenv_xl import catalogue, mail_catalogue
from softenv_xl.gate.file_kinds import ZIP, zip_kind
from softenv_xl.gate.inflated_package import inflated
from softenv_xl.gate.limits import MB
from softenv_xl.gate.reading import Contents, Member, Refused
from softenv_xl.regular_files import is_litter

if TYPE_CHECKING:
    from softenv_xl.gate.limits import Limits

_DIRECTORY_ENTRY = b"PK\1\2"
_ENCRYPTED, _UTF_8 = 1, 0x800
_UNICODE_NAME = 0x7075  # Info-ZIP's extra field: the same name in UTF-8, behind a version and a checksum
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack_archive(content: bytes, limits: Limits) -> Contents | None:
    """The files of a zip; None for what is none, or is a workbook or another document. Raises Refused for one that is built to
    overwhelm its reader.
    """
    if not content.startswith(ZIP):
        return None
    # Counted before zipfile makes an object of each.
    crowded = content.count(_DIRECTORY_ENTRY) > limits.members
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except Exception:  # damaged: whoever reads workbooks will say how
        return None
    if not _is_archive({member.filename.replace("\\", "/").lower() for member in members}):
        return None
    from softenv_xl.mail.reading.names import as_name  # slow to load, and few files are archives

    if crowded:
        raise Refused.too_large("所含文件过多", "it holds too many files", limits.members)
    found: list[Member] = []
    left = limits.unpacked
    for member in members:
        path = _path(member)
        if member.is_dir() or path.endswith("/") or any(map(is_litter, path.split("/"))):
            continue
        one = _member(content, member, as_name(path), limits, left)
        left -= len(one.content)
        found.append(one)
        if one.issue and one.issue.kind is mail_catalogue.ZIP_TOO_MUCH:
            break
    return Contents("archive", tuple(found))


def _is_archive(names: set[str]) -> bool:
    try:
        zip_kind(names)
    except Refused as refused:
        return refused.issue.kind is catalogue.FILE_ARCHIVE
    return False


def _member(content: bytes, member: zipfile.ZipInfo, name: str, limits: Limits, left: int) -> Member:
    name = name or "?"
    saved = _saved(member)
    try:
        _check(member, limits)
        if member.file_size > left:
            raise Refused(mail_catalogue.ZIP_TOO_MUCH, limit=f"{limits.unpacked // MB} MB")
        data = inflated(content, member)
        if data is None:
            raise Refused.unreadable("压缩包中的这一份已损坏", "it is damaged inside the archive")
    except Refused as refused:
        return Member(name, saved=saved, issue=refused.issue)
    return Member(name, data, saved=saved)


def _check(member: zipfile.ZipInfo, limits: Limits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise Refused(catalogue.FILE_ENCRYPTED)
    if member.compress_type not in _METHODS:
        raise Refused.unreadable("压缩方式少见", "it is packed in an unusual way")
    if member.file_size > limits.file:
        raise Refused.too_large("文件本身", "the file itself", f"{limits.file // MB} MB")
    if member.file_size > MB and member.file_size > limits.ratio * member.compress_size:
        raise Refused.suspicious("压缩比过高", "it is packed too densely")


def _path(member: zipfile.ZipInfo) -> str:
    """The member's name: in UTF-8 where it says so, or in the encoding of whoever's computer packed it."""
    from softenv_xl.mail.reading.names import decoded  # slow to load, and few files are archives

    said = member.orig_filename
    if not member.flag_bits & _UTF_8:
        said = _unicode_name(member.extra) or said
        with suppress(UnicodeEncodeError):  # zipfile has read the bytes by code page 437
            said = decoded(said.encode("cp437"))
    return said.split("\0")[0].replace("\\", "/")


def _unicode_name(extra: bytes) -> str:
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_NAME and 5 < size <= len(extra) - 4:
            with suppress(UnicodeDecodeError):
                return extra[9 : 4 + size].decode()
        extra = extra[4 + size :]
    return ""


def _saved(member: zipfile.ZipInfo) -> datetime | None:
    """Archives tell the time of the clock where they were made, which is taken to be here."""
    with suppress(ValueError, OverflowError, OSError):
        return datetime(*member.date_time).astimezone(UTC).replace(tzinfo=None)
    return None
