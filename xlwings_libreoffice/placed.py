"""Where a range is: what its other parts build on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.address import MAX_COLUMN, MAX_ROW, Area
from xlwings_libreoffice.cells import Cells
from xlwings_libreoffice.rectangles import Cell
from xlwings_libreoffice.references import area_at, common_part

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range
    from xlwings_libreoffice.sheets import Sheet

_MOST = 20_000_000  # cells
_ANY_RESULT = 1 | 2 | 4  # com.sun.star.sheet.FormulaResult


class ProtectedCells(PermissionError):  # noqa: N818 - named for what is the case
    """Cells are locked and their sheet is protected."""


class Placed(Cells):
    """`area` is where the cells are on their `sheet`; `api` is the UNO cell range."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self._sheet = sheet
        self.area = area
        self.office = sheet.office
        self.options: dict[str, Any] = {}
        self._native: Any = None
        self._moves = -1

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Any:
        if self._moves != self._sheet.book.moves:  # where cells moved, LibreOffice's range went along
            self._native = self._sheet.native(self.area)
            self._moves = self._sheet.book.moves
        return self._native

    @property
    def row(self) -> int:
        return self.area.top

    @property
    def column(self) -> int:
        return self.area.left

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.bottom - self.area.top + 1, self.area.right - self.area.left + 1

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, *args: int) -> Range:
        """One cell: by row and column from 1, or by number along the rows; it may lie outside."""
        if not args:
            raise ValueError("a cell is named by its number, or by row and column")
        if len(args) == 1:
            row, column = divmod(args[0] - 1, self.shape[1])
            args = (row + 1, column + 1)
        top, left = self.row + args[0] - 1, self.column + args[1] - 1
        if not (1 <= top <= MAX_ROW and 1 <= left <= MAX_COLUMN):
            raise IndexError(f"past the end of the sheet: {args}")
        return self.sheet.at(Area(top, left, top, left))

    def formula_areas(self, results: int = _ANY_RESULT) -> list[Area]:
        """Where its formulas are, or those with such results (com.sun.star.sheet.FormulaResult).

        Only LibreOffice's word counts: a text can begin with an equals sign too.
        """
        return self.within(self.api.queryFormulaCells(results))

    def content_areas(self, flags: int) -> list[Area]:
        """Where its cells are that hold something of this kind (com.sun.star.sheet.CellFlags)."""
        return self.within(self.api.queryContentCells(flags))

    def within(self, found: Any) -> list[Area]:
        """What LibreOffice found, in these cells: of alike formulas below each other it names all."""
        parts = (common_part(area_at(place), self.area) for place in found.RangeAddresses)
        return [part for part in parts if part]

    def positions(self, areas: Iterable[Area]) -> set[Cell]:
        """The cells of areas within it, by row and column counted from its first cell."""
        top, left = self.area.top, self.area.left
        return {
            (row - top, column - left)
            for area in areas
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    def require_few(self) -> None:
        """Raises MemoryError, as Excel does, for more cells than anybody can want to read or write at once."""
        if len(self) > _MOST:
            raise MemoryError(f"too many cells to read or write at once: {self.area.ref}")

    def require_unlocked(self) -> None:
        """Raises ProtectedCells where Excel would refuse to write."""
        if not self.sheet.api.isProtected():
            return
        if self.api.getPropertyState("CellProtection").value == "AMBIGUOUS_VALUE" or (
            self.api.CellProtection.IsLocked
        ):
            raise ProtectedCells(f"{self.sheet.name}!{self.area.ref} is locked on a protected sheet")
