"""Where ranges are, and moving about in them."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import Case, address, done, given, put, value

A, B, C, D = "$A$1", "$B$1", "$E$1", "$A$2"


def _other(sheet: Any) -> Any:
    return sheet.book.sheets[0]


MADE = [
    Case("one cell", address(lambda s: s.range("A1")), A),
    Case("one cell as a range", address(lambda s: s.range("A1:A1")), A),
    Case("a block", address(lambda s: s.range("B2:D5")), "$B$2:$D$5"),
    Case("by row and column", address(lambda s: s.range((1, 1))), A),
    Case("by the same corner twice", address(lambda s: s.range((1, 1), (1, 1))), A),
    Case("by two corners", address(lambda s: s.range((2, 2), (5, 4))), "$B$2:$D$5"),
    Case("from an address to a corner", address(lambda s: s.range("A1", (2, 2))), "$A$1:$B$2"),
    Case("from a corner to an address", address(lambda s: s.range((1, 1), "B2")), "$A$1:$B$2"),
    Case("between two ranges", address(lambda s: s.range(s.range("A1"), s.range("B2"))), "$A$1:$B$2"),
    Case("first range of another sheet", lambda s: s.range(_other(s).range("A1"), s.range("B2")), ValueError),
    Case(
        "second range of another sheet", lambda s: s.range(s.range("A1"), _other(s).range("B2")), ValueError
    ),
    Case("row 0", lambda s: s.range((0, 1)).value, IndexError),
    Case("column 0", lambda s: s.range((1, 1), (1, 0)).value, IndexError),
    Case("whole columns", address(lambda s: s.range("A:C")), "$A:$C"),
    Case("whole rows", address(lambda s: s.range("2:4")), "$2:$4"),
    Case("lower-case letters", address(lambda s: s.range("b2:d5")), "$B$2:$D$5"),
    Case("with dollar signs", address(lambda s: s.range("$B$2:$D$5")), "$B$2:$D$5"),
    Case("corners the wrong way round", address(lambda s: s.range("D5:B2")), "$B$2:$D$5"),
    Case("all cells", lambda s: s.cells.shape, (1048576, 16384)),
    Case("shortcut: an address", address(lambda s: s["A1:B5"]), "$A$1:$B$5"),
    Case("shortcut: a pair counts from 0", address(lambda s: s[0, 1]), B),
    Case("shortcut: slices", address(lambda s: s[:5, :5]), "$A$1:$E$5"),
    Case("shortcut: slices from the middle", address(lambda s: s[1:3, 2:4]), "$C$2:$D$3"),
    Case("shortcut: two addresses", lambda s: s["A1", "B5"], TypeError),
    Case("equal ranges", lambda s: s["A1"] == s.range("A1"), True),
    Case("unequal ranges", lambda s: s["A1"] == s.range("A2"), False),
    Case("the same cells of two sheets", lambda s: s["A1"] == _other(s)["A1"], False),
    Case("nonsense", lambda s: s.range("no such name").value, Exception),
]

MEASURED = [
    Case("length", lambda s: len(s["A1:C4"]), 12),
    Case("count", lambda s: s["A1:C4"].count, 12),
    Case("size", lambda s: s["A1:C4"].size, 12),
    Case("shape", lambda s: s["A1:C4"].shape, (4, 3)),
    Case("row", lambda s: s["B3:F5"].row, 3),
    Case("column", lambda s: s["B3:F5"].column, 2),
    Case("how many rows", lambda s: s["B3:F5"].rows.count, 3),
    Case("how many columns", lambda s: s["B3:F5"].columns.count, 5),
    Case("last cell", address(lambda s: s["B3:F5"].last_cell), "$F$5"),
    Case("its sheet", lambda s: s["A1"].sheet == s, True),
    Case("second row", address(lambda s: s["B3:F5"].rows[1]), "$B$4:$F$4"),
    Case("last column", address(lambda s: s["B3:F5"].columns[-1]), "$F$3:$F$5"),
    Case("each row", lambda s: [row.address for row in s["A1:B2"].rows], ["$A$1:$B$1", "$A$2:$B$2"]),
    Case("each cell", lambda s: [cell.address for cell in s["A1:B2"]], [A, B, D, "$B$2"]),
    Case("each cell's value", lambda s: [c.value for c in s["A1:B2"]], [1.0, 2.0, 3.0, 4.0],
         (put("A1", [[1, 2], [3, 4]]),)),
    Case("address, rows relative", lambda s: s["A1:C3"].get_address(False), "$A1:$C3"),
    Case("address, columns relative", lambda s: s["A1:C3"].get_address(True, False), "A$1:C$3"),
    Case("address, relative", lambda s: s["A1:C3"].get_address(False, False), "A1:C3"),
    Case("address with its sheet", lambda s: s.book.sheets[0]["A1:C3"].get_address(include_sheetname=True),
         "Sheet1!$A$1:$C$3"),
    Case("a range's text", lambda s: repr(s.book.sheets[0]["A1:C3"]).endswith("Sheet1!$A$1:$C$3>"), True),
]  # fmt: skip

INDEXED = [
    Case("block [0]", address(lambda s: s["A1:B2"][0]), A),
    Case("block (1)", address(lambda s: s["A1:B2"](1)), A),
    Case("block [0, 0]", address(lambda s: s["A1:B2"][0, 0]), A),
    Case("block (1, 1)", address(lambda s: s["A1:B2"](1, 1)), A),
    Case("block [1]", address(lambda s: s["A1:B2"][1]), B),
    Case("block (2)", address(lambda s: s["A1:B2"](2)), B),
    Case("block [0, 1]", address(lambda s: s["A1:B2"][0, 1]), B),
    Case("block (1, 2)", address(lambda s: s["A1:B2"](1, 2)), B),
    Case("block [-1]", address(lambda s: s["A1:B2"][-1]), "$B$2"),
    Case("block [4] is past its end", lambda s: s["A1:B2"][4], IndexError),
    Case("block (5) goes on below", address(lambda s: s["A1:B2"](5)), "$A$3"),
    Case("block [0, 4] is past its end", lambda s: s["A1:B2"][0, 4], IndexError),
    Case("block (1, 5) goes on", address(lambda s: s["A1:B2"](1, 5)), C),
    Case("row [1]", address(lambda s: s["A1:D1"][1]), B),
    Case("row (2)", address(lambda s: s["A1:D1"](2)), B),
    Case("row [4] is past its end", lambda s: s["A1:D1"][4], IndexError),
    Case("row (5) goes on below", address(lambda s: s["A1:D1"](5)), D),
    Case("row (1, 5) goes on", address(lambda s: s["A1:D1"](1, 5)), C),
    Case("column [1]", address(lambda s: s["A1:A4"][1]), D),
    Case("column (2)", address(lambda s: s["A1:A4"](2)), D),
    Case("column [4] is past its end", lambda s: s["A1:A4"][4], IndexError),
    Case("column (5) goes on below", address(lambda s: s["A1:A4"](5)), "$A$5"),
    Case("column (5, 1) goes on below", address(lambda s: s["A1:A4"](5, 1)), "$A$5"),
    Case("block sliced from column 1", address(lambda s: s["B2:D4"][0:, 1:]), "$C$2:$D$4"),
    Case("block sliced to a cell", address(lambda s: s["B2:D4"][1:2, 1:2]), "$C$3"),
    Case("block sliced to a row", address(lambda s: s["B2:D4"][:1, :2]), "$B$2:$C$2"),
    Case("block sliced whole", address(lambda s: s["B2:D4"][:, :]), "$B$2:$D$4"),
    Case("row sliced", address(lambda s: s["B2:D2"][1:]), "$C$2:$D$2"),
    Case("column sliced", address(lambda s: s["B2:B4"][:2]), "$B$2:$B$3"),
]

MOVED = [
    Case("resize", address(lambda s: s["A1"].resize(4, 5)), "$A$1:$E$4"),
    Case("resize rows", address(lambda s: s["A1:C5"].resize(row_size=1)), "$A$1:$C$1"),
    Case("resize columns", address(lambda s: s["A1:B4"].resize(column_size=5)), "$A$1:$E$4"),
    Case("resize to itself", address(lambda s: s["A1:B4"].resize()), "$A$1:$B$4"),
    Case("resize to no row", lambda s: s["A1:B4"].resize(row_size=0), AssertionError),
    Case("offset", address(lambda s: s["A1:B3"].offset(3, 4)), "$E$4:$F$6"),
    Case("offset by rows", address(lambda s: s["A1:B3"].offset(row_offset=3)), "$A$4:$B$6"),
    Case("offset by columns", address(lambda s: s["A1:B3"].offset(column_offset=4)), "$E$1:$F$3"),
    Case("end down", address(lambda s: s["A1"].end("down")), "$A$5", (given("A1:C5", value=1),)),
    Case("end d", address(lambda s: s["A1"].end("d")), "$A$5", (given("A1:C5", value=1),)),
    Case("end up", address(lambda s: s["C5"].end("up")), "$C$1", (given("A1:C5", value=1),)),
    Case("end right", address(lambda s: s["A1"].end("right")), "$C$1", (given("A1:C5", value=1),)),
    Case("end left", address(lambda s: s["C5"].end("left")), "$A$5", (given("A1:C5", value=1),)),
    Case("end over a gap", address(lambda s: s["A2"].end("down")), "$A$5",
         (put("A1", [[1], [1], [None], [None], [1]]),)),
    Case("end with nothing below", address(lambda s: s["A1"].end("down")), "$A$1048576", (put("A1", 1),)),
    Case("end up from the last row", address(lambda s: s["B1048576"].end("up")), "$B$3",
         (put("B1", [[1], [None], [3]]),)),
    Case("end on an empty sheet", address(lambda s: s["C3"].end("left")), "$A$3"),
    Case("current region", address(lambda s: s["B21"].current_region), "$A$20:$B$21",
         (put("A20", [[1, 2], [3, 4]]),)),
    Case("current region over a corner", address(lambda s: s["A1"].current_region), "$A$1:$B$2",
         (put("A1", 1), put("B2", 2))),
    Case("current region of a lone cell", address(lambda s: s["E5"].current_region), "$E$5"),
    Case("expand to a table", address(lambda s: s["A1"].expand()), "$A$1:$E$5", (put("A1", [["a"] * 5] * 5),)),
    Case("expand down", address(lambda s: s["A1"].expand("down")), "$A$1:$A$5", (put("A1", [["a"] * 3] * 5),)),
    Case("expand right", address(lambda s: s["A1"].expand("right")), "$A$1:$C$1", (put("A1", [["a"] * 3] * 5),)),
    Case("expand a row down", lambda s: s["A1:C1"].options(expand="down").value, [["a"] * 3] * 5,
         (put("A1", [["a"] * 3] * 5),)),
    Case("expand a lone cell", address(lambda s: s["A1"].expand()), A, (put("A1", 1),)),
    Case("used range", address(lambda s: s.used_range), "$B$2:$C$7", (given("B2:C7", value=1),)),
    Case("used range of an empty sheet", address(lambda s: s.used_range), A),
]  # fmt: skip

_THREE = given("A1:C1", value="test")
_COUNTED = put("A1", ["one", "two", "three"])

SHIFTED = [
    Case("insert a cell, shift down", value("A1:A2"), [None, "test"], (_THREE, done("A1", "insert", "down"))),
    Case("insert a cell, shift right", value("A1:D1"), [None, "test", "test", "test"],
         (_THREE, done("A1", "insert", "right"))),
    Case("insert a row", value("A1:C2"), [[None] * 3, ["test"] * 3], (_THREE, done("1:1", "insert", "down"))),
    Case("insert a column", value("A1:D1"), [None, "test", "test", "test"], (_THREE, done("A:A", "insert", "right"))),
    Case("delete a cell", value("A1:C1"), ["two", "three", None], (_COUNTED, done("A1", "delete"))),
    Case("delete a cell, shift up", value("A1:C1"), [None, "two", "three"],
         (_COUNTED, done("A1", "delete", "up"))),
    Case("delete a cell, shift left", value("A1:C1"), ["two", "three", None],
         (_COUNTED, done("A1", "delete", "left"))),
    Case("delete a row", value("A1:A2"), ["two", None], (put("A1", [["one"], ["two"]]), done("1:1", "delete"))),
    Case("delete a column", value("A1:C1"), ["two", "three", None], (_COUNTED, done("A:A", "delete"))),
    Case("copy to a place", value("A2:B2"), ["x", "x"],
         (given("A1:B1", value="x"), lambda s: s["A1:B1"].copy(s["A2"]))),
    Case("copy brings the looks", lambda s: s["A2"].color, (34, 34, 34),
         (given("A1", value="x", color=(34, 34, 34)), lambda s: s["A1"].copy(s["A2"]))),
    Case("copied formulas move along", lambda s: s["C2"].formula, "=A2+B2",
         (given("C1", formula="=A1+B1"), lambda s: s["C1"].copy(s["C2"]))),
    Case("paste", lambda s: (s["A2"].value, s["A2"].color), ("x", (34, 34, 34)),
         (given("A1", value="x", color=(34, 34, 34)), done("A1", "copy"), done("A2", "paste"))),
    Case("paste values", lambda s: (s["A2"].value, s["A2"].color), ("x", None),
         (given("A1", value="x", color=(34, 34, 34)), done("A1", "copy"), done("A2", "paste", "values"))),
    Case("clear contents", lambda s: (s["A1"].value, s["A1"].color), (None, (255, 0, 0)),
         (given("A1", value=22, color=(255, 0, 0)), done("A1", "clear_contents"))),
    Case("clear formats", lambda s: (s["A1"].value, s["A1"].color), (22.0, None),
         (given("A1", value=22, color=(255, 0, 0)), done("A1", "clear_formats"))),
    Case("clear", lambda s: (s["A1"].value, s["A1"].color), (None, None),
         (given("A1", value=22, color=(255, 0, 0)), done("A1", "clear"))),
]  # fmt: skip

CASES = [*MADE, *MEASURED, *INDEXED, *MOVED, *SHIFTED]
