"""Around a table in a file: what Excel would repair, pictures, queries, and that nothing a person typed is ever lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.file.content import Content
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.sheet import Sheet
from softenv_xl.sheets.patch import KEEP, RowPatch, TablePatch
from tests.support.packages import (
    LONGER,
    SHEET,
    STAFF,
    TABLE,
    book,
    edit,
    formulas,
    one,
    opened,
    parts,
    patched,
    png,
    root,
    rows,
    shown,
    surgery,
    with_part,
)

ONE_LEFT = "from | Id\n0 | T1"
DRAWING = "xl/drawings/drawing1.xml"
TOTALS = {
    "total_row": True,
    "columns": [
        {"header": "Id", "total_string": "合计"},
        {"header": "Name"},
        {"header": "Score", "total_function": "sum"},
    ],
}


@pytest.mark.parametrize(
    "conditions", ['<sortCondition ref="C2:C4"/>', '<sortCondition ref="C2:C9"/><sortCondition ref="A2:A4"/>']
)
@pytest.mark.parametrize(("patch", "last"), [(LONGER, 6), (ONE_LEFT, 2)])
def test_what_a_table_was_sorted_by_lies_within_it(conditions: str, patch: str, last: int) -> None:
    state = f'<sortState ref="A2:C4">{conditions}</sortState>'
    package = surgery(
        book(STAFF), {TABLE: edit(('<autoFilter ref="A1:C4"/>', f'<autoFilter ref="A1:C4"/>{state}'))}
    )
    result = patched(package, rows(patch))
    found = one(result, "{*}sortState", TABLE)
    assert found.get("ref") == f"A2:C{last}"
    refs = [condition.get("ref") for condition in found]
    assert refs == [Area(2, column, last, column).ref for column in (3, 1)][: len(refs)]
    assert len(refs) == conditions.count("/>")


@given(st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6))), st.tuples(*[st.integers(1, 6)] * 4))
def test_what_is_looked_at_around_a_table(cells: set[tuple[int, int]], corners: tuple[int, ...]) -> None:
    area = Area(*map(min, corners[:2], corners[2:]), *map(max, corners[:2], corners[2:]))
    spelt = {row: [Address(row, column) for at, column in sorted(cells) if at == row] for row in range(1, 7)}
    xml = "".join(
        f'<row r="{row}">{"".join(f"""<c r="{cell.a1}"><v>1</v></c>""" for cell in those)}</row>'
        for row, those in spelt.items()
    )
    data = f'<worksheet xmlns="{MAIN[1:-1]}"><sheetData>{xml}</sheetData></worksheet>'.encode()
    sheet = Sheet("Sheet", "sheet.xml", data, Content(list, date1904=False))
    seen = {address for address, _, _ in sheet.seen_around(area)}
    assert seen == {Address(*at) for at in cells if at[0] >= area.top and not area.holds(Address(*at))}


def test_a_sort_by_a_column_outside_the_table_goes() -> None:
    state = '<sortState ref="A2:D4"><sortCondition ref="D2:D4"/></sortState>'
    package = surgery(
        book(STAFF), {TABLE: edit(('<autoFilter ref="A1:C4"/>', f'<autoFilter ref="A1:C4"/>{state}'))}
    )
    assert root(patched(package, rows(LONGER)), TABLE).find("{*}sortState") is None


def validated(*ranges: str) -> bytes:
    def draw(workbook: Any, sheet: Any) -> None:
        for cells in ranges:
            sheet.data_validation(cells, {"validate": "length", "criteria": ">", "value": 0})

    return book(STAFF, more=draw)


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        (("A2:A4", "A5:A300"), ["A2:A6", "A7:A300"]),
        (("A2:C4", "B5:B6"), ["A2:C6"]),
        (("B2:B4", "A5:C8"), ["B2:B6", "A5:A6", "C5:C6", "A7:C8"]),
        (("A2:A4", "B5:B300"), ["A2:A6", "B5:B300"]),
    ],
)  # fmt: skip
def test_no_cell_has_two_validations_after_growth(ranges: tuple[str, ...], expected: list[str]) -> None:
    result = patched(validated(*ranges), rows(LONGER))
    found = [
        ref for element in root(result).iter("{*}dataValidation") for ref in str(element.get("sqref")).split()
    ]
    assert sorted(found) == sorted(expected)
    areas = [Area.parse(ref) for ref in found]
    assert not any(a.meets(b) for number, a in enumerate(areas) for b in areas[number + 1 :])
    assert one(result, "{*}dataValidations").get("count") == str(
        len(list(root(result).iter("{*}dataValidation")))
    )


def pictured(workbook: Any, sheet: Any) -> None:
    for row, mode in ((2, 1), (3, 2), (4, 2)):
        options = {"image_data": png(), "object_position": mode, "description": f"row {row}"}
        sheet.insert_image(row - 1, 4, f"{row}.png", options)
    sheet.insert_image(2, 6, "fixed.png", {"image_data": png(), "object_position": 3, "description": "fixed"})
    sheet.insert_image(0, 6, "logo.png", {"image_data": png(), "object_position": 2, "description": "logo"})
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "='Staff list'!$C$2:$C$4"})
    sheet.insert_chart("H2", chart)


def pictures(package: bytes) -> dict[str, int]:
    """The sheet row of every picture's upper left corner, by its description."""
    found = {}
    for anchor in root(package, DRAWING):
        about = next((one.get("descr") for one in anchor.iter("{*}cNvPr") if one.get("descr")), "chart")
        top, bottom = (int(str(anchor.findtext(f"{{*}}{end}/{{*}}row") or 0)) for end in ("from", "to"))
        assert bottom == 0 or bottom >= top
        found[str(about)] = top + 1
    return found


def test_pictures_go_with_their_row_and_none_is_lost() -> None:
    package = book(STAFF, more=pictured)
    assert pictures(package) == {"row 2": 2, "row 3": 3, "row 4": 4, "fixed": 3, "logo": 1, "chart": 2}
    result = patched(package, rows("from | Id\n2 | T3\nnew | T9\n0 | T1"))
    assert pictures(result) == {"row 2": 4, "row 3": 6, "row 4": 2, "fixed": 3, "logo": 1, "chart": 2}


def test_pictures_and_charts_below_move_with_what_is_below() -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        sheet.write("A7", "Photographs:")
        sheet.insert_image("A8", "dot.png", {"image_data": png(), "description": "photo"})
        sheet.write_comment("A7", "a note")
        sheet.write_url("B7", "https://example.com", string="link")
        sheet.data_validation("A7:B8", {"validate": "length", "criteria": ">", "value": 0})
        sheet.set_row(6, 40)

    result = patched(book(STAFF, more=draw), rows(LONGER))
    assert pictures(result) == {"photo": 10}
    assert [found.get("ref") for found in root(result, "xl/comments1.xml").iter("{*}comment")] == ["A9"]
    assert [found.get("ref") for found in root(result).iter("{*}hyperlink")] == ["B9"]
    assert [found.get("sqref") for found in root(result).iter("{*}dataValidation")] == ["A9:B10"]
    assert one(result, ".//{*}row[@r='9']").get("ht") == "39.75"
    assert pictures(patched(result, rows(ONE_LEFT))) == {"photo": 6}


QUERY = "xl/queryTables/queryTable1.xml"
FIELDS = (
    b'<queryTable xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="q" connectionId="1">'
    b'<queryTableRefresh nextId="4"><queryTableFields count="3"><queryTableField id="1" name="Id" tableColumnId="1"/>'
    b'<queryTableField id="2" name="Name" tableColumnId="2"/><queryTableField id="3" name="Score" tableColumnId="3"/>'
    b"</queryTableFields></queryTableRefresh></queryTable>"
)


def queried(fields: bytes | None) -> bytes:
    marked = surgery(
        book(STAFF),
        {
            TABLE: edit(
                (
                    'ref="A1:C4"',
                    'tableType="queryTable" ref="A1:C4"',
                )
            )
        },
    )
    if fields is None:
        return marked
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/queryTable"
    return with_part(
        marked,
        QUERY,
        fields,
        TABLE,
        kind,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.queryTable+xml",
    )


def test_a_column_that_joins_a_querys_table_gets_a_field() -> None:
    result = patched(queried(FIELDS), rows("from | Status\n0 | open\n1 | =\n2 | ="))
    column = list(one(result, "{*}tableColumns", TABLE))[-1]
    assert (column.get("name"), column.get("queryTableFieldId")) == ("Status", "4")
    fields = list(one(result, ".//{*}queryTableFields", QUERY))
    assert [fields[-1].get(name) for name in ("id", "dataBound", "tableColumnId")] == ["4", "0", "4"]
    assert {field.tag for field in fields} == {fields[0].tag}
    refresh = one(result, "{*}queryTableRefresh", QUERY)
    assert (refresh.get("nextId"), refresh.get("unboundColumnsRight")) == ("5", "1")
    assert one(result, ".//{*}queryTableFields", QUERY).get("count") == "4"


@pytest.mark.parametrize("fields", [None, FIELDS.replace(b"queryTableFields", b"queryTableField_")])
def test_a_query_that_is_not_whole_is_not_given_a_column(fields: bytes | None) -> None:
    with pytest.raises(Stop) as stop:
        patched(queried(fields), rows("from | Status\n0 | open\n1 | =\n2 | ="))
    assert stop.value.code == "workbook.unsafe-to-write"
    assert "query" in stop.value.sentence("en")


def test_a_summary_beside_the_rows_is_not_torn_apart() -> None:
    def summary(workbook: Any, sheet: Any) -> None:
        sheet.write_column("D2", ["Rows", "Sum"])
        sheet.write_formula("E2", "=COUNTA(A2:A4)", None, 3)
        sheet.write_formula("E3", "=SUM(C2:C4)", None, 12)
        sheet.write("G4", "a remark behind it")

    result = patched(book(STAFF, more=summary), rows("from | Id\n2 | T3\n0 | T1\n1 | T2"))
    assert formulas(result, "E2", "E3") == ["=COUNTA(A2:A4)", "=SUM(C2:C4)"]
    assert shown(result)[3][6] == "a remark behind it"


def test_merged_cells_below_that_are_wider_than_the_table_move_whole() -> None:
    def wide(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("B6:F7", "a long remark")

    result = patched(book(STAFF, more=wide), rows(LONGER))
    assert [found.get("ref") for found in root(result).iter("{*}mergeCell")] == ["B8:F9"]
    assert shown(result)[7][1] == "a long remark"


def test_another_table_below_stays_and_stops_what_would_grow_into_it() -> None:
    def other(workbook: Any, sheet: Any) -> None:
        sheet.add_table("A7:B9", {"name": "Other", "columns": [{"header": "x"}, {"header": "y"}]})

    package = book(STAFF, more=other)
    assert root(patched(package, rows(LONGER)), "xl/tables/table2.xml").get("ref") == "A7:B9"
    with pytest.raises(Stop, match="Other"):
        patched(package, rows(LONGER + "\nnew | T6\nnew | T7"))


WORDS = st.dictionaries(
    st.tuples(st.integers(0, 14), st.integers(0, 7)),
    st.uuids().map(lambda one: f"w{one.hex[:12]}"),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.booleans(), st.lists(st.permutations(range(3)), min_size=1, max_size=2), st.data())
def test_nothing_that_a_person_typed_is_ever_lost(
    words: dict[tuple[int, int], str], totals: bool, orders: list[list[int]], data: st.DataObject
) -> None:
    """Words strewn around a table, beside and below it; the table grows, shrinks and changes its order."""
    table = Area(1, 3, 4 + totals, 5)
    strewn = {
        (row, column): text
        for (row, column), text in words.items()
        if not (table.top <= row + 1 <= table.bottom and table.left <= column + 1 <= table.right)
    }

    def draw(workbook: Any, sheet: Any) -> None:
        for (row, column), text in strewn.items():
            sheet.write(row, column, text)

    package = book(STAFF, at=(1, 3), more=draw, table=TOTALS if totals else None)
    size = 3
    for order in orders:
        kept = [source for source in order if source < size][: data.draw(st.integers(0, 3))]
        sources: list[int | None] = [*kept, *[None] * data.draw(st.integers(0, 6))]
        patch = TablePatch(
            "Staff", ("Id",), tuple(RowPatch(one, (KEEP if one is not None else "new",)) for one in sources)
        )
        package = patched(package, patch)
        size = max(len(sources), 1)
    cells = [value for row in shown(package) for value in row]
    assert {text: cells.count(text) for text in strewn.values()} == dict.fromkeys(strewn.values(), 1)
    ref = Area.parse(str(root(package, TABLE).get("ref")))
    inside = [row[ref.left - 1 : ref.right] for row in shown(package)[: ref.bottom]]
    assert not {value for row in inside for value in row} & set(strewn.values())
    if totals:
        assert shown(package)[ref.bottom - 1][ref.left - 1] == "合计"
    assert b"tableColumns" in parts(package)[TABLE]
    assert SHEET in parts(package)


def test_a_coloured_cell_beside_the_rows_that_holds_nothing_stays_where_it_is() -> None:
    def drawn(workbook: Any, sheet: Any) -> None:
        sheet.write_blank("D2", None, workbook.add_format({"bg_color": "#FFFF00"}))

    page = opened(patched(book(STAFF, more=drawn), rows("from | Id\n2 | =\n1 | =\n0 | =")))["Staff list"]
    coloured = [cell.coordinate for line in page.iter_rows() for cell in line if cell.fill.fill_type]
    assert "D2" in coloured


def test_a_new_row_has_the_look_of_its_row_where_the_one_above_has_no_cells() -> None:
    def drawn(workbook: Any, sheet: Any) -> None:
        sheet.set_row(3, None, workbook.add_format({"bold": True}))

    package = surgery(
        book(STAFF, more=drawn),
        {SHEET: lambda part: re.sub(rb'<c r="C4"[^>]*?(/>|>.*?</c>)', b"", part)},
    )
    page = opened(patched(package, rows("from | Id | Score\n0 | = | =\n1 | = | =\n2 | = | =\nnew | T9 | 5")))[
        "Staff list"
    ]
    assert page["C5"].value == 5
    assert page["C5"].font.b


@pytest.mark.parametrize("beside", ["", "A8", "Z8", "B1:B9", "F1:F9"])
def test_a_row_below_takes_its_height_along_unless_something_else_stands_in_it(beside: str) -> None:
    """Another cell, or a row of the next table."""

    def drawn(workbook: Any, sheet: Any) -> None:
        sheet.set_row(7, 45)
        sheet.write("D8", "a remark")
        if ":" in beside:
            sheet.add_table(beside, {"data": [["theirs"]] * 8})
        elif beside:
            sheet.write(beside, "theirs")

    page = opened(patched(book(STAFF, at=(1, 3), more=drawn), rows(LONGER)))["Staff list"]
    assert page["D10"].value == "a remark"
    assert page.row_dimensions[10].height == (None if beside else 45)
    assert not beside or page[f"{beside[0]}8"].value == "theirs"
