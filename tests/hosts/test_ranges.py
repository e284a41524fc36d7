"""What a workbook keeps by range follows a table to its new length."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.packages import (
    LONGER,
    SHEET,
    SHORTER,
    STAFF,
    TABLE,
    WORKBOOK,
    book,
    edit,
    one,
    opened,
    parts,
    patched,
    root,
    rows,
    shown,
    surgery,
)


def drawn(workbook: Any, sheet: Any) -> None:
    red = workbook.add_format({"bg_color": "red"})
    sheet.conditional_format("C2:C4", {"type": "cell", "criteria": ">", "value": 4, "format": red})
    sheet.conditional_format("A2:C4", {"type": "formula", "criteria": "=$C2>4", "format": red})
    sheet.conditional_format("E2:E4", {"type": "cell", "criteria": ">", "value": 4, "format": red})
    sheet.conditional_format("B2:B3", {"type": "cell", "criteria": ">", "value": 4, "format": red})
    sheet.conditional_format("C2:C4", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("B2:B4", {"validate": "length", "criteria": ">", "value": 1})
    sheet.data_validation("A2:A5", {"validate": "length", "criteria": ">", "value": 0})
    sheet.data_validation("C2:C1000", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.ignore_errors({"number_stored_as_text": "A2:A4"})
    sheet.unprotect_range("C2:C4", "scores")
    sheet.print_area("A1:G4")
    sheet.add_sparkline("G1", {"range": "'Staff list'!$C$2:$C$4"})
    sheet.add_sparkline("G4", {"range": "'Staff list'!B4:C4", "date_axis": "'Staff list'!A2:A4"})
    workbook.define_name("scores", "='Staff list'!$C$2:$C$4")
    workbook.define_name("everything", "='Staff list'!$A$1:$C$4")
    workbook.define_name("two", "='Staff list'!$C$2:$C$3")
    workbook.define_name("first", "='Staff list'!$C$2")
    workbook.define_name("beside", "='Staff list'!$E$2:$E$4")
    workbook.define_name("dynamic", "=OFFSET('Staff list'!$C$2:$C$4,0,0)")
    workbook.define_name("text", "=\"<'Staff list'!$C$2:$C$4>\"")


def sqrefs(package: bytes, tag: str) -> list[str]:
    return [
        str(element.get("sqref") or element.findtext("{*}sqref"))
        for element in root(package).iter(f"{{*}}{tag}")
    ]


@pytest.mark.parametrize(("patch", "last"), [(LONGER, 6), (SHORTER, 3)])
def test_everything_by_range_follows(patch: str, last: int) -> None:
    package = book(STAFF, more=drawn)
    result = patched(package, rows(patch))
    assert sqrefs(package, "conditionalFormatting")[:4] == ["C2:C4", "A2:C4", "E2:E4", "B2:B3"]
    assert sqrefs(result, "conditionalFormatting") == [
        f"C2:C{last}",
        f"A2:C{last}",
        "E2:E4",
        "B2:B3",
        f"C2:C{last}",  # the 2010 half of the data bar
    ]
    assert sqrefs(result, "dataValidation") == [f"B2:B{last}", f"A2:A{max(last, 5)}", "C2:C1000"]
    assert sqrefs(result, "ignoredError") == [f"A2:A{last}"]
    assert sqrefs(result, "protectedRange") == [f"C2:C{last}"]
    sparklines = [one.text for one in root(result).iterfind(".//{*}sparkline/{*}f")]
    assert sparklines == ["'Staff list'!B4:C4", f"'Staff list'!C2:C{last}"]
    assert root(result).findtext(".//{*}sparklineGroup/{*}f") == f"'Staff list'!A2:A{last}"
    assert [one.text for one in root(result).iterfind(".//{*}sparkline/{*}sqref")] == ["G4", "G1"]
    names = {name: one.attr_text for name, one in opened(result).defined_names.items()}
    assert names == {
        "scores": f"'Staff list'!$C$2:$C${last}",
        "everything": f"'Staff list'!$A$1:$C${last}",
        "two": "'Staff list'!$C$2:$C$3",
        "first": "'Staff list'!$C$2",
        "beside": "'Staff list'!$E$2:$E$4",
        "dynamic": f"OFFSET('Staff list'!$C$2:$C${last},0,0)",
        "text": "\"<'Staff list'!$C$2:$C$4>\"",
    }
    assert opened(result)["Staff list"].print_area == f"'Staff list'!$A$1:$G${last}"


def test_the_workbook_part_differs_in_the_names_alone() -> None:
    package = surgery(book(STAFF, more=drawn), {WORKBOOK: edit((' fullCalcOnLoad="1"', ""))})
    result = patched(package, rows(LONGER))
    expected = parts(package)[WORKBOOK].decode()
    for old, new in (
        (">'Staff list'!$C$2:$C$4<", ">'Staff list'!$C$2:$C$6<"),
        ("$A$1:$C$4<", "$A$1:$C$6<"),
        ("$A$1:$G$4<", "$A$1:$G$6<"),
        (">OFFSET('Staff list'!$C$2:$C$4,", ">OFFSET('Staff list'!$C$2:$C$6,"),
    ):
        assert old in expected
        expected = expected.replace(old, new)
    assert parts(result)[WORKBOOK].decode() == expected


def test_a_table_of_one_row_takes_its_ranges_along() -> None:
    def one(workbook: Any, sheet: Any) -> None:
        sheet.conditional_format("C2", {"type": "blanks", "format": workbook.add_format({"bold": True})})
        workbook.define_name("scores", "='Staff list'!$C$2")

    longer = patched(
        book("Id | Name | Score\n- | - | -", more=one),
        rows(LONGER.replace("1 |", "new |").replace("2 |", "new |")),
    )
    assert sqrefs(longer, "conditionalFormatting") == ["C2:C6"]
    assert opened(longer).defined_names["scores"].attr_text == "'Staff list'!$C$2:$C$6"
    shorter = patched(longer, rows("from | Id\n0 | T1"))
    assert sqrefs(shorter, "conditionalFormatting") == ["C2"]
    assert opened(shorter).defined_names["scores"].attr_text == "'Staff list'!$C$2"


def test_what_shows_one_row_still_shows_that_row() -> None:
    def across(workbook: Any, sheet: Any) -> None:
        sheet.add_sparkline("G2", {"range": "'Staff list'!B2:C2"})
        workbook.define_name("pair", "='Staff list'!$B$2:$C$2")
        workbook.define_name("all_of_it", "='Staff list'!$A$2:$C$2")
        workbook.define_name("relative", "='Staff list'!C2")

    result = patched(book("Id | Name | Score\n- | 1 | 2", more=across), rows("from | Id\n0 | T1\nnew | T2"))
    assert root(result).findtext(".//{*}sparkline/{*}f") == "'Staff list'!B2:C2"
    names = {name: one.attr_text for name, one in opened(result).defined_names.items()}
    assert names == {
        "pair": "'Staff list'!$B$2:$C$2",
        "all_of_it": "'Staff list'!$A$2:$C$3",
        "relative": "'Staff list'!C2",
    }


def test_the_filter_keeps_its_criteria_and_its_hidden_name() -> None:
    attributes = 'name="_xlnm._FilterDatabase" localSheetId="0" hidden="1"'
    name = f"<definedNames><definedName {attributes}>'Staff list'!$A$1:$C$4</definedName></definedNames>"
    filtered = (
        '<autoFilter ref="A1:C4"><filterColumn colId="0"><filters><filter val="T1"/></filters></filterColumn>'
        '<sortState ref="A2:C4"><sortCondition ref="A2:A4"/></sortState></autoFilter>'
    )
    package = surgery(
        book(STAFF),
        {
            TABLE: edit(('<autoFilter ref="A1:C4"/>', filtered)),
            WORKBOOK: edit(("</sheets>", f"</sheets>{name}")),
            SHEET: edit(("</sheetData>", '</sheetData><autoFilter ref="A1:C4"/>')),
        },
    )
    result = patched(package, rows(LONGER))
    found = one(result, "{*}autoFilter", TABLE)
    assert found.get("ref") == "A1:C6"
    assert one(result, ".//{*}filter", TABLE).get("val") == "T1"
    assert one(result, ".//{*}sortState", TABLE).get("ref") == "A2:C6"
    assert b"'Staff list'!$A$1:$C$6</definedName>" in parts(result)[WORKBOOK]
    assert b'<autoFilter ref="A1:C6"/>' in parts(result)[SHEET]


def test_the_dimension_takes_in_new_rows_and_spans_go() -> None:
    result = patched(book(STAFF), rows(LONGER))
    assert one(result, "{*}dimension").get("ref") == "A1:C6"
    assert one(result, ".//{*}row[@r='6']").get("spans") is None


def test_ranges_that_are_whole_columns_stay() -> None:
    def whole(workbook: Any, sheet: Any) -> None:
        sheet.conditional_format(
            "A1:C1048576", {"type": "blanks", "format": workbook.add_format({"bold": True})}
        )

    package = surgery(book(STAFF, more=whole), {SHEET: edit(('sqref="A1:C1048576"', 'sqref="A:C C2:C4"'))})
    assert sqrefs(patched(package, rows(LONGER)), "conditionalFormatting") == ["A:C C2:C6"]


def test_a_second_table_beside_it_is_left_alone() -> None:
    def other(workbook: Any, sheet: Any) -> None:
        sheet.add_table("E1:F4", {"name": "Other", "columns": [{"header": "a"}, {"header": "b"}]})
        sheet.write_column("E2", [1, 2, 3])

    package = book(STAFF, more=other)
    result = patched(package, rows(LONGER))
    assert [row[4] for row in shown(result)[:4]] == ["a", 1, 2, 3]
    assert parts(result)["xl/tables/table2.xml"] == parts(package)["xl/tables/table2.xml"]


def test_ranges_of_the_last_rows_alone_stay_when_those_rows_go() -> None:
    def last(workbook: Any, sheet: Any) -> None:
        sheet.data_validation("C3:C4", {"validate": "integer", "criteria": ">", "value": 0})
        workbook.define_name("_last", "='Staff list'!$C$2:$C$4")

    result = patched(book(STAFF, more=last), rows("from | Id\n0 | T1"))
    assert sqrefs(result, "dataValidation") == ["C3:C4"]
    assert opened(result).defined_names["_last"].attr_text == "'Staff list'!$C$2"
