"""Everything that names a table's cells, wherever it stands in the package, follows the table."""

from __future__ import annotations

from typing import Any

import pytest

from softenv_xl.hosts.block import Block
from softenv_xl.hosts.file.reference_updates.mention import Mention
from softenv_xl.hosts.resize import Resize
from softenv_xl.sheets.patch import TablePatch
from tests.support.packages import (
    LONGER,
    OFFICE,
    SHEET,
    SHORTER,
    STAFF,
    TABLE,
    WORKBOOK,
    book,
    changed_parts,
    edit,
    formulas,
    one,
    opened,
    parts,
    patched,
    root,
    rows,
    surgery,
    with_part,
)

LENGTHS = pytest.mark.parametrize(("patch", "last"), [(LONGER, 6), (SHORTER, 3)])
SUMMARY, OTHER = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"


def with_summary(*texts: str, beside: dict[str, str] | None = None) -> bytes:
    """Formulas in A1, A2 … of a sheet "Summary", and beside the table; a third sheet has nothing to do with it."""

    def more(workbook: Any, sheet: Any) -> None:
        summary = workbook.add_worksheet("Summary")
        for row, text in enumerate(texts):
            summary.write_formula(row, 0, f"={text}")
        for cell, text in (beside or {}).items():
            sheet.write_formula(cell, f"={text}")
        workbook.add_worksheet("Other").write_formula("A1", "=SUM(B2:B4)")

    return book(STAFF, more=more)


def summary(package: bytes, count: int) -> list[str]:
    return [
        str(text)[1:] for text in formulas(package, *(f"A{n + 1}" for n in range(count)), sheet="Summary")
    ]


@LENGTHS
def test_formulas_on_other_sheets(patch: str, last: int) -> None:
    texts = [
        "COUNTA('Staff list'!$A$2:$A${})",
        "COUNTIF('Staff list'!C2:C{},\"<9\")",
        "VLOOKUP(\"T2\",'Staff list'!$A$1:$C${},3,FALSE)",
        "SUM('Staff list'!A:A)+SUM(Staff[Score])",
    ]
    package = with_summary(*(text.format(4) for text in texts))
    result = patched(package, rows(patch))
    assert summary(result, 4) == [text.format(last) for text in texts]
    assert OTHER not in changed_parts(package, result)


def test_a_press_that_moves_nothing_leaves_other_sheets_alone() -> None:
    package = with_summary("COUNTA('Staff list'!$A$2:$A$4)")
    result = patched(package, rows("from | Score\n0 | 9\n1 | =\n2 | ="))
    assert changed_parts(package, result) == {SHEET, "docProps/app.xml"}


def test_only_the_cells_concerned_differ() -> None:
    package = with_summary("1+1", "COUNTA('Staff list'!$A$2:$A$4)", "NOW()")
    result = patched(package, rows(LONGER))
    assert parts(result)[SUMMARY] == parts(package)[SUMMARY].replace(b"$A$2:$A$4", b"$A$2:$A$6")


@LENGTHS
def test_formulas_on_the_tables_own_sheet(patch: str, last: int) -> None:
    beside = {
        "E2": "C2*2",
        "F2": "RANK(C2,C$2:C$4)",
        "G2": "SUM(C$2:C2)",
        "G3": "SUM(C$2:C3)",
        "G4": "SUM(C$2:C4)",
        "H1": "SUM(C2:C4)",
    }
    result = patched(with_summary(beside=beside), rows(patch))
    expected = {**beside, "F2": f"RANK(C2,C$2:C${last})", "H1": f"SUM(C2:C{last})"}
    assert dict(zip(beside, (text[1:] for text in formulas(result, *beside)), strict=True)) == expected


def test_columns_of_formulas_in_the_table_name_all_its_rows() -> None:
    rank = "RANK(C{0},C$2:C$4)"

    def more(workbook: Any, sheet: Any) -> None:
        for row in (2, 3, 4):
            sheet.write_formula(f"D{row}", "=" + rank.format(row))

    result = patched(
        book(STAFF.replace("Score", "Score | Rank").replace("\nT", "\nT"), more=more), rows(LONGER)
    )
    assert formulas(result, *(f"D{row}" for row in range(2, 7))) == [
        f"=RANK(C{row},C$2:C$6)" for row in range(2, 7)
    ]


def test_a_calculated_columns_own_formula_follows() -> None:
    package = book(
        STAFF.replace("Score", "Score | Share"),
        formulas={"Share": "=Staff[[#This Row],[Score]]/SUM($C$2:$C$4)"},
    )
    result = patched(package, rows(LONGER))
    share = "Staff[[#This Row],[Score]]/SUM($C$2:$C$6)"
    assert one(result, ".//{*}calculatedColumnFormula", TABLE).text == share
    assert formulas(result, "D2", "D6") == [f"={share}", f"={share}"]


def test_formulas_of_a_column_that_only_look_alike_are_each_read() -> None:
    def more(workbook: Any, sheet: Any) -> None:
        for row in (2, 3, 4):
            sheet.write_formula(f"D{row}", f"=SUM(C{row}:C{row + 2})")

    result = patched(book(STAFF.replace("Score", "Score | Next three"), more=more), rows(LONGER))
    assert formulas(result, "D2", "D3", "D4") == ["=SUM(C2:C6)", "=SUM(C3:C5)", "=SUM(C4:C6)"]


SHARED = (
    '<c r="A1"><f t="shared" ref="A1:A3" si="0">{}</f><v>0</v></c>',
    '<c r="A2"><f t="shared" si="0"/><v>0</v></c>',
    '<c r="A3"><f t="shared" si="0"/><v>0</v></c>',
)


def shared(text: str) -> bytes:
    """The formulas A1:A3 of the summary as one that they share."""
    package = with_summary("1", "2", "3")
    cells = [(f'<c r="A{n}"><f>{n}</f><v>0</v></c>', SHARED[n - 1].format(text)) for n in (1, 2, 3)]
    return surgery(package, {SUMMARY: edit(*cells)})


def test_formulas_that_share_their_text_go_on_sharing_it() -> None:
    result = patched(shared("COUNTIF('Staff list'!$A$2:$A$4,B1)"), rows(LONGER))
    found = root(result, SUMMARY).findall(".//{*}f")
    assert [(f.text, f.get("t"), f.get("si")) for f in found] == [
        ("COUNTIF('Staff list'!$A$2:$A$6,B1)", "shared", "0"),
        (None, "shared", "0"),
        (None, "shared", "0"),
    ]


def test_formulas_that_share_their_text_part_where_they_have_to() -> None:
    result = patched(shared("SUM('Staff list'!$C1:$C2)"), rows(LONGER))
    found = root(result, SUMMARY).findall(".//{*}f")
    assert [(f.text, f.get("t")) for f in found] == [
        ("SUM('Staff list'!$C1:$C2)", None),
        ("SUM('Staff list'!$C2:$C3)", None),
        ("SUM('Staff list'!$C3:$C6)", None),
    ]


def test_array_formulas_stay_what_they_are() -> None:
    def more(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Summary").write_array_formula("A1:A2", "{='Staff list'!C2:C4*2}")

    result = patched(book(STAFF, more=more), rows(LONGER))
    found = one(result, ".//{*}f", SUMMARY)
    assert (found.text, found.get("t"), found.get("ref")) == ("'Staff list'!C2:C6*2", "array", "A1:A2")


def ruled(workbook: Any, sheet: Any) -> None:
    red = workbook.add_format({"bg_color": "red"})
    sheet.conditional_format(
        "A2:C4", {"type": "formula", "criteria": "=COUNTIF($A$2:$A$4,$A2)>1", "format": red}
    )
    sheet.data_validation("E2", {"validate": "list", "source": "=$A$2:$A$4"})
    sheet.data_validation("F2", {"validate": "custom", "value": "=COUNTIF(A2:A4,F2)=0"})
    other = workbook.add_worksheet("Summary")
    other.conditional_format(
        "B1:B9", {"type": "formula", "criteria": "=COUNTIF('Staff list'!$A$2:$A$4,B1)", "format": red}
    )
    other.conditional_format(
        "C1:C9",
        {
            "type": "icon_set",
            "icon_style": "3_arrows",
            "icons": [{"type": "formula", "value": "=MAX('Staff list'!$C$2:$C$4)"}],
        },
    )
    other.data_validation("A1", {"validate": "list", "source": "='Staff list'!$A$2:$A$4"})
    other.data_validation(
        "A2",
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": "=MIN('Staff list'!$C$2:$C$4)",
            "maximum": "=MAX('Staff list'!$C$2:$C$4)",
        },
    )
    other.add_sparkline("D1", {"range": "'Staff list'!$C$2:$C$4"})
    other.write_url("A5", "internal:'Staff list'!A2:C4", string="all of it")
    workbook.add_worksheet("Other").data_validation("A1", {"validate": "list", "source": "=$A$2:$A$4"})


X14 = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{78C0D931}">'
    '<x14:conditionalFormattings xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:conditionalFormatting><x14:cfRule type="expression" id="{1}">'
    "<xm:f>COUNTIF('Staff list'!$A$2:$A$4,A1)&gt;0</xm:f></x14:cfRule><xm:sqref>A1:A9</xm:sqref>"
    '</x14:conditionalFormatting></x14:conditionalFormattings></ext><ext xmlns:x14="http://schemas.microsoft.com/'
    'office/spreadsheetml/2009/9/main" uri="{CCE6A557}"><x14:dataValidations'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list">'
    "<x14:formula1><xm:f>'Staff list'!$A$2:$A$4</xm:f></x14:formula1><xm:sqref>E1</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext></extLst>"
)


@LENGTHS
def test_formats_dropdowns_sparklines_and_links(patch: str, last: int) -> None:
    package = book(STAFF, more=ruled)
    result = patched(package, rows(patch))
    before, after = parts(package), parts(result)
    expected = before[SUMMARY].replace(b"$4", f"${last}".encode())
    for old in ("A2:C4", "C2:C4"):  # the link's and the sparkline's
        expected = expected.replace(f"'Staff list'!{old}".encode(), f"'Staff list'!{old[:-1]}{last}".encode())
    assert after[SUMMARY] == expected
    assert after[OTHER] == before[OTHER]
    found = [e.text for tag in ("formula", "formula1") for e in root(result).iter(f"{{*}}{tag}")]
    assert found == [f"COUNTIF($A$2:$A${last},$A2)>1", f"$A$2:$A${last}", f"COUNTIF(A2:A{last},F2)=0"]


@LENGTHS
def test_formats_and_dropdowns_as_excel_writes_them_since_2010(patch: str, last: int) -> None:
    package = surgery(with_summary("1"), {SUMMARY: edit(("</worksheet>", f"{X14}</worksheet>"))})
    result = patched(package, rows(patch))
    assert parts(result)[SUMMARY] == parts(package)[SUMMARY].replace(b"$A$4", f"$A${last}".encode())


MAIN_SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_a_pivot_tables_source_given_as_cells() -> None:
    """Those of another workbook stay: they are given with the relation that leads there."""
    elsewhere = b'A1:C4" r:id="rId7'
    for ref, expected in {b"A1:C4": b"A1:C6", b"A1:C3": b"A1:C3", elsewhere: elsewhere}.items():
        cache = (
            b'<?xml version="1.0"?>\n<pivotCacheDefinition %s xmlns:r="%s"><cacheSource type="worksheet">'
            b'<worksheetSource ref="%s" sheet="Staff list"/></cacheSource></pivotCacheDefinition>'
            % (MAIN_SPACE, OFFICE.encode(), ref)
        )
        part = "xl/pivotCache/pivotCacheDefinition1.xml"
        package = with_part(
            book(STAFF), part, cache, WORKBOOK, f"{OFFICE}/pivotCacheDefinition", "application/x-pivot"
        )
        assert parts(patched(package, rows(LONGER)))[part] == cache.replace(ref, expected)


CHARTEX = (
    '<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:chartData>'
    '<cx:data id="0"><cx:strDim type="cat"><cx:f>\'Staff list\'!$A$2:$A$4</cx:f><cx:lvl ptCount="1">'
    '<cx:pt idx="0">old</cx:pt></cx:lvl></cx:strDim><cx:numDim type="val"><cx:f>_xlchart.v1.0</cx:f>'
    '<cx:lvl ptCount="3" formatCode="General"><cx:pt idx="0">3</cx:pt></cx:lvl></cx:numDim></cx:data>'
    "</cx:chartData></cx:chartSpace>"
)


def test_a_treemap_and_its_copies_of_cells() -> None:
    def more(workbook: Any, sheet: Any) -> None:
        workbook.define_name("_xlchart.v1.0", "='Staff list'!$C$2:$C$4")

    part = "xl/charts/chartEx1.xml"
    package = with_part(
        book(STAFF, more=more),
        part,
        CHARTEX.encode(),
        SHEET,
        "http://schemas.microsoft.com/office/2014/relationships/chartEx",
        "application/vnd.ms-office.chartex+xml",
    )
    result = patched(package, rows(LONGER))
    assert [f.text for f in root(result, part).iter("{*}f")] == ["'Staff list'!$A$2:$A$6", "_xlchart.v1.0"]
    assert opened(result).defined_names["_xlchart.v1.0"].attr_text == "'Staff list'!$C$2:$C$6"
    levels = list(root(result, part).iter("{*}lvl"))
    assert [level.get("ptCount") for level in levels] == ["5", "5"]
    assert [[point.text for point in level] for level in levels] == [
        ["T1", "T2", "T3", "T4", "T5"],
        ["3", "4", "5"],
    ]
    assert levels[1].get("formatCode") == "General"


def test_a_treemap_whose_cells_stay_as_they_are_keeps_its_bytes() -> None:
    points = "".join(f"<cx:pt idx='{at}'>T{at + 1}</cx:pt>" for at in range(3))
    chart = CHARTEX.replace('ptCount="1"', "ptCount='3'").replace('<cx:pt idx="0">old</cx:pt>', points)
    part = "xl/charts/chartEx1.xml"
    package = with_part(
        book(STAFF),
        part,
        chart.partition("<cx:numDim")[0].encode() + b"</cx:data></cx:chartData></cx:chartSpace>",
        SHEET,
        "http://schemas.microsoft.com/office/2014/relationships/chartEx",
        "application/vnd.ms-office.chartex+xml",
    )
    result = patched(package, rows("from | Name\n0 | = \n1 | Li\n2 | ="))
    assert parts(result)[SHEET] != parts(package)[SHEET]
    assert parts(result)[part] == parts(package)[part]


def test_a_chart_of_formulas_that_follow_shows_nothing_old() -> None:
    def more(workbook: Any, sheet: Any) -> None:
        other = workbook.add_worksheet("Summary")
        other.write_formula("A1", "=SUM('Staff list'!C2:C4)", None, 12)
        chart = workbook.add_chart({"type": "pie"})
        chart.add_series({"values": "=Summary!$A$1", "values_data": [12]})
        other.insert_chart("F9", chart)

    package = book(STAFF, more=more)
    part = "xl/charts/chart1.xml"
    assert [v.text for v in root(package, part).iterfind(".//{*}val//{*}v")] == ["12"]
    result = patched(package, rows("from | Score\n0 | 3\n1 | 4\n2 | 5\nnew | 6"))
    assert summary(result, 1) == ["SUM('Staff list'!C2:C5)"]
    assert [v.text for v in root(result, part).iterfind(".//{*}val//{*}v")] == []


def test_a_controls_list_and_a_text_boxs_cell() -> None:
    control = (
        b'<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Drop"'
        b' fmlaLink="$H$1" fmlaRange="\'Staff list\'!$A$2:$A$4"/>'
    )

    def box(workbook: Any, sheet: Any) -> None:
        sheet.insert_textbox("F9", "words", {"textlink": "='Staff list'!$C$3"})

    part = "xl/ctrlProps/ctrlProp1.xml"
    package = with_part(
        book(STAFF, more=box), part, control, SHEET, f"{OFFICE}/ctrlProp", "application/x-control"
    )
    result = patched(package, rows("from | Id\n0 | T1\nnew | T9\n1 | T2\n2 | T3"))
    assert parts(result)[part] == control.replace(b"$A$4", b"$A$5")
    assert b"textlink=\"'Staff list'!$C$4\"" in parts(result)["xl/drawings/drawing1.xml"]


def totalled() -> bytes:
    def more(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("B5", "=C5*2")
        sheet.write_formula("C5", "=SUM(C2:C4)")
        other = workbook.add_worksheet("Summary")
        other.write_formula("A1", "='Staff list'!C5*2")
        other.write_formula("A2", "=SUM('Staff list'!C1:C5)")
        other.write_url("A3", "internal:'Staff list'!C5", string="total")
        workbook.define_name("total", "='Staff list'!$C$5")

    package = book(
        STAFF,
        more=more,
        table={"total_row": True, "columns": [{"header": h} for h in ("Id", "Name", "Score")]},
    )
    custom = '" totalsRowFunction="custom"><totalsRowFormula>SUM(C2:C4)</totalsRowFormula></tableColumn>'
    return surgery(package, {TABLE: edit(('name="Score"/>', f'name="Score{custom}'))})


@LENGTHS
def test_the_totals_row_its_formulas_and_what_names_it(patch: str, last: int) -> None:
    result = patched(totalled(), rows(patch))
    at = last + 1
    assert formulas(result, f"B{at}", f"C{at}") == [f"=C{at}*2", f"=SUM(C2:C{last})"]
    assert one(result, ".//{*}totalsRowFormula", TABLE).text == f"SUM(C2:C{last})"
    assert summary(result, 2) == [f"'Staff list'!C{at}*2", f"SUM('Staff list'!C1:C{at})"]
    assert one(result, ".//{*}hyperlink", SUMMARY).get("location") == f"'Staff list'!C{at}"
    assert opened(result).defined_names["total"].attr_text == f"'Staff list'!$C${at}"


def sorted_by_id(*texts: str) -> bytes:
    def more(workbook: Any, sheet: Any) -> None:
        other = workbook.add_worksheet("Summary")
        for row, text in enumerate(texts):
            other.write_formula(row, 0, f"={text}")
        other.write_url("C1", "internal:'Staff list'!B4", string="Zhang")
        other.write_url("C2", "internal:'Staff list'!B2", string="Wang")
        workbook.define_name("third", "='Staff list'!$B$4")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "='Staff list'!$B$4:$C$4"})
        other.insert_chart("F9", chart)

    return book(STAFF, more=more)


def test_references_to_one_row_go_where_it_goes() -> None:
    package = sorted_by_id("'Staff list'!$B$4", "1", "'Staff list'!B3", "2", "'Staff list'!B2")
    result = patched(package, rows("from | Id\n2 | T3\n1 | T2"))
    assert summary(result, 5) == [
        "'Staff list'!$B$2",
        "1",
        "'Staff list'!B3",
        "2",
        "#REF!",  # its row is gone, and another one stands there
    ]
    links = [link.get("location") for link in root(result, SUMMARY).iter("{*}hyperlink")]
    assert links == ["'Staff list'!B2", "'Staff list'!B2"]
    assert opened(result).defined_names["third"].attr_text == "'Staff list'!$B$2"
    assert root(result, "xl/charts/chart1.xml").findtext(".//{*}f") == "'Staff list'!$B$2:$C$2"


def test_a_copy_of_the_list_that_was_filled_down_stays_a_copy_of_the_list() -> None:
    texts = [f"'Staff list'!B{row}" for row in (2, 3, 4)]
    result = patched(sorted_by_id(*texts), rows("from | Id\n2 | T3\n1 | T2"))
    assert summary(result, 3) == texts


def test_a_row_that_is_cut_off_is_still_named_by_its_cells() -> None:
    result = patched(sorted_by_id("'Staff list'!$B$4"), rows(SHORTER))
    assert summary(result, 1) == ["'Staff list'!$B$4"]


def test_formulas_beside_a_list_that_is_sorted_mean_the_row_beside_them() -> None:
    package = with_summary(beside={"E2": "B2&$B$4", "E4": "B4", "H1": "B4"})
    result = patched(package, rows("from | Id\n2 | T3\n1 | T2\n0 | T1"))
    assert formulas(result, "E2", "E4", "H1") == ["=B2&$B$2", "=B4", "=B2"]


def test_a_sheet_that_cannot_be_taken_apart_stops_no_press() -> None:
    package = surgery(
        with_summary("COUNTA('Staff list'!$A$2:$A$4)"),
        {SUMMARY: edit(('<row r="1"', '<row r="9"/><row r="1"'))},
    )
    result = patched(package, rows(LONGER))
    assert parts(result)[SUMMARY] == parts(package)[SUMMARY]


@pytest.mark.parametrize(
    "odd",
    [
        '<c r="E3"><f t="shared" ref="E3:E3" si="7">"unclosed</f><v>0</v></c>',
        '<c r="E3"><f t="shared" si="8"/><v>0</v></c>',
        "<c><v>1</v></c>",
    ],
    ids=["no formula", "shared with none", "no place"],
)
def test_what_nobody_understands_keeps_no_other_formula_back(odd: str) -> None:
    said = "COUNTA('Staff list'!$A$2:$A${})"
    cells = [f'<c r="A{n}"><f>{said.format(4)}</f><v>0</v></c>' for n in (1, 2)]
    master = f'<c r="D1"><f t="shared" ref="D1:D2" si="3">{said.format(4)}</f><v>0</v></c>'
    more = (master, '<c r="D2"><f t="shared" si="3"/><v>0</v></c>')
    changes = [(cell, cell + after) for cell, after in zip(cells, more, strict=True)]
    end = ("</sheetData>", f'<row r="3">{odd}</row></sheetData>')
    package = surgery(with_summary(*[said.format(4)] * 2), {SUMMARY: edit(*changes, end)})
    after = parts(patched(package, rows(LONGER)))[SUMMARY].decode()
    assert after.count(said.format(6)) == 3
    assert odd in after


def test_two_tables_that_grow_at_once() -> None:
    def other(workbook: Any, sheet: Any) -> None:
        sheet.add_table("E1:F4", {"name": "Plans", "columns": [{"header": "a"}, {"header": "b"}]})
        sheet.write_column("E2", [1, 2, 3])
        summary = workbook.add_worksheet("Summary")
        summary.write_formula("A1", "=COUNTA('Staff list'!A2:A4)+SUM('Staff list'!E2:E4)")

    plans = rows("from | a\n0 | 1\n1 | 2\n2 | 3\nnew | 4", name="Plans")
    staff = rows(LONGER)
    for order in ((plans, staff), (staff, plans)):
        result = patched(book(STAFF, more=other), *order)
        assert summary(result, 1) == ["COUNTA('Staff list'!A2:A6)+SUM('Staff list'!E2:E5)"]


def test_an_emptied_table_keeps_its_ranges() -> None:
    texts = ("COUNTA('Staff list'!$A$2:$A$4)", "'Staff list'!$A$2")
    result = patched(with_summary(*texts), TablePatch("Staff", ("Id",), ()))
    assert summary(result, 2) == ["COUNTA('Staff list'!$A$2:$A$2)", "'Staff list'!$A$2"]
    again = patched(result, rows("from | Id\n0 | T1\nnew | T2"))
    assert summary(again, 2) == ["COUNTA('Staff list'!$A$2:$A$3)", "'Staff list'!$A$2"]


def test_what_moved_below_is_looked_for_on_the_tables_own_sheet() -> None:
    before = Block(4, 5, 44, 44, 1, 25)
    after = before._replace(last=52, bottom=52)
    assert Mention([Resize("List", before, after, below=8)]).in_text("B47", "List")
    assert not Mention([Resize("List", before, after)]).in_text("B47", "List")
    assert not Mention([Resize("List", before, after, below=8)]).in_text("B47", "Other")


@pytest.mark.parametrize(
    ("xml", "named"),
    [
        ("<f>SUM(''{title}''!B2)</f>", True),
        ("<f>SUM(''{title}:{title}''!B2)</f>", True),
        ("<f>SUM(&apos;{title}&apos;!B2)</f>", True),
        ("<t>{title}</t>", False),
        ("<t>{title}</t>" + " " * 900 + "<t>!</t>", False),
        ("<f>Other!B2</f><t>{title}</t>", False),
    ],
)
def test_a_sheet_is_looked_through_where_a_formula_may_name_the_tables_own(xml: str, named: bool) -> None:
    """Its title may be as long and as oddly spelt as titles can be: 31 letters, all but one of them apostrophes."""
    block = Block(4, 5, 44, 44, 1, 25)
    mention = Mention([Resize("A" + "'" * 30, block, block._replace(last=52, bottom=52))])
    assert mention.in_sheet(xml.format(title="A" + "&apos;&apos;" * 30).encode(), "Other") is named
    assert mention.in_sheet(b"", "A" + "'" * 30)


def test_a_sheet_that_says_nothing_of_the_table_hides_none_behind_it() -> None:
    def others(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Plain").write("A1", "nothing")
        workbook.add_worksheet("Sums").write_formula("A1", "=SUM('Staff list'!B2:B3)", None, 7)

    text = "Id | Days\nT1 | 3\nT2 | 4"
    result = patched(book(text, more=others), rows("from | Days\n0 | 3\n1 | 4\nnew | 5"))
    assert b"SUM('Staff list'!B2:B4)" in parts(result)["xl/worksheets/sheet3.xml"]
