"""Formulas in and out of a range, in Excel's spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.formulas import moved
from xlwings_libreoffice.number_formats import Kind, narrowing
from xlwings_libreoffice.references import Area
from xlwings_libreoffice.writing import shaped, write

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range

_TRUTHS = {"1": "TRUE", "0": "FALSE"}
_CONSTANTS = {"=TRUE()": "TRUE", "=FALSE()": "FALSE"}  # how LibreOffice opens Excel's truth values


def read_formulas(cells: Range) -> Any:
    """One text, or a tuple of rows of texts: formulas, and constants as they would be typed."""
    cells.require_few()
    spelling = cells.sheet.spelling(cells.area)
    texts = cells.api.getFormulaArray()
    rows = [[text.removeprefix("'") for text in row] for row in texts]
    if any(text[:1] in ("=", "{") for row in texts for text in row):
        for r, c in cells.positions(cells.formula_areas()):
            text = texts[r][c]
            rows[r][c] = _CONSTANTS.get(text) or spelling.excel(text if text[0] == "=" else text[1:-1])
    for run in cells.sheet.book.kinds.runs(cells, narrowing(rows, cells.area, _TRUTHS.__contains__)):
        if run.kind is Kind.TRUTH:
            _name_truths(rows, cells.area, run.areas)
    return rows[0][0] if len(cells) == 1 else tuple(map(tuple, rows))


def _name_truths(rows: list[list[str]], origin: Area, areas: list[Area]) -> None:
    for area in areas:
        for row in rows[area.top - origin.top : area.bottom - origin.top + 1]:
            for column in range(area.left - origin.left, area.right - origin.left + 1):
                row[column] = _TRUTHS.get(row[column], row[column])


def write_texts(cells: Range, value: Any) -> None:
    """A formula, or rows of formulas and values. A single formula moves along as it fills the range."""
    if not isinstance(value, list | tuple) and isinstance(value, str) and value.startswith("="):
        cells.require_few()
        rows, columns = cells.shape
        value = [[moved(value, row, column) for column in range(columns)] for row in range(rows)]
    write(cells, shaped(value, cells.shape))


def write_array(cells: Range, formula: str) -> None:
    """One array formula over all the cells."""
    cells.require_unlocked()
    text = formula if formula.startswith("=") else f"={formula}"
    cells.api.setArrayFormula(cells.sheet.spelling(cells.area).native(text))
