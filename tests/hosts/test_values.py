"""What a cell is written like, and when it is left alone."""

from __future__ import annotations

import io
import math
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from softenv_xl.errors import Stop
from softenv_xl.grid.cell import CellError
from softenv_xl.hosts.file.cell import plain
from softenv_xl.hosts.file.text import escaped, escaped_name, unescaped
from softenv_xl.sheets.patch import CellPatch, RowPatch, TablePatch
from tests.support.packages import SHEET, book, cell, edit, opened, parts, patched, shown, surgery


def moment(*when: int) -> datetime:
    """Cells know no time zone."""
    return datetime(*when)  # type: ignore[arg-type]  # noqa: DTZ001


def column(*values: Any) -> TablePatch:
    return TablePatch("Staff", ("Value",), tuple(RowPatch(row, (value,)) for row, value in enumerate(values)))


def blank(rows: int = 1, **options: Any) -> bytes:
    return book("Value\n" + "-\n" * rows, **options)


def written(value: Any, package: bytes | None = None) -> etree._Element:
    return cell(patched(package or blank(), column(value)), "A2")


def test_text_is_written_inline_and_shared_strings_stay_untouched() -> None:
    package = book("Value\nold\nold")
    result = patched(package, column("new", "old"))
    found = cell(result, "A2")
    assert found.get("t") == "inlineStr"
    assert found.findtext("{*}is/{*}t") == "new"
    assert parts(result)["xl/sharedStrings.xml"] == parts(package)["xl/sharedStrings.xml"]


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (True, "b", "1"),
        (False, "b", "0"),
        (3, None, "3"),
        (-7, None, "-7"),
        (0.1, None, "0.1"),
        (1e300, None, "1e+300"),
        (123456789012345, None, "123456789012345"),
        (CellError("#N/A"), "e", "#N/A"),
        (date(2026, 9, 30), None, "46295"),
        (date(1900, 1, 1), None, "1"),
        (date(1900, 2, 28), None, "59"),
        (date(1900, 3, 1), None, "61"),
        (moment(2026, 9, 30, 12, 0), None, "46295.5"),
        (time(6, 0), None, "0.25"),
        (timedelta(days=1, hours=12), None, "1.5"),
    ],
)
def test_values_and_their_kinds(value: Any, kind: str | None, words: str) -> None:
    found = written(value)
    assert (found.get("t"), found.findtext("{*}v")) == (kind, words)


def test_dates_count_from_1904_where_the_workbook_does() -> None:
    package = blank(options={"date_1904": True, "default_date_format": "yyyy-mm-dd"})
    assert written(date(1904, 1, 2), package).findtext("{*}v") == "1"
    assert written(moment(2026, 9, 30, 6), package).findtext("{*}v") == "44833.25"


def test_a_date_keeps_the_style_of_its_cell_and_reads_as_a_date() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 0, moment(2026, 1, 1), workbook.add_format({"num_format": "yyyy-mm-dd"}))

    for options in ({}, {"date_1904": True}):
        result = patched(blank(more=looks, options=options), column(date(2026, 9, 30)))
        assert shown(result)[1] == [date(2026, 9, 30)]


def test_none_and_empty_text_clear_the_value_and_leave_the_style() -> None:
    def looks(workbook: Any, sheet: Any) -> None:
        for row in (1, 2):
            sheet.write(row, 0, "old", workbook.add_format({"bold": True}))

    result = patched(blank(2, more=looks), column(None, ""))
    for a1 in ("A2", "A3"):
        found = cell(result, a1)
        assert found.get("t") is None
        assert len(found) == 0
        assert found.get("s") not in (None, "0")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    result = patched(blank(), column('=HYPERLINK("http://evil")'))
    assert opened(result)["Staff list"]["A2"].data_type == "s"
    assert shown(result)[1] == ['=HYPERLINK("http://evil")']


@pytest.mark.parametrize(
    "content",
    [
        '<c r="A2" t="str"><v>same_x000D_\nwords</v></c>',
        '<c r="A2" t="inlineStr"><is><r><t>same_x000D_\n</t></r><r><rPr/><t>words</t></r><rPh><t>no</t></rPh></is></c>',
    ],
)
def test_text_is_compared_as_it_is_shown_however_it_is_stored(content: str) -> None:
    package = surgery(book("Value\n7"), {SHEET: edit(('<c r="A2"><v>7</v></c>', content))})
    assert patched(package, column("same\r\nwords")) is package
    assert patched(package, column("same\nwords")) is not package


def test_a_number_is_not_the_text_that_spells_it() -> None:
    package = book("Value\n7")
    assert patched(package, column(7.0)) is package
    assert written("7", package).get("t") == "inlineStr"
    assert written(True, book("Value\n1")).get("t") == "b"


def test_a_moment_is_the_same_to_the_millisecond() -> None:
    package = surgery(book("Value\n7"), {SHEET: edit(("<v>7</v>", "<v>46295.123456789123</v>"))})
    read = moment(1899, 12, 30) + timedelta(days=46295.123456789123)
    assert patched(package, column(read.replace(microsecond=read.microsecond // 1000 * 1000))) is package
    assert patched(package, column(read + timedelta(seconds=1))) is not package


def test_a_picture_in_a_cell_gives_way_to_a_value_whole() -> None:
    package = surgery(
        book("Value\n7"),
        {SHEET: edit(('<c r="A2"><v>7</v></c>', '<c r="A2" t="e" vm="1"><v>#VALUE!</v></c>'))},
    )
    found = written("text", package)
    assert found.get("vm") is None
    assert found.findtext("{*}is/{*}t") == "text"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("x" * 32_768, "32768"),
        ("🎈" * 16_384, "32768"),
        ("half \ud83c here", "surrogate"),
        (math.inf, "beyond"),
        (math.nan, "beyond"),
        (10**400, "beyond"),
        (date(1899, 12, 1), "1899-12-01"),
    ],
)
def test_what_no_cell_can_hold_stops_the_command_and_is_never_cut(value: Any, says: str) -> None:
    with pytest.raises(Stop) as stop:
        patched(blank(), column(value))
    assert stop.value.code == "cell.cannot-hold"
    assert says in stop.value.sentence("en")
    assert "Staff list!A2" in stop.value.sentence("zh")


def test_the_longest_text_is_written_whole() -> None:
    longest = "国" * 32_767
    assert shown(patched(blank(), column(longest)))[1] == [longest]


def test_a_cell_is_written_by_the_name_that_points_at_it() -> None:
    def name(workbook: Any, sheet: Any) -> None:
        sheet.write("C5", "old", workbook.add_format({"bold": True}))
        sheet.merge_range("E2:F3", "merged")
        workbook.define_name("as_of", "='Staff list'!$C$5")
        workbook.define_name("title", "='Staff list'!$E$2:$F$3")
        workbook.define_name("far", "='Staff list'!$J$30")

    package = blank(more=name)
    result = patched(package, CellPatch("AS_OF", "new"), CellPatch("title", 5), CellPatch("far", "there"))
    found = opened(result)["Staff list"]
    assert (found["C5"].value, found["C5"].font.bold, found["E2"].value) == ("new", True, 5)
    assert found["J30"].value == "there"
    assert b'<dimension ref="A1:J30"/>' in parts(result)[SHEET]
    assert patched(package, CellPatch("far", None)) is package


@pytest.mark.parametrize(
    "formula", ["='Staff list'!$C$5:$C$6", "=OFFSET('Staff list'!$C$5,0,0)", "='Gone'!$A$1"]
)
def test_a_name_that_is_not_one_cell_is_named_in_the_message(formula: str) -> None:
    package = blank(more=lambda workbook, sheet: workbook.define_name("as_of", formula))
    with pytest.raises(Stop) as stop:
        patched(package, CellPatch("as_of", 1))
    assert stop.value.code == "workbook.part-missing"
    assert "as_of" in str(stop.value)


def test_a_formula_behind_a_name_stays_and_shows_the_value() -> None:
    def name(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("C5", "=1+1", None, 2)
        workbook.define_name("total", "='Staff list'!$C$5")

    for value, kind, words in ((7, None, "7"), ("x_x0041_", "str", "x_x005F_x0041_"), (True, "b", "1")):
        found = cell(patched(blank(more=name), CellPatch("total", value)), "C5")
        assert found.findtext("{*}f") == "1+1"
        assert (found.get("t"), found.findtext("{*}v")) == (kind, words)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.lists(
    st.sampled_from(
        ["_x000D_", "_x", "_", "x0041_", "\r", "\n", "\t", "\x00", "\x1f", "\ufffe", "=", "🎈", " ", "&<>\"'"]
    ),
    max_size=8,
).map("".join)


@given(TEXTS)
@example("_x000D\r")
@example("__x0041__")
def test_escaped_text_reads_back(text: str) -> None:
    for spell in (escaped, escaped_name):
        element = etree.Element("t", name=spell(text).replace("\t", " ").replace("\n", " "))
        element.text = spell(text)
        again = etree.fromstring(etree.tostring(element))
        assert unescaped(again.text or "") == text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        TEXTS.filter(bool).filter(lambda text: not set(text) & set("\ufffe\uffff")), min_size=20, max_size=20
    )
)
def test_texts_survive_the_way_through_a_workbook(texts: list[str]) -> None:
    """Calamine doesn't decode the two characters that Unicode forbids; nobody can type them."""
    result = patched(BLANK, column(*texts))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(result)).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()[1:]] == texts
    assert patched(result, column(*texts)) is result


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**60), 2**60),
        min_size=20,
        max_size=20,
    )
)
def test_numbers_survive_exactly(numbers: list[float]) -> None:
    result = patched(BLANK, column(*numbers))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(result)).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()[1:]] == [float(number) for number in numbers]
    assert patched(result, column(*numbers)) is result


BLANK = blank(20)


def test_an_empty_sheet_is_written_too() -> None:
    def other(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Empty")
        workbook.define_name("there", "=Empty!$B$2")

    package = surgery(
        blank(more=other),
        {"xl/worksheets/sheet2.xml": lambda data: data.replace(b'<dimension ref="A1"/>', b"")},
    )
    assert b"<sheetData/>" in parts(package)["xl/worksheets/sheet2.xml"]
    assert shown(patched(package, CellPatch("there", "x")), "Empty") == [[None, None], [None, "x"]]


def test_dates_written_as_dates_and_empty_values_are_understood() -> None:
    package = surgery(
        book("Value\n7\n8"),
        {
            SHEET: edit(
                ('<c r="A2"><v>7</v></c>', '<c r="A2" t="d"><v>2026-09-30T12:00:00</v></c>'),
                ('<c r="A3"><v>8</v></c>', '<c r="A3"><v/></c>'),
            )
        },
    )
    assert patched(package, column(moment(2026, 9, 30, 12), None)) is package
    assert written(1, package).get("t") is None


@given(
    st.lists(
        st.sampled_from(
            ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#38;", "&#x3C;", "lt;", "#38;", "x\r\ny", "a"]
        )
    )
)
def test_what_xml_says_is_what_a_parser_reads(pieces: list[str]) -> None:
    words = "".join(pieces)
    assert plain(words) == (etree.fromstring(f"<v>{words}</v>").text or "")
