"""Names for ranges, of the workbook and of one sheet."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import BookCase, Step, given, put, value


def _deleted(sheet: Any, how: Step) -> object:
    """What a named range's name is once `how` has deleted it."""
    how(sheet)
    return sheet["B10:C11"].name


def _in_scope(sheet: Any) -> object:
    sheet["B2:C3"].name = "Sheet1!scoped"
    sheet["scoped"].value = [[1, 2], [3, 4]]
    return sheet["B2:C3"].value


def _out_of_scope(sheet: Any) -> object:
    sheet["B2:C3"].name = "Sheet1!scoped"
    return sheet.book.sheets[1]["scoped"].value


def _added(refers_to: str) -> Step:
    return lambda sheet: sheet.book.names.add("test1", refers_to)


_ONE = given("B2:D10", name="test1")
_TWO = (_ONE, given("A1", name="test2"))
_DOOMED = (given("B10:C11", name="doomed"),)

CASES = [
    BookCase("by number", lambda s: s.book.names(1).name, "test1", _TWO),
    BookCase("by index", lambda s: s.book.names[1].name, "test2", _TWO),
    BookCase("by name", lambda s: s.book.names["test2"].name, "test2", _TWO),
    BookCase("how many", lambda s: (len(s.book.names), s.book.names.count), (2, 2), _TWO),
    BookCase("one after another", lambda s: [name.name for name in s.book.names], ["test1", "test2"], _TWO),
    BookCase("in", lambda s: ("test1" in s.book.names, "test3" in s.book.names), (True, False), _TWO),
    BookCase("contains", lambda s: (s.book.names.contains("test1"), s.book.names.contains("test3")),
             (True, False), _TWO),
    BookCase("a name that isn't there", lambda s: s.book.names["none"].name, Exception),
    BookCase("a range without a name", lambda s: s["A1"].name, None),
    BookCase("a cell's name", lambda s: s["A100"].name.name, "test1", (given("A100", name="test1"),)),
    BookCase("a block's name", lambda s: s["A200:B204"].name.name, "test2", (given("A200:B204", name="test2"),)),
    BookCase("a part of a named range has none", lambda s: s["B2"].name, None, (_ONE,)),
    BookCase("a range by its name", lambda s: s["test1"].address, "$B$2:$D$10", (_ONE,)),
    BookCase("a range by its name in another case", lambda s: s["TEST1"].address, "$B$2:$D$10", (_ONE,)),
    BookCase("written by name", value("A1"), 123.0, (*_TWO, put("test2", 123))),
    BookCase("refers to a range", lambda s: s["B2:D10"].name.refers_to_range == s["B2:D10"], True, (_ONE,)),
    BookCase("refers to, as Excel writes it", lambda s: s.book.names["test1"].refers_to, "=Sheet1!$B$2:$D$10", (_ONE,)),
    BookCase("refers to a sheet with a space", lambda s: s.book.names["test1"].refers_to_range.address, "$B$2:$D$10",
             (lambda s: setattr(s, "name", "She et1"), _ONE)),
    BookCase("refers to a quoted sheet", lambda s: s.book.names["test1"].refers_to, "='She et1'!$B$2:$D$10",
             (lambda s: setattr(s, "name", "She et1"), _ONE)),
    BookCase("refers somewhere else", lambda s: s.book.names["test1"].refers_to_range.address, "$A$5",
             (_ONE, lambda s: setattr(s.book.names["test1"], "refers_to", "=Sheet1!$A$5"))),
    BookCase("renamed", lambda s: [name.name for name in s.book.names], ["renamed"],
             (_ONE, lambda s: setattr(s.book.names["test1"], "name", "renamed"))),
    BookCase("added to the book", lambda s: s["A1:B3"].name.name, "test1", (_added("=Sheet1!$A$1:$B$3"),)),
    BookCase("a name for a number", lambda s: s.book.names["test1"].refers_to, "=42", (_added("=42"),)),
    BookCase("a name for a formula", lambda s: s.book.names["test1"].refers_to, "=SUM(Sheet1!$A$1:$A$3)",
             (_added("=SUM(Sheet1!$A$1:$A$3)"),)),
    BookCase("a name for a number has no range", lambda s: s.book.names["test1"].refers_to_range, Exception,
             (_added("=42"),)),
    BookCase("added to a sheet", lambda s: s["A1:B3"].name.name, "Sheet1!test1",
             (lambda s: s.names.add("test1", "=Sheet1!$A$1:$B$3"),)),
    BookCase("a book's name is none of the sheet's", lambda s: len(s.names), 0, (_ONE,)),
    BookCase("a sheet's name is one of the book's", lambda s: (len(s.names), len(s.book.names)), (1, 2),
             (_ONE, lambda s: s.names.add("test2", "=Sheet1!$B$2"))),
    BookCase("within its scope", _in_scope, [[1.0, 2.0], [3.0, 4.0]]),
    BookCase("out of its scope", _out_of_scope, Exception),
    BookCase("deleted from the names", lambda s: _deleted(s, lambda t: t.book.names["doomed"].delete()), None, _DOOMED),
    BookCase("deleted as an item", lambda s: _deleted(s, lambda t: t.book.names.__delitem__("doomed")), None, _DOOMED),
    BookCase("deleted from the range", lambda s: _deleted(s, lambda t: t["doomed"].name.delete()), None, _DOOMED),
    BookCase("a name Excel refuses", lambda s: s.book.names.add("A1", "=Sheet1!$B$2"), Exception),
    BookCase("it follows inserted rows", lambda s: s["test1"].address, "$B$3:$D$11",
             (_ONE, lambda s: s["1:1"].insert("down"))),
]  # fmt: skip
