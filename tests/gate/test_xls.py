"""What an .xls says beside its values, from records made by hand."""

import io
import struct

import pytest
from python_calamine import CalamineWorkbook

from softenv_xl.gate.limits import ALONE, RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError
from tests.gate.ole import BOF, EOF, formula, number, ole, record, xls
from tests.gate.packages import book_of, refusal


def test_values_formulas_and_errors() -> None:
    cells = (
        number(2, 2, 1.5)
        + formula(2, 3, struct.pack("<d", 7.0))
        + formula(3, 2, b"\x02\0\x17\0\0\0\xff\xff")
        + record(0x205, struct.pack("<HHHBB", 3, 1, 0, 0x2A, 1))
        + record(0x205, struct.pack("<HHHBB", 3, 2, 0, 1, 0))
    )
    grid = book_of(xls(cells)).grids[0]
    assert grid.rows == (
        (),
        (None, 1.5, 7.0),
        (None, CellError("#REF!")),
        (None, CellError("#N/A"), True),
    )
    assert grid.formulas == {Address.parse("C2"), Address.parse("B3")}


def test_merged_cells_and_names() -> None:
    merged = record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 3))
    own = record(0x1AE, b"\x01\x00\x01\x04") + record(0x17, struct.pack("<HHHH", 1, 0, 0, 0))
    area = b"\x3b" + struct.pack("<5H", 0, 1, 4, 0, 2)
    relative = b"\x3a" + struct.pack("<3H", 0, 1, 0xC000)
    before = own + _name("problems", area) + _name("cursor", relative) + _name("local", area, sheet=1)
    book = book_of(xls(number(1, 1, 1) + merged, before=before))
    assert book.grids[0].merged == (Area.parse("A1:D2"),)
    assert book.names == {"problems": ("S", Area.parse("A2:C5"))}


def _name(name: str, reference: bytes, sheet: int = 0) -> bytes:
    head = struct.pack("<HBBHHH4x", 0, 0, len(name), len(reference), 0, sheet)
    return record(0x18, head + b"\0" + name.encode() + reference)


def test_a_name_that_cannot_be_understood_leaves_the_others() -> None:
    own = record(0x1AE, b"\x01\x00\x01\x04") + record(0x17, struct.pack("<HHHH", 1, 0, 0, 0))
    area = b"\x3b" + struct.pack("<5H", 0, 1, 4, 0, 2)
    short = record(0x18, struct.pack("<HBBHHH4x", 0, 0, 200, 11, 0, 0) + b"\x01\xd8")
    book = book_of(xls(number(1, 1, 1), before=own + short + _name("problems", area)))
    assert list(book.names) == ["problems"]


def label(row: int, column: int, text: str, *, wide: bool) -> bytes:
    said = text.encode("utf-16-le" if wide else "latin-1")
    return record(0x204, struct.pack("<HHHHB", row - 1, column - 1, 0, len(text), wide) + said)


@pytest.mark.parametrize("page", [437, 932, 936, 1200, 1252, 10000, 0])
def test_text_is_unicode_whatever_code_page_the_file_claims(page: int) -> None:
    cells = label(1, 1, "教职工号", wide=True) + label(1, 2, "café", wide=False)
    grid = book_of(xls(cells, before=record(0x42, struct.pack("<H", page)))).grids[0]
    assert grid.rows == (("教职工号", "café"),)


def test_a_continuation_of_nothing_continues_nothing() -> None:
    text = "甲".encode("utf-16-le")
    strings = record(0xFC, struct.pack("<II", 2, 2) + b"\1\0\1" + text) + record(0x3C)
    strings += record(0x3C, b"\1\0\1" + text)
    cells = b"".join(record(0xFD, struct.pack("<HHHI", 0, n, 0, n)) for n in range(2))
    assert book_of(xls(cells, before=strings)).grids[0].rows == (("甲", "甲"),)


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "Workbook"])
def test_the_streams_name_in_any_case(name: str) -> None:
    content = xls(number(1, 1, 7))
    plain, said = ("Workbook".encode("utf-16-le"), name.encode("utf-16-le"))
    assert content.count(plain) == 1
    assert book_of(content.replace(plain, said)).grids[0].rows == ((7.0,),)


@pytest.mark.parametrize(("mode", "since_1904"), [(0, False), (1, True)])
def test_from_which_day_it_counts(mode: int, since_1904: bool) -> None:
    book = book_of(xls(number(1, 1, 44_773), before=record(0x22, struct.pack("<H", mode))))
    assert (book.grids[0].since_1904, book.grids[0].rows) == (since_1904, ((44_773.0,),))


def test_damage_beside_the_workbook_does_no_harm() -> None:
    content = xls(number(1, 1, 7), _VBA_PROJECT_CUR=b"x", Ctls=b"\xff" * 9000)
    assert book_of(content).grids[0].rows == ((7.0,),)


def test_a_workbook_of_many_sectors() -> None:
    rows = b"".join(number(n, 1, n) for n in range(1, 3_000))
    grid = book_of(xls(rows)).grids[0]
    assert [row[0] for row in grid.rows] == [float(n) for n in range(1, 3_000)]


def test_its_format_is_noted() -> None:
    (note,) = read(xls(number(1, 1, 1)), RETURN).issues
    assert (note.code, note.arguments) == ("file.other-format", {"format": ".xls"})


def test_macros_links_and_embedded_files_are_warned_of() -> None:
    other = record(0x1AE, struct.pack("<HH", 1, 9) + b"\0b.xls")
    content = xls(number(1, 1, 1), before=other, _VBA_PROJECT_CUR=b"x", MBD0001=b"x")
    codes = [issue.code for issue in read(content, RETURN).issues]
    assert codes == ["file.macros", "file.external-link", "file.embedded-object", "file.other-format"]


def test_a_password_is_said_to_be_one() -> None:
    assert (
        refusal(xls(number(1, 1, 1), before=record(0x2F, b"\0\0\x34\x12\x78\x56"))).code == "file.encrypted"
    )
    assert (
        refusal(ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\x99" * 5000})).code
        == "file.encrypted"
    )


@pytest.mark.parametrize(
    ("stream", "english"),
    [
        ("WordDocument", "a Word document"),
        ("PowerPoint Document", "a PowerPoint presentation"),
        ("__properties_version1.0", "an Outlook message"),
        ("Contents", "another program's file"),
    ],
)
def test_other_ole_files_are_named(stream: str, english: str) -> None:
    issue = refusal(ole({stream: b"x"}), ALONE)
    assert (issue.code, issue.arguments["what"].en) == ("file.other-document", english)


def test_a_sheet_that_reaches_too_far_or_claims_to_is_not_read() -> None:
    assert refusal(xls(number(65_536, 256, 1))).code == "file.too-large"
    claim = record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFF0, 0, 256, 0))
    assert refusal(xls(claim + number(1, 1, 1))).code == "file.suspicious"


def test_cells_of_an_embedded_chart_are_not_the_sheets() -> None:
    chart = BOF + number(9, 9, 9) + formula(9, 9, struct.pack("<d", 9.0)) + EOF
    grid = book_of(xls(number(1, 1, 1) + chart + number(2, 1, 2))).grids[0]
    assert (grid.rows, grid.formulas) == (((1.0,), (2.0,)), frozenset())


@pytest.mark.parametrize("kept", [8, 100, 511, 512, 600, 1024, 1600])
def test_a_file_cut_short_is_said_to_be_that(kept: int) -> None:
    assert refusal(xls(number(1, 1, 1))[:kept]).code == "file.truncated"


def test_what_is_missing_behind_the_last_record_is_not_missed() -> None:
    assert book_of(xls(number(1, 1, 1))[:4000]).grids[0].rows == ((1.0,),)


def test_a_panic_of_the_reader_of_values_is_one_issue() -> None:
    cut = record(0x42)  # a code page without a number
    with pytest.raises(BaseException, match="out of range") as panic:
        CalamineWorkbook.from_filelike(io.BytesIO(xls(number(1, 1, 1), before=cut)))
    assert not isinstance(panic.value, Exception)
    assert refusal(xls(number(1, 1, 1), before=cut)).code == "file.unreadable"
