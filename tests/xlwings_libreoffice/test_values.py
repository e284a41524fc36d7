"""What goes into cells and comes out again, as Excel would have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]

NOON = dt.datetime(2024, 2, 29, 12, 0, 1)  # noqa: DTZ001 - cells know no time zones


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (None, None),
        ("", None),
        (True, True),
        (False, False),
        (1, 1.0),
        (-2.5, -2.5),
        (10**20, 1e20),
        (Decimal("1.25"), 1.25),
        (float("nan"), None),
        ("text", "text"),
        ("纪律 ✓", "纪律 ✓"),
        ("two\nlines", "two\nlines"),
        ("'007", "007"),
        ("'=1+1", "=1+1"),
        ("007", 7.0),
        ("1e3", 1000.0),
        ("-.5", -0.5),
        ("1.2.3", "1.2.3"),
        ("12 a", "12 a"),
        ("true", True),
        ("2024-02-29", dt.datetime(2024, 2, 29)),  # noqa: DTZ001 - cells know no time zones
        ("2023-02-29", "2023-02-29"),
        ("=1+1", 2.0),
        ("=", "="),
        ("#N/A", "#N/A"),
        (dt.date(2024, 2, 29), dt.datetime(2024, 2, 29)),  # noqa: DTZ001
        (NOON, NOON),
        (NOON.replace(tzinfo=dt.UTC), NOON),
        (dt.time(6, 30), dt.datetime(1899, 12, 30, 6, 30)),  # noqa: DTZ001
        (dt.datetime(9999, 12, 31, 23, 59, 59), dt.datetime(9999, 12, 31, 23, 59, 59)),  # noqa: DTZ001
    ],
)
def test_one_value(sheet: xw.Sheet, written: Any, read: Any) -> None:
    sheet["B2"].value = written
    found = sheet["B2"].value
    assert (type(found), found) == (type(read), read)


def test_a_block_of_mixed_values(sheet: xw.Sheet) -> None:
    rows = [
        [True, NOON, None, "a"],
        [1.5, "b", False, dt.datetime(2000, 1, 1)],  # noqa: DTZ001
        ["=A2*2", "=1/0", "=A1", "=B1"],
    ]
    sheet["C3"].value = rows
    expected = [rows[0], rows[1], [0.0, None, 0.0, 0.0]]
    assert sheet["C3:F5"].value == expected
    assert sheet["C3:F5"].options(err_to_str=True).value[2][1] == "#DIV/0!"
    assert sheet["C3:F5"].options(empty="-", numbers=int).value[1][0] == 2


def test_errors_by_name(sheet: xw.Sheet) -> None:
    errors = {
        "#DIV/0!": "=1/0",
        "#N/A": "=NA()",
        "#NAME?": "=Unknown_name",
        "#NUM!": "=SQRT(-1)",
        "#VALUE!": '=1+"a"',
        "#REF!": '=INDIRECT("A0")',
    }
    sheet["A1"].value = [[formula] for formula in errors.values()]
    cells = sheet[f"A1:A{len(errors)}"]
    assert cells.value == [None] * len(errors)
    assert cells.options(err_to_str=True).value == list(errors)
    assert sheet["A1"].expand("down").shape == (len(errors), 1), "an error is no empty cell"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1>0", True),
        ("=AND(1,0)", False),
        ("=NOT(ISBLANK(A1))", True),
        ('=IF(1>0,TRUE,"no")', True),
        ("=IF(1>0,1,0)", 1.0),
        ("=IF(1>0,A2,0)", True),
        ("=A2", True),
        ("=A2+0", 1.0),
        ("=SUM(1,0)", 1.0),
        ("=(1=1)*1", 1.0),
        ('=""', None),
        ("=DATE(2024,2,29)", dt.datetime(2024, 2, 29)),  # noqa: DTZ001
        ("=A3", dt.datetime(2024, 2, 29, 12, 0, 1)),  # noqa: DTZ001
    ],
)
def test_what_a_formula_gives(sheet: xw.Sheet, formula: str, value: Any) -> None:
    sheet["A1:A3"].options(transpose=True).value = ["x", True, NOON]
    sheet["C1"].formula = formula
    found = sheet["C1"].value
    assert (type(found), found) == (type(value), value)
    sheet["C1"].formula = "=2*3"
    assert sheet["C1"].value == 6.0 if not isinstance(value, dt.datetime) else True


def test_results_of_a_file_are_calculated_anew_and_typed(app: xw.App, tmp_path: Path) -> None:
    file = tmp_path / "typed.xlsx"
    workbook = xlsxwriter.Workbook(str(file))
    sheet = workbook.add_worksheet()
    sheet.write_boolean("A1", True)
    sheet.write_formula("A2", "=A1", None, 99)
    sheet.write_formula("A3", '=IF(A1,"yes","no")', None, "forged")
    sheet.write_formula("A4", "=A1<>A1", None, 99)
    sheet.write_datetime("A5", NOON, workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}))
    sheet.write_number("A6", 0.75, workbook.add_format({"num_format": "hh:mm"}))
    sheet.write_number("A7", 0.75, workbook.add_format({"num_format": "0%"}))
    sheet.write_string("A8", "007")
    workbook.close()
    book = app.books.open(file)
    read = book.sheets[0]["A1:A8"].value
    book.close()
    time = dt.datetime(1899, 12, 30, 18)  # noqa: DTZ001
    assert read == [True, True, "yes", False, NOON, time, 0.75, "007"]
    assert [type(value) for value in read[:2]] == [bool, bool]


def test_formats_that_values_bring(sheet: xw.Sheet) -> None:
    sheet["A1:A3"].number_format = "yyyy-mm-dd"
    sheet["A1"].value = [[dt.date(2024, 2, 29)], [NOON], [5]]
    assert sheet["A1:A3"].number_format == "yyyy-mm-dd"
    sheet["B1"].value = [dt.date(2024, 2, 29), NOON]
    assert [sheet["B1"].number_format, sheet["C1"].number_format] == ["m/d/yyyy", "m/d/yyyy h:mm"]
    sheet["D1"].value = True
    sheet["D1"].value = 5
    assert (sheet["D1"].value, sheet["D1"].number_format) == (5.0, "General")


def test_text_cells_take_everything_as_text(sheet: xw.Sheet) -> None:
    sheet["A1:E1"].number_format = "@"
    sheet["A1"].value = ["007", "=1+1", 7, True, "'x"]
    assert sheet["A1:E1"].value == ["007", "=1+1", "7", "TRUE", "x"]
    assert sheet["A1:E1"].number_format == "@"


def test_none_empties_a_cell(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1, "x", "=1+1"]
    sheet["A1"].value = [None, None, None]
    sheet["A2"].formula = "=COUNTBLANK(A1:C1)+10*COUNTA(A1:C1)"
    assert sheet["A2"].value == 3


def test_what_no_cell_can_hold_is_refused_and_nothing_is_written(sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["a", "b"]
    with pytest.raises(TypeError, match="set"):
        sheet["A1"].value = ["new", {1, 2}]
    with pytest.raises(ValueError, match="32767"):
        sheet["A1"].value = ["new", "x" * 32768]
    assert sheet["A1:B1"].value == ["a", "b"]


def test_scalars_and_rows_fill_a_range(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].value = 5
    sheet["D1:E2"].raw_value = [1, 2]
    assert sheet["A1:B2"].value == [[5, 5], [5, 5]]
    assert sheet["D1:E2"].value == [[1, 2], [1, 2]]


def test_whole_columns_and_rows_are_read_to_their_end(sheet: xw.Sheet) -> None:
    sheet["B3"].value = [[1, 2], [3, 4]]
    column = sheet["B:B"].value
    assert (len(column), column[:5], column[-1]) == (1_048_576, [None, None, 1, 3, None], None)
    row = sheet["2:4"].value
    assert (len(row), len(row[0]), row[1][:4], row[2][-1]) == (3, 16_384, [None, 1, 2, None], None)


def test_a_large_block_comes_back_as_it_went(sheet: xw.Sheet) -> None:
    moment = dt.datetime(2024, 1, 1)  # noqa: DTZ001
    rows = [
        [float(n), f"text {n}", n % 2 == 0, moment + dt.timedelta(hours=n), None if n % 3 else "x"]
        for n in range(3000)
    ]
    sheet["A1"].value = rows
    assert sheet["A1:E3000"].value == rows


def test_locked_cells_of_a_protected_sheet_refuse(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1, 2]
    protection = sheet["B1"].api.CellProtection
    protection.IsLocked = False
    sheet["B1"].api.CellProtection = protection
    sheet.api.protect("")
    writes: list[Callable[[], Any]] = [
        lambda: setattr(sheet["A1"], "value", 5),
        lambda: setattr(sheet["A1:B1"], "value", 5),
        lambda: setattr(sheet["A1"], "formula", "=1"),
        sheet["A1"].clear_contents,
        lambda: sheet["A1"].insert("down"),
    ]
    for write in writes:
        with pytest.raises(PermissionError, match="locked on a protected sheet"):
            write()
    sheet["B1"].value = 7
    assert sheet["A1:B1"].value == [1, 7]
    sheet.api.unprotect("")


def test_saving_and_opening_keeps_values(app: xw.App, tmp_path: Path) -> None:
    rows: list[list[Any]] = [[True, NOON.replace(second=0), 1.5, "007"], ["=A1", "=B1", "=C1*2", '="x"']]
    book = app.books.add()
    book.sheets[0]["A1"].value = [[value if value != "007" else "'007" for value in row] for row in rows]
    for ending in ("xlsx", "ods", "xls"):
        book.save(tmp_path / f"kept.{ending}")
        assert (book.name, Path(book.fullname)) == (f"kept.{ending}", tmp_path / f"kept.{ending}")
    book.close()
    for ending in ("xlsx", "ods", "xls"):
        opened = app.books.open(tmp_path / f"kept.{ending}")
        read = opened.sheets[0]["A1:D2"].value
        opened.close()
        assert read == [rows[0], [True, rows[0][1], 3.0, "x"]], ending
    with pytest.raises(ValueError, match="doesn't write"):
        app.books.add().save(tmp_path / "x.docx")
    app.books.active.close()


def test_a_whole_sheet_is_too_much_at_once(sheet: xw.Sheet) -> None:
    for call in (lambda: sheet.cells.value, lambda: setattr(sheet.cells, "value", 1)):
        with pytest.raises(MemoryError, match="too many cells"):
            call()


def test_objects_stay_valid_when_cells_move(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["a", 1], ["b", 2], ["c", 3]]
    cell, again = sheet["A2"], sheet.book.sheets[sheet.name]
    again["A1:B1"].delete("up")
    assert sheet["A1:B3"].value == [["b", 2], ["c", 3], [None, None]]
    assert cell.value == "c"
    sheet["1:1"].insert("down")
    assert again["A1:A3"].value == [None, "b", "c"]
    sheet["A1"].insert("right")
    sheet["A2"].delete("left")
    assert again["A2:B3"].value == [[2, None], ["c", 3]]


@pytest.mark.parametrize("count", [3, 300])
def test_number_formats_that_change_from_cell_to_cell(sheet: xw.Sheet, count: int) -> None:
    """Few are asked for one by one, many all at once."""
    row = ["text", 1.0, NOON, True, 0.0, None, False]
    rows = [[row[(r + c) % len(row)] for c in range(4)] for r in range(count)]
    sheet["B2"].value = rows
    read = sheet["B2"].resize(count, 4).value
    assert read == rows
    assert [[type(value) for value in row] for row in read] == [[type(v) for v in row] for row in rows]
    formulas = [text for row in sheet["B2"].resize(count, 4).impl.formula for text in row]
    truths = [text for text in formulas if text in ("TRUE", "FALSE")]
    assert truths == [str(v).upper() for row in rows for v in row if isinstance(v, bool)]


def test_what_others_edit_is_seen(app: xw.App) -> None:
    """Whatever is kept of a book is looked up by the names that there are now."""
    book = app.books.add()
    one, two = book.sheets[0], book.sheets.add("Two", after=book.sheets[0])
    one["A1"].value = [["h"], [1]]
    two["A1"].value = [["h"], [2]]
    one.tables.add(one["A1:A2"], name="First")
    book.names.add("place", "=Sheet1!$A$2")
    assert [(s.name, [t.name for t in s.tables]) for s in book.sheets] == [("Sheet1", ["First"]), ("Two", [])]

    tables, names, sheets = book.api.DatabaseRanges, book.api.NamedRanges, book.api.Sheets
    tables.getByName("First").Name = "Second"
    tables.addNewByName("First", two["A1:A2"].api.RangeAddress)
    names.getByName("place").Name = "elsewhere"
    names.addNewByName("place", "$Two.$A$2", two["A1"].api.getCellByPosition(0, 0).CellAddress, 0)
    for old, new in (("Sheet1", "aside"), ("Two", "Sheet1"), ("aside", "Two")):
        sheets.getByName(old).Name = new

    assert [(s.name, s["A2"].value) for s in book.sheets] == [("Two", 1), ("Sheet1", 2)]
    assert [[t.name for t in s.tables] for s in book.sheets] == [["Second"], ["First"]]
    assert book.sheets["sheet1"]["A2"].value == 2
    found = {name.name: name.refers_to_range.value for name in book.names}
    assert found == {"elsewhere": 1, "place": 2}
    sheets.removeByName("Sheet1")
    sheets.insertNewByName("Sheet1", 0)
    assert [(s.name, s["A2"].value) for s in book.sheets] == [("Sheet1", None), ("Two", 1)]
    book.sheets["Sheet1"]["A2"].value = 3
    assert [s["A2"].value for s in book.sheets] == [3, 1]
    book.close()
