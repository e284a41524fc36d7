"""Adds up what the sheets of one file hold, and stops where it is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.gate.reading import Refused
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softenv_xl.gate.limits import Limits
    from softenv_xl.grid.address import Address, Area


def cell_count(area: Area) -> int:
    """How many cells an area has; 0 for one turned inside out."""
    return max(0, area.bottom - area.top + 1) * max(0, area.right - area.left + 1)


def _cells(count: int) -> Text:
    return Text("{count:,} 个单元格", "{count:,} cells").format(count=count)


def reaches_too_far(last: Address, limits: Limits) -> Refused:
    return Refused.too_large(
        "工作表一直用到 {cell}", "a sheet reaches to {cell}", _cells(limits.area), cell=last.a1
    )


class Tally:
    """Counts over all sheets; every method raises Refused past a limit."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cells = self._area = self._merged = 0

    def sheets(self, count: int) -> None:
        if count > self._limits.sheets:
            raise Refused.too_large("工作表太多", "too many sheets", self._limits.sheets)

    def area(self, last: Address) -> None:
        """A sheet that reaches to `last`."""
        self._area += last.row * last.column
        if self._area > self._limits.area:
            raise reaches_too_far(last, self._limits)

    def rows(self, rows: Sequence[Sequence[object]]) -> None:
        """A sheet's rows, cut after their last cells in use."""
        self._cells += sum(map(len, rows))
        if self._cells > self._limits.cells:
            raise Refused.too_large("有内容的单元格太多", "too many cells in use", _cells(self._limits.cells))

    def merged(self, areas: Iterable[Area]) -> None:
        sizes = list(map(cell_count, areas))
        self._merged += len(sizes)
        if self._merged > self._limits.merged:
            raise Refused.too_large("合并单元格太多", "too many merged cells", self._limits.merged)
        if sum(sizes) > self._limits.area:
            raise Refused.suspicious("合并了几乎整张工作表", "cells merged over nearly a whole sheet")
