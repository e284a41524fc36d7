"""Merged cells of a range."""

from __future__ import annotations

from typing import Any

from xlwings_libreoffice.address import Area
from xlwings_libreoffice.cells import Cells
from xlwings_libreoffice.contents import Contents
from xlwings_libreoffice.references import area_of


class Merging(Cells):
    """The part of a range that speaks of merged cells."""

    @property
    def merge_area(self) -> Any:
        """The merged range that holds the first cell; that cell's own range where none does."""
        top, left, _, _ = self.area
        return self.sheet.at(self._around(Area(top, left, top, left)))

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged ones; None where some are."""
        at_the_corner = self.area.top == self.area.left == 1  # nothing reaches in from outside
        around = self.area if at_the_corner else self._around(self.area)
        cells = self.api if around == self.area else self.sheet.native(around)
        if not cells.IsMerged:
            return False
        cursor = self.sheet.api.createCursorByRange(self.api)
        covered: list[Area] = []
        for row in range(self.area.top, self.area.bottom + 1):
            column = self.area.left
            while column <= self.area.right:
                merged = next((a for a in covered if a.holds(row, column)), None)
                if merged is None:
                    merged = self._merged_at(cursor, row, column)
                    if merged == (row, column, row, column):
                        return None
                    covered.append(merged)
                column = merged.right + 1
        return True

    def _merged_at(self, cursor: Any, row: int, column: int) -> Area:
        """The merged cells around one cell: moving a cursor is cheaper than making a range."""
        cursor.collapseToSize(1, 1)
        now = area_of(cursor)
        cursor.gotoOffset(column - now.left, row - now.top)
        cursor.collapseToMergedArea()
        return area_of(cursor)

    def merge(self, across: bool) -> None:
        """Makes one cell of the range, or with `across` one of each row; the first filled cell's content stays."""
        self.unmerge()
        top, left, bottom, right = self.area
        bands = [(row, row) for row in range(top, bottom + 1)] if across else [(top, bottom)]
        for first, last in bands:
            cells = self.sheet.at(Area(first, left, last, right))
            contents = Contents.of(cells)
            if contents.filled() - {(0, 0)}:  # a merged cell hides no others in Excel
                contents.first_alone().put_into(cells)
            cells.api.merge(True)

    def unmerge(self) -> None:
        """Takes apart every merged cell that the range touches."""
        self.sheet.native(self._around(self.area)).merge(False)

    def _around(self, area: Area) -> Area:
        """The area grown so that it cuts through no merged cell."""
        cells = self.api if area == self.area else self.sheet.native(area)
        cursor = self.sheet.api.createCursorByRange(cells)
        cursor.collapseToMergedArea()
        return area_of(cursor)
