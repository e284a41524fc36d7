"""What cells hold, taken up as a whole and put back: constants and formulas without their looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.filling import put_constants, put_formulas
from xlwings_libreoffice.formulas import moved
from xlwings_libreoffice.rectangles import Cell

if TYPE_CHECKING:
    from xlwings_libreoffice.placed import Placed
    from xlwings_libreoffice.range import Range


@dataclass(frozen=True)
class Contents:
    """`values`: rows of float, str, "" for an empty cell and None for an error.

    `formulas`: LibreOffice's texts by row and column, counted from zero.
    """

    values: list[list[Any]]
    formulas: dict[Cell, str]

    @classmethod
    def of(cls, cells: Placed) -> Contents:
        values = [list(row) for row in cells.api.getDataArray()]
        formulas: dict[Cell, str] = {}
        if calculated := cells.positions(cells.formula_areas()):
            texts = cells.api.getFormulaArray()
            formulas = {(r, c): texts[r][c] for r, c in calculated if texts[r][c].startswith("=")}
            # those of array formulas stand in braces: only their values can go elsewhere
        return cls(values, formulas)

    def as_values(self) -> Contents:
        """Without formulas; an error stays one."""
        errors = {
            (r, c): "=#N/A"
            for r, row in enumerate(self.values)
            for c, value in enumerate(row)
            if value is None
        }
        return replace(self, formulas=errors)

    def filled(self) -> set[Cell]:
        """The cells that are not empty."""
        constants = {
            (r, c) for r, row in enumerate(self.values) for c, value in enumerate(row) if value != ""
        }
        return constants | self.formulas.keys()

    def first_alone(self) -> Contents:
        """The content of the first filled cell in the first cell, and nothing else."""
        first = min(self.filled(), default=(0, 0))
        values: list[list[Any]] = [[""] * len(row) for row in self.values]
        values[0][0] = self.values[first[0]][first[1]]
        return Contents(values, {(0, 0): self.formulas[first]} if first in self.formulas else {})

    def moved(self, rows: int, columns: int) -> Contents:
        """Its formulas as they read that much further down and to the right."""
        return replace(
            self, formulas={cell: moved(text, rows, columns) for cell, text in self.formulas.items()}
        )

    def put_into(self, target: Range) -> None:
        """Into a range of the same shape."""
        rows = [["" if value is None else value for value in row] for row in self.values]
        for r, c in self.formulas:
            rows[r][c] = ""
        put_constants(target, rows)
        put_formulas(target, self.formulas)
