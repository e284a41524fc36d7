"""xlwings' converters and options."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from typing import Any

import xlwings as xw

from tests.xlwings_libreoffice.cases import Case, moment, put, value

_PAIRS = {"a": 1.0, "b": 2.0}
_FIVE = [[row * 4.0 + column for column in range(4)] for row in range(5)]
_DAY = moment(2024, 1, 1)


def _opted(where: str, convert: Any = None, **options: Any) -> Any:
    return lambda sheet: sheet[where].options(convert, **options).value


def _striped(cells: Any, _values: Any) -> None:
    """A formatter: a coloured head, every other row grey."""
    cells[0, :].color = "#a9d08e"
    for index, row in enumerate(cells.rows[1:]):
        if index % 2 == 0:
            row.color = "#d0cece"


DIMENSIONS = [
    Case("one cell in two dimensions", _opted("A1", ndim=2), [[23.0]], (put("A1", 23),)),
    Case("one cell in one dimension", _opted("A1", ndim=1), [23.0], (put("A1", 23),)),
    Case("a row in two dimensions", _opted("A1:C1", ndim=2), [[1.1, None, 3.3]], (put("A1", [1.1, None, 3.3]),)),
    Case("a column in two dimensions", _opted("A1:A3", ndim=2), [[1.1], [None], [3.3]],
         (put("A1", [[1.1], [None], [3.3]]),)),
    Case("a block in one dimension", _opted("A1:B2", ndim=1), Exception, (put("A1", [[1, 2], [3, 4]]),)),
    Case("natural: a cell", _opted("A1", ndim="natural"), "Hello", (put("A1", "Hello"),)),
    Case("natural: a row", _opted("A1:D1", ndim="natural"), [1.0, 2.0, 3.0, 4.0], (put("A1", [1, 2, 3, 4]),)),
    Case("natural: a column", _opted("A1:A3", ndim="natural"), [[1.0], [2.0], [3.0]],
         (put("A1", [[1], [2], [3]]),)),
    Case("natural: a block", _opted("A1:C2", ndim="natural"), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
         (put("A1", [[1, 2, 3], [4, 5, 6]]),)),
    Case("transposed in writing", value("A1:B2"), [[1.0, 3.0], [2.0, 4.0]],
         (put("A1", [[1, 2], [3, 4]], transpose=True),)),
    Case("transposed in reading", _opted("A1:B2", transpose=True), [[1.0, 3.0], [2.0, 4.0]],
         (put("A1", [[1, 2], [3, 4]]),)),
    Case("a list transposed is a column", value("A1:A3"), [1.0, 2.0, 3.0], (put("A1", [1, 2, 3], transpose=True),)),
]  # fmt: skip

KINDS = [
    Case("numbers as int", _opted("A1", numbers=int), 3, (put("A1", 3.0),)),
    Case("numbers rounded to int", _opted("A1:B1", numbers=int), [3, 4], (put("A1", [3.2, 3.8]),)),
    Case("numbers by a function", _opted("A1", numbers=lambda x: x * 2), 6.0, (put("A1", 3),)),
    Case("numbers as int leave text", _opted("A1", numbers=int), "x", (put("A1", "x"),)),
    Case("dates as date", _opted("A1", dates=dt.date), dt.date(2024, 1, 1), (put("A1", _DAY),)),
    Case("dates by a function", _opted("A1", dates=lambda year, month, day, **_: f"{year}-{month}-{day}"),
         "2024-1-1", (put("A1", _DAY),)),
    Case("empty cells as text", _opted("A1:B1", empty="NA"), ["NA", 1.0], (put("B1", 1),)),
    Case("an error beside a date", _opted("A1:B1", err_to_str=True), ["#N/A", _DAY],
         (put("A1", ["=NA()", _DAY]),)),
    Case("raw values of a block", lambda s: [list(row) for row in s["A1:B2"].raw_value],
         [[1.0, 2.0], [3.0, 4.0]], (put("A1", [[1, 2], [3, 4]]),)),
]  # fmt: skip

DICTIONARIES = [
    Case("a dictionary", _opted("A1:B2", dict), _PAIRS, (put("A1", _PAIRS),)),
    Case("an ordered dictionary", _opted("A1:B2", OrderedDict), OrderedDict(_PAIRS),
         (put("A1", OrderedDict(_PAIRS)),)),
    Case("a dictionary across", _opted("A1:B2", dict, transpose=True), {"a": 1.0, "b": 2.0},
         (put("A1", [["a", "b"], [1, 2]]),)),
    Case("a dictionary that expands", _opted("A1", dict, expand="table"), _PAIRS, (put("A1", _PAIRS),)),
    Case("a range as it is", lambda s: _opted("A1:B2", xw.Range)(s).address, "$A$1:$B$2"),
]  # fmt: skip

CHUNKS = [
    *(
        Case(f"written {size} rows at a time", value("A1:D5"), _FIVE, (put("A1", _FIVE, chunksize=size),))
        for size in (2, 4, 6)
    ),
    *(
        Case(f"read {size} rows at a time", _opted("A1:D5", chunksize=size), _FIVE, (put("A1", _FIVE),))
        for size in (2, 4, 7)
    ),
]

FORMATTED = [
    Case("a formatter colours the head", lambda s: s["A50:B50"].color, (169, 208, 142),
         (put("A50", [["one", "two"], [1, 2], [3, 4], [5, 6]], formatter=_striped),)),
    Case("a formatter colours rows", lambda s: s["A51:B51"].color, (208, 206, 206),
         (put("A50", [["one", "two"], [1, 2], [3, 4], [5, 6]], formatter=_striped),)),
    Case("a formatter leaves rows", lambda s: s["A52:B52"].color, None,
         (put("A50", [["one", "two"], [1, 2], [3, 4], [5, 6]], formatter=_striped),)),
]  # fmt: skip

CASES = [*DIMENSIONS, *KINDS, *DICTIONARIES, *CHUNKS, *FORMATTED]
