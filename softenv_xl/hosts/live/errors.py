"""Error values of a program's cells, in words and as the numbers that COM has for them."""

from __future__ import annotations

from softenv_xl.grid.cell import CellError

# https://learn.microsoft.com/office/vba/api/excel.xlcverror ; those from 2046 on are in the type library alone.
_NUMBERS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
    2051: "#BUSY!",
    2052: "#PYTHON!",
}
_FACILITY = -2146828288  # 0x800A0000: error number n of a cell is this plus n

WORDS = frozenset(_NUMBERS.values())
"""What error cells show."""

CODES = range(_FACILITY + 2000, _FACILITY + 2100)
"""The numbers that stand for errors: xlwings has words for seven of them. Those that come with a later Excel, too."""


def error_of(code: int) -> CellError:
    """The error of one of CODES. One that isn't known is reported as such, never as a number."""
    return CellError(_NUMBERS.get(code - _FACILITY, "#UNKNOWN!"))
