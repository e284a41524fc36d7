"""Cells that hold a picture are told from formulas and errors, whichever program put it there."""

from __future__ import annotations

import struct

import pytest

from softenv_xl.grid.address import Address
from softenv_xl.grid.grid import Grid
from tests.gate.ole import record, xls
from tests.gate.packages import MAIN, RELS, book_of, grid_of, parts, zipped
from tests.gate.test_ods import cell, row
from tests.gate.test_ods import grid_of as ods_grid

DISPIMG = 'DISPIMG("ID_0123456789ABCDEF0123456789ABCDEF",1)'
ERROR = '<c r="A1" t="e" vm="{}"><v>#VALUE!</v></c>'


def pictures(grid: Grid) -> list[str]:
    return sorted(at.a1 for at in grid.pictures)


@pytest.mark.parametrize(
    "said",
    [
        DISPIMG,
        f"_xlfn.{DISPIMG}",
        f"={DISPIMG}",
        f" _xlfn.{DISPIMG.lower()}",
        '_xlfn.IMAGE("https://x/y.png")',
        '_xlfn.Image("https://x/y.png")',
    ],
)
def test_a_formula_that_shows_a_picture(said: str) -> None:
    text = said.replace('"', "&quot;")
    for words in (said, text):
        cells = f'<c r="A1" t="str"><f>{words}</f><v>={text}</v></c><c r="B1"><f>SUM(1)</f><v>1</v></c>'
        grid = grid_of(parts(f'<row r="1">{cells}</row>'))
        assert pictures(grid) == ["A1"]
        assert grid.formulas == {Address.parse("A1"), Address.parse("B1")}
    assert pictures(ods_grid(row(cell("string", "Err:508", f'table:formula="of:={text}"')))) == ["A1"]


@pytest.mark.parametrize("said", ["IMAGES(1)", "MYIMAGE(1)", 'IF(TRUE,DISPIMG("ID_1",1))', "A1&amp;IMAGE"])
def test_other_formulas_show_none(said: str) -> None:
    assert pictures(grid_of(parts(f'<row r="1"><c r="A1"><f>{said}</f><v>1</v></c></row>'))) == []


def test_wps_formula_as_text() -> None:
    made = parts(
        f"""<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>={DISPIMG}</t></is></c></row>
        <row r="3"><c r="B3" t="inlineStr"><is><t>The formula DISPIMG("ID_1",1)</t></is></c></row>""",
        strings=f"<si><t>={DISPIMG}</t></si>",
    )
    assert pictures(grid_of(made)) == ["B2", "C2"]
    assert pictures(ods_grid(row(cell("string", f"={DISPIMG.replace(chr(34), '&quot;')}")))) == ["A1"]
    text = f"={DISPIMG}"
    label = record(0x204, struct.pack("<HHHHB", 0, 1, 0, len(text), 0) + text.encode())
    assert pictures(book_of(xls(label)).grids[0]) == ["B1"]


def rich(*kinds: str, **more: str) -> dict[str, str | bytes]:
    """A sheet whose A1 holds the first of rich values of these kinds, with the parts that say so."""
    values = "".join(f'<rv s="{number}"/>' for number, _ in enumerate(kinds))
    shapes = "".join(f'<s t="{kind}"/>' for kind in kinds)
    blocks = "".join(f'<bk><extLst><ext><x:rvb i="{n}"/></ext></extLst></bk>' for n, _ in enumerate(kinds))
    pointers = "".join(f'<bk><rc t="2" v="{n}"/></bk>' for n, _ in enumerate(kinds))
    metadata = (
        f'<metadata xmlns="{MAIN}" xmlns:x="x"><metadataTypes><metadataType name="XLDAPR"/>'
        f'<metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLDAPR"/>'
        f'<futureMetadata name="XLRICHVALUE">{blocks}</futureMetadata>'
        f"<valueMetadata>{pointers}</valueMetadata></metadata>"
    )
    made = parts(f'<row r="1">{ERROR.format(1)}</row>')
    made |= {
        "xl/metadata.xml": metadata,
        "xl/richData/rdrichvalue.xml": f'<rvData xmlns="r">{values}</rvData>',
    }
    return {
        **made,
        "xl/richData/rdrichvaluestructure.xml": f'<rvStructures xmlns="r">{shapes}</rvStructures>',
        **more,
    }


@pytest.mark.parametrize(
    ("kinds", "is_picture"),
    [
        (["_localImage"], True),
        (["_localImage", "_error"], True),
        (["_webimage"], True),
        (["_error", "_localImage"], False),
        (["_linkedentity2core"], False),
    ],
)
def test_what_excel_puts_in_a_cell(kinds: list[str], is_picture: bool) -> None:
    assert pictures(grid_of(rich(*kinds))) == (["A1"] if is_picture else [])


def test_where_the_parts_do_not_say_the_packages_pictures_do() -> None:
    made = rich("_error")
    del made["xl/richData/rdrichvaluestructure.xml"]
    assert pictures(grid_of(made)) == []
    assert pictures(grid_of({**made, "xl/media/image1.png": "x"})) == ["A1"]
    plain = {
        **made,
        "xl/media/image1.png": "x",
        **parts('<row r="1"><c r="A1" t="e"><v>#VALUE!</v></c></row>'),
    }
    assert pictures(grid_of(plain)) == []


def test_the_parts_are_found_by_their_relations() -> None:
    made = rich("_localImage")
    made["xl/meta/one.xml"] = made.pop("xl/metadata.xml")
    line = '<Relationship Id="m" Type="x/sheetMetadata" Target="meta/one.xml"/></Relationships>'
    made[RELS] = str(made[RELS]).replace("</Relationships>", line)
    assert pictures(grid_of(made)) == ["A1"]


def test_a_sheet_in_another_spelling_has_its_pictures_too() -> None:
    made = rich("_localImage")
    sheet = str(made["xl/worksheets/sheet1.xml"]).replace('xmlns="', 'xmlns:p="')
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        sheet = (
            sheet.replace(f"<{name} ", f"<p:{name} ")
            .replace(f"<{name}>", f"<p:{name}>")
            .replace(f"</{name}>", f"</p:{name}>")
        )
    assert pictures(book_of(zipped({**made, "xl/worksheets/sheet1.xml": sheet})).grids[0]) == ["A1"]
