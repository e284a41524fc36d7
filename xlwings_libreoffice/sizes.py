"""Widths, heights and hidden lines of a range.

LibreOffice measures in hundredths of a millimetre and keeps twips (1/20 point); Excel's object model
speaks points, and characters for the width of a column.
"""

from __future__ import annotations

from typing import Any

from xlwings_libreoffice.cells import Cells
from xlwings_libreoffice.references import MAX_COLUMN, MAX_ROW, Area, address
from xlwings_libreoffice.uno_runtime import enum

_POINTS_PER_PIXEL = 0.75
# Excel's characters are digits of the standard font, 7 pixels wide, with 5 pixels of padding per column.
_DIGIT, _PADDING = 7, 5
_WIDEST, _HIGHEST = 255, 409.5
# Each UNO call costs the better part of a millisecond, so long ranges are compared in this many blocks.
_BLOCKS = 64


def points(native: int) -> float:
    """Hundredths of a millimetre as points, to the twip."""
    return round(native * 1440 / 2540) / 20


def native_size(length: float) -> int:
    """Points as hundredths of a millimetre."""
    return round(length * 2540 / 72)


def characters(length: float) -> float:
    """The column width in characters of a column so many points wide."""
    pixels = length / _POINTS_PER_PIXEL
    narrow = _DIGIT + _PADDING
    return round(pixels / narrow if pixels < narrow else (pixels - _PADDING) / _DIGIT, 2)


def column_points(width: float) -> float:
    """The points of a column so many characters wide; whole pixels, as in Excel."""
    pixels = width * _DIGIT + _PADDING if width >= 1 else width * (_DIGIT + _PADDING)
    return round(pixels) * _POINTS_PER_PIXEL


class Sizes(Cells):
    """The part of a range that speaks of its rows' and columns' measures."""

    @property
    def column_width(self) -> float | None:
        """In characters; None where the columns differ. A hidden column has the width 0."""
        _, left, _, right = self.area
        native = self._common_size("Width", left, right)
        return None if native is None else characters(points(native))

    @column_width.setter
    def column_width(self, value: float) -> None:
        if not 0 <= value <= _WIDEST:
            raise ValueError(f"a column is 0 to {_WIDEST} characters wide, not {value!r}")
        columns = self.api.Columns
        if value:
            columns.Width = native_size(column_points(value))
        columns.IsVisible = value > 0

    @property
    def row_height(self) -> float | None:
        """In points; None where the rows differ. A hidden row has the height 0."""
        top, _, bottom, _ = self.area
        native = self._common_size("Height", top, bottom)
        return None if native is None else points(native)

    @row_height.setter
    def row_height(self, value: float) -> None:
        if not 0 <= value <= _HIGHEST:
            raise ValueError(f"a row is 0 to {_HIGHEST} points high, not {value!r}")
        rows = self.api.Rows
        if value:
            rows.Height = native_size(value)
        rows.IsVisible = value > 0

    def _common_size(self, side: str, first: int, last: int) -> int | None:
        """The size that each line from first to last has, or None.

        Up to 64 lines are compared one by one. Longer ranges are compared in 64 blocks by their sums,
        which sees every difference but those that cancel out within a block.
        """
        size = self._line_size(side, first, first)
        count = last - first + 1
        step = -(-count // _BLOCKS)
        for start in range(first, last + 1, step):
            end = min(start + step - 1, last)
            # a size depends a little on where its edges fall: by less than a twip, and half of that a line
            expected = size * (end - start + 1)
            if abs(self._line_size(side, start, end) - expected) > 1 + (end - start) / 2:
                return None
        return size

    def _line_size(self, side: str, first: int, last: int) -> int:
        top, left, _, _ = self.area
        area = Area(top, first, top, last) if side == "Width" else Area(first, left, last, left)
        return _length(self.sheet.native(area), side)

    @property
    def width(self) -> float:
        """In points."""
        return points(_length(self.api, "Width"))

    @property
    def height(self) -> float:
        """In points."""
        return points(_length(self.api, "Height"))

    @property
    def left(self) -> float:
        """Points from the sheet's left edge."""
        return points(self.api.Position.X)

    @property
    def top(self) -> float:
        """Points from the sheet's upper edge."""
        return points(self.api.Position.Y)

    def autofit(self, axis: str | None = None) -> None:
        """Fits columns, then rows, to what they show; `axis` "rows" or "columns" fits one of them."""
        if axis in (None, "columns", "c"):
            self.api.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            self.api.Rows.OptimalHeight = True

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden, by hand or by a filter; None where some are."""
        top, _, bottom, _ = self.area
        shown = self._shown(Area(top, 1, bottom, MAX_COLUMN), "StartRow", "EndRow")
        return _all_or_none(shown, bottom - top + 1)

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.api.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None where some are."""
        _, left, _, right = self.area
        shown = self._shown(Area(1, left, MAX_ROW, right), "StartColumn", "EndColumn")
        return _all_or_none(shown, right - left + 1)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.api.Columns.IsVisible = not value

    @property
    def arg1_input(self) -> str:
        """The range's text: by its form xlwings tells whether rows or columns are to be grouped."""
        return address(self.area)

    def group(self, by: str) -> None:
        """Puts the `rows` or `columns` one level deeper into the outline."""
        self.sheet.api.group(self.sheet.address(self.area), _orientation(by))

    def ungroup(self, by: str) -> None:
        """Takes them out of their group; a group of which some lines are named here ends as a whole."""
        self.sheet.api.ungroup(self.sheet.address(self.area), _orientation(by))

    def _shown(self, area: Area, start: str, end: str) -> int:
        """How many of the area's lines are visible; its visible blocks repeat them."""
        blocks: Any = self.sheet.native(area).queryVisibleCells().RangeAddresses
        return sum(b - a + 1 for a, b in {(getattr(block, start), getattr(block, end)) for block in blocks})


def _orientation(by: str) -> Any:
    if by not in ("rows", "columns"):
        raise ValueError(f"rows or columns are grouped, not {by!r}")
    return enum("table.TableOrientation", by.upper())


def _length(cells: Any, side: str) -> int:
    """LibreOffice counts both edges of a range: a hidden line has the size 1."""
    return int(getattr(cells.Size, side)) - 1


def _all_or_none(shown: int, count: int) -> bool | None:
    if not shown:
        return True
    return False if shown == count else None
