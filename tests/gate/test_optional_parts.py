"""Only sheets and their strings can make a file unreadable: whatever else is missing or broken, the cells are read."""

from __future__ import annotations

from datetime import datetime

import pytest

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Area
from softenv_xl.grid.cell import CellError
from softenv_xl.grid.grid import TableArea
from tests.gate.packages import (
    MAIN,
    RELATIONS,
    RELS,
    SHEET,
    WORKBOOK,
    book_of,
    grid_of,
    parts,
    refusal,
    relations,
    workbook,
    worksheet,
    zipped,
)

ROW = '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" s="7"><v>46266</v></c></row>'
CORE = "docProps/core.xml"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
Parts = dict[str, str | bytes]


def without(name: str) -> Parts:
    made = parts(ROW)
    del made[name]
    return made


def with_(**more: str | bytes) -> Parts:
    return {**parts(ROW), **more}


def with_relation(target: str, name: str) -> Parts:
    """The sheet under another name, and how the workbook's relation spells it."""
    made = without(SHEET)
    return {**made, name: worksheet(ROW), RELS: relations(("r1", "worksheet", target))}


def with_another_main_part() -> Parts:
    made = parts(ROW)
    del made[WORKBOOK], made[RELS]
    made |= {
        "buch/mappe.xml": workbook(),
        "_rels/.rels": relations(("r0", "officeDocument", "/buch/mappe.xml")),
    }
    return {
        **made,
        "buch/_rels/mappe.xml.rels": relations(("r1", "worksheet", "../xl/worksheets/sheet1.xml")),
    }


WHOLE: dict[str, Parts] = {
    "no styles": without("xl/styles.xml"),
    "styles that are no XML": with_(**{"xl/styles.xml": "x"}),
    "styles cut short": with_(**{"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf'}),
    "no shared strings, and no cell that needs them": without("xl/sharedStrings.xml"),
    "no content types": without("[Content_Types].xml"),
    "content types that are no XML": with_(**{"[Content_Types].xml": "<"}),
    "no relations of the package": without("_rels/.rels"),
    "broken relations of the package": with_(**{"_rels/.rels": "<"}),
    "a main part that isn't there": with_(**{"_rels/.rels": relations(("r0", "officeDocument", "x.xml"))}),
    "broken relations of the sheet": with_(**{SHEET_RELS: "<x"}),
    "broken properties": with_(**{CORE: ""}),
    "properties in an unknown encoding": with_(**{CORE: b'<?xml version="1.0" encoding="x-no"?><a/>'}),
    "Windows' slashes": with_relation("worksheets\\sheet1.xml", SHEET),
    "an absolute target with Windows' slashes": with_relation("\\xl\\worksheets\\sheet1.xml", SHEET),
    "a roundabout target": with_relation("../xl/./theme/../worksheets/sheet1.xml", SHEET),
    "a target in other case": with_relation("Worksheets/SHEET1.xml", SHEET),
    "a target in escapes": with_relation("worksheets/my%20sheet.xml", "xl/worksheets/my sheet.xml"),
    "a part's name in escapes": with_relation("worksheets/my%20sheet.xml", "xl/worksheets/my%20sheet.xml"),
    "another main part": with_another_main_part(),
    "a name past the sheet": with_(**{WORKBOOK: workbook(after=(
        "<definedNames><definedName name='a'>表!$A$1:$A$1048577</definedName><definedName>表!$A$1</definedName>"
        "<definedName name='b'>#REF!</definedName></definedNames>"))}),
    "a merged area past the sheet": with_(**{SHEET: worksheet(
        ROW, '<mergeCells><mergeCell ref="A1:XFE2"/><mergeCell ref="?"/></mergeCells>')}),
    "a wrong dimension": with_(**{SHEET: worksheet(ROW).replace("<sheetData>", '<dimension ref="?"/><sheetData>')}),
}  # fmt: skip


@pytest.mark.parametrize("case", WHOLE)
def test_what_nobody_needs_may_be_missing_or_broken(case: str) -> None:
    reading = read(zipped(WHOLE[case]), RETURN)
    assert reading.book is not None, reading.issues
    assert [grid.rows for grid in reading.book.grids] == [(("甲", 46266.0),)]
    assert reading.issues == ()


@pytest.mark.parametrize(
    "table", [None, "", "<table/>", f'<table xmlns="{MAIN}" displayName="b" ref="A1:XFE9"/>']
)
def test_a_table_that_cannot_be_read_leaves_the_others(table: str | None) -> None:
    good = f'<table xmlns="{MAIN}" displayName="答" ref="A1:B9"/>'
    made = with_(
        **{SHEET_RELS: relations(("t1", "table", "../tables/1.xml"), ("t2", "table", "../tables/2.xml"))}
    )
    made |= {"xl/tables/2.xml": good, **({} if table is None else {"xl/tables/1.xml": table})}
    assert grid_of(made).tables == (TableArea("答", Area.parse("A1:B9")),)


def two_sheets(
    second: str | None = "worksheets/b.xml", kind: str = "worksheet", **more: str | bytes
) -> Parts:
    made = with_(**more)
    made[WORKBOOK] = workbook(
        '<sheet name="表" sheetId="1" r:id="r1"/><sheet name="乙" sheetId="2" r:id="r9" state="veryHidden"/>'
    )
    lines = [("r1", "worksheet", "worksheets/sheet1.xml")]
    made[RELS] = relations(*lines, *([("r9", kind, second)] if second else []))
    return made


BROKEN = {
    "nothing leads to it": two_sheets(None),
    "its part is missing": two_sheets(),
    "its part is no XML": two_sheets(**{"xl/worksheets/b.xml": "x"}),
    "its part is cut short": two_sheets(**{"xl/worksheets/b.xml": worksheet(ROW)[:-30]}),
    "its cells are nested wrongly": two_sheets(
        **{"xl/worksheets/b.xml": worksheet('<row r="1"><c r="A1"><v>1</c></row>')}
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_sheet_is_left_out_and_told(case: str) -> None:
    reading = read(zipped(BROKEN[case]), RETURN)
    assert reading.book is not None
    assert [(grid.sheet, grid.rows) for grid in reading.book.grids] == [("表", (("甲", 46266.0),))]
    (issue,) = reading.issues
    assert (issue.code, issue.place.sheet) == ("sheet.unreadable", "乙")
    assert "{" not in issue.message("zh") + issue.message("en")


@pytest.mark.parametrize("kind", ["chartsheet", "dialogsheet", "xlMacrosheet"])
def test_sheets_without_cells_are_not_looked_into(kind: str) -> None:
    reading = read(zipped(two_sheets(kind=kind)), RETURN)
    assert reading.book is not None
    assert [grid.sheet for grid in reading.book.grids] == ["表"]
    assert reading.issues == ()


def test_a_sheet_that_is_unsafe_is_no_broken_one() -> None:
    dtd = f"<!DOCTYPE a [<!ENTITY b 'c'>]>{worksheet(ROW)}"
    assert refusal(zipped(two_sheets(**{"xl/worksheets/b.xml": dtd}))).code == "file.suspicious"
    assert (
        refusal(zipped(with_(**{"xl/styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}))).code
        == "file.suspicious"
    )


def test_strings_that_are_needed_must_be_there() -> None:
    made = {**parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}
    assert refusal(zipped({**made, "xl/sharedStrings.xml": "<sst><si><t>"})).code == "file.unreadable"
    del made["xl/sharedStrings.xml"]
    assert refusal(zipped(made)).arguments["what"].en == "xl/sharedStrings.xml is missing"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('t="n"><v>1,5</v>', "1,5"),
        ('t="n"><v>甲</v>', "甲"),
        ('t="n"><v> </v>', None),
        ('t="n"><v> 7 </v>', 7.0),
        ('t="b"><v>是</v>', "是"),
        ('t="b"><v/>', None),
        ('t="x"><v>乙 &lt;</v>', "乙 <"),
        ('t="s"><v>9</v>', CellError("#REF!")),
        ('t="s"><v>丙</v>', CellError("#REF!")),
        ('t="e"><v>#NEW!</v>', CellError("#NEW!")),
    ],
)
def test_one_odd_cell_spoils_no_other(cell: str, value: object) -> None:
    row = f'<row r="1"><c r="A1" {cell}</c><c r="B1" t="s"><v>0</v></c><c r="C1" t="zz"><v>8</v></c></row>'
    assert grid_of(parts(row, strings="<si><t>丁</t></si>")).rows == ((value, "丁", "8"),)


CORE_KIND = f"{RELATIONS}/metadata/core-properties"


def core(said: str) -> str:
    return f'<c:coreProperties xmlns:c="c" xmlns:d="d"><d:modified>{said}</d:modified></c:coreProperties>'


def test_when_it_was_saved_is_where_the_relation_leads() -> None:
    led = relations(("r0", "officeDocument", WORKBOOK), ("r1", "core-properties", "other/core.xml"))
    assert CORE_KIND not in led  # the kind's last word tells: Strict Open XML has another address
    made = with_(
        **{
            "_rels/.rels": led,
            "other/core.xml": core("2026-09-05T08:00:00Z"),
            CORE: core("2026-11-15T08:00:00Z"),
        }
    )
    assert book_of(zipped(made)).saved_at == datetime.fromisoformat("2026-09-05 08:00")
    del made["other/core.xml"]
    assert book_of(zipped(made)).saved_at == datetime.fromisoformat("2026-11-15 08:00")


@pytest.mark.parametrize(
    "said", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0000-00-00T00:00:00Z", ""]
)
def test_a_moment_that_cannot_be_is_no_moment(said: str) -> None:
    assert book_of(zipped(with_(**{CORE: core(said)}))).saved_at is None


def ods(**changes: str | None) -> bytes:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<o:document-content xmlns:o="{urn}:office:1.0" xmlns:t="{urn}:table:1.0" xmlns:x="{urn}:text:1.0"><o:body>'
        '<o:spreadsheet><t:table t:name="表"><t:table-row><t:table-cell><x:p>甲</x:p></t:table-cell></t:table-row>'
        "</t:table></o:spreadsheet></o:body></o:document-content>"
    )
    made = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    made["META-INF/manifest.xml"] = f'<m:manifest xmlns:m="{urn}:manifest:1.0"/>'
    return zipped({name: said for name, said in {**made, **changes}.items() if said is not None})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"META-INF/manifest.xml": None},
        {"META-INF/manifest.xml": "<"},
        {"meta.xml": "<dc:date>0000"},
        {"styles.xml": "<"},
    ],
)
def test_of_ods_only_the_content_counts(changes: dict[str, str | None]) -> None:
    assert [grid.rows for grid in book_of(ods(**changes)).grids] == [(("甲",),)]


def test_ods_with_a_password_is_said_to_have_one() -> None:
    data = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert refusal(ods(**{"content.xml": "\x07\x99", "META-INF/manifest.xml": data})).code == "file.encrypted"
    whole: dict[str, str | None] = {
        "content.xml": None,
        "encrypted-package": "x",
        "META-INF/manifest.xml": data,
    }
    assert refusal(ods(**whole)).code == "file.encrypted"
