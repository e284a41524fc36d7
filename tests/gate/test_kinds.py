"""A file is what it holds, whatever it is called; what isn't a workbook is named in both languages."""

import io
import zipfile

import pytest

from softenv_xl.words import Text
from tests.gate.packages import parts, refusal, zipped

CSV = "工号,姓名,部门\n01001,李明,语文组\n"


NO_WORKBOOK = ("file.not-a-workbook", "file.other-document", "file.archive")


@pytest.mark.parametrize(
    ("content", "english"),
    [
        (CSV.encode(), "CSV text"),
        (CSV.encode("gb18030"), "CSV text"),
        (CSV.encode("utf-8-sig"), "CSV text"),
        (CSV.replace(",", "\t").encode("utf-16"), "CSV text"),
        ("各位老师：\n自查表另发。\n".encode(), "plain text"),
        (b"\r\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1", "a web page (HTML)"),
        ("<TABLE><TR><TD>工号".encode("gb18030"), "a web page (HTML)"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "a web archive (MHTML)"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "an XML Spreadsheet 2003",
        ),
        (b'<?xml version="1.0"?><a/>', "an XML file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"\x00\x00\x00\x18ftypheic", "a picture or video"),
        (b"Rar!\x1a\x07\x01\x00", "an archive of packed files"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"\x01\x02\x03\x04\x05\x06" * 50, "a file of unknown kind"),
    ],
)
def test_what_is_no_workbook_is_named(content: bytes, english: str) -> None:
    issue = refusal(content)
    assert issue.code in NO_WORKBOOK
    assert isinstance(issue.arguments["what"], Text)
    assert issue.arguments["what"].en == english


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("OFD.xml", "an OFD document"),
    ],
)
def test_other_zip_files_are_named(name: str, english: str) -> None:
    types = {"[Content_Types].xml": "<Types/>"} if "/" in name else {}
    assert refusal(zipped({**types, name: "<x/>"})).arguments["what"].en == english


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("工号,姓名\n".encode(), "file.not-a-workbook"),
        (b"\r\n<html><table><tr><td>1", "file.not-a-workbook"),
        (b'<?xml version="1.0"?><a/>', "file.not-a-workbook"),
        (b"%PDF-1.7\n%\xe2\xe3", "file.other-document"),
        (b"{\\rtf1\\ansi", "file.other-document"),
        (b"\x01\x02\x03\x04\x05\x06" * 50, "file.other-document"),
        (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}), "file.other-document"),
        (b"Rar!\x1a\x07\x01\x00", "file.archive"),
    ],
)
def test_the_remedy_goes_by_what_helps(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_an_opendocument_text_is_no_spreadsheet() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    content = f'<o:document-content xmlns:o="{office}"><o:body><o:text/></o:body></o:document-content>'
    issue = refusal(zipped({"content.xml": content, "META-INF/manifest.xml": "<m/>"}))
    assert (issue.code, issue.arguments["what"].en) == (
        "file.other-document",
        "an OpenDocument text or drawing",
    )


@pytest.mark.parametrize("folder", ["xl", "other"])
def test_a_binary_workbook_is_asked_for_as_xlsx(folder: str) -> None:
    issue = refusal(zipped({"[Content_Types].xml": "<Types/>", f"{folder}/workbook.bin": b"\x83\x01"}))
    assert (issue.code, issue.arguments["what"].en) == ("file.unreadable", "it is a binary workbook (.xlsb)")


def test_two_formats_in_one_file_are_refused() -> None:
    both = {**parts(), "content.xml": "<x/>", "META-INF/manifest.xml": "<x/>"}
    assert refusal(zipped(both)).code == "file.suspicious"


def test_nothing_is_empty_and_zero_bytes_are_said_to_be_that() -> None:
    assert refusal(b"").code == "file.empty"
    assert refusal(b"\0" * 4096).arguments["what"].en == "it holds nothing but zero bytes"


def test_an_empty_archive_is_an_archive() -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    assert refusal(buffer.getvalue()).arguments["what"].en == "an archive of packed files"


@pytest.mark.parametrize(
    "content", [b"\x09\x00\x04\x00\x02\x00\x10\x00", b"\x09\x04\x06\x00\x00\x00\x10\x00"]
)
def test_workbooks_from_before_excel_5_are_asked_for_again(content: bytes) -> None:
    assert refusal(content + b"\0" * 99).arguments["what"].en == "its format is older than Excel 5"
