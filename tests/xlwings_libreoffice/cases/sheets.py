"""Sheets of a workbook."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import BookCase, Step, given, put


def _names(sheet: Any) -> list[str]:
    return [each.name for each in sheet.book.sheets]


def _copied(into: str, **named: Any) -> Step:
    """Writes xyz into the first sheet and copies it before or after itself."""

    def step(sheet: Any) -> Any:
        sheet["A1"].value = "xyz"
        return sheet.copy(**{into: sheet}, **named)

    return step


def _other_book(sheet: Any) -> object:
    """What a copy in another workbook holds."""
    sheet["A1"].value = "xyz"
    other = sheet.book.app.books.add()
    try:
        sheet.copy(after=other.sheets[0], name="mine")
        return other.sheets[1].name, other.sheets[1]["A1"].value
    finally:
        other.close()


def _deleted(sheet: Any) -> list[str]:
    book = sheet.book
    sheet.delete()
    names: list[str] = book.sheet_names
    return names


COLLECTION = [
    BookCase("how many", lambda s: len(s.book.sheets), 3),
    BookCase("count", lambda s: s.book.sheets.count, 3),
    BookCase("their names", lambda s: s.book.sheet_names, ["Sheet1", "Sheet2", "Sheet3"]),
    BookCase("one after another", _names, ["Sheet1", "Sheet2", "Sheet3"]),
    BookCase("by index", lambda s: s.book.sheets[1].name, "Sheet2"),
    BookCase("by number", lambda s: s.book.sheets(1).name, "Sheet1"),
    BookCase("the last", lambda s: s.book.sheets[-1].name, "Sheet3"),
    BookCase("by name", lambda s: s.book.sheets["Sheet2"].index, 2),
    BookCase("by name in another case", lambda s: s.book.sheets["sheet2"].index, 2),
    BookCase("contains", lambda s: ("Sheet1" in s.book.sheets, "none" in s.book.sheets), (True, False)),
    BookCase("a name that isn't there", lambda s: s.book.sheets["none"].name, Exception),
    BookCase("an index past the end", lambda s: s.book.sheets[3].name, IndexError),
    BookCase("add", lambda s: (s.book.sheets.add(), len(s.book.sheets))[1], 4),
    BookCase("add before", lambda s: (s.book.sheets.add(before="Sheet1").name, s.book.sheets[0].name)[1], "Sheet4"),
    BookCase("add after the last", lambda s: (s.book.sheets.add(after=3), _names(s)[-1])[1], "Sheet4"),
    BookCase("add after the first", lambda s: (s.book.sheets.add("new", after=1), _names(s)[1])[1], "new"),
    BookCase("add with a name", lambda s: (s.book.sheets.add("test", before=1), _names(s)[0])[1], "test"),
    BookCase("added sheets are active", lambda s: (s.book.sheets.add("test", after=2), s.book.sheets.active.name)[1],
             "test"),
    BookCase("add goes before the active sheet",
             lambda s: (s.book.sheets[1].activate(), s.book.sheets.add("test"), _names(s)[1])[2], "test"),
    BookCase("add a name that is taken", lambda s: s.book.sheets.add("Sheet1"), Exception),
    BookCase("delete", _deleted, ["Sheet2", "Sheet3"]),
]  # fmt: skip


def _set(attribute: str, value: object) -> Step:
    return lambda sheet: setattr(sheet, attribute, value)


ONE = [
    BookCase("renamed", lambda s: s.book.sheet_names[0], "New", (_set("name", "New"),)),
    BookCase("renamed in Chinese", lambda s: s.name, "总表", (_set("name", "总表"),)),
    BookCase("renamed to a name that is taken", lambda s: setattr(s, "name", "Sheet2"), Exception),
    BookCase("renamed to a name Excel refuses", lambda s: setattr(s, "name", "a/b"), Exception),
    BookCase("renamed to a name too long", lambda s: setattr(s, "name", "x" * 32), Exception),
    BookCase("its book", lambda s: s.book.name == s.book.app.books[s.book.name].name, True),
    BookCase("its index", lambda s: [each.index for each in s.book.sheets], [1, 2, 3]),
    BookCase("activate", lambda s: (s.book.sheets[2].activate(), s.book.sheets.active.index)[1], 3),
    BookCase("select", lambda s: (s.book.sheets[1].select(), s.book.sheets.active.name)[1], "Sheet2"),
    BookCase("visible", lambda s: s.visible, True),
    BookCase("hidden", lambda s: s.visible, False, (_set("visible", False),)),
    BookCase("shown again", lambda s: s.visible, True, (_set("visible", False), _set("visible", True))),
    BookCase("clear contents", lambda s: (s.clear_contents(), s["G10"].value, s["G10"].color)[1:], (None, (255, 0, 0)),
             (given("G10", value=22, color=(255, 0, 0)),)),
    BookCase("clear formats", lambda s: (s.clear_formats(), s["G10"].value, s["G10"].color)[1:], (22.0, None),
             (given("G10", value=22, color=(255, 0, 0)),)),
    BookCase("clear", lambda s: (s.clear(), s["G10"].value, s["G10"].color)[1:], (None, None),
             (given("G10", value=22, color=(255, 0, 0)),)),
    BookCase("used range", lambda s: s.used_range.address, "$A$1:$C$7", (given("A1:C7", value=1),)),
    BookCase("used range after clearing", lambda s: (s["A5:C7"].clear(), s.used_range.address)[1], "$A$1:$C$4",
             (given("A1:C7", value=1),)),
    BookCase("equal sheets", lambda s: s == s.book.sheets[0], True),
    BookCase("unequal sheets", lambda s: s == s.book.sheets[1], False),
    BookCase("a sheet's text", lambda s: repr(s).endswith("Sheet1>"), True),
]  # fmt: skip

COPIES = [
    BookCase("copy goes last", lambda s: (s.copy(), _names(s)[-1], s.book.sheets[-1]["A1"].value)[1:],
             ("Sheet1 (2)", "xyz"), (put("A1", "xyz"),)),
    BookCase("copy before", lambda s: (_copied("before")(s).name, _names(s)[0])[1], "Sheet1 (2)"),
    BookCase("copy after", lambda s: (_copied("after")(s).name, _names(s)[1])[1], "Sheet1 (2)"),
    BookCase("copy with a name", lambda s: (_copied("before", name="mine")(s).name, _names(s)[0])[1], "mine"),
    BookCase("copy keeps values", lambda s: _copied("before", name="mine")(s)["A1"].value, "xyz"),
    BookCase("copy to a name that is taken", lambda s: _copied("before", name="Sheet2")(s), ValueError),
    BookCase("copy both before and after", lambda s: s.copy(before=s, after=s), AssertionError),
    BookCase("copy to another book", _other_book, ("mine", "xyz")),
]  # fmt: skip

CASES = [*COLLECTION, *ONE, *COPIES]
