"""What a file is, by its content: people rename files, and programs save web pages as .xls."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Literal

from softenv_xl import catalogue
from softenv_xl.gate.reading import Refused
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Protocol

    class Names(Protocol):
        """Names of parts, to look up and to go through."""

        def __contains__(self, name: object) -> bool: ...
        def __iter__(self) -> Iterator[str]: ...


WORKBOOK_STREAMS = ("Workbook", "Book")
"""What an .xls calls its workbook; the older name comes second where a file has both."""

ZIP, OLE = b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_PICTURE = Text("图片", "a picture")
_ARCHIVE = Text("压缩包", "an archive of packed files")
_CSV, _PLAIN = Text("CSV 文本", "CSV text"), Text("纯文本", "plain text")
_NUMBERS = Text("Numbers 表格", "a Numbers spreadsheet")
_MAGIC: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("PDF 文件", "a PDF")),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"PK\5\6", _ARCHIVE),
    (b"{\\rtf", Text("RTF 文档", "an RTF document")),
)
_MARKUP: tuple[tuple[str, Text], ...] = (
    ("urn:schemas-microsoft-com:office:spreadsheet", Text("XML 表格 2003", "an XML Spreadsheet 2003")),
    ("office:document", Text("单文件 OpenDocument", "a flat OpenDocument file")),
    ("mime-version:", Text("单文件网页（MHTML）", "a web archive (MHTML)")),
    ("<!doctype html", Text("网页（HTML）", "a web page (HTML)")),
    ("<html", Text("网页（HTML）", "a web page (HTML)")),
    ("<table", Text("网页（HTML）", "a web page (HTML)")),
    ("<?xml", Text("XML 文件", "an XML file")),
)
_IN_ZIP: tuple[tuple[str, Text], ...] = (
    ("word/document.xml", Text("Word 文档", "a Word document")),
    ("ppt/presentation.xml", Text("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ("ofd.xml", Text("OFD 文件", "an OFD document")),
    ("content.xml", Text("OpenDocument 文档", "an OpenDocument text or drawing")),
    ("index/document.iwa", _NUMBERS),
)
_IN_OLE: tuple[tuple[str, Text], ...] = (
    ("WordDocument", Text("Word 文档", "a Word document")),
    ("PowerPoint Document", Text("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ("__properties_version1.0", Text("Outlook 邮件", "an Outlook message")),
)
# What a spreadsheet program opens, and can save as a workbook.
_TABULAR = frozenset((_CSV, _PLAIN, _NUMBERS, *(what for _, what in _MARKUP)))
_OLD_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def container(content: bytes) -> Literal["zip", "ole"]:
    """In which of the two containers of workbooks the content comes; raises Refused for anything else."""
    if content.startswith(ZIP):
        return "zip"
    if content.startswith(OLE):
        return "ole"
    if not content:
        raise Refused(catalogue.FILE_EMPTY)
    if ZIP.startswith(content) or OLE.startswith(content):
        raise Refused(catalogue.FILE_TRUNCATED)
    if not content.strip(b"\0"):
        raise Refused.unreadable("内容全是零字节", "it holds nothing but zero bytes")
    if _OLD_BIFF.match(content):
        raise Refused.unreadable("Excel 5 之前的格式", "its format is older than Excel 5")
    raise not_a_workbook(_kind_of(content))


def not_a_workbook(what: Text) -> Refused:
    """The kind goes by what helps: to save it as a workbook, to unpack it, or to send the return itself."""
    if what == _ARCHIVE:
        return Refused(catalogue.FILE_ARCHIVE, what=what)
    return Refused(
        catalogue.FILE_NOT_A_WORKBOOK if what in _TABULAR else catalogue.FILE_OTHER_DOCUMENT, what=what
    )


def zip_kind(names: Names) -> Literal["xlsx", "ods"]:
    """Which workbook a zip holds, by the names of its parts; raises Refused for anything else."""
    ods = "content.xml" in names and ("meta-inf/manifest.xml" in names or "mimetype" in names)
    if "encrypted-package" in names and "meta-inf/manifest.xml" in names:
        raise Refused(catalogue.FILE_ENCRYPTED)
    if any(name.endswith("/workbook.bin") for name in names):
        raise Refused.unreadable("二进制工作簿（.xlsb）", "it is a binary workbook (.xlsb)")
    ooxml = "[content_types].xml" in names or "xl/workbook.xml" in names
    if ooxml and not any(name in names for name, _ in _IN_ZIP[:2]):
        if ods:
            raise Refused.suspicious("同时是两种格式", "it is two formats at once")
        return "xlsx"
    if ods:
        return "ods"
    raise not_a_workbook(next((what for name, what in _IN_ZIP if name in names), _ARCHIVE))


def ole_kind(streams: Collection[str]) -> str:
    """The stream that holds the workbook, given all streams' names; raises Refused where there is none."""
    known = {name.lower(): name for name in streams}
    if "encryptedpackage" in known or "\tdrmcontent" in known:
        raise Refused(catalogue.FILE_ENCRYPTED)
    for name in WORKBOOK_STREAMS:
        if name.lower() in known:
            return known[name.lower()]
    other = Text("其他程序的文件", "another program's file")
    raise not_a_workbook(next((what for name, what in _IN_OLE if name.lower() in known), other))


def table_text(content: bytes) -> str | None:
    """The words of a table in plain text; None for anything else. Raises Refused where it breaks off being text."""
    if content.startswith((ZIP, OLE)) or not content or _kind_of(content) not in (_CSV, _PLAIN):
        return None
    text = _decoded(content, final=True)
    if text is None or _CONTROL.search(text):
        raise Refused.unreadable(
            "文字编码无法识别，或含有控制字符",
            "its text is in no known encoding, or holds control characters",
        )
    return text


def _kind_of(content: bytes) -> Text:
    for magic, what in _MAGIC:
        if content.startswith(magic):
            return what
    if content[4:8] == b"ftyp":
        return Text("图片或视频", "a picture or video")
    head = _text(content[:8192])
    if head is None:
        return Text("无法识别的文件", "a file of unknown kind")
    for mark, what in _MARKUP:
        if mark in head.lower():
            return what
    if any(line.count(comma) for comma in ",;\t，" for line in head.splitlines()[:5]):
        return _CSV
    return _PLAIN


def _text(head: bytes) -> str | None:
    """The words, where it is text in an encoding that is in use; the end may be cut in the middle of one."""
    text = _decoded(head, final=False)
    return None if text is None or _CONTROL.search(text) else text


def _decoded(content: bytes, *, final: bool) -> str | None:
    """By the first of the encodings in use that fits; None where none does."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(content, final)
        except UnicodeDecodeError:
            continue
    return None
