"""How far a sheet reaches, how it is spelled, and what happens where that is out of the ordinary."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as changed
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError
from tests.gate.packages import (
    MAIN,
    RELS,
    SHEET,
    WORKBOOK,
    book_of,
    grid_of,
    parts,
    refusal,
    worksheet,
    zipped,
)

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def one(at: str, inside: str = "<v>1</v>") -> str:
    return f'<row r="{Address.parse(at).row}"><c r="{at}">{inside}</c></row>'


@pytest.mark.parametrize("at", ["XFD1048576", "XFD999", "K1048576", "AAA5000"])
def test_a_cell_far_away_is_one_issue_that_says_where(at: str) -> None:
    issue = refusal(zipped(parts(one("A1") + one(at))))
    assert issue.code == "file.too-large"
    assert at in issue.message("zh")
    assert at in issue.message("en")


def test_a_far_cell_that_is_only_coloured_does_no_harm() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert grid_of(parts(one("A1") + far)).rows == ((1.0,),)


def test_one_stray_value_at_the_very_bottom_is_read() -> None:
    rows = grid_of(parts(one("A1") + one("A1048576"))).rows
    assert (len(rows), rows[0], rows[1], rows[-1]) == (1_048_576, (1.0,), (), (1.0,))


@pytest.mark.parametrize("at", ["A1048577", "XFE1", "ZZZ1"])
def test_a_cell_past_the_sheets_end_is_refused(at: str) -> None:
    row = "".join(character for character in at if character.isdigit())
    assert refusal(zipped(parts(f'<row r="{row}"><c r="{at}"><v>1</v></c></row>'))).code == "file.suspicious"


def test_the_dimension_that_a_sheet_claims_is_not_believed() -> None:
    sheet = worksheet(one("B2")).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    assert grid_of({**parts(), SHEET: sheet}).rows == ((), (None, 1.0))
    sheet = worksheet(one("XFD1048576")).replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    assert refusal(zipped({**parts(), SHEET: sheet})).code == "file.too-large"


def test_a_million_empty_rows_are_no_rows() -> None:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 1_048_577))
    assert grid_of(parts(one("A1") + rows)).rows == ((1.0,),)


def test_millions_of_rows_without_numbers_are_refused() -> None:
    assert refusal(zipped(parts("<row><c><v>1</v></c></row>" * 300_000))).code == "file.suspicious"


def test_more_cells_than_a_return_can_have() -> None:
    limits = changed(RETURN, cells=100)
    rows = "".join(one(f"A{n}") for n in range(1, 101))
    assert len(book_of(zipped(parts(rows)), limits).grids[0].rows) == 100
    assert refusal(zipped(parts(rows + one("A101"))), limits).code == "file.too-large"


def test_all_sheets_count_together() -> None:
    two = '<sheet name="甲" sheetId="1" r:id="r1"/><sheet name="乙" sheetId="2" r:id="r2"/>'
    made = parts()
    made[WORKBOOK] = str(made[WORKBOOK]).replace('<sheet name="表" sheetId="1" r:id="r1"/>', two)
    made[RELS] = (
        str(made[RELS])
        .replace("sharedStrings.xml", "worksheets/b.xml")
        .replace('/sharedStrings"', '/worksheet"')
    )
    made[SHEET] = made["xl/worksheets/b.xml"] = worksheet(one("J60"))
    assert [len(grid.rows) for grid in book_of(zipped(made)).grids] == [60, 60]
    assert refusal(zipped(made), changed(RETURN, area=1000)).code == "file.too-large"
    assert refusal(zipped(made), changed(RETURN, sheets=1)).code == "file.too-large"


def test_merged_cells_over_a_whole_sheet_and_too_many_of_them() -> None:
    def merged(*refs: str) -> dict[str, str | bytes]:
        cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
        return {**parts(), SHEET: worksheet(one("A1"), f"<mergeCells>{cells}</mergeCells>")}

    assert grid_of(merged("A1:B2", "C1:C9")).merged == (Area.parse("A1:B2"), Area.parse("C1:C9"))
    assert refusal(zipped(merged("A3:XFD1048576"))).code == "file.suspicious"
    assert refusal(zipped(merged(*(f"A{n}:B{n}" for n in range(1, 2500))))).code == "file.too-large"
    assert grid_of(merged("A:B", "A1:B2", "A1:XFE9", "")).merged == (Area.parse("A1:B2"),)


def test_array_formulas_over_a_whole_sheet_name_only_cells_that_are_there() -> None:
    array = '<f t="array" ref="A1:XFD1048576">B1:B9</f><v>1</v>'
    grid = grid_of(parts(one("A1", array) + one("B3")))
    assert {address.a1 for address in grid.formulas} == {"A1", "A2", "A3", "B1", "B2", "B3"}
    assert refusal(zipped(parts(one("A1", array) + one("B3", array)))).code == "file.suspicious"


def test_one_long_text_shown_by_every_cell_ends_in_an_issue_or_a_book() -> None:
    cells = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 200))
    grid = grid_of(parts(f'<row r="1">{cells}</row>', strings=f"<si><t>{'长' * 30_000}</t></si>"))
    assert {len(row[0]) for row in grid.rows if isinstance(row[0], str)} == {30_000}


def test_a_reference_to_a_text_that_is_not_there_is_no_empty_cell() -> None:
    cells = '<c r="A1" t="s"><v>3</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"><v>0</v></c>'
    grid = grid_of(parts(f'<row r="1">{cells}</row>', strings="<si><t>甲</t></si>"))
    assert grid.rows == ((CellError("#REF!"), CellError("#REF!"), "甲"),)


def test_strict_open_xml_is_read_and_noted() -> None:
    made = parts(
        '<row r="1"><c r="A1" t="d"><v>2026-09-30</v></c><c r="B1" t="s"><v>0</v></c></row>',
        strings="<si><t>甲</t></si>",
    )
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    strict = {
        name: str(part)
        .replace(MAIN, STRICT)
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", office)
        for name, part in made.items()
    }
    reading = read(zipped(strict), RETURN)
    assert reading.book is not None
    assert reading.book == book_of(zipped(made))
    assert [(issue.code, issue.arguments) for issue in reading.issues] == [
        ("file.other-format", {"format": "Strict Open XML"})
    ]


@dataclass(frozen=True)
class Drawn:
    """One cell as it was drawn: its place, its type and its text, with a formula or not."""

    at: Address
    kind: str
    text: str
    formula: bool


texts = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="_\ufffe\uffff"), max_size=12
)


@st.composite
def drawn_cells(draw: st.DrawFn) -> list[Drawn]:
    places = draw(st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=12))
    found = []
    for place in sorted(places):
        kind = draw(st.sampled_from(["n", "str", "inlineStr", "e", "b"]))
        text = {"n": "-12.5", "e": "#REF!", "b": "1"}.get(kind) or draw(texts)
        found.append(Drawn(Address(*place), kind, text, kind != "inlineStr" and draw(st.booleans())))
    return found


def usual(cells: list[Drawn]) -> str:
    """The cells as Excel spells them."""
    said = ""
    for row in sorted({cell.at.row for cell in cells}):
        said += f'<row r="{row}">'
        for cell in cells:
            if cell.at.row == row:
                text = escape(cell.text)
                formula = "<f>A1</f>" if cell.formula else ""
                value = (
                    f'<is><t xml:space="preserve">{text}</t></is>'
                    if cell.kind == "inlineStr"
                    else f"<v>{text}</v>"
                )
                said += f'<c r="{cell.at.a1}" t="{cell.kind}">{formula}{value}</c>'
        said += "</row>"
    return worksheet(said)


def with_comments(xml: str) -> str:
    return xml.replace(">-12.5<", ">-1<!-- x -->2.5<").replace("<c ", "<!-- <c r='Z9'><f>1</f></c> --><c ")


def with_instructions(xml: str) -> str:
    return xml.replace(">-12.5<", ">-1<?x y?>2.5<")


def with_some_prefixes(xml: str) -> str:
    for tag in ("c", "f"):
        xml = (
            xml.replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    return xml.replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" ')


def with_prefix(xml: str) -> str:
    for tag in ("worksheet", "sheetData", "row", "c", "f", "v", "is", "t"):
        for end in (" ", ">"):
            xml = xml.replace(f"<{tag}{end}", f"<x:{tag}{end}").replace(f"</{tag}{end}", f"</x:{tag}{end}")
    return xml.replace("xmlns=", "xmlns:x=")


def with_cdata(xml: str) -> str:
    return xml.replace("<f>A1</f>", "<f><![CDATA[A1<2]]></f>").replace(">-12.5<", "><![CDATA[-12.5]]><")


def with_space(xml: str) -> str:
    return (
        xml.replace("<c ", "\n   <c ")
        .replace("<f>", "\n <f>")
        .replace("</c>", "\n</c>")
        .replace("<row ", "\n<row  ")
    )


def with_numbers_for_letters(xml: str) -> str:
    return f'<?xml version="1.0"?><?why not?>{xml}'.replace(">-12.5<", ">&#45;12&#x2e;5<")


def with_the_kind_first(xml: str) -> str:
    for kind in ("n", "str", "inlineStr", "e", "b"):
        xml = xml.replace(f' t="{kind}">', f" s='0' t='{kind}'>")
    return xml.replace('<c r="', '<c  r="')


def in_utf_16(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")


def with_byte_order_mark(xml: str) -> bytes:
    return f'\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n{xml}'.encode()


@pytest.mark.parametrize(
    "respell",
    [
        with_comments,
        with_instructions,
        with_prefix,
        with_some_prefixes,
        with_cdata,
        with_space,
        with_numbers_for_letters,
        with_the_kind_first,
        in_utf_16,
        with_byte_order_mark,
    ],
)
@settings(max_examples=25)
@given(cells=drawn_cells())
def test_a_sheet_reads_the_same_however_it_is_spelled(
    respell: Callable[[str], str | bytes], cells: list[Drawn]
) -> None:
    plain = usual(cells)
    expected = grid_of({**parts(), SHEET: plain})
    assert expected.formulas == {cell.at for cell in cells if cell.formula}
    assert grid_of({**parts(), SHEET: respell(plain)}) == expected


def test_cells_that_do_not_say_where_they_are() -> None:
    rows = (
        "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><f>A1</f><v>3</v></c></row><row><c><v>9</v></c></row>"
    )
    grid = grid_of(parts(rows))
    assert grid.rows == ((1.0, None, None, 2.0, 3.0), (9.0,))
    assert grid.formulas == {Address.parse("E1")}


def test_white_space_around_a_text_counts_only_where_the_sheet_says_so() -> None:
    cells = (
        '<c t="inlineStr"><is><t> 甲 </t></is></c><c t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>'
        '<c t="inlineStr"><is><r><t>北</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>ペキン</t></rPh></is></c>'
    )
    placed = cells
    for at in ("A1", "B1", "C1"):
        placed = placed.replace("<c t", f'<c r="{at}" t', 1)
    assert grid_of(parts(f"<row>{cells}</row>")).rows == (("甲", " 甲 ", "北京"),)
    assert grid_of(parts(f"<row>{placed}</row>")).rows == (("甲", " 甲 ", "北京"),)


def test_what_other_programs_add_to_rows_and_formulas() -> None:
    rows = (
        '<row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1" s="0" t="n"><v>1</v></c>'
        '<c r="B1" s="0" t="str"><f aca="false">IF(A1&gt;0,&quot;对&quot;,&quot;&quot;)</f><v>对</v></c>'
        '<c r="C1" cm="1" vm="2"><v>2</v></c></row>'
    )
    grid = grid_of(parts(rows))
    assert grid.rows == ((1.0, "对", 2.0),)
    assert grid.formulas == {Address.parse("B1")}


def test_cells_that_are_numbered_stand_in_their_order() -> None:
    row = '<row r="2"><c r="0"><v>1</v></c><c r="1"><v>2</v></c><c><v>3</v></c></row>'
    assert grid_of(parts(row)).rows == ((), (1.0, 2.0, 3.0))
