"""Excel tables."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import BookCase, Step


def _table(call: Step) -> Step:
    """Makes a table of a heading and a row in A1:B2, and gives `call` the table."""

    def step(sheet: Any) -> object:
        sheet["A1"].value = [["a", "b"], [1, 2]]
        return call(sheet.tables.add(source=sheet["A1"].expand()))

    return step


def _set(attribute: str, value: object) -> Step:
    def step(table: Any) -> object:
        setattr(table, attribute, value)
        return getattr(table, attribute)

    return _table(step)


def _resized(table: Any) -> str:
    table.resize(table.parent["A1:C3"])
    return str(table.range.address)


def _grown(table: Any) -> object:
    """A table resized over a new row, and that row's value in a formula over the column."""
    sheet = table.parent
    sheet["A3"].value = [10, 20]
    table.resize(sheet["A1:B3"])
    sheet["D1"].formula = f"=SUM({table.name}[b])"
    return table.data_body_range.value, sheet["D1"].value


def _two(sheet: Any) -> list[str]:
    sheet["A1"].value = [["a"], [1]]
    sheet["D1"].value = [["a"], [1]]
    for where in ("A1:A2", "D1:D2"):
        sheet.tables.add(sheet[where])
    return [table.name for table in sheet.tables]


def _found_anew(table: Any) -> object:
    table.name = "XYZ"
    return table.parent.tables["XYZ"].name


CASES = [
    BookCase("named by number", _table(lambda t: t.name), "Table1"),
    BookCase("two are named by number", _two, ["Table1", "Table2"]),
    BookCase("added with a name", lambda s: s.tables.add(s["A4:B5"], name="Marks").name, "Marks"),
    BookCase("found by name", _table(lambda t: t.parent.tables["Table1"].range.address), "$A$1:$B$2"),
    BookCase("found by index", _table(lambda t: t.parent.tables[0].name), "Table1"),
    BookCase("how many", _table(lambda t: len(t.parent.tables)), 1),
    BookCase("none", lambda s: len(s.tables), 0),
    BookCase("in", _table(lambda t: ("Table1" in t.parent.tables, "none" in t.parent.tables)), (True, False)),
    BookCase("a name that isn't there", lambda s: s.tables["none"].name, Exception),
    BookCase("range", _table(lambda t: t.range.address), "$A$1:$B$2"),
    BookCase("body", _table(lambda t: t.data_body_range.address), "$A$2:$B$2"),
    BookCase("heading", _table(lambda t: t.header_row_range.address), "$A$1:$B$1"),
    BookCase("heading's values", _table(lambda t: t.header_row_range.value), ["a", "b"]),
    BookCase("its sheet", _table(lambda t: t.parent.name), "Sheet1"),
    BookCase("display name", _table(lambda t: t.display_name), "Table1"),
    BookCase("renamed", _set("name", "XYZ"), "XYZ"),
    BookCase("renamed by display name", _set("display_name", "ABCDE"), "ABCDE"),
    BookCase("found by its new name", _table(_found_anew), "XYZ"),
    BookCase("a cell's table", _table(lambda t: t.parent["B2"].table.name), "Table1"),
    BookCase("a cell without a table", _table(lambda t: t.parent["D9"].table), None),
    BookCase("headings shown", _table(lambda t: t.show_headers), True),
    BookCase("filter buttons shown", _table(lambda t: t.show_autofilter), True),
    BookCase("filter buttons hidden", _set("show_autofilter", False), False),
    BookCase("no totals", _table(lambda t: t.show_totals), False),
    BookCase("no range of totals", _table(lambda t: t.totals_row_range), None),
    BookCase("no row to insert into", _table(lambda t: t.insert_row_range), None),
    BookCase("resized", _table(_resized), "$A$1:$C$3"),
    BookCase("grown", _table(_grown), ([[1.0, 2.0], [10.0, 20.0]], 22.0)),
    BookCase("it follows inserted rows", _table(lambda t: (t.parent["1:1"].insert("down"), t.range.address)[1]), "$A$2:$B$3"),
]  # fmt: skip
