"""What the gate refuses in a package, before anything reads its sheets."""

import io
import zipfile
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.gate.limits import ALONE, MB, RETURN
from softenv_xl.gate.read import read
from tests.gate.packages import (
    OFFICE,
    RELS,
    SHEET,
    WORKBOOK,
    parts,
    refusal,
    relations,
    workbook,
    worksheet,
    zipped,
)

GOOD = zipped(parts('<row r="1"><c r="A1"><v>1</v></c></row>'))


@given(st.integers(1, len(GOOD) - 1))
def test_a_file_cut_short_anywhere_is_said_to_be_that(kept: int) -> None:
    assert refusal(GOOD[:kept]).code == "file.truncated"


def test_a_file_cut_short_behind_a_workbook_inside_it_is_not_taken_for_that_one() -> None:
    outer = zipped({"xl/embeddings/a.xlsx": GOOD, **parts()}, zipfile.ZIP_STORED)
    assert refusal(outer[: outer.index(b"[Content_Types].xml", 200 + len(GOOD))]).code == "file.truncated"


def test_what_a_mail_gateway_adds_at_the_end_does_no_harm() -> None:
    assert read(GOOD + b"\r\n--\r\nscanned", RETURN).book is not None


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl/../../evil", "C:/evil", "xl\\..\\evil"])
def test_paths_that_lead_out_of_the_package(name: str) -> None:
    assert refusal(zipped({**parts(), name: "x"})).code == "file.suspicious"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
def test_two_parts_of_one_name_whatever_its_case(name: str) -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(name, worksheet(""))
    assert refusal(buffer.getvalue()).code == "file.suspicious"


def test_an_encrypted_part() -> None:
    directory = GOOD.index(b"PK\1\2")
    assert refusal(_changed(GOOD, directory + 8, 1)).code == "file.encrypted"


def test_a_part_packed_too_densely() -> None:
    assert refusal(zipped({**parts(), "xl/media/a.bin": b"\0" * (4 * MB)})).code == "file.suspicious"
    assert read(zipped({**parts(), "xl/media/a.bin": b"\0" * MB}), RETURN).book is not None


def test_a_bomb_inside_an_archive_is_not_even_opened() -> None:
    bomb = zipped({"a.xml": b"\0" * (50 * MB)})
    assert refusal(zipped({"b.zip": bomb, "c.zip": bomb}), ALONE).code == "file.archive"
    contents = read(zipped({"b.zip": bomb, "c.zip": bomb}), RETURN).contents
    assert contents
    assert [one.content for one in contents.members] == [bomb, bomb]


def test_a_part_that_inflates_to_more_than_it_claims() -> None:
    sheet = worksheet("")
    content = zipped({**parts(), SHEET: sheet + " " * 9})
    size = content.rindex(SHEET.encode()) - 46 + 24
    checksum = zlib.crc32(sheet.encode() + b" ")  # as if one byte more than it claims were all there is
    lie = _changed(content, size, *len(sheet).to_bytes(4, "little"))
    for each in (lie, _changed(lie, size - 8, *checksum.to_bytes(4, "little"))):
        assert refusal(each).arguments["what"].en == f"{SHEET} is damaged"


def test_a_part_whose_checksum_is_wrong() -> None:
    stored = zipped(parts('<row r="1"><c r="A1"><v>12345</v></c></row>'), zipfile.ZIP_STORED)
    assert refusal(stored.replace(b"12345", b"12346")).arguments["what"].en == f"{SHEET} is damaged"


def test_sizes_and_counts_past_the_limits() -> None:
    many = {**parts(), **{f"a{n}": "" for n in range(60)}}
    assert read(zipped(many), replace(RETURN, members=99)).book is not None
    for limits in (
        replace(RETURN, file=500),
        replace(RETURN, members=50),
        replace(RETURN, part=100),
        replace(RETURN, total=1000),
    ):
        assert refusal(zipped(many), limits).code == "file.too-large"


def test_an_unusual_way_of_packing() -> None:
    assert refusal(zipped(parts(), zipfile.ZIP_LZMA)).code == "file.suspicious"


@pytest.mark.parametrize("missing", [WORKBOOK, RELS, SHEET])
def test_a_missing_part_is_never_a_workbook_without_rows(missing: str) -> None:
    made = parts()
    del made[missing]
    assert refusal(zipped(made)).code == "file.unreadable"


@pytest.mark.parametrize(
    "sheet",
    ["", "<worksheet>", "<html/>", worksheet("")[:-20], worksheet('<row r="1"><c r="A1"><v>1</c></row>')],
)
def test_a_damaged_sheet_is_never_a_sheet_without_rows(sheet: str) -> None:
    assert refusal(zipped({**parts(), SHEET: sheet})).code == "file.unreadable"


def test_two_sheets_of_one_part_or_one_name() -> None:
    two = '<sheet name="甲" sheetId="1" r:id="r1"/><sheet name="乙" sheetId="2" r:id="r9"/>'
    lines = (("r1", "worksheet", "worksheets/sheet1.xml"), ("r9", "worksheet", "/xl/worksheets/Sheet1.xml"))
    shared = {**parts(), WORKBOOK: workbook(two), RELS: relations(*lines)}
    assert refusal(zipped(shared)).code == "file.suspicious"
    same = {**parts(), WORKBOOK: workbook(two.replace("乙", "甲"))}
    assert refusal(zipped({**same, RELS: relations(*lines)})).code == "file.suspicious"


@pytest.mark.parametrize("part", [SHEET, WORKBOOK, "xl/sharedStrings.xml", "xl/styles.xml", RELS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part_and_encoding(part: str, encoding: str) -> None:
    made = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    dtd = '<!DOCTYPE a [<!ENTITY b "7"><!ENTITY c "&b;&b;&b;&b;">]>'
    made[part] = f'<?xml version="1.0" encoding="{encoding}"?>{dtd}{made[part]!s}'.encode(encoding)
    assert refusal(zipped(made)).code == "file.suspicious"


def test_entities_that_make_the_xml_unreadable_are_told_as_such() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 20))
    made = {**parts(), "xl/sharedStrings.xml": f'<!DOCTYPE a [<!ENTITY e0 "x">{bomb}]><a>&e19;</a>'}
    assert refusal(zipped(made)).code == "file.suspicious"


def test_macros_links_and_embedded_files_are_warned_of() -> None:
    def codes(**more: str) -> list[str]:
        made = {**parts(), **{name.replace("__", "/"): said for name, said in more.items()}}
        reading = read(zipped(made), RETURN)
        assert reading.book is not None
        return [issue.code for issue in reading.issues]

    assert codes() == []
    assert codes(**{"xl/vbaProject.bin": "x"}) == ["file.macros"]
    assert codes(**{"xl/externalLinks/externalLink1.xml": "x"}) == ["file.external-link"]
    assert codes(**{"xl/embeddings/oleObject1.bin": "x"}) == ["file.embedded-object"]
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    for kind, expected in (("hyperlink", []), ("oleObject", ["file.external-link"])):
        line = relations(("r1", kind, "http://x")).replace("/>", ' TargetMode="External"/>')
        assert codes(**{rels: line}) == expected
    assert OFFICE in line


def test_its_kind_is_known_by_its_content_type() -> None:
    def kind(said: str) -> str:
        types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="application/{said}.main+xml"/></Types>'
        reading = read(zipped({**parts(), "[Content_Types].xml": types}), RETURN)
        assert reading.book is not None
        return reading.book.format

    assert kind("vnd.openxmlformats-officedocument.spreadsheetml.sheet") == "xlsx"
    assert kind("vnd.ms-excel.sheet.macroEnabled") == "xlsm"
    assert kind("vnd.openxmlformats-officedocument.spreadsheetml.template") == "xltx"
    assert kind("vnd.ms-excel.template.macroEnabled") == "xltm"


def _changed(content: bytes, at: int, *values: int) -> bytes:
    changed = bytearray(content)
    changed[at : at + len(values)] = values
    return bytes(changed)
