"""A worksheet: its cells, what is merged, hidden and protected in it, and what writing into it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.formula.translate import Translator
from openpyxl.utils.protection import hash_password

from softenv_xl.grid.address import Address, Area
from tests.excel.cells import Cell, Cells, serial
from tests.excel.entering import entered
from tests.excel.limits import check_array, check_text
from tests.excel.pywin import NotModelled
from tests.excel.refusing import Refused

if TYPE_CHECKING:
    from tests.excel.loading import BookState
    from tests.excel.tables import TableState

# XlSheetVisibility: https://learn.microsoft.com/office/vba/api/excel.xlsheetvisibility
VISIBLE, HIDDEN, VERY_HIDDEN = -1, 0, 2

ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


@dataclass
class Protected:
    """How a sheet is protected. `password` is the hash that the file has; `allowed` the options of ALLOWED."""

    password: str = ""
    allowed: frozenset[str] = frozenset()
    objects: bool = False
    scenarios: bool = False

    def opens_with(self, password: str) -> bool:
        return self.password in ("", hash_password(password) if password else "")


@dataclass
class ShapeState:
    """A drawn object: `kind` is an MsoShapeType, 13 a picture; `top` and `left` are points from the sheet's corner.

    https://learn.microsoft.com/office/vba/api/office.msoshapetype
    """

    name: str
    kind: int
    top: float
    left: float


@dataclass
class SheetState:
    name: str
    visible: int = VISIBLE
    cells: Cells = field(default_factory=Cells)
    merged: list[Area] = field(default_factory=list)
    tables: list[TableState] = field(default_factory=list)
    protection: Protected | None = None
    hidden: set[int] = field(default_factory=set)
    tongue: Any = "en"
    changed: bool = False
    shapes: list[ShapeState] = field(default_factory=list)
    keys: list[tuple[int, bool]] = field(default_factory=list)
    book: BookState | None = field(default=None, repr=False, compare=False)

    def show(self, number: int) -> None:
        """A workbook keeps one sheet in view: "Unable to set the Visible property of the Worksheet class"."""
        others = [one for one in self.book.sheets if one is not self] if self.book else []
        if number not in (VISIBLE, HIDDEN, VERY_HIDDEN) or all(one.visible != VISIBLE for one in others):
            raise Refused("unable")
        self.visible, self.changed = number, True

    def used(self) -> Area:
        """The smallest rectangle round all cells that hold or look something: it need not begin at A1.

        https://learn.microsoft.com/office/vba/api/excel.worksheet.usedrange
        """
        places = list(self.cells.there)
        places += [(area.bottom, area.right) for area in self.merged]
        if not places:
            return Area(1, 1, 1, 1)
        rows, columns = [row for row, _ in places], [column for _, column in places]
        return Area(min(rows), min(columns), max(rows), max(columns))

    def within(self, area: Area) -> Iterator[tuple[tuple[int, int], Cell]]:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                yield (row, column), self.cells.at(row, column)

    def held(self, area: Area) -> Iterator[tuple[tuple[int, int], Cell]]:
        """The cells of the area that are there."""
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if size > len(self.cells.there):
            yield from ((at, cell) for at, cell in self.cells.there.items() if area.holds(Address(*at)))
            return
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if cell := self.cells.there.get((row, column)):
                    yield (row, column), cell

    def require_unlocked(self, area: Area) -> None:
        """A protected sheet refuses changes of locked cells; those that aren't locked can be changed.

        https://learn.microsoft.com/office/vba/api/excel.range.locked
        """
        if self.protection and any(cell.locked for _, cell in self.within(area)):
            raise Refused("protected")

    def require_unprotected(self) -> None:
        """Tables don't grow, and notes aren't added, on a protected sheet whatever it allows.

        https://support.microsoft.com/office/overview-of-excel-tables-7ab0bb7d-3a9e-4b56-a3c9-6c94334e492c
        """
        if self.protection:
            raise Refused("protected")

    def assign(self, area: Area, value: Any, *, formulas: bool = False) -> None:
        """Range.Value or Range.Formula = value: one for all cells, or rows of values."""
        self.require_unlocked(area)
        self._require_whole_arrays(area)
        many = isinstance(value, list | tuple)
        if many:
            check_array(value)
        for number, row in enumerate(range(area.top, area.bottom + 1)):
            for place, column in enumerate(range(area.left, area.right + 1)):
                one = value[number][place] if many else value
                if not many and isinstance(one, str) and one.startswith("="):
                    one = moved(one, (area.top, area.left), (row, column))
                self._put(row, column, one, formulas=formulas)
        self.changed = True

    def _put(self, row: int, column: int, value: Any, *, formulas: bool) -> None:
        if any(area.holds(Address(row, column)) and (row, column) != area[:2] for area in self.merged):
            return  # cells that a merged one covers take nothing
        cell = self.cells.own(row, column)
        before = cell.shows
        cell.formula = cell.array = None
        cell.prefix = ""
        header = next((table for table in self.tables if table.is_header(row, column)), None)
        if isinstance(value, str):
            check_text(value)
            self._enter(cell, value)
        elif isinstance(value, datetime | date):
            self._put_moment(cell, value)
        else:
            cell.shows = _content(value)
        if header and not isinstance(cell.shows, str):
            # A table's headers are text: https://learn.microsoft.com/office/vba/api/excel.listobject.headerrowrange
            cell.shows = "" if cell.shows is None else str(cell.shows)
        if header and isinstance(before, str) and before != cell.shows:
            header.call(self, column, before)

    def _enter(self, cell: Cell, text: str) -> None:
        got = entered(text, cell)
        cell.shows, cell.formula, cell.prefix = got.shows, got.formula, got.prefix
        if got.format and cell.format == "General":
            cell.format = got.format

    def _put_moment(self, cell: Cell, value: date) -> None:
        """A VT_DATE. A General cell gets the format of a date with it, which is how a date is seen at all."""
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError("must be a pywintypes time object (got datetime without a zone)")
        cell.shows = serial(value)
        if cell.format == "General":
            cell.format = "m/d/yyyy" if cell.shows.is_integer() else "m/d/yyyy h:mm"

    def _require_whole_arrays(self, area: Area) -> None:
        """You cannot change part of an array.

        https://support.microsoft.com/office/guidelines-and-examples-of-array-formulas-7d94a64e-3ff3-4686-9372-ecfd5caa57c7
        """
        for _, cell in self.held(area):
            if cell.array and not _inside(Area.parse(cell.array), area):
                raise Refused("array")

    def clear(self, area: Area) -> None:
        """Range.ClearContents: formats and notes stay."""
        self.require_unlocked(area)
        self._require_whole_arrays(area)
        for _, cell in self.held(area):
            cell.emptied()
        self.changed = True

    def set_array(self, area: Area, formula: str) -> None:
        """Range.FormulaArray: one formula in all cells, 255 characters at most."""
        self.require_unlocked(area)
        if len(formula) > 255:
            raise Refused("unable")
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cell = self.cells.own(row, column)
                cell.formula, cell.array, cell.shows = formula, area.ref, float(row - area.top + 1)
        self.changed = True

    def common(self, area: Area, what: str) -> Any:
        """A property that all cells share, else None: Null through COM.

        https://learn.microsoft.com/office/vba/api/excel.range.numberformat and its like
        """
        found = {getattr(cell, what) for _, cell in self.within(area)}
        return found.pop() if len(found) == 1 else None

    def has_array(self, area: Area) -> bool | None:
        """https://learn.microsoft.com/office/vba/api/excel.range.hasarray ; Null where some of the cells are."""
        found = {cell.array is not None for _, cell in self.within(area)}
        return found.pop() if len(found) == 1 else None

    def has_formula(self, area: Area) -> bool | None:
        """https://learn.microsoft.com/office/vba/api/excel.range.hasformula"""
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        count = sum(cell.formula is not None for _, cell in self.held(area))
        return count == size if count in (0, size) else None

    def merge_cells(self, area: Area) -> bool | None:
        """https://learn.microsoft.com/office/vba/api/excel.range.mergecells ; Null for some of both is what it does."""
        met = [one for one in self.merged if one.meets(area)]
        if not met:
            return False
        covered = {at for at, _ in self.within(area) if any(one.holds(Address(*at)) for one in met)}
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        return True if len(covered) == size else None

    def merge_area(self, row: int, column: int) -> Area:
        own = Area(row, column, row, column)
        return next((area for area in self.merged if area.meets(own)), own)

    def top(self, row: int) -> float:
        """Points from the sheet's upper edge: every row in sight has the 15 of an empty workbook."""
        return 15.0 * (row - 1 - sum(hidden < row for hidden in self.rows_hidden()))

    def left(self, column: int) -> float:
        return 48.0 * (column - 1)

    def rows_hidden(self) -> set[int]:
        """By hand, in a group, or by a filter: Excel doesn't tell them apart."""
        return self.hidden.union(*(table.filtered_out(self) for table in self.tables))


def moved(formula: str, before: tuple[int, int], after: tuple[int, int]) -> str:
    """The formula as it reads when it is copied from one cell to another."""
    if before == after:
        return formula
    return str(Translator(formula, Address(*before).a1).translate_formula(Address(*after).a1))


def _inside(inner: Area, outer: Area) -> bool:
    return outer.holds(Address(*inner[:2])) and outer.holds(Address(*inner[2:]))


def _content(value: Any) -> Any:
    """How pywin32 sends a Python object, and what Excel makes of it.

    Only these types have a VARIANT: "Objects of type 'time' can not be converted to a COM VARIANT (but obtaining
    the buffer() of this object could)" is pywin32's sentence for a time of day or a span; see
    https://github.com/xlwings/xlwings/issues/86 . An int beyond 32 bits is sent as VT_I8, which Excel doesn't know.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -(2**31) <= value < 2**31:
            raise Refused("refused")
        return float(value)
    if isinstance(value, float | Decimal):
        return float(value)
    raise TypeError(f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT")


def require_rectangle(rows: Sequence[Sequence[Any]], area: Area) -> None:
    size = (area.bottom - area.top + 1, area.right - area.left + 1)
    if (len(rows), len(rows[0])) != size:
        raise NotModelled(f"values of another size than their range {area.ref}")
