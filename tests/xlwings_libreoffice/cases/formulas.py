"""Formulas: written in Excel's language, read in it, and worked out."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import BookCase, Case, Step, given, put, value


def _kept(formula: str) -> Case:
    """A formula comes back as it was written."""
    return Case(f"kept: {formula}", lambda s: s["J9"].formula, formula, (given("J9", formula=formula),))


def _rows(result: object) -> object:
    """Excel's engine gives tuples, newer ones lists."""
    return (
        [list(row) if isinstance(row, tuple) else row for row in result]
        if isinstance(result, tuple)
        else result
    )


def _formulas(where: str) -> Step:
    return lambda sheet: _rows(sheet[where].formula)


def _table(sheet: Any) -> None:
    sheet["A1"].value = [["name", "marks", "twice"], ["a", 1, None], ["b", 2, None]]
    sheet.tables.add(sheet["A1:C3"], name="Marks")


def _spaced(sheet: Any) -> None:
    sheet.book.sheets[1].name = "a b's"
    sheet.book.sheets[1]["A1"].value = 7


KEPT = [
    _kept("=SUM(A2:A10)"),
    _kept("=A1*2"),
    _kept("=$A$1+A$1+$A1"),
    _kept('=IF(A1>1,"yes, sir; no",B1&"!")'),
    _kept("=Sheet1!A1"),
    _kept("=SUM(Sheet1!A1:B2,Sheet1!C3)"),
    _kept("=SUM(A:A)"),
    _kept("=SUM(2:3)"),
    _kept('=COUNTIFS(A1:A9,">0",B1:B9,"x*")'),
    _kept('=SUMPRODUCT((A1:A3="x")*(B1:B3))'),
    _kept('=IFERROR(VLOOKUP(A1,$B$1:$C$9,2,FALSE),"")'),
    _kept("={1,2;3,4}"),
    _kept("=SUM({1,2;3,4})"),
    _kept('=TEXT(A1,"yyyy-mm-dd")'),
    _kept("=-A1^2%"),
    _kept("=TRUE"),
    _kept('="say ""hi"""'),
    _kept('=INDEX(A1:B9,MATCH("x",A1:A9,0),2)'),
    _kept("=ROUND(AVERAGE(A1:A3),1)"),
    _kept("=A1<>B1"),
]

READ = [
    Case("a formula of a number", lambda s: s["A1"].formula, "2.5", (put("A1", 2.5),)),
    Case("a formula of a whole number", lambda s: s["A1"].formula, "2", (put("A1", 2),)),
    Case("a formula of text", lambda s: s["A1"].formula, "x", (put("A1", "x"),)),
    Case("a formula of nothing", lambda s: s["A1"].formula, ""),
    Case("formulas of a row", _formulas("A1:B1"), [["=1+1", "x"]], (put("A1", ["=1+1", "x"]),)),
    Case("formulas of a column", _formulas("A1:A2"), [["=1+1"], ["3"]], (put("A1", [["=1+1"], [3]]),)),
    Case("formula2", lambda s: s["A1"].formula2, "=SUM(A2:A10)", (given("A1", formula2="=SUM(A2:A10)"),)),
]

WORKED_OUT = [
    Case("a sum", value("A1"), 6.0, (put("A2", [[1], [2], [3]]), given("A1", formula="=SUM(A2:A4)"))),
    Case("text from a formula", value("B1"), "a!", (put("A1", "a"), given("B1", formula='=A1&"!"'))),
    Case("one formula for a column moves down", _formulas("B1:B3"), [["=A1*2"], ["=A2*2"], ["=A3*2"]],
         (given("B1:B3", formula="=A1*2"),)),
    Case("one formula for a column is worked out", value("B1:B3"), [2.0, 4.0, 6.0],
         (put("A1", [[1], [2], [3]]), given("B1:B3", formula="=A1*2"))),
    Case("a formula for each cell", value("B1:B2"), [10.0, 20.0],
         (put("A1", [[1], [2]]), given("B1:B2", formula=[["=A1*10"], ["=A2*10"]]))),
    Case("formulas among values", value("A1:C1"), [1.0, 2.0, "x"], (put("A1", [1, "=A1*2", "x"]),)),
    Case("an array formula", value("D1"), 32.0,
         (put("A1", [[1, 4], [2, 5], [3, 6]]), given("D1", formula_array="=SUM(A1:A3*B1:B3)"))),
    Case("an array formula is read", lambda s: s["D1"].formula_array, "=SUM(A1:A3*B1:B3)",
         (given("D1", formula_array="=SUM(A1:A3*B1:B3)"),)),
    Case("it has an array", lambda s: s["D1"].has_array, True, (given("D1", formula_array="=SUM(A1:A3*B1:B3)"),)),
    Case("it has no array", lambda s: s["D1"].has_array, False, (given("D1", formula="=1"),)),
    Case("an array formula over cells", value("C1:C3"), [2.0, 4.0, 6.0],
         (put("A1", [[1], [2], [3]]), given("C1:C3", formula_array="=A1:A3*2"))),
    Case("a change is followed", value("B1"), 8.0,
         (put("A1", 2), given("B1", formula="=A1*2"), put("A1", 4))),
    Case("several sheets", value("A1"), 9.0,
         (lambda s: put("Z50", 9)(s.book.sheets[0]), given("A1", formula="=Sheet1!Z50"),
          )),
    Case("COUNTIFS", value("D1"), 1.0,
         (put("A1", [["x", 1], ["x", 0], ["y", 1]]), given("D1", formula='=COUNTIFS(A1:A3,"x",B1:B3,">0")'))),
    Case("a formula that is none", lambda s: setattr(s["A1"], "formula", "=SUM("), Exception),
]  # fmt: skip

TABLES_AND_SHEETS = [
    BookCase("a quoted sheet name is kept", lambda s: s["A1"].formula, "='a b''s'!A1",
             (_spaced, given("A1", formula="='a b''s'!A1"))),
    BookCase("a quoted sheet name is worked out", value("A1"), 7.0,
             (_spaced, given("A1", formula="='a b''s'!A1"))),
    BookCase("a table's column", value("E1"), 3.0, (_table, given("E1", formula="=SUM(Marks[marks])"))),
    BookCase("a table's column is kept", lambda s: s["E1"].formula, "=SUM(Marks[marks])",
             (_table, given("E1", formula="=SUM(Marks[marks])"))),
    BookCase("this row of a table", value("C2:C3"), [2.0, 4.0],
             (_table, given("C2:C3", formula="=Marks[[#This Row],[marks]]*2"))),
    BookCase("this row, the short way", value("C2:C3"), [2.0, 4.0],
             (_table, given("C2:C3", formula="=[@marks]*2"))),
    BookCase("a name", value("B1"), 10.0,
             (put("A1", 5), given("A1", name="five"), given("B1", formula="=five*2"))),
    BookCase("a name is kept", lambda s: s["B1"].formula, "=five*2",
             (given("A1", name="five"), given("B1", formula="=five*2"))),
    BookCase("a formula follows inserted rows", lambda s: s["B2"].formula, "=A2",
             (given("B1", formula="=A1"), lambda s: s["1:1"].insert("down"))),
]  # fmt: skip

CASES = [*KEPT, *READ, *WORKED_OUT, *TABLES_AND_SHEETS]
