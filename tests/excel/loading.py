"""A workbook of the model from an .xlsx file, and back.

What a formula shows. Excel would calculate; the model doesn't. A formula shows what the file remembers as its last
result, follows its row, and shows nothing where it has just been written. So the model can say that a formula is
there and what its text is, never what it comes to: that is for the parity tests, which have engines that calculate.

Of looks only those are kept that the product asks about: number format, fill, whether a cell is locked.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula

from softenv_xl.grid.address import Area, column_number
from tests.excel.cells import ERRORS, Cell, Column, Content, Fault
from tests.excel.filters import AND, CELL_COLOUR, DYNAMIC, OR, TOP_ITEMS, VALUES, Criterion
from tests.excel.sheets import HIDDEN, VERY_HIDDEN, VISIBLE, Protected, SheetState
from tests.excel.tables import TableState

_VISIBLE = {"visible": VISIBLE, "hidden": HIDDEN, "veryHidden": VERY_HIDDEN}
_SAVED_OPTIONS = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}


@dataclass
class BookState:
    """An open workbook. `name` and `folder` are where it was opened from; `url` is set for one in a cloud."""

    name: str
    folder: Path | None
    sheets: list[SheetState]
    names: dict[str, str] = field(default_factory=dict)
    package: bytes = b""
    url: str = ""
    windows: list[int] = field(default_factory=list)
    active: SheetState | None = None
    saved: bool = True

    def __post_init__(self) -> None:
        for sheet in self.sheets:
            sheet.book = self


def opened(path: Path, tongue: Any) -> BookState:
    package = path.read_bytes()
    formulas, results = _read(package)
    sheets = [_sheet(sheet, results[sheet.title], tongue) for sheet in formulas.worksheets]
    book = BookState(path.name, path.parent, sheets, _names(formulas), package)
    front = formulas.active.title if formulas.active else ""
    book.active = next((sheet for sheet in sheets if sheet.name == front), sheets[0])
    return book


@lru_cache(maxsize=2)
def _read(package: bytes) -> tuple[Any, dict[str, dict[tuple[int, int], Any]]]:
    """The workbook with its formulas, and the cells of each sheet with their results: to look at only, as tests open the
    same file again and again.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formulas = openpyxl.load_workbook(io.BytesIO(package))
        results = openpyxl.load_workbook(io.BytesIO(package), data_only=True, read_only=True)
    cells = {
        sheet.title: {
            (cell.row, cell.column): cell
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in results.worksheets
    }
    return formulas, cells


def _names(book: Any) -> dict[str, str]:
    found = {name: f"={one.value}" for name, one in book.defined_names.items()}
    for sheet in book.worksheets:
        found |= {
            f"{_quoted(sheet.title)}!{name}": f"={one.value}" for name, one in sheet.defined_names.items()
        }
    return dict(sorted(found.items(), key=lambda one: one[0].lower()))


def _quoted(title: str) -> str:
    return title if title.isidentifier() else f"'{title}'"


def _sheet(formulas: Any, results: dict[tuple[int, int], Any], tongue: Any) -> SheetState:
    sheet = SheetState(formulas.title, _VISIBLE[formulas.sheet_state], tongue=tongue)
    for letters, look in formulas.column_dimensions.items():
        for number in range(look.min or column_number(letters), (look.max or column_number(letters)) + 1):
            sheet.cells.columns[number] = Column(look.number_format, look.protection.locked, _fill(look))
    for row in formulas.iter_rows():
        for cell in row:
            made = _cell(cell, results)
            if made:
                sheet.cells.there[cell.row, cell.column] = made
    sheet.merged = [Area.parse(str(area)) for area in formulas.merged_cells.ranges]
    sheet.hidden = {number for number, look in formulas.row_dimensions.items() if look.hidden}
    sheet.tables = [_table(table, sheet) for table in formulas.tables.values()]
    for table in sheet.tables:
        sheet.hidden -= set(range(table.area.top, table.area.bottom + 1)) if table.criteria else set()
    if formulas.protection.sheet:
        sheet.protection = _protected(formulas.protection)
    return sheet


def _cell(cell: Any, results: dict[tuple[int, int], Any]) -> Cell | None:
    if cell.value is None and cell.comment is None and not cell.has_style:
        return None
    made = Cell(
        format=cell.number_format,
        locked=cell.protection.locked,
        fill=_fill(cell),
        note=cell.comment.text if cell.comment else None,
    )
    value = cell.value
    if isinstance(value, ArrayFormula):
        made.formula, made.array = f"={(value.text or '').removeprefix('=')}", value.ref
    elif cell.data_type == "f":
        made.formula = str(value)
    made.shows = _content(results.get((cell.row, cell.column)) if made.formula else cell)
    return made


def _fill(look: Any) -> str | None:
    return str(look.fill.fgColor.rgb)[2:] if look.fill.fill_type == "solid" else None


def _content(cell: Any) -> Content:
    if cell is None:
        return None
    value = cell.value
    if cell.data_type == "e":
        return Fault(value if value in ERRORS else "#VALUE!")
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime | date | time | timedelta):
        return float(to_excel(value))  # type: ignore[no-untyped-call]
    return float(value) if isinstance(value, int | float) else str(value)


def _table(table: Any, sheet: SheetState) -> TableState:
    made = TableState(
        table.displayName,
        Area.parse(table.ref),
        headers=table.headerRowCount != 0,
        totals=bool(table.totalsRowCount),
        buttons=table.autoFilter is not None,
    )
    for place, column in enumerate(table.tableColumns):
        if column.calculatedColumnFormula is not None:
            first = sheet.cells.at(made.body.top, made.area.left + place)
            pattern = first.formula or f"={column.calculatedColumnFormula.attr_text}"
            made.patterns[place] = pattern
    for one in table.autoFilter.filterColumn if table.autoFilter else ():
        if criterion := _criterion(one):
            made.criteria[one.colId + 1] = criterion
    return made


def _criterion(column: Any) -> Criterion | None:
    """How Excel tells a filter that the file has: see filters."""
    if column.filters and column.filters.dateGroupItem:
        return Criterion(None, VALUES)
    if column.filters:
        words = [f"={word}" for word in column.filters.filter] + (["="] if column.filters.blank else [])
        if len(words) > 2:
            return Criterion(tuple(words), VALUES)
        return Criterion(words[0]) if len(words) == 1 else Criterion(words[0], OR, words[1])
    if column.customFilters:
        signs = {
            "equal": "=",
            "notEqual": "<>",
            "greaterThan": ">",
            "lessThan": "<",
            "greaterThanOrEqual": ">=",
            "lessThanOrEqual": "<=",
        }
        said = [f"{signs[one.operator or 'equal']}{one.val}" for one in column.customFilters.customFilter]
        if len(said) == 1:
            return Criterion(said[0])
        return Criterion(said[0], AND if column.customFilters._and else OR, said[1])
    if column.top10:
        # After a Top 10, Criteria1 is the value that was the limit: ">=12".
        return Criterion(f">={column.top10.filterVal or 0:g}", TOP_ITEMS)
    if column.colorFilter:
        return Criterion("?", CELL_COLOUR)
    return Criterion(1, DYNAMIC) if column.dynamicFilter else None


def _protected(options: Any) -> Protected:
    allowed = {name for name, saved in _SAVED_OPTIONS.items() if not getattr(options, saved)}
    return Protected(
        options.password or "", frozenset(allowed), objects=options.objects, scenarios=options.scenarios
    )


def saved(book: BookState, path: Path) -> None:
    """The workbook as a file: cells, tables' places, protection. Everything else is as it was opened."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = openpyxl.load_workbook(io.BytesIO(book.package))
    for sheet in book.sheets:
        page = package[sheet.name]
        for cells in page.iter_rows():
            for there in cells:
                if not type(there).__name__.startswith("Merged"):
                    there.value = None
        for (row, column), cell in sheet.cells.there.items():
            _save_cell(page, row, column, cell)
        for table in sheet.tables:
            page.tables[table.name].ref = table.area.ref
        page.protection.sheet = sheet.protection is not None
        for name, saved_as in _SAVED_OPTIONS.items():
            setattr(page.protection, saved_as, not (sheet.protection and name in sheet.protection.allowed))
    package.save(path)


def _save_cell(page: Any, row: int, column: int, cell: Cell) -> None:
    there = page.cell(row, column)
    if type(there).__name__.startswith("Merged") or cell.blank:
        return
    there.value = cell.formula or getattr(cell.shows, "words", cell.shows)
    if isinstance(there.value, str) and not cell.formula:
        there.data_type = "e" if isinstance(cell.shows, Fault) else "s"
    there.number_format = cell.format
