"""What the product doesn't know survives byte for byte; the parts that it rewrites keep everything else."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree

from softenv_xl.sheets.patch import CellPatch, TablePatch
from tests.support.packages import (
    OFFICE,
    SHEET,
    WORKBOOK,
    blanked,
    book,
    changed_parts,
    edit,
    parts,
    patched,
    png,
    root,
    rows,
    shown,
    surgery,
    with_part,
)

STAFF = """
Id | Name | Score
T1 | 王芳 | 3
T2 | 李强 | 4
"""
CHANGE = "from | Name | Score\n0 | 王芳 | 3\n1 | 李强 | 8"
CHANGED = {"C3"}


def drawn(workbook: Any, sheet: Any) -> None:
    """All that XlsxWriter can draw and openpyxl would lose."""
    sheet.insert_image("F2", "dot.png", {"image_data": png()})
    sheet.embed_image("F3", "dot.png", {"image_data": png()})
    sheet.insert_textbox("F5", "说明文字")
    sheet.insert_button("H2", {"macro": "validate", "caption": "检查"})
    sheet.insert_checkbox("H5", True)
    sheet.write_comment("A2", "a note")
    sheet.add_sparkline("E2", {"range": "'Staff list'!C2:C3"})
    sheet.conditional_format("C2:C3", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C3", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.data_validation("B2:B3", {"validate": "list", "source": ["王芳", "李强"]})
    sheet.write_rich_string("A9", workbook.add_format({"bold": True}), "bold", " plain")
    sheet.protect("", {"format_cells": True})
    sheet.set_header("&L软环境&R&D")
    sheet.freeze_panes(1, 1)
    sheet.write_url("A10", "https://example.com", string="link")
    workbook.set_custom_property("softenv_passport", "abc")
    workbook.define_name("rate", "=0.5")
    chart = workbook.add_chart({"type": "pie"})
    chart.add_series({"values": "='Staff list'!$C$2:$C$3"})
    sheet.insert_chart("F9", chart)
    line = workbook.add_chart({"type": "line"})
    line.add_series({"values": "='Staff list'!$C$2"})
    workbook.add_chartsheet("Chart only").set_chart(line)


def entries(package: bytes) -> list[tuple[Any, ...]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [
            (
                one.filename,
                one.date_time,
                one.compress_type,
                one.flag_bits,
                one.external_attr,
                one.comment,
                one.extra,
            )
            for one in archive.infolist()
        ]


def test_everything_drawn_survives() -> None:
    package = book(STAFF, more=drawn)
    result = patched(package, rows(CHANGE))
    assert changed_parts(package, result) == {SHEET, "xl/charts/chart1.xml"}
    assert parts(result)["xl/charts/chart1.xml"].count(b"<c:v>8</c:v>") == 1
    assert blanked(result, SHEET, CHANGED) == blanked(package, SHEET, CHANGED)
    assert entries(result) == entries(package)
    assert shown(result)[2][2] == 8


_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PIVOT = b'<pivotTableDefinition %s name="P" cacheId="7"/>' % _MAIN
CACHE = (
    b"<pivotCacheDefinition %s><cacheSource><worksheetSource name='Staff'/></cacheSource></pivotCacheDefinition>"
    % _MAIN
)
SLICER = b'<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><slicer name="Name"/></slicers>'
PICTURES = b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
STRANGE = {
    "pivot table": ("xl/pivotTables/pivotTable1.xml", PIVOT, SHEET, f"{OFFICE}/pivotTable"),
    "pivot cache": (
        "xl/pivotCache/pivotCacheDefinition1.xml",
        CACHE,
        WORKBOOK,
        f"{OFFICE}/pivotCacheDefinition",
    ),
    "slicer": (
        "xl/slicers/slicer1.xml",
        SLICER,
        SHEET,
        "http://schemas.microsoft.com/office/2007/relationships/slicer",
    ),
    "pictures in cells (WPS)": (
        "xl/cellimages.xml",
        PICTURES,
        WORKBOOK,
        "http://www.wps.cn/officeDocument/2020/cellImage",
    ),
    "macros": (
        "xl/vbaProject.bin",
        b"\xd0\xcf\x11\xe0 not really",
        WORKBOOK,
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
    ),
    "something unheard of": (
        "xl/future.xml",
        b"<!-- \xe6\x9c\xaa\xe6\x9d\xa5 --><x/>",
        SHEET,
        "http://example.com/future",
    ),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_strange_parts_survive(strange: str) -> None:
    part, data, owner, kind = STRANGE[strange]
    package = with_part(book(STAFF), part, data, owner, kind, "application/x-strange")
    for patch in (
        rows(CHANGE),
        rows("from | Id\n1 | T2\nnew | T3\nnew | T4"),
        TablePatch("Staff", ("New",), ()),
    ):
        assert parts(patched(package, patch))[part] == data
    assert changed_parts(package, patched(package, rows(CHANGE))) == {SHEET}


def test_declarations_and_extensions_of_the_sheet_survive() -> None:
    extra = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{78C0D931}">'
        "<x14:conditionalFormattings><x14:conditionalFormatting"
        ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="iconSet" id="{1}"><x14:iconSet custom="1"/></x14:cfRule><xm:sqref>C2:C3</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        '<ext uri="{FUTURE}"><future:thing xmlns:future="urn:future" future:odd="&#10;&quot;1&quot;">'
        "&lt; 保留</future:thing></ext></extLst>"
    )
    declared = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2"'
        ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
        ' xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2" xr:uid="{0000}"'
    )
    package = surgery(
        book(STAFF),
        {
            SHEET: edit(
                ("<worksheet ", f"<worksheet {declared} "),
                ("</worksheet>", f"{extra}</worksheet>"),
                ('<row r="3"', '<row r="3" x14ac:dyDescent="0.25"'),
                ("<sheetData>", "<!-- kept --><sheetData>"),
            )
        },
    )
    result = patched(package, rows(CHANGE))
    assert blanked(result, SHEET, CHANGED) == blanked(package, SHEET, CHANGED)
    assert root(result).nsmap == root(package).nsmap
    assert parts(result)[SHEET].startswith(
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet '
    )
    longer = patched(package, rows("from | Id\n0 | T1\n1 | T2\nnew | T3"))
    assert root(longer).findtext(".//{*}sqref") == "C2:C4"
    assert b'future:odd="&#10;&quot;1&quot;">&lt; \xe4\xbf\x9d\xe7\x95\x99' in parts(longer)[SHEET]


def prefixed(data: bytes) -> bytes:
    """The same part with a prefix on every element of the main namespace, as some programs write it."""
    tree = etree.fromstring(data)
    others = {prefix: space for prefix, space in tree.nsmap.items() if prefix}
    fresh = etree.Element(
        tree.tag, {str(k): str(v) for k, v in tree.attrib.items()}, nsmap={"x": tree.nsmap[None], **others}
    )
    fresh.extend(list(tree))
    etree.cleanup_namespaces(fresh, keep_ns_prefixes=["r"])
    spelt = etree.tostring(fresh, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert b"<x:" in spelt
    return spelt


def test_a_workbook_with_prefixes_everywhere() -> None:
    def formula(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("E1", "=SUM(C2:C3)", None, 7)
        workbook.define_name("scores", "='Staff list'!$C$2:$C$3")
        workbook.define_name("here", "='Staff list'!$E$2")

    package = surgery(
        book(STAFF, more=formula),
        {
            SHEET: prefixed,
            "xl/tables/table1.xml": prefixed,
            "xl/sharedStrings.xml": prefixed,
            WORKBOOK: lambda data: prefixed(data.replace(b"fullCalcOnLoad", b"iterate")),
        },
    )
    result = patched(package, rows(CHANGE + "\nnew | 张伟 | 9"), CellPatch("here", "x"))
    assert shown(result)[1:4] == [
        ["T1", "王芳", 3, None, "x"],
        ["T2", "李强", 8, None, None],
        [None, "张伟", 9, None, None],
    ]
    for part in (SHEET, "xl/tables/table1.xml"):
        assert b"ns0" not in parts(result)[part]
        assert {element.prefix for element in root(result, part).iter("*")} == {"x"}
    assert b"$C$2:$C$4</x:definedName>" in parts(result)[WORKBOOK]
    assert b'fullCalcOnLoad="1"' in parts(result)[WORKBOOK]
    without = surgery(
        package, {WORKBOOK: lambda data: data.replace(b'<x:calcPr calcId="124519" iterate="1"/>', b"")}
    )
    assert b'<x:calcPr fullCalcOnLoad="1"/>' in parts(patched(without, rows(CHANGE)))[WORKBOOK]


def test_cells_without_addresses_are_counted() -> None:
    """Cells and rows may leave out where they are when they follow the one before."""

    def bare(data: bytes) -> bytes:
        return re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", data)

    package = surgery(book(STAFF), {SHEET: bare})
    assert shown(package)[1:] == [["T1", "王芳", 3], ["T2", "李强", 4]]
    assert patched(package, rows("from | Id | Score\n0 | T1 | 3\n1 | T2 | 4")) is package
    result = patched(package, rows("from | Id | Score\n1 | = | =\n0 | = | 7\nnew | T3 | 9"))
    assert shown(result)[1:] == [["T2", "李强", 4], ["T1", "王芳", 7], ["T3", None, 9]]


def test_a_row_that_people_left_between_rows_of_the_file_is_put_in_order() -> None:
    """A table's row may have no element at all in the file; the new one goes where it belongs."""

    def below(workbook: Any, sheet: Any) -> None:
        sheet.write("B9", "below")

    result = patched(
        book("Id | Name\nT1 | -\n- | -\n- | -", more=below), rows("from | Name\n0 | a\n1 | b\n2 | c")
    )
    assert [row.get("r") for row in root(result).iter("{*}row")] == ["1", "2", "3", "4", "9"]
    assert [one.get("r") for one in root(result).iter("{*}c")] == ["A1", "B1", "A2", "B2", "B3", "B4", "B9"]
    assert shown(result)[8][1] == "below"
