"""Excel's spelling of formulas goes in and comes out, and LibreOffice calculates what it means."""

from __future__ import annotations

from typing import Any

import pytest
import xlwings as xw

from xlwings_libreoffice.formula_parts import Functions
from xlwings_libreoffice.formulas import Spelling, moved

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]


@pytest.fixture(scope="module")
def filled(app: xw.App) -> Any:
    """Sheet1: 1 to 4 in A1:B2, the table Plans in D1:F3; My sheet and Last: 10 and 100 in A1."""
    book = app.books.add()
    first = book.sheets[0]
    first["A1"].value = [[1, 2], [3, 4]]
    first["D1"].value = [["Id", "Days left", "Double"], ["a", 5, "=E2*2"], ["b", 6, "=E3*2"]]
    first.tables.add(first["D1:F3"], name="Plans")
    book.sheets.add("My sheet", after=first)["A1"].value = 10
    book.sheets.add("Last", after=book.sheets[1])["A1"].value = 100
    first.names.add("Local", "=Sheet1!$A$1:$B$1")
    book.names.add("Everywhere", "=Sheet1!$A$1:$B$2")
    yield first
    book.close()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:B2,A1)", 11),
        ("=SUM('My sheet'!A1,Last!A1)", 110),
        ("=SUM(Last!A:A)", 100),
        ("=SUM(Last!$A$1:$B$2)", 100),
        ("=SUM('My sheet:Last'!A1)", 110),
        ("=SUM(A:B)", 10),
        ("=SUM($1:$2)-SUM(D1:AZ2)", 10),
        ("=SUM({1,2;3,4})", 10),
        ("=INDEX({1,2;3,4},2,1)", 3),
        ("=SUM((A1,B2))", 5),
        ("=SUM(A1:A2 A2:B2)", 3),
        ("=A1=1", True),
        ("=IF(TRUE,1,2)", 1),
        ("=-A1^2+50%", 1.5),
        ('="a;b,c!d"&"""x"""', 'a;b,c!d"x"'),
        ("=\"'My sheet'!A1 [x] {1,2}\"", "'My sheet'!A1 [x] {1,2}"),
        ("=SUM(Plans[Days left])", 11),
        ("=SUM(Plans[[Days left]:[Double]])", 33),
        ("=ROWS(Plans[#All])", 3),
        ("=COUNTA(Plans)", 6),
        ("=ROWS(Plans)", 2),
        ("=Plans[[#Headers],[Days left]]", "Days left"),
        ("=COUNTA(Plans[[#All],[Id]])", 3),
        ("=SUM(Everywhere)", 10),
        ("=SUM(Local)", 3),
        ("=EDATE(1,1)", 32),
        ("=ERROR.TYPE(1/0)", 2),
        ("=CEILING(1.2,1)", 2),
        ("=CEILING.MATH(1.2)", 2),
        ("=STDEV.S(1,2,3)", 1),
        ("=NETWORKDAYS(45292,45296)", 5),
        ("=IFERROR(1/0,-1)", -1),
        ("=IFNA(NA(),1)", 1),
        ('=TEXTJOIN("-",TRUE,A1:B1)', "1-2"),
        ('=MAXIFS(A1:B1,A1:B1,">1")', 2),
        ('=COUNTIFS(D2:D3,"a",E2:E3,">1")', 1),
        ("=SUMPRODUCT(--(A1:A2>1),B1:B2)", 4),
        ('=CONVERT(1,"km","m")', 1000),
        ("=ROUND(DURATION(1,3600,0.08,0.09,2),2)", 6.81),
        ("=XOR(TRUE,FALSE)", True),
        ("=RANDBETWEEN(4,4)", 4),
        ("=ROUND(1.25,1)", 1.3),
        ('=N("x")', 0),
    ],
)
def test_round_trip(filled: xw.Sheet, formula: str, value: Any) -> None:
    cell = filled["J20"]
    cell.clear()
    cell.formula = formula
    assert cell.formula == formula
    assert cell.value == value
    assert type(cell.value) is (float if type(value) is int else type(value))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=_xlfn.STDEV.S(1,2)", "=STDEV.S(1,2)"),
        ("=sum(a1:b2)", "=SUM(A1:B2)"),
        ("=@A1", "=A1"),
        ("='Last'!A1", "=Last!A1"),
        ("=xlookup(1,A1:A2,B1:B2)", "=XLOOKUP(1,A1:A2,B1:B2)"),
        ("=#REF!+1", "=#REF!+1"),
        (5, "5"),
        (True, "TRUE"),
        ("'=x", "=x"),
        (None, ""),
    ],
)
def test_spelt_otherwise(filled: xw.Sheet, written: Any, read: str) -> None:
    cell = filled["J20"]
    cell.clear()
    cell.formula = written
    assert cell.formula == read


def test_references_without_their_table(filled: xw.Sheet) -> None:
    filled["F2:F3"].formula = "=[@[Days left]]*2+LEN([@Id])"
    assert filled["F2"].formula == "=Plans[[#This Row],[Days left]]*2+LEN(Plans[[#This Row],[Id]])"
    assert filled["F2:F3"].value == [11, 13]
    with pytest.raises(ValueError, match="outside of any table"):
        filled["J20"].formula = "=[@Id]"


def test_one_formula_fills_a_range(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 2], [3, 4], [5, 6]]
    sheet["D1:E3"].formula = "=A1*$B$1+A$1"
    assert sheet["E3"].formula == "=B3*$B$1+B$1"
    assert sheet["D1:E3"].value == [[3, 6], [7, 10], [11, 14]]
    sheet["G1:G2"].formula = [["=1+1"], ["text"]]
    assert sheet["G1:G2"].value == [2, "text"]


def test_many_formulas_keep_their_cells_looks_and_notes(sheet: xw.Sheet) -> None:
    count = 1000
    sheet["A1"].value = [[n] for n in range(1, count + 1)]
    sheet["B301:B600"].color = (255, 0, 0)
    sheet["B700"].number_format = "0.00"
    sheet["B800"].add_note("mine")
    sheet[f"B1:B{count}"].formula = "=A1*2"
    assert sheet[f"B1:B{count}"].value == [2.0 * n for n in range(1, count + 1)]
    assert sheet[f"B{count}"].formula == f"=A{count}*2"
    assert [sheet[cell].color for cell in ("B300", "B301", "B600", "B601")] == [
        None,
        (255, 0, 0),
        (255, 0, 0),
        None,
    ]
    assert [sheet[cell].number_format for cell in ("B699", "B700", "B701")] == ["General", "0.00", "General"]
    assert [(note.location.address, note.text) for note in sheet.notes] == [("$B$800", "mine")]
    sheet["A1"].api.Rows.IsVisible = True
    sheet["A400:A450"].api.Rows.IsVisible = False
    sheet[f"B1:B{count}"].formula = "=A1*3"
    assert sheet[f"B1:B{count}"].value == [3.0 * n for n in range(1, count + 1)]


def test_array_formulas(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1], [2]]
    sheet["B1:B2"].formula_array = "=A1:A2*10"
    assert sheet["B1:B2"].value == [10, 20]
    assert sheet["B1:B2"].formula_array == "=A1:A2*10"
    assert (sheet["B1"].has_array, sheet["A1"].has_array) == (True, False)
    assert sheet["B1:B2"].impl.formula == (("=A1:A2*10",), ("=A1:A2*10",))


def test_a_text_that_looks_like_a_formula_is_read_and_copied_as_it_is(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "'=SUM(A1;B1)"
    sheet["A2"].number_format = "@"
    sheet["A2"].value = "=SUM(A1;B1)"
    sheet["A3"].formula = "=1+2"
    sheet["A3"].number_format = "@"
    assert sheet["A1:A3"].impl.formula == (("=SUM(A1;B1)",), ("=SUM(A1;B1)",), ("=1+2",))
    for kind, column in (("formulas", "C"), ("values", "D"), ("all", "E")):
        sheet[f"{column}1:{column}3"].impl.copy_from(sheet["A1:A3"].impl, kind)
        assert sheet[f"{column}1:{column}3"].value == ["=SUM(A1;B1)", "=SUM(A1;B1)", 3]
        formulas = sheet[f"{column}1:{column}3"].impl.get_special_cells("formulas", None)
        assert [cells.address for cells in formulas] == ([] if kind == "values" else [f"${column}$3"])


def test_formulas_found_in_a_part_of_a_long_run(sheet: xw.Sheet) -> None:
    sheet["B1:B20"].formula = "=A1*2"
    assert [cells.address for cells in sheet["A5:C6"].impl.get_special_cells("formulas", None)] == [
        "$B$5:$B$6"
    ]


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        ("=A1+$A1+A$1+$A$1", "=B3+$A3+B$1+$A$1"),
        ('=SUM(A1:B2)&"A1"', '=SUM(B3:C4)&"A1"'),
        ("='A1'!A1+LOG10(A1)", "='A1'!B3+LOG10(B3)"),
        ("=$Sheet1.A1", "=$Sheet1.B3"),
        ("=Plans[A1]", "=Plans[A1]"),
        ("text A1", "text A1"),
    ],
)
def test_moved_formulas(formula: str, there: str) -> None:
    assert moved(formula, 2, 1) == there


def test_moving_past_the_edge_is_a_broken_reference() -> None:
    assert moved("=A1+B2", -1, 0) == "=#REF!+B1"


def test_each_office_has_its_own_words_for_functions() -> None:
    one, other = (Functions({}, {"OWN": name}) for name in ("ONE", "OTHER"))
    assert Spelling(lambda: one, lambda: None, frozenset).excel("=OWN(A1)") == "=ONE(A1)"
    assert Spelling(lambda: other, lambda: None, frozenset).excel("=OWN(A1)") == "=OTHER(A1)"


def test_a_spelling_needs_no_functions_to_know_names_apart() -> None:
    spelling = Spelling(lambda: Functions({}, {}), lambda: "T", frozenset)
    assert spelling.native("=F(Data!A1,'a b'!B2,Name.with.dots)") == "=F($'Data'.A1;$'a b'.B2;Name.with.dots)"
    assert spelling.excel("=F($Data.A1;$'a b'.B2;Name.with.dots)") == "=F(Data!A1,'a b'!B2,Name.with.dots)"
    assert spelling.native("=[@Col]+T[[#headers], [Col]]") == "=T[[#This Row];[Col]]+T[[#Headers];[Col]]"
