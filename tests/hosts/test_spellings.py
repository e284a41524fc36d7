"""Sheets as other programs spell them: read alike, and left alone where nothing changes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.table import Table as OpenpyxlTable

from tests.support.packages import (
    SHEET,
    book,
    cell,
    edit,
    formulas,
    one,
    parts,
    patched,
    rows,
    shown,
    surgery,
)

STAFF = """
Id | Name | Score
T1 | a < b & "c" | 3
T2 | 李强 | 4
T3 | - | 5
"""
CHANGE = rows("from | Name | Score\n0 | = | =\n1 | 李 强 | =\n2 | = | 7")
AS_IT_IS = rows('from | Id | Name | Score\n0 | T1 | a < b & "c" | 3\n1 | T2 | 李强 | 4\n2 | T3 | - | 5')


def single_quotes(data: bytes) -> bytes:
    return re.sub(rb"(<(?:c|row) [^>]*>)", lambda match: match[1].replace(b'"', b"'"), data)


def style_first(data: bytes) -> bytes:
    return re.sub(rb'<c r="(\w+)"( s="\d+")?( t="s")?', rb'<c\3\2 r="\1"', data)


def spread_out(data: bytes) -> bytes:
    data = re.sub(rb"(<(?:row|c|v)\b)", rb"\n   \1", data)
    return re.sub(rb"(</(?:c|row)>)", rb"\n \1", data)


def bare(data: bytes) -> bytes:
    return re.sub(rb'(<(?:c|row)) r="(?!C4")\w+"', rb"\1", data)  # C4 has no neighbour to follow from


def commented(data: bytes) -> bytes:
    fake = b'<!-- <row r="2"><c r="A2"><v>99</v></c></row> -->'
    return data.replace(b"<sheetData>", fake + b"<sheetData>" + fake).replace(
        b"<v>4</v>", b"<v><!-- x -->4</v>"
    )


def sectioned(data: bytes) -> bytes:
    inline = b'<c r="B3" t="inlineStr"><is><t><![CDATA[\xe6\x9d\x8e\xe5\xbc\xba]]></t></is></c>'
    return re.sub(rb'<c r="B3" t="s"><v>\d+</v></c>', inline, data)


def referred(data: bytes) -> bytes:
    inline = b'<c r="B2" t="inlineStr"><is><t>a &#60; b &#x26; &quot;c&quot;</t></is></c>'
    return re.sub(rb'<c r="B2" t="s"><v>\d+</v></c>', inline, data)


def coloured(data: bytes) -> bytes:
    rich = (
        b'<c r="B3" t="inlineStr"><is><r><rPr><color rgb="FFFF0000"/><charset val="134"/></rPr>'
        b"<t>\xe6\x9d\x8e</t></r><r><t>\xe5\xbc\xba</t></r></is></c>"
    )
    return re.sub(rb'<c r="B3" t="s"><v>\d+</v></c>', rich, data)


def extended(data: bytes) -> bytes:
    extra = b'<extLst><ext uri="{1}"><y:z xmlns:y="urn:y" y:a="1">kept</y:z></ext></extLst>'
    return data.replace(b"</row>", extra + b"</row>")


SPELLINGS: list[Callable[[bytes], bytes]] = [
    single_quotes,
    style_first,
    spread_out,
    bare,
    commented,
    sectioned,
    referred,
    coloured,
    extended,
]


@pytest.mark.parametrize("spell", SPELLINGS, ids=lambda spell: spell.__name__)
def test_every_spelling_is_understood(spell: Callable[[bytes], bytes]) -> None:
    package = surgery(book(STAFF), {SHEET: spell})
    assert parts(package)[SHEET] != parts(book(STAFF))[SHEET]
    assert patched(package, AS_IT_IS) is package
    result = patched(package, CHANGE)
    assert shown(result)[1:] == [["T1", 'a < b & "c"', 3], ["T2", "李 强", 4], ["T3", None, 7]]
    assert cell(result, "C3").findtext("{*}v") == "4"
    moved = patched(package, rows("from | Score\n2 | =\n0 | =\n1 | =\nnew | 8"))
    assert [row[0] for row in shown(moved)[1:]] == ["T3", "T1", "T2", None]
    assert [row[2] for row in shown(moved)[1:]] == [5, 3, 4, 8]


def test_rows_that_do_not_change_keep_their_bytes_however_they_are_spelt() -> None:
    package = surgery(
        book(STAFF), {SHEET: lambda data: single_quotes(spread_out(data)).replace(b"</sh", b"\n </sh")}
    )
    before, after = (
        parts(one)[SHEET] for one in (package, patched(package, rows("from | Score\n0 | =\n1 | 9\n2 | =")))
    )
    cut = re.compile(rb"(?s)\n   <row r='3'.*?</row>")
    assert cut.sub(b"|", before) == re.sub(rb'<row r="3".*?</row>', b"|", after).replace(b"\n   |", b"|")


def test_what_a_row_and_a_cell_carry_besides_stays() -> None:
    extra = '<extLst><ext uri="{2}"/></extLst>'
    package = surgery(
        book(STAFF), {SHEET: lambda data: edit(("<v>4</v>", "<v>4</v>" + extra))(extended(data))}
    )
    result = patched(package, rows("from | Score\n0 | =\n1 | 9\n2 | ="))
    assert parts(result)[SHEET].count(b">kept</y:z>") == 4
    assert [str(child.tag).rpartition("}")[2] for child in cell(result, "C3")] == ["v", "extLst"]
    assert [str(child.tag).rpartition("}")[2] for child in one(result, ".//{*}row[@r='3']")] == [
        "c",
        "c",
        "c",
        "extLst",
    ]


def test_attributes_of_the_future_stay_with_their_cell() -> None:
    package = surgery(
        book(STAFF),
        {
            SHEET: edit(
                ("<worksheet ", '<worksheet xmlns:f="urn:future" '),
                ('<c r="C3">', '<c r="C3" ph="1" f:odd="a&amp;b">'),
                ('<row r="3"', '<row r="3" f:row="x" thickBot="1"'),
            )
        },
    )
    result = patched(package, rows("from | Score\n0 | =\n1 | 9\n2 | ="))
    found = cell(result, "C3")
    assert (found.get("ph"), found.get("{urn:future}odd")) == ("1", "a&b")
    row = one(result, ".//{*}row[@r='3']")
    assert (row.get("{urn:future}row"), row.get("thickBot")) == ("x", "1")


def test_a_workbook_written_by_openpyxl() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Staff list"
    for line in (["Id", "Score", "Twice"], ["T1", 3, "=B2*2"], ["T2", 4, "=B3*2"]):
        sheet.append(line)
    sheet.add_table(OpenpyxlTable(displayName="Staff", ref="A1:C3"))
    buffer = io.BytesIO()
    workbook.save(buffer)
    result = patched(buffer.getvalue(), rows("from | Id | Score\n1 | T2 | 5\n0 | T1 | =\nnew | T3 | 6"))
    assert [row[:2] for row in shown(result)[1:]] == [["T2", 5], ["T1", 3], ["T3", 6]]
    assert formulas(result, "C2", "C3", "C4") == ["=B2*2", "=B3*2", "=B4*2"]
