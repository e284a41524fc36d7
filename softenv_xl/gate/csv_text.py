"""A table in plain text, as form tools give it: comma, semicolon or tab between the cells, a quote around some."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from softenv_xl.gate.reading import Reading, Refused
from softenv_xl.gate.tally import Tally
from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address
from softenv_xl.grid.grid import Book, Grid

if TYPE_CHECKING:
    from softenv_xl.gate.limits import Limits
    from softenv_xl.grid.cell import Value

_MARKS = ",\t;，"
_SAMPLE = 5  # lines by which the mark between the cells is found
_LONGEST_CELL = 32_767  # characters; as many as a cell of a workbook may have


def read_csv(text: str, limits: Limits) -> Reading:
    """One sheet without a name. What is in the cells is text: what it means is for others to say.

    Raises Refused for more cells than the limits allow, wider rows or longer cells than a workbook has.
    """
    csv.field_size_limit(_LONGEST_CELL)
    tally = Tally(limits)
    rows: list[tuple[Value, ...]] = []
    widest = 1
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text)):
            widest = max(widest, len(line))
            if len(rows) >= MAX_ROW or widest > MAX_COLUMN:
                raise Refused.too_large("行数或列数", "its rows or columns", f"{MAX_ROW} × {MAX_COLUMN}")
            rows.append(tuple(cell or None for cell in line))
            tally.rows(rows[-1:])
    except csv.Error:
        raise Refused.too_large(
            "一个单元格的文字（或引号没有成对）",
            "the text of one cell (or a quote that isn't closed)",
            _LONGEST_CELL,
        ) from None
    tally.area(Address(max(1, len(rows)), widest))
    return Reading(Book((Grid("", tuple(rows)),), format="csv"))


def _mark(text: str) -> str:
    """What stands between the cells: the mark that the first lines have most of."""
    head = text[: 1 << 16].splitlines()[:_SAMPLE]
    return max(_MARKS, key=lambda mark: sum(line.count(mark) for line in head))
