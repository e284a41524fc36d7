"""Rows sorted, filtered and searched; cells moved; rows and columns of tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.xlwings_libreoffice.cases import BookCase, Case, Step, done, given, put, value

_SALES = (put("A1", [["Region", "Amount"], ["East", 10], ["West", 30], ["north", 20], ["East", None]]),)


def _seen(call: Any) -> Step:
    """Filters A1:B5 and tells which amounts are in sight."""

    def step(sheet: Any) -> list[Any]:
        call(sheet["A1:B5"].autofilter)
        return [sheet[f"B{row}"].value for row in range(2, 6) if not sheet[f"{row}:{row}"].rows.hidden]

    return step


def _criterion(call: Any, field: int = 1) -> Step:
    """Filters A1:B5 and reads the field's criterion."""

    def step(sheet: Any) -> Any:
        filtered = sheet["A1:B5"].autofilter
        call(filtered)
        found = filtered.criteria[field - 1]
        return found.type, found.operator, found.value1, found.values, found.count

    return step


def _table(call: Any) -> Step:
    """Makes a table of items and prices in A1:B4, with a total row's worth of space below, and gives it."""

    def step(sheet: Any) -> Any:
        sheet["A1"].value = [["Item", "Price"], ["pen", 3], ["ink", 2], ["pad", 1]]
        sheet["A9"].value = "below"
        return call(sheet.tables.add(sheet["A1:B4"], name="Items"))

    return step


def _after(call: Any, then: Any) -> Step:
    """`call` on the table of items, and what `then` gives of it afterwards."""

    def step(table: Any) -> Any:
        call(table)
        return then(table)

    return _table(step)


def _items(table: Any) -> Any:
    return table.data_body_range.value


def _summed_and_grown(table: Any) -> None:
    table.parent["D1"].formula = "=SUM(Items[Price])"
    table.rows.add(["cap", 4])


SORTED = [
    Case("by one column", value("A1:B3"), [["a", 1.0], ["b", 2.0], ["c", 0.0]],
         (put("A1", [["c", 0], ["a", 1], ["b", 2]]), done("A1:B3", "sort", 1))),
    Case("downwards", value("A1:A3"), [3.0, 2.0, 1.0], (put("A1", [[1], [3], [2]]), done("A1:A3", "sort", 1, False))),
    Case("by two columns", value("A1:B4"), [["a", 2.0], ["a", 1.0], ["b", 2.0], ["b", 1.0]],
         (put("A1", [["b", 1], ["a", 1], ["b", 2], ["a", 2]]), done("A1:B4", "sort", [1, 2], [True, False]))),
    Case("below a heading", value("A1:A4"), ["z", 1.0, 2.0, 3.0],
         (put("A1", [["z"], [3], [1], [2]]), done("A1:A4", "sort", 1, True, True))),
    Case("empty cells go last", value("A1:A4"), [1.0, 2.0, None, None],
         (put("A1", [[None], [2], [None], [1]]), done("A1:A4", "sort", 1))),
    Case("numbers before text", value("A1:A4"), [1.0, 2.0, "1x", "a"],
         (put("A1", [["a"], [2], ["1x"], [1]]), done("A1:A4", "sort", 1))),
    Case("upper and lower case are one", value("A1:B4"), [["a", 1.0], ["A", 2.0], ["b", 3.0], ["B", 4.0]],
         (put("A1", [["a", 1], ["A", 2], ["b", 3], ["B", 4]]), done("A1:B4", "sort", 1))),
    Case("equal rows stay in order", lambda s: [row[1] for row in s["A1:B40"].value],
         [float(n) for key in (0, 1, 2) for n in range(40) if n % 3 == key],
         (put("A1", [[n % 3, n] for n in range(40)]), done("A1:B40", "sort", 1))),
    Case("by four columns", value("A1:D2"), [[1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 2.0]],
         (put("A1", [[1, 1, 1, 2], [1, 1, 1, 1]]), done("A1:D2", "sort", [1, 2, 3, 4]))),
    Case("formulas of a row go along", value("A1:B2"), [[1.0, 2.0], [2.0, 4.0]],
         (put("A1", [[2, "=A1*2"], [1, "=A2*2"]]), done("A1:B2", "sort", 1))),
    Case("looks go along", lambda s: s["A2"].color, (1, 2, 3),
         (put("A1", [[2], [1]]), given("A1", color=(1, 2, 3)), done("A1:A2", "sort", 1))),
    Case("by a column that isn't there", done("A1:B2", "sort", 3), ValueError),
]  # fmt: skip

FOUND = [
    Case("a part of a text", lambda s: s["A1:B5"].find("est").address, "$A$3", _SALES),
    Case("a whole text only", lambda s: s["A1:B5"].find("est", whole=True), None, _SALES),
    Case("in any case", lambda s: s["A1:B5"].find("NORTH").address, "$A$4", _SALES),
    Case("in its case only", lambda s: s["A1:B5"].find("NORTH", match_case=True), None, _SALES),
    Case("the first cell counts", lambda s: s["A2:A5"].find("East").address, "$A$2", _SALES),
    Case("backwards", lambda s: s["A1:B5"].find("East", direction="backward").address, "$A$5", _SALES),
    Case("outside of the range", lambda s: s["B1:B5"].find("East"), None, _SALES),
    Case("a number", lambda s: s["A1:B5"].find("30").address, "$B$3", _SALES),
    Case("row by row", lambda s: s["A1:B2"].find("x").address, "$B$1", (put("A1", [[None, "x"], ["x", None]]),)),
    Case("column by column", lambda s: s["A1:B2"].find("x", order="columns").address, "$A$2",
         (put("A1", [[None, "x"], ["x", None]]),)),
    Case("signs of patterns are themselves", lambda s: s["A1:A2"].find("a.c (1)").address, "$A$2",
         (put("A1", [["abc (1)"], ["a.c (1)"]]),)),
    Case("replaced", value("A1:A2"), ["Final", "Final report"],
         (put("A1", [["Draft"], ["Draft report"]]), done("A1:A2", "replace_all", "Draft", "Final"))),
    Case("replaced only here", value("A1:B1"), ["y", "x"], (put("A1", ["x", "x"]), done("A1", "replace_all", "x", "y"))),
    Case("whole cells replaced", value("A1:A2"), ["Final", "Draft report"],
         (put("A1", [["Draft"], ["Draft report"]]), done("A1:A2", "replace_all", "Draft", "Final", whole=True))),
    Case("replaced by nothing", value("A1"), "b", (put("A1", "aba"), done("A1", "replace_all", "a", ""))),
    Case("blank cells", lambda s: [a.address for a in s["A1:B5"].get_special_cells("blanks")], ["$B$5"], _SALES),
    Case("numbers", lambda s: [a.address for a in s["A1:B5"].get_special_cells("constants", "numbers")], ["$B$2:$B$4"],
         _SALES),
    Case("formulas", lambda s: [a.address for a in s["A1:B5"].get_special_cells("formulas")], ["$A$2"],
         (put("A1", 1), put("A2", "=A1"))),
    Case("formulas with errors", lambda s: [a.address for a in s["A1:A5"].get_special_cells("formulas", "errors")],
         ["$A$2"], (put("A1", [["=1"], ["=1/0"]]),)),
    Case("no such cells", lambda s: s["A1:B5"].get_special_cells("formulas"), [], _SALES),
]  # fmt: skip

FILTERED = [
    Case("by a value", _seen(lambda f: f.apply_values(1, ["East"])), [10.0, None], _SALES),
    Case("by two values", _seen(lambda f: f.apply_values(1, ["East", "West"])), [10.0, 30.0, None], _SALES),
    Case("by numbers", _seen(lambda f: f.apply_values(2, [10, 20])), [10.0, 20.0], _SALES),
    Case("by comparison", _seen(lambda f: f.apply_comparison(2, "greater_than", 15)), [30.0, 20.0], _SALES),
    Case("between", _seen(lambda f: f.apply_comparison(2, "between", 10, 20)), [10.0, 20.0], _SALES),
    Case("not between", _seen(lambda f: f.apply_comparison(2, "not_between", 15, 25)), [10.0, 30.0], _SALES),
    Case("blanks", _seen(lambda f: f.apply_comparison(2, "equal_to", None)), [None], _SALES),
    Case("no blanks", _seen(lambda f: f.apply_comparison(2, "not_equal_to", None)), [10.0, 30.0, 20.0], _SALES),
    Case("the largest", _seen(lambda f: f.apply_top_items(2, 2)), [30.0, 20.0], _SALES),
    Case("the smallest", _seen(lambda f: f.apply_bottom_items(2, 1)), [10.0], _SALES),
    Case("two fields", _seen(lambda f: (f.apply_values(1, ["East", "West"]), f.apply_comparison(2, "less_than", 20))),
         [10.0], _SALES),
    Case("one field cleared", _seen(lambda f: (f.apply_values(1, ["East"]), f.apply_comparison(2, "less_than", 20),
         f.clear(1))), [10.0], _SALES),
    Case("all cleared", _seen(lambda f: (f.apply_values(1, ["East"]), f.clear())), [10.0, 30.0, 20.0, None], _SALES),
    Case("no criterion", _criterion(lambda f: f.apply_values(2, [10])), ("none", None, None, None, None), _SALES),
    Case("a criterion of values", _criterion(lambda f: f.apply_values(1, ["East", "West"])),
         ("values", None, None, ["East", "West"], None), _SALES),
    Case("a criterion of comparison", _criterion(lambda f: f.apply_comparison(2, "greater_than", 15), 2),
         ("comparison", "greater_than", "15", None, None), _SALES),
    Case("a criterion of the largest", _criterion(lambda f: f.apply_top_items(2, 2), 2),
         ("top_items", None, None, None, 2), _SALES),
    Case("by a date", _seen(lambda f: f.apply_comparison(1, "equal_to", dt.date(2025, 1, 2))), [2.0],
         (put("A1", [["day", "n"], [dt.date(2025, 1, 1), 1], [dt.date(2025, 1, 2), 2], ["x", 3], ["y", 4]]),)),
    Case("a field that isn't there", lambda s: s["A1:B5"].autofilter.apply_values(3, ["x"]), ValueError, _SALES),
]  # fmt: skip

MOVED = [
    Case("moved", value("A1:C1"), [None, None, "x"], (put("A1", "x"), lambda s: s["A1"].move(s["C1"]))),
    Case("moved over itself", value("A1:D1"), [1.0, 2.0, 3.0, None],
         (put("B1", [1, 2, 3]), lambda s: s["B1:D1"].move(s["A1"]))),
    Case("formulas follow what is moved", lambda s: s["B1"].formula, "=C5",
         (put("A1", 1), given("B1", formula="=A1"), lambda s: s["A1"].move(s["C5"]))),
    Case("looks are moved", lambda s: (s["A1"].color, s["C1"].color), (None, (1, 2, 3)),
         (given("A1", color=(1, 2, 3)), lambda s: s["A1"].move(s["C1"]))),
    Case("copied from", lambda s: (s["C1"].value, s["C1"].color), (1.0, (1, 2, 3)),
         (given("A1", value=1, color=(1, 2, 3)), lambda s: s["C1"].copy_from(s["A1"]))),
    Case("values copied from", lambda s: (s["C1"].formula, s["C1"].value), ("2", 2.0),
         (put("A1", "=1+1"), lambda s: s["C1"].copy_from(s["A1"], "values"))),
    Case("formulas copied from", lambda s: (s["C2"].formula, s["C2"].color), ("=B2", None),
         (given("B1", formula="=A1", color=(1, 2, 3)), lambda s: s["C2"].copy_from(s["B1"], "formulas"))),
    Case("looks copied from", lambda s: (s["C1"].value, s["C1"].color), (7.0, (1, 2, 3)),
         (given("A1", value=1, color=(1, 2, 3)), put("C1", 7), lambda s: s["C1"].copy_from(s["A1"], "formats"))),
    Case("truths copied from", value("C1"), True, (put("A1", True), lambda s: s["C1"].copy_from(s["A1"], "values"))),
]  # fmt: skip

TABLES = [
    BookCase("how many rows", _table(lambda t: len(t.rows)), 3),
    BookCase("a row", _table(lambda t: (t.rows[1].range.value, t.rows[1].index)), (["ink", 2.0], 2)),
    BookCase("a row appended", _after(lambda t: t.rows.add(["cap", 4]), lambda t: (t.range.address, t.rows[3].range.value)),
             ("$A$1:$B$5", ["cap", 4.0])),
    BookCase("a row inserted", _after(lambda t: t.rows.add(["cap", 4], index=1), _items),
             [["cap", 4.0], ["pen", 3.0], ["ink", 2.0], ["pad", 1.0]]),
    BookCase("a row deleted", _after(lambda t: t.rows[0].delete(), _items), [["ink", 2.0], ["pad", 1.0]]),
    BookCase("cells below move along", _after(lambda t: t.rows.add(["cap", 4], index=1), lambda t: t.parent["A10"].value),
             "below"),
    BookCase("a row too long", _table(lambda t: t.rows.add(["cap", 4, 5])), ValueError),
    BookCase("columns", _table(lambda t: [(c.name, c.index) for c in t.columns]), [("Item", 1), ("Price", 2)]),
    BookCase("a column by name", _table(lambda t: t.columns["Price"].data_body_range.address), "$B$2:$B$4"),
    BookCase("a column added", _after(lambda t: t.columns.add("Tax", index=2), lambda t: t.header_row_range.value),
             ["Item", "Tax", "Price"]),
    BookCase("a column appended", _after(lambda t: t.columns.add("Tax"), lambda t: t.header_row_range.value),
             ["Item", "Price", "Tax"]),
    BookCase("a column deleted", _after(lambda t: t.columns["Item"].delete(), lambda t: t.range.address), "$A$1:$A$4"),
    BookCase("sorted", _after(lambda t: t.sort(2), _items), [["pad", 1.0], ["ink", 2.0], ["pen", 3.0]]),
    BookCase("filtered", _after(lambda t: t.autofilter.apply_values(1, ["ink"]),
             lambda t: [row.range.row for row in t.rows if not row.range.rows.hidden]), [3]),
    BookCase("a column's total in a formula", _after(lambda t: setattr(t.parent["D1"], "formula", "=SUM(Items[Price])"),
             lambda t: t.parent["D1"].value), 6.0),
    BookCase("a formula sees an appended row", _after(_summed_and_grown, lambda t: t.parent["D1"].value), 10.0),
]  # fmt: skip

CASES = [*SORTED, *FOUND, *FILTERED, *MOVED, *TABLES]
