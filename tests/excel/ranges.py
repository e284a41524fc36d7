"""Range as COM has it. https://learn.microsoft.com/office/vba/api/excel.range(object)"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area, column_letters
from tests.excel.cells import Cell, answered
from tests.excel.com import ComCollection, ComObject
from tests.excel.filters import Criterion, set_by_user
from tests.excel.pywin import NotModelled
from tests.excel.refusing import Refused
from tests.excel.sheets import require_rectangle
from tests.excel.shifting import cut, delete, insert
from tests.excel.tables import table_at

if TYPE_CHECKING:
    from tests.excel.worksheets import Worksheet

# XlCellType: https://learn.microsoft.com/office/vba/api/excel.xlcelltype
_FORMULAS, _CONSTANTS, _BLANKS, _COMMENTS = -4123, 2, 4, -4144
# XlInsertShiftDirection and XlDeleteShiftDirection: https://learn.microsoft.com/office/vba/api/excel.xlinsertshiftdirection
_DOWN, _UP = -4121, -4162
_NO_COLOUR = -4142  # xlColorIndexNone


class Range(ComObject):
    """A rectangle of cells, or several."""

    SINCE: ClassVar[dict[str, int]] = {
        "CommentThreaded": 16,
        "AddCommentThreaded": 16,
        "Formula2": 16,
        "HasSpill": 16,
    }

    def __init__(self, worksheet: Worksheet, *areas: Area, of_rows: bool = False) -> None:
        self._worksheet, self._areas, self._of_rows = worksheet, areas, of_rows

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def _state(self) -> Any:
        return self._worksheet.state

    @property
    def _area(self) -> Area:
        return self._areas[0]

    def _at(self, *areas: Area) -> Range:
        return Range(self._worksheet, *areas)

    # where it is

    @property
    def Address(self) -> str:
        return ",".join(_dollars(area) for area in self._areas)

    def GetAddress(
        self, rows: bool = True, columns: bool = True, style: int = 1, external: bool = False
    ) -> str:
        if external:
            raise NotModelled("an external address")
        return ",".join(_dollars(area, rows, columns) for area in self._areas)

    @property
    def Row(self) -> int:
        return self._area.top

    @property
    def Column(self) -> int:
        return self._area.left

    @property
    def Worksheet(self) -> Any:
        return self._worksheet

    @property
    def Application(self) -> Any:
        return self._worksheet.Application

    @property
    def Count(self) -> int:
        if self._of_rows:
            return self._area.bottom - self._area.top + 1
        return sum((a.bottom - a.top + 1) * (a.right - a.left + 1) for a in self._areas)

    @property
    def Rows(self) -> Any:
        return Range(self._worksheet, self._area, of_rows=True)

    @property
    def Columns(self) -> Any:
        turned = Area(self._area.left, self._area.top, self._area.right, self._area.bottom)
        return _Count(self._worksheet, turned.bottom - turned.top + 1)

    @property
    def Areas(self) -> list[Any]:
        return [self._at(area) for area in self._areas]

    @property
    def EntireRow(self) -> Any:
        return self._at(self._area._replace(left=1, right=MAX_COLUMN))

    def Item(self, row: int, column: int | None = None) -> Any:
        if self._of_rows:
            return self._at(
                self._area._replace(top=self._area.top + row - 1, bottom=self._area.top + row - 1)
            )
        if column is None:
            width = self._area.right - self._area.left + 1
            row, column = (row - 1) // width + 1, (row - 1) % width + 1
        at = (self._area.top + row - 1, self._area.left + column - 1)
        return self._at(Area(*at, *at))

    def __call__(self, *place: int) -> Any:
        return self.Item(*place)

    def __iter__(self) -> Iterator[Any]:
        for (row, column), _ in self._state.within(self._area):
            yield self._at(Area(row, column, row, column))

    @property
    def Cells(self) -> Any:
        return self._at(*self._areas)

    # what it holds

    @property
    def Value(self) -> Any:
        """One value, or rows of them. https://learn.microsoft.com/office/vba/api/excel.range.value"""
        return self._read(answered)

    @Value.setter
    def Value(self, value: Any) -> None:
        if isinstance(value, list | tuple):
            if not isinstance(value[0], list | tuple):
                value = [value]
            require_rectangle(value, self._area)
        self._state.assign(self._area, value)

    def _read(self, what: Any) -> Any:
        area = self._area
        at = self._state.cells.at
        rows = tuple(
            tuple(what(at(row, column)) for column in range(area.left, area.right + 1))
            for row in range(area.top, area.bottom + 1)
        )
        return rows[0][0] if area[:2] == area[2:] else rows

    @property
    def Formula(self) -> Any:
        """https://learn.microsoft.com/office/vba/api/excel.range.formula : constants as texts, '' for blank cells."""
        return self._read(_formula)

    @Formula.setter
    def Formula(self, value: Any) -> None:
        self._state.assign(self._area, value, formulas=True)

    @property
    def Formula2(self) -> Any:
        """https://learn.microsoft.com/office/vba/api/excel.range.formula2 ; no formula of the model's spills, and for
        the others the two are alike: https://learn.microsoft.com/office/vba/excel/concepts/cells-and-ranges/range-formula-vs-formula2
        """
        self.require_version("Formula2")
        return self._read(_formula)

    @Formula2.setter
    def Formula2(self, value: Any) -> None:
        self.require_version("Formula2")
        self._state.assign(self._area, value, formulas=True)

    @property
    def HasSpill(self) -> bool:
        """https://learn.microsoft.com/office/vba/api/excel.range.hasspill"""
        self.require_version("HasSpill")
        return False

    @property
    def HasArray(self) -> bool | None:
        return self._state.has_array(self._area)  # type: ignore[no-any-return]

    @property
    def FormulaArray(self) -> Any:
        return self._state.common(self._area, "formula")

    @FormulaArray.setter
    def FormulaArray(self, formula: str) -> None:
        self._state.set_array(self._area, formula)

    @property
    def HasFormula(self) -> bool | None:
        return self._state.has_formula(self._area)  # type: ignore[no-any-return]

    def SpecialCells(self, Type: int, Value: int | None = None) -> Any:
        """Fails where nothing is found, and on a protected sheet whatever there is.

        https://learn.microsoft.com/office/vba/api/excel.range.specialcells says neither. xlwings waits for the first
        (get_special_cells); the JavaScript API says it of its own getSpecialCells: ItemNotFound,
        https://github.com/OfficeDev/office-js-docs-pr/pull/351 . The second is users' experience without a page.
        """
        state = self._state
        if state.protection:
            raise Refused("protected")
        kinds: dict[int, Callable[[Cell], bool]] = {
            _FORMULAS: lambda cell: cell.formula is not None,
            _CONSTANTS: lambda cell: cell.formula is None and not cell.blank,
            _COMMENTS: lambda cell: cell.note is not None,
            _BLANKS: lambda cell: cell.blank,
        }
        wanted = kinds.get(Type)
        if wanted is None:
            raise NotModelled(f"SpecialCells({Type})")
        area = state.used() if self.Count == 1 else self._area
        found = sorted(at for at, cell in state.held(area) if wanted(cell))
        if not found:
            raise Refused("nothing found")
        return self._at(*(Area(*at, *at) for at in found))

    def ClearContents(self) -> None:
        for area in self._areas:
            self._state.clear(area)

    # how it looks

    @property
    def NumberFormat(self) -> Any:
        return self._state.common(self._area, "format")

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._state.require_unlocked(self._area)
        for (row, column), _ in list(self._state.within(self._area)):
            self._state.cells.own(row, column).format = value

    @property
    def Interior(self) -> Any:
        return _Interior(self)

    @property
    def MergeCells(self) -> bool | None:
        return self._state.merge_cells(self._area)  # type: ignore[no-any-return]

    @property
    def MergeArea(self) -> Any:
        """https://learn.microsoft.com/office/vba/api/excel.range.mergearea : of one cell only."""
        if self.Count != 1:
            raise Refused("refused")
        return self._at(self._state.merge_area(self._area.top, self._area.left))

    @property
    def Hidden(self) -> bool | None:
        """Of whole rows; Null where some are. https://learn.microsoft.com/office/vba/api/excel.range.hidden"""
        if self._area.right - self._area.left + 1 < MAX_COLUMN:
            raise Refused("unable")
        gone = self._state.rows_hidden()
        rows = {row in gone for row in range(self._area.top, self._area.bottom + 1)}
        return rows.pop() if len(rows) == 1 else None

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        if self._state.protection and "AllowFormattingRows" not in self._state.protection.allowed:
            raise Refused("protected")
        rows = set(range(self._area.top, self._area.bottom + 1))
        self._state.hidden = self._state.hidden | rows if value else self._state.hidden - rows

    # what hangs on it

    @property
    def Comment(self) -> Any:
        at = (self._area.top, self._area.left)
        return Note(self._worksheet, at) if self._state.cells.at(*at).note is not None else None

    def AddComment(self, Text: str = "") -> Any:
        at = (self._area.top, self._area.left)
        self._state.require_unprotected()
        if self._state.cells.at(*at).note is not None:
            raise Refused("refused")  # a cell has one note at most
        self._state.cells.own(*at).note = Text
        return Note(self._worksheet, at)

    @property
    def CommentThreaded(self) -> Any:
        self.require_version("CommentThreaded")
        at = (self._area.top, self._area.left)
        return Threaded(self._worksheet, at) if self._state.cells.at(*at).threaded is not None else None

    @property
    def ListObject(self) -> Any:
        table = table_at(self._state, self._area.top, self._area.left)
        return self._worksheet.listed(table) if table else None

    @property
    def Top(self) -> float:
        return float(self._state.top(self._area.top))

    @property
    def Left(self) -> float:
        return float(self._state.left(self._area.left))

    # what it does

    def Insert(self, Shift: int | None = None, CopyOrigin: int = 0) -> None:
        if Shift != _DOWN or CopyOrigin != 0:  # xlFormatFromLeftOrAbove
            raise NotModelled(f"Insert({Shift}, {CopyOrigin})")
        insert(self._state, self._area, fills=self._program.fills_formulas)

    def Delete(self, Shift: int | None = None) -> None:
        if Shift != _UP:
            raise NotModelled(f"Delete({Shift})")
        delete(self._state, self._area)

    def Cut(self, Destination: Any) -> None:
        """https://learn.microsoft.com/office/vba/api/excel.range.cut : the destination's first cell is enough."""
        if Destination._state is not self._state:
            raise NotModelled("cells that are cut to another sheet")
        cut(self._state, self._area, Destination._area[:2])

    def Select(self) -> bool:
        """On the sheet in front only. https://learn.microsoft.com/office/vba/api/excel.range.select"""
        if self._program.active_sheet is not self._state:
            raise Refused("refused")
        self._program.selected = (self._state, self._area)
        return True

    def AutoFilter(
        self,
        Field: int,
        Criteria1: Any = None,
        Operator: int = 0,
        Criteria2: Any = None,
    ) -> None:
        table = table_at(self._state, self._area.top, self._area.left)
        if table is None:
            raise NotModelled("a filter on a range that is no table")
        if self._state.protection and "AllowFiltering" not in self._state.protection.allowed:
            raise Refused("protected")
        if Criteria1 is None:
            table.criteria.pop(Field, None)
        else:
            table.criteria[Field] = set_by_user(Criteria1, Operator, Criteria2)
        table.buttons = True

    def put_filter(self, field: int, criterion: Criterion) -> None:
        """For tests: what a user sets with the mouse."""
        table = table_at(self._state, self._area.top, self._area.left)
        assert table
        table.criteria[field] = criterion


def _dollars(area: Area, rows: bool = True, columns: bool = True) -> str:
    def said(row: int, column: int) -> str:
        return f"{'$' * columns}{column_letters(column)}{'$' * rows}{row}"

    first, last = said(*area[:2]), said(*area[2:])
    return first if first == last else f"{first}:{last}"


def _formula(cell: Any) -> str:
    if cell.formula is not None:
        return str(cell.formula)
    value = cell.shows
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(getattr(value, "words", value))


class _Count(ComObject):
    def __init__(self, worksheet: Any, count: int) -> None:
        self._worksheet, self._count = worksheet, count

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def Count(self) -> int:
        return self._count


class _Interior(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.interior(object) ; colours are BGR numbers."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def _program(self) -> Any:
        return self._cells._program

    @property
    def _fill(self) -> str | None:
        return self._cells._state.common(self._cells._area, "fill")  # type: ignore[no-any-return]

    @property
    def ColorIndex(self) -> int:
        return _NO_COLOUR if self._fill is None else 3

    @property
    def Color(self) -> int:
        fill = self._fill or "FFFFFF"
        return int(fill[4:6] + fill[2:4] + fill[0:2], 16)


class Note(ComObject):
    """Comment: what people see as a note. https://learn.microsoft.com/office/vba/api/excel.comment"""

    def __init__(self, worksheet: Any, at: tuple[int, int]) -> None:
        self._worksheet, self._at = worksheet, at

    _field = "note"

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    def Text(self, Text: str | None = None, *more: Any) -> str:
        cell = self._worksheet.state.cells.own(*self._at)
        if Text is not None:
            setattr(cell, self._field, Text)
        return str(getattr(cell, self._field))

    @property
    def Parent(self) -> Any:
        return Range(self._worksheet, Area(*self._at, *self._at))

    def Delete(self) -> None:
        self._worksheet.state.require_unprotected()
        setattr(self._worksheet.state.cells.own(*self._at), self._field, None)


class Threaded(Note):
    """CommentThreaded. https://learn.microsoft.com/office/vba/api/excel.commentthreaded"""

    _field = "threaded"


class Notes(ComCollection):
    """Worksheet.Comments, or CommentsThreaded: row by row."""

    def __init__(self, worksheet: Any, kind: type[Note]) -> None:
        self._worksheet, self._kind = worksheet, kind

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    def _members(self) -> list[Any]:
        cells = self._worksheet.state.cells.there
        found = sorted(at for at, cell in cells.items() if getattr(cell, self._kind._field) is not None)
        return [self._kind(self._worksheet, at) for at in found]


def place(text: str) -> Area:
    """`$A$1:$C$9`, a name of a column or row isn't known here."""
    try:
        return Area.parse(text)
    except ValueError:
        raise Refused("refused") from None


def whole_sheet() -> Area:
    return Area(1, 1, MAX_ROW, MAX_COLUMN)


def corner(area: Area) -> Address:
    return Address(area.top, area.left)
