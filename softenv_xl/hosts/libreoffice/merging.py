"""Merged cells of a range."""

from __future__ import annotations

from typing import Any

from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.libreoffice.cells import Cells
from softenv_xl.hosts.libreoffice.references import area_of


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
        around = self._around(self.area)
        if not self.sheet.native(around).IsMerged:
            return False
        covered: list[Area] = []
        for row in range(self.area.top, self.area.bottom + 1):
            column = self.area.left
            while column <= self.area.right:
                merged = next((a for a in covered if a.holds(Address(row, column))), None)
                if merged is None:
                    merged = self._around(Area(row, column, row, column))
                    if merged == (row, column, row, column):
                        return None
                    covered.append(merged)
                column = merged.right + 1
        return True

    def merge(self, across: bool) -> None:
        """Makes one cell of the range, or with `across` one of each row; the first filled cell's content stays."""
        self.unmerge()
        top, left, bottom, right = self.area
        bands = [(row, row) for row in range(top, bottom + 1)] if across else [(top, bottom)]
        for first, last in bands:
            cells = self.sheet.native(Area(first, left, last, right))
            _keep_first(cells)
            cells.merge(True)

    def unmerge(self) -> None:
        """Takes apart every merged cell that the range touches."""
        self.sheet.native(self._around(self.area)).merge(False)

    def _around(self, area: Area) -> Area:
        """The area grown so that it cuts through no merged cell."""
        cursor = self.sheet.api.createCursorByRange(self.sheet.native(area))
        cursor.collapseToMergedArea()
        return area_of(cursor)


def _keep_first(cells: Any) -> None:
    """Leaves the first filled cell's content, in the first cell: a merged cell hides no others in Excel."""
    formulas = cells.getFormulaArray()
    filled = [formula for row in formulas for formula in row if formula]
    if filled and (len(filled) > 1 or not formulas[0][0]):
        kept = formulas[0][0] or filled[0]
        width = len(formulas[0])
        blank = ("",) * width
        cells.setFormulaArray(((kept, *blank[1:]), *((blank,) * (len(formulas) - 1))))
