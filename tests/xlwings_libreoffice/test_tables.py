"""Tables behave like Excel's: they grow with looks and formulas, sort, filter, and keep their name usable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from xlwings_libreoffice.uno_runtime import enum

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]

ROWS = [["Id", "Days left", "Double"], ["a", 5, "=C3*2"], ["b", 6, "=C4*2"]]


@pytest.fixture
def plans(sheet: xw.Sheet) -> xw.main.Table:
    """The table Plans in B2:D4, its last column calculated."""
    sheet["B2"].value = ROWS
    return sheet.tables.add(sheet["B2:D4"], name="Plans")


def shown(table: xw.main.Table) -> list[bool]:
    return [not row.range.rows.hidden for row in table.rows]


def test_parts_of_a_table(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    assert plans.range.address == "$B$2:$D$4"
    assert plans.header_row_range is not None
    assert plans.header_row_range.value == ["Id", "Days left", "Double"]
    assert plans.data_body_range is not None
    assert plans.data_body_range.value == [["a", 5, 10], ["b", 6, 12]]
    assert (plans.totals_row_range, plans.insert_row_range) == (None, None)
    assert (plans.show_headers, plans.show_totals, plans.show_autofilter) == (True, False, True)
    assert [(column.index, column.name) for column in plans.columns] == [
        (1, "Id"),
        (2, "Days left"),
        (3, "Double"),
    ]
    assert sheet["plans[days LEFT]"] == plans.columns["days LEFT"].data_body_range
    assert sheet["C3"].table == plans
    assert sheet["E3"].table is None
    assert "plans" in sheet.tables
    assert sheet.tables["PLANS"] == sheet.tables[0] == plans
    with pytest.raises(KeyError):
        sheet.tables["Nothing"]


def test_ranges_by_the_names_of_tables(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    assert sheet["Plans"].address == "$B$3:$D$4"
    assert sheet["plans[Days left]"].value == [5, 6]
    assert sheet["Plans[#All]"].address == "$B$2:$D$4"
    assert sheet["Plans[#Headers]"].address == "$B$2:$D$2"
    with pytest.raises(ValueError, match="neither cells nor a name"):
        sheet["Plans[Nothing]"]


def test_rows_that_join_look_and_calculate_like_the_last(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    sheet["C3:C4"].number_format = "0.00"
    sheet["B4"].color = (255, 255, 0)
    sheet["B4"].add_note("stays where it is")
    sheet["B6"].add_note("also stays")
    sheet["D4"].formula = "=[@[Days left]]*2"
    sheet["B6"].value = ["typed before", None, 99]
    sheet["F2"].formula = "=SUM(Plans[Days left])"
    plans.resize(sheet["B2:D7"])
    assert plans.range.address == "$B$2:$D$7"
    assert sheet["B3:D7"].value == [
        ["a", 5, 10],
        ["b", 6, 12],
        [None, None, 0],
        ["typed before", None, 99],
        [None, None, 0],
    ]
    assert sheet["D7"].formula == "=Plans[[#This Row],[Days left]]*2"
    assert (sheet["C7"].number_format, sheet["B7"].color) == ("0.00", (255, 255, 0))
    assert [note.text for note in sheet.notes] == ["stays where it is", "also stays"]
    sheet["C5:C7"].value = [[1], [2], [3]]
    assert sheet["D5:D7"].value == [2, 99, 6]
    assert sheet["F2"].value == 17
    assert sheet["F2"].formula == "=SUM(Plans[Days left])"


def test_plain_formulas_move_down(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    plans.resize(sheet["B2:D6"])
    assert sheet["D6"].formula == "=C6*2"


def test_many_rows_join_at_once(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    plans.resize(sheet["B2:D3002"])
    sheet["B3"].value = [[f"n{n}", n] for n in range(3000)]
    assert sheet["D3:D3002"].value == [2.0 * n for n in range(3000)]


def test_shrinking_leaves_the_cells(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    plans.resize(sheet["B2:D3"])
    assert plans.range.address == "$B$2:$D$3"
    assert sheet["B4:D4"].value == ["b", 6, 12]


def test_columns_that_join_get_a_header(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    sheet["F2"].value = "Id"
    plans.resize(sheet["B2:F4"])
    assert sheet["B2:F2"].value == ["Id", "Days left", "Double", "Column4", "Id2"]
    sheet["H1"].formula = "=COUNTA(Plans[Column4])"
    sheet["E3"].value = 1
    assert sheet["H1"].value == 1


@pytest.mark.parametrize("area", ["B3:D5", "B2:D2", "B2:D12"])
def test_impossible_sizes(sheet: xw.Sheet, plans: xw.main.Table, area: str) -> None:
    sheet["B10"].value = [["x", "y"], [1, 2]]
    sheet.tables.add(sheet["B10:C11"], name="Below")
    with pytest.raises(ValueError, match="table"):
        plans.resize(sheet[area])
    assert plans.range.address == "$B$2:$D$4"


def test_sorting_takes_looks_and_notes_along(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    sheet["B3"].color = (255, 0, 0)
    sheet["B3"].add_note("of a")
    plans.sort(1, ascending=False)
    assert sheet["B3:D4"].value == [["b", 6, 12], ["a", 5, 10]]
    assert [sheet["B3"].color, sheet["B4"].color] == [None, (255, 0, 0)]
    assert [(note.location.address, note.text) for note in sheet.notes] == [("$B$4", "of a")]
    assert plans.range.address == "$B$2:$D$4"
    plans.sort([2], [True])
    assert sheet["B3:B4"].value == ["a", "b"]


def test_filters(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    plans.autofilter.apply_values(1, ["b"])
    assert shown(plans) == [False, True]
    plans.autofilter.apply_comparison(2, "less_than", 6)
    assert shown(plans) == [False, False]
    criteria = plans.autofilter.criteria
    assert [entry.type for entry in criteria] == ["comparison", "comparison", "none"]
    assert (criteria[1].operator, criteria[1].value1) == ("less_than", "6")
    plans.autofilter.clear(1)
    assert shown(plans) == [True, False]
    plans.autofilter.clear()
    assert shown(plans) == [True, True]
    assert plans.show_autofilter
    assert [entry.type for entry in plans.autofilter.criteria] == ["none"] * 3


@pytest.mark.parametrize(
    ("apply", "kind", "seen"),
    [
        (lambda f: f.apply_values(1, ["a", "c"]), "values", [True, False, True, False]),
        (lambda f: f.apply_comparison(2, "between", 2, 3), "comparison", [False, True, True, False]),
        (lambda f: f.apply_comparison(2, "not_between", 2, 3), "comparison", [True, False, False, False]),
        (lambda f: f.apply_comparison(2, "equal_to", None), "comparison", [False, False, False, True]),
        (lambda f: f.apply_comparison(2, "not_equal_to", None), "comparison", [True, True, True, False]),
        (lambda f: f.apply_top_items(2, 1), "top_items", [False, False, True, False]),
        (lambda f: f.apply_bottom_items(2, 2), "bottom_items", [True, True, False, False]),
    ],
)
def test_kinds_of_filter(sheet: xw.Sheet, apply: Any, kind: str, seen: list[bool]) -> None:
    sheet["A1"].value = [["K", "N"], ["a", 1], ["b", 2], ["c", 3], ["d", None]]
    table = sheet.tables.add(sheet["A1:B5"], name="Kinds")
    apply(table.autofilter)
    assert shown(table) == seen
    assert kind in [entry.type for entry in table.autofilter.criteria]


_ROWS = [(n, m) for n in (1, 5, 9) for m in (1, 5, 9)]
_CONDITIONS: dict[Any, tuple[tuple[Any, ...], Callable[[int], bool]]] = {
    "not_between": ((3, 7), lambda value: value < 3 or value > 7),
    "between": ((3, 7), lambda value: 3 <= value <= 7),
    "greater_than": ((1,), lambda value: value > 1),
}


@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.parametrize("two", _CONDITIONS)
@pytest.mark.parametrize("one", _CONDITIONS)
def test_conditions_of_two_columns_hold_together(sheet: xw.Sheet, one: Any, two: Any, first: int) -> None:
    """Whichever came first; and they can be read, lifted and put back."""
    sheet["A1"].value = [["N", "M"], *_ROWS]
    table = sheet.tables.add(sheet["A1:B10"], name="Both")
    for column, name in sorted({1: one, 2: two}.items(), key=lambda item: item[0] != first):
        table.autofilter.apply_comparison(column, name, *_CONDITIONS[name][0])
    seen = [_CONDITIONS[one][1](n) and _CONDITIONS[two][1](m) for n, m in _ROWS]
    assert shown(table) == seen
    criteria: Any = table.autofilter.criteria
    assert [entry.operator for entry in criteria] == [one, two]
    table.autofilter.clear(1)
    assert shown(table) == [_CONDITIONS[two][1](m) for _, m in _ROWS]
    table.autofilter.apply_comparison(1, criteria[0].operator, criteria[0].value1, criteria[0].value2)
    assert shown(table) == seen


def test_a_filter_across_columns_is_told_as_unknown_and_never_half_replaced(sheet: xw.Sheet) -> None:
    """N > 1 or M > 1: LibreOffice's own dialog makes such a filter, but no column's arrow does."""
    sheet["A1"].value = [["N", "M", "P"], *((n, m, 0) for n, m in _ROWS)]
    table = sheet.tables.add(sheet["A1:C10"], name="Across")
    table.autofilter.apply_comparison(1, "greater_than", 1)
    table.autofilter.apply_comparison(2, "greater_than", 1)
    database = sheet.book.api.DatabaseRanges.getByName("Across")
    descriptor = database.getFilterDescriptor()
    fields = descriptor.getFilterFields3()
    fields[1].Connection = enum("sheet.FilterConnection", "OR")
    descriptor.setFilterFields3(fields)
    database.refresh()
    seen = [n > 1 or m > 1 for n, m in _ROWS]
    assert shown(table) == seen
    assert [entry.type for entry in table.autofilter.criteria] == ["unknown", "unknown", "none"]
    with pytest.raises(NotImplementedError, match="across columns"):
        table.autofilter.apply_comparison(3, "equal_to", 0)
    assert shown(table) == seen
    table.autofilter.clear()
    assert shown(table) == [True] * len(_ROWS)


def test_a_filter_stays_when_the_table_grows(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    plans.autofilter.apply_values(1, ["b"])
    plans.resize(sheet["B2:D6"])
    assert plans.autofilter.criteria[0].value1 == "b"
    assert [sheet["D5"].formula, sheet["D6"].formula] == ["=C5*2", "=C6*2"]
    plans.autofilter.clear()
    assert shown(plans) == [True] * 4


def test_a_range_has_a_filter_of_its_own(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["K"], ["a"], ["b"]]
    sheet["A1:A3"].autofilter.apply_values(1, ["b"])
    assert sheet["2:2"].rows.hidden is True
    assert sheet["A1:A3"].autofilter.criteria[0].value1 == "b"
    assert len(sheet.tables) == 0
    with pytest.raises(ValueError, match="different range"):
        sheet["C1:C3"].autofilter.apply_values(1, ["b"])
    sheet["A1:A3"].autofilter.clear()
    assert sheet["1:3"].rows.hidden is False


def test_rows_and_columns_come_and_go(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    sheet["B6"].value = "below"
    row = plans.rows.add(["new", 1, 2], index=2)
    assert (row.index, row.range.value) == (2, ["new", 1, 2])
    assert plans.rows.add().range.value == [None, None, 0]
    assert (plans.range.address, sheet["B8"].value) == ("$B$2:$D$6", "below")
    plans.rows[3].delete()
    plans.rows[1].delete()
    assert (plans.range.value, sheet["B6"].value) == (
        [["Id", "Days left", "Double"], ["a", 5, 10], ["b", 6, 12]],
        "below",
    )
    plans.columns.add("More", index=2)
    assert (plans.range.address, plans.columns[1].name) == ("$B$2:$E$4", "More")
    plans.columns["More"].delete()
    assert plans.range.address == "$B$2:$D$4"
    assert sheet["D4"].formula == "=C4*2"


def test_adding_tables(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["x", "y"], [1, 2]]
    table = sheet.tables.add(sheet["A1"], name="By_region")
    assert table.range.address == "$A$1:$B$2"
    with pytest.raises(ValueError, match="taken"):
        sheet.tables.add(sheet["D1:E2"], name="by_REGION")
    with pytest.raises(ValueError, match="overlap"):
        sheet.tables.add(sheet["B1:C2"])
    with pytest.raises(ValueError, match="not a name"):
        sheet.tables.add(sheet["D1:E2"], name="A1")
    sheet["D1"].value = [[1, 2], [3, 4]]
    bare = sheet.tables.add(sheet["D1:E2"], has_headers=False)
    assert bare.range.value == [["Column1", "Column2"], [1, 2], [3, 4]]
    table.name = "Renamed"
    assert [table.name for table in sheet.tables] == ["Renamed", bare.name]


def test_tables_survive_saving(app: xw.App, tmp_path: Path) -> None:
    book = app.books.add()
    sheet = book.sheets[0]
    sheet["B2"].value = ROWS
    table = sheet.tables.add(sheet["B2:D4"], name="Plans")
    table.resize(sheet["B2:E6"])
    sheet["G1"].formula = "=SUM(Plans[Days left])"
    book.save(tmp_path / "tables.xlsx")
    book.close()
    saved = openpyxl.load_workbook(tmp_path / "tables.xlsx").active
    assert saved is not None
    assert saved.tables["Plans"].ref == "B2:E6"
    assert saved.tables["Plans"].autoFilter.ref == "B2:E6"
    assert [column.name for column in saved.tables["Plans"].tableColumns] == [
        "Id",
        "Days left",
        "Double",
        "Column4",
    ]
    assert saved["G1"].value == "=SUM(Plans[Days left])"
    assert saved["D6"].value == "=C6*2"
    again = app.books.open(tmp_path / "tables.xlsx")
    assert again.sheets[0].tables["Plans"].range.address == "$B$2:$E$6"
    assert again.sheets[0]["G1"].value == 11
    again.close()


@pytest.fixture
def naming(book: xw.Book, plans: xw.main.Table, sheet: xw.Sheet) -> Iterator[xw.Sheet]:
    """Another sheet, whose formulas name the table; so do a name, and the table's own last column."""
    sheet["D3:D4"].formula = "=Plans[[#This Row],[Days left]]*2"
    other = book.sheets.add()
    other["A1"].formula = "=SUM(Plans[Days left])"
    other["A1"].add_note("stays")
    other["A2"].formula = '="Plans[Days left]"&ROWS(Plans)'
    book.names.add("days_left", "=Plans[Days left]")
    other["A3"].formula = "=SUM(days_left)"
    other["B1:B2"].formula_array = "=Plans[Days left]*10"
    other["C1"].number_format = "@"
    other["C1"].value = "=Plans[#All]"
    yield other
    book.names["days_left"].delete()
    other.delete()


def test_formulas_follow_a_table_that_becomes_smaller(
    sheet: xw.Sheet, plans: xw.main.Table, naming: xw.Sheet
) -> None:
    plans.resize(sheet["B2:D3"])
    assert naming["A1:A3"].value == [5, "Plans[Days left]1", 5]
    assert sheet["D3:D4"].options(err_to_str=True).value == [10, "#VALUE!"]
    sheet["C3"].value = 7
    assert naming["A1:A3"].value == [7, "Plans[Days left]1", 7]
    assert naming["B1"].value == 70
    assert sheet["D3"].value == 14
    assert [note.text for note in naming.notes] == ["stays"]
    assert [table.name for table in sheet.tables] == ["Plans"]


def test_formulas_and_names_follow_a_table_that_grows(
    sheet: xw.Sheet, plans: xw.main.Table, naming: xw.Sheet
) -> None:
    plans.resize(sheet["B2:D5"])
    sheet["C5"].value = 100
    plans.rows.add(["d", 1000, None])
    assert naming["A1:A3"].value == [1111, "Plans[Days left]4", 1111]
    assert sheet["D5"].value == 200


def test_formulas_follow_a_table_that_gets_another_name(
    sheet: xw.Sheet, plans: xw.main.Table, naming: xw.Sheet
) -> None:
    plans.name = "Projects"
    assert naming["A1"].formula == "=SUM(Projects[Days left])"
    assert naming["B1"].formula_array == "=Projects[Days left]*10"
    assert naming["C1"].value == "=Plans[#All]"
    assert sheet["D4"].formula == "=Projects[[#This Row],[Days left]]*2"
    assert naming.book.names["days_left"].refers_to == "=Projects[Days left]"
    sheet["C3"].value = 7
    assert naming["A1:A3"].value == [13, "Plans[Days left]2", 13]
    assert naming["B1:B2"].value == [70, 60]
    assert sheet["D3:D4"].value == [14, 12]
    assert [note.text for note in naming.notes] == ["stays"]


def test_a_text_that_looks_like_a_formula_joins_no_table(sheet: xw.Sheet, plans: xw.main.Table) -> None:
    sheet["C4"].number_format = "@"
    sheet["B4"].value = [["'=1+1", "=2+2"]]
    sheet["C6"].number_format = "@"
    sheet["B6"].value = [["'=3+3", "=4+4"]]
    plans.resize(sheet["B2:D6"])
    assert sheet["B4:C6"].value == [["=1+1", "=2+2"], [None, None], ["=3+3", "=4+4"]]
    assert sheet["B4:C6"].impl.formula == (("=1+1", "=2+2"), ("", ""), ("=3+3", "=4+4"))
    assert [area.address for area in sheet["B2:D6"].impl.get_special_cells("formulas", None)] == ["$D$3:$D$6"]


def test_notes_on_empty_cells_go_with_their_rows_too(book: xw.Book) -> None:
    sheet = book.sheets.add()
    sheet["A1:C3"].value = [[None, "r2", 1], [None, "r1", 2], ["x", None, 3]]
    sheet["A1"].add_note("with r2")
    sheet["A3"].add_note("with x")
    sheet["A1:C3"].sort(3, ascending=False)
    assert {note.location.address: note.text for note in sheet.notes} == {"$A$3": "with r2", "$A$1": "with x"}
    assert sheet["A1:C3"].value == [["x", None, 3.0], [None, "r1", 2.0], [None, "r2", 1.0]]
