"""Single cells put together to rectangles: a program takes one block as fast as one cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from softenv_xl.grid.cell import Value

# So many unchanged cells between two changed ones are written along rather than asking once more.
_GAP = 64

Cells: TypeAlias = "Mapping[tuple[int, int], Value]"
"""Values by sheet row and column."""


class Rectangle(NamedTuple):
    """Rows of values whose first one stands at that sheet row and column."""

    top: int
    left: int
    rows: list[list[Value]]

    @property
    def lines(self) -> range:
        """Its sheet rows."""
        return range(self.top, self.top + len(self.rows))

    @property
    def columns(self) -> range:
        """Its sheet columns."""
        return range(self.left, self.left + len(self.rows[0]))


def rectangles(changed: Cells, writable: Cells) -> Iterator[Rectangle]:
    """Rectangles that hold every changed cell, and otherwise only cells that are writable: `writable` has
    the values of all those, the changed ones among them.
    """
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(changed):
        by_column[column].append(row)
    runs = {column: list(_runs(rows, column, writable)) for column, rows in by_column.items()}
    for column in sorted(runs):
        for first, last in runs[column]:
            right = column
            while (first, last) in runs.get(right + 1, ()):
                right += 1
                runs[right].remove((first, last))
            yield Rectangle(
                first, column, _values(writable, range(first, last + 1), range(column, right + 1))
            )


def _runs(rows: list[int], column: int, writable: Cells) -> Iterator[tuple[int, int]]:
    first = last = rows[0]
    for row in rows[1:]:
        between = range(last + 1, row)
        if len(between) > _GAP or any((at, column) not in writable for at in between):
            yield first, last
            first = row
        last = row
    yield first, last


def _values(writable: Cells, rows: range, columns: range) -> list[list[Value]]:
    return [[writable[row, column] for column in columns] for row in rows]
