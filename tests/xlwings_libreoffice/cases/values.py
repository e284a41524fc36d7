"""What comes back of what was written."""

from __future__ import annotations

import datetime as dt

from tests.xlwings_libreoffice.cases import Case, given, moment, put, value

_MOMENT = moment(2020, 12, 31, 12, 12, 20)
_MIXED = [[1.0, 2.222, 3.333], ["Test1", None, "éöà"], [moment(1962, 11, 3), _MOMENT, 9.999]]
_ERRORS = {
    "#DIV/0!": "=1/0",
    "#N/A": "=NA()",
    "#NAME?": "=NOSUCHFUNCTION(1)",
    "#NUM!": "=SQRT(-1)",
    "#REF!": '=INDIRECT("nowhere!A1")',
    "#VALUE!": '="x"+1',
    "#NULL!": "=SUM(A1:A2 C1:C2)",
}


def _kept(name: str, written: object, read: object) -> Case:
    """One cell, written and read."""
    return Case(name, value("B2"), read, (put("B2", written),))


NUMBERS = [
    _kept("a float", 1.5, 1.5),
    _kept("an int comes back as a float", 7, 7.0),
    _kept("zero", 0, 0.0),
    _kept("a negative number", -0.25, -0.25),
    _kept("past 31 bits", 2147483648, 2147483648.0),
    _kept("the largest 32-bit number", 2147483647, 2147483647.0),
    _kept("past 64 bits", 10000000000000000000, 1e19),
    _kept("all digits of a double", 0.1 + 0.2, 0.1 + 0.2),
    _kept("a very small number", 1e-300, 1e-300),
    _kept("not a number is nothing", float("nan"), None),
]

TEXTS = [
    _kept("a word", "Hello", "Hello"),
    _kept("Chinese", "十项禁令", "十项禁令"),
    _kept("an emoji", "✅ 👍", "✅ 👍"),
    _kept("two lines", "one\ntwo", "one\ntwo"),
    _kept("spaces at both ends", "  x  ", "  x  "),
    _kept("no text is nothing", "", None),
    _kept("long text", "x" * 32767, "x" * 32767),
    _kept("quotes", "say \"hi\" 'there'", "say \"hi\" 'there'"),
    _kept("an apostrophe in front is dropped", "'text", "text"),
    _kept("an apostrophe arms a formula's text", "'=1+2", "=1+2"),
    _kept("an apostrophe keeps zeros", "'007", "007"),
    _kept("text of digits is a number", "12", 12.0),
    _kept("text of digits with a point is a number", "1.5", 1.5),
    _kept("text beginning with = is a formula", "=1+2", 3.0),
    Case("digits in a text cell stay text", value("A1"), "007", (given("A1", number_format="@"), put("A1", "007"))),
    Case("a formula in a text cell stays text", value("A1"), "=1+2",
         (given("A1", number_format="@"), put("A1", "=1+2"))),
]  # fmt: skip

MOMENTS = [
    _kept("a date", moment(1962, 11, 3), moment(1962, 11, 3)),
    _kept("a date and time", _MOMENT, _MOMENT),
    _kept("a date alone", dt.date(2000, 12, 3), moment(2000, 12, 3)),
    _kept("a leap day", dt.date(2024, 2, 29), moment(2024, 2, 29)),
    _kept("a date in 1900", moment(1900, 3, 1), moment(1900, 3, 1)),
    _kept("a date far ahead", moment(2999, 12, 31), moment(2999, 12, 31)),
    _kept("a time zone is dropped", _MOMENT.replace(tzinfo=dt.timezone(dt.timedelta(hours=8))), _MOMENT),
    Case("a number with a date's format is a date", value("A1"), moment(2024, 1, 1),
         (put("A1", 45292), given("A1", number_format="yyyy-mm-dd"))),
    Case("a date with a number's format is a number", value("A1"), 45292.0,
         (put("A1", dt.date(2024, 1, 1)), given("A1", number_format="0"))),
    Case("a date computed", value("A1"), moment(2024, 1, 1), (put("A1", "=DATE(2024,1,1)"),)),
    Case("the date format of a cell stays", lambda s: s["A1"].number_format, "yyyy-mm-dd",
         (given("A1", number_format="yyyy-mm-dd"), put("A1", dt.date(2024, 1, 1)))),
    Case("a date has a date's format", lambda s: "yy" in s["A1"].number_format, True, (put("A1", _MOMENT),)),
    Case("a number over a date", value("A1"), 3.0, (put("A1", _MOMENT), given("A1", number_format="General"),
         put("A1", 3))),
    Case("dates in a column", value("A1:A3"), [_MOMENT, None, moment(2024, 1, 1)],
         (put("A1", [[_MOMENT], [None], [dt.date(2024, 1, 1)]]),)),
]  # fmt: skip

TRUTHS = [
    _kept("true", True, True),
    _kept("false", False, False),
    Case("a comparison", value("A1"), True, (put("A1", "=1<2"),)),
    Case("truths among numbers", value("A1:D1"), [True, 1.0, False, 0.0], (put("A1", [True, 1, False, 0]),)),
    Case("a number over a truth", value("A1"), 3.0, (put("A1", True), put("A1", 3))),
    Case("text over a truth", value("A1"), "x", (put("A1", True), put("A1", "x"))),
    Case("a truth over a number with a format", value("A1"), True,
         (given("A1", number_format="0.00"), put("A1", True))),
]  # fmt: skip

NOTHING = [
    _kept("nothing", None, None),
    Case("an empty cell", value("Z99"), None),
    Case("an empty row", value("A1:C1"), [None, None, None]),
    Case("an empty block", value("A1:B2"), [[None, None], [None, None]]),
    Case("nothing wipes", value("A1:B1"), [None, 2.0], (put("A1", [1, 2]), put("A1", None))),
    Case("nothing in a row wipes", value("A1:B1"), [3.0, None], (put("A1", [1, 2]), put("A1", [3, None]))),
    Case("an empty list writes nothing", value("A1"), 1.0, (put("A1", 1), put("A1", []))),
    Case("a formula's empty text", value("A1"), None, (put("A1", '=""'),)),
    Case(
        "a block far away is empty", value("A100000:B100001"), [[None, None], [None, None]], (put("A1", 1),)
    ),
]

SHAPES = [
    Case("a row", value("A1:C1"), [1.0, 2.0, 3.0], (put("A1", [1, 2, 3]),)),
    Case("a row in a list", value("A1:C1"), [1.0, 2.0, 3.0], (put("A1", [[1, 2, 3]]),)),
    Case("a tuple", value("A1:C1"), [1.0, 2.0, 3.0], (put("A1", (1, 2, 3)),)),
    Case("a column", value("A1:A3"), [1.1, None, 3.3], (put("A1", [[1.1], [None], [3.3]]),)),
    Case("a block", value("A1:C3"), _MIXED, (put("A1", _MIXED),)),
    Case("one value for a block", value("A1:B2"), [[5.0, 5.0], [5.0, 5.0]], (put("A1:B2", 5),)),
    Case("one text for a block", value("A1:B2"), [["x", "x"], ["x", "x"]], (put("A1:B2", "x"),)),
    Case("one date for a block", value("A1:A2"), [_MOMENT, _MOMENT], (put("A1:A2", _MOMENT),)),
    Case("a block at the sheet's last cell", value("XFC1048575:XFD1048576"), [[1.0, 2.0], [3.0, 4.0]],
         (put("XFC1048575", [[1, 2], [3, 4]]),)),
    Case("rows of two lengths", put("A1", [[1], [1, 2]]), Exception),
    Case("a longer row first", put("A1", [[1, 2, 3], [4, 5], [6, 7, 8]]), Exception),
    Case("tuples of two lengths", put("A1", ((1,), (1, 2))), Exception),
    Case("many rows", lambda s: sum(row[1] for row in s["A1:B5000"].value), 12497500.0,
         (put("A1", [[str(i) + "x", i] for i in range(5000)]),)),
    Case("a text as long as a row of cells", value("A1:B1"), ["abc", None], (put("A1", "abc"),)),
]  # fmt: skip

ERRORS = [
    *(
        Case(f"{code} is nothing", value("E1"), None, (put("E1", formula),))
        for code, formula in _ERRORS.items()
    ),
    *(
        Case(f"{code} as text", lambda s: s["E1"].options(err_to_str=True).value, code, (put("E1", formula),))
        for code, formula in _ERRORS.items()
    ),
    Case(
        "#VALUE! of a function as text",
        lambda s: s["E1"].options(err_to_str=True).value,
        "#VALUE!",
        (put("E1", '=VALUE("x")'),),
    ),
    Case("an error among values", value("A1:C1"), [1.0, None, 3.0], (put("A1", [1, "=1/0", 3]),)),
    Case("an error that a formula passes on", value("B1"), None, (put("A1", "=1/0"), put("B1", "=A1+1"))),
]

CASES = [*NUMBERS, *TEXTS, *MOMENTS, *TRUTHS, *NOTHING, *SHAPES, *ERRORS]
