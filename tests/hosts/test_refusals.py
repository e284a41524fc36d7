"""Where writing could lose or break something, nothing is written and the reason is said."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl.errors import Stop
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.file.check import check
from softenv_xl.hosts.file.workbook import Workbook
from softenv_xl.sheets.patch import CellPatch, Patch, TablePatch
from softenv_xl.words import Text
from tests.support.packages import FILE, SHEET, TABLE, WORKBOOK, book, edit, parts, patched, rows, surgery

STAFF = """
Id | Name
T1 | 王芳
T2 | 李强
"""
CHANGE = rows("from | Name\n0 | 王芳\n1 | changed")
LONGER = rows("from | Name\n0 | =\n1 | =\nnew | a\nnew | b")


def refusal(package: bytes, patch: TablePatch | CellPatch = CHANGE) -> Stop:
    with pytest.raises(Stop) as stop:
        patched(package, patch)
    assert FILE in stop.value.sentence("zh")
    assert FILE in stop.value.sentence("en")
    assert "{" not in stop.value.sentence("zh") + stop.value.sentence("en")
    reason = stop.value.arguments.get("reason")
    if isinstance(reason, Text):
        assert re.fullmatch(r"[“\u4e00-\u9fff][^{}]*。", reason.zh)
        assert re.fullmatch(r"[“A-Z][^{}\u3000-\u303f]* [a-z]{2,} [^{}\u3000-\u303f]*[.]", reason.en)
    return stop.value


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def encrypted(package: bytes) -> bytes:
    """The flag that says a member needs a password, in its header and in the directory."""
    local, central = package.index(b"PK\3\4"), package.index(b"PK\1\2")
    data = bytearray(package)
    data[local + 6] |= 1
    data[central + 8] |= 1
    return bytes(data)


PACKAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "not a zip": (lambda package: b"Id,Name\n1,2\n", "complete"),
    "empty": (lambda package: b"", "complete"),
    "cut short": (lambda package: package[:-30], "complete"),
    "something before it": (lambda package: b"MZ" + package, "complete"),
    "an old workbook or one with a password": (
        lambda package: bytes.fromhex("d0cf11e0a1b11ae1") + package,
        "password",
    ),
    "encrypted members": (encrypted, "compressed"),
    "another kind of zip": (
        lambda package: zipped(("hello.txt", b"hello")),
        "_rels/.rels|not an Excel workbook",
    ),
    "a Word document": (
        lambda package: surgery(
            package,
            {
                WORKBOOK: b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
            },
        ),
        "not an Excel workbook",
    ),
    "signed": (lambda package: surgery(package, {"_xmlsignatures/sig1.xml": b"<Signature/>"}), "signed"),
    "two parts of one name": (lambda package: surgery(package, {SHEET.upper(): b"<x/>"}), "same name"),
    "strict": (
        lambda package: surgery(
            package,
            {
                WORKBOOK: edit(
                    (
                        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        "http://purl.oclc.org/ooxml/spreadsheetml/main",
                    )
                )
            },
        ),
        "Strict",
    ),
    "a DTD": (
        lambda package: surgery(
            package, {SHEET: edit(("<worksheet", '<!DOCTYPE x [<!ENTITY y "z">]><worksheet'))}
        ),
        "DTD",
    ),
    "UTF-16": (
        lambda package: surgery(
            package, {SHEET: lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16")}
        ),
        "UTF-8",
    ),
    "another encoding": (lambda package: surgery(package, {SHEET: edit(("UTF-8", "GB18030"))}), "UTF-8"),
    "damaged XML": (lambda package: surgery(package, {SHEET: edit(("</sheetData>", ""))}), "damaged"),
    "a missing part": (lambda package: surgery(package, {SHEET: None}), "sheet1.xml"),
    "rows out of order": (
        lambda package: surgery(package, {SHEET: edit(('<row r="2"', '<row r="9"'))}),
        "out of order",
    ),
    "a sheet without cells": (
        lambda package: surgery(package, {SHEET: lambda data: data.replace(b"sheetData", b"otherData")}),
        "ordinary sheet",
    ),
    "two cells in one place": (
        lambda package: surgery(package, {SHEET: edit(('<c r="A3"', '<c r="B3"'))}),
        "same place",
    ),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_that_are_left_alone(name: str) -> None:
    change, says = PACKAGES[name]
    stop = refusal(change(book(STAFF)))
    assert stop.code == "workbook.unsafe-to-write"
    assert any(word in stop.sentence("en") for word in says.split("|")), stop.sentence("en")


def test_damage_far_from_what_changes_is_noticed() -> None:
    table = "Id | Name\n" + "\n".join(f"{row} | name" for row in range(900))
    package = surgery(book(table), {SHEET: edit(("<v>890</v>", "<v x>890</v>"))})
    change = rows("from | Name\n" + "\n".join(f"{row} | {'=' if row else 'new name'}" for row in range(900)))
    assert "sheet1.xml is damaged" in refusal(package, change).sentence("en")


def test_damaged_contents_are_noticed() -> None:
    package = bytearray(book(STAFF))
    with zipfile.ZipFile(io.BytesIO(bytes(package))) as archive:
        info = archive.getinfo(SHEET)
    package[info.header_offset + 30 + len(SHEET) + 20] ^= 0xFF
    assert refusal(bytes(package)).code == "workbook.unsafe-to-write"


def test_a_table_that_is_not_there() -> None:
    stop = refusal(book(STAFF), rows("from | Id\n0 | T1", name="Tracker"))
    assert stop.code == "workbook.part-missing"
    assert "Tracker" in stop.sentence("zh")


def test_a_name_that_is_not_there() -> None:
    assert refusal(book(STAFF), CellPatch("as_of", 1)).code == "workbook.part-missing"


def test_a_table_may_grow_up_to_what_stands_below() -> None:
    package = book(STAFF, more=lambda workbook, sheet: sheet.write("B6", "below"))
    assert patched(package, LONGER) is not package


def test_a_table_does_not_grow_into_another() -> None:
    def other(workbook: Any, sheet: Any) -> None:
        sheet.add_table("A5:B6", {"name": "Other", "header_row": False})

    assert "Other" in refusal(book(STAFF, more=other), LONGER).sentence("zh")


def test_merged_cells_are_in_the_way() -> None:
    def merge(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("B4:C5", "")

    package = book(STAFF, more=merge)
    assert "B4:C5" in refusal(package, LONGER).sentence("zh")
    assert patched(package, CHANGE) is not package


def test_a_name_inside_a_merged_cell_is_refused() -> None:
    def merge(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("D2:E3", "title")
        workbook.define_name("inside", "='Staff list'!$E$3")

    assert "D2:E3" in refusal(book(STAFF, more=merge), CellPatch("inside", 1)).sentence("en")


def test_a_table_ends_with_the_sheet() -> None:
    package = surgery(book(STAFF), {TABLE: lambda data: data.replace(b"A1:B3", b"A1048573:B1048575")})
    assert refusal(package, LONGER).code == "workbook.unsafe-to-write"


def test_a_table_at_odds_with_its_header_cells_is_not_made_worse() -> None:
    package = surgery(book(STAFF), {TABLE: edit(('name="Name"', 'name="Other"'))})
    assert patched(package, CHANGE) is not package


def test_nothing_is_said_about_a_patch_that_is_empty() -> None:
    package = book(STAFF)
    assert apply(package, Patch(), FILE) is package


def test_a_protected_sheet_is_written_all_the_same() -> None:
    package = book(STAFF, more=lambda workbook, sheet: sheet.protect("secret"))
    assert b"sheetProtection" in parts(patched(package, CHANGE))[SHEET]


def test_a_result_that_went_wrong_is_not_handed_out() -> None:
    """The last look notices a table that no longer fits its header cells, and contents that differ."""
    package = book(STAFF)
    for part, old, new in (
        (TABLE, 'name="Name"', 'name="Nome"'),
        (TABLE, "A1:B3", "A1:C3"),
    ):
        workbook = Workbook(package)
        workbook.table("Staff")
        workbook.package.replace(part, edit((old, new))(parts(package)[part]))
        with pytest.raises(Stop):
            check(workbook.package.build(), workbook)
    workbook = Workbook(package)
    workbook.package.replace(SHEET, b"<worksheet/>")
    with pytest.raises(Stop):
        check(package, workbook)
    workbook.package.remove(TABLE)
    with pytest.raises(Stop):
        check(package, workbook)


def test_a_part_that_went_wrong_is_named() -> None:
    workbook = Workbook(book(STAFF))
    workbook.package.replace(SHEET, b"<worksheet>")
    with pytest.raises(Stop) as stopped:
        check(workbook.package.build(), workbook)
    reason = stopped.value.arguments["reason"]
    assert isinstance(reason, Text)
    assert SHEET in reason.en


def test_a_column_that_is_to_go_and_is_not_there_is_named_in_both_languages() -> None:
    stop = refusal(book(STAFF), replace(rows("from | Id\n0 | ="), dropped=("Gone",)))
    assert "列“Gone”" in stop.sentence("zh")
    assert "column “Gone”" in stop.sentence("en")


JUNK = st.sampled_from(
    ["", "abc", "-1", "0", "A0", "A1:", "ZZZZ9", "B2:A1", "1e9", "99999999999", "#REF!", "s", "'!$A$1"]
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([SHEET, TABLE, WORKBOOK, "xl/_rels/workbook.xml.rels"]), st.integers(0, 200), JUNK)
def test_damage_anywhere_is_survived_or_said(part: str, place: int, junk: str) -> None:
    """Whatever stands in an attribute or an element: the result is a workbook or a Stop, never a crash."""
    data = parts(DRAWN)[part]
    spots = list(re.finditer(rb'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)', data))
    spot = spots[place % len(spots)]
    damaged = surgery(DRAWN, {part: data[: spot.start()] + junk.encode() + data[spot.end() :]})
    for patch in (LONGER, rows("from | New | Name\n1 | 1 | x"), CellPatch("here", 1)):
        with contextlib.suppress(Stop):
            patched(damaged, patch)


def drawn(workbook: Any, sheet: Any) -> None:
    sheet.write_formula("D1", "=SUM(A2:A3)", None, 2)
    sheet.write_array_formula("D3:D4", "=A2:A3", None, 1)
    sheet.merge_range("F1:G1", "merged")
    sheet.write_comment("A2", "note")
    sheet.write_url("B2", "https://example.com", string="王芳")
    sheet.set_column("B:C", 20)
    sheet.conditional_format("A2:B3", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("F3", {"range": "'Staff list'!A2:A3"})
    workbook.define_name("here", "='Staff list'!$F$1:$G$1")


DRAWN = book(STAFF, formulas={"Name": "=A2"}, more=drawn)
