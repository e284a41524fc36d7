"""Worksheet, and the tables on it, as COM has them. https://learn.microsoft.com/office/vba/api/excel.worksheet"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from softenv_xl.grid.address import Area
from tests.excel.com import ComCollection, ComObject
from tests.excel.pywin import NotModelled
from tests.excel.ranges import Note, Notes, Range, Threaded, place, whole_sheet
from tests.excel.refusing import Refused
from tests.excel.sheets import ALLOWED, VISIBLE, Protected, ShapeState, SheetState
from tests.excel.tables import TableState, add_row, resize, show_totals, sort

if TYPE_CHECKING:
    from tests.excel.workbooks import Workbook


NO = 2  # XlYesNoGuess: https://learn.microsoft.com/office/vba/api/excel.xlyesnoguess


class Worksheet(ComObject):
    SINCE: ClassVar[dict[str, int]] = {"CommentsThreaded": 16}

    def __init__(self, workbook: Workbook, state: SheetState) -> None:
        self._workbook, self.state = workbook, state

    @property
    def _program(self) -> Any:
        return self._workbook._program

    @property
    def Name(self) -> str:
        return self.state.name

    @property
    def Parent(self) -> Any:
        return self._workbook

    @property
    def Application(self) -> Any:
        return self._workbook.Application

    @property
    def Index(self) -> int:
        return self._workbook.state.sheets.index(self.state) + 1

    @property
    def Visible(self) -> int:
        """-1, 0, or 2 for a sheet that no menu shows: not True and False."""
        return self.state.visible

    @Visible.setter
    def Visible(self, value: int) -> None:
        self.state.show(-int(value) if isinstance(value, bool) else int(value))  # COM's True is -1

    @property
    def UsedRange(self) -> Any:
        return Range(self, self.state.used())

    @property
    def Cells(self) -> Any:
        return Range(self, whole_sheet())

    def Range(self, Cell1: Any, Cell2: Any = None) -> Any:
        first = place(Cell1) if isinstance(Cell1, str) else Cell1._area
        last = first if Cell2 is None else place(Cell2) if isinstance(Cell2, str) else Cell2._area
        return Range(
            self,
            Area(
                min(first.top, last.top),
                min(first.left, last.left),
                max(first.bottom, last.bottom),
                max(first.right, last.right),
            ),
        )

    def Activate(self) -> None:
        """A hidden sheet can't be. https://learn.microsoft.com/office/vba/api/excel.worksheet.activate(method)"""
        if self.state.visible != VISIBLE:
            raise Refused("refused")
        self._workbook.state.active = self.state
        self._program.to_front(self._workbook.state)

    @property
    def ListObjects(self) -> Any:
        return _Listed(self, lambda: [ListObject(self, table) for table in self.state.tables])

    def listed(self, table: TableState) -> ListObject:
        return ListObject(self, table)

    @property
    def Comments(self) -> Any:
        return Notes(self, Note)

    @property
    def CommentsThreaded(self) -> Any:
        """From version 16 on. https://learn.microsoft.com/office/vba/api/excel.worksheet.commentsthreaded"""
        self.require_version("CommentsThreaded")
        return Notes(self, Threaded)

    @property
    def Shapes(self) -> Any:
        """In the order in which they lie above each other. https://learn.microsoft.com/office/vba/api/excel.shapes"""
        return _Listed(self, lambda: [Shape(self, one) for one in self.state.shapes])

    @property
    def Sort(self) -> Any:
        return Sort(self, self.state)

    # protection: https://learn.microsoft.com/office/vba/api/excel.worksheet.protect and .unprotect

    @property
    def ProtectContents(self) -> bool:
        return self.state.protection is not None

    @property
    def ProtectDrawingObjects(self) -> bool:
        return bool(self.state.protection and self.state.protection.objects)

    @property
    def ProtectScenarios(self) -> bool:
        return bool(self.state.protection and self.state.protection.scenarios)

    @property
    def ProtectionMode(self) -> bool:
        return False  # UserInterfaceOnly isn't saved, so an opened workbook never has it

    @property
    def Protection(self) -> Any:
        return Protection(self)

    def Unprotect(self, Password: str | None = None) -> None:
        protection = self.state.protection
        if protection is None:
            return
        if Password is None and protection.password:
            raise NotModelled("Excel asks the user for the password and waits")
        if not protection.opens_with(Password or ""):
            raise Refused("password")
        self.state.protection = None

    def Protect(
        self,
        Password: str = "",
        DrawingObjects: bool = True,
        Contents: bool = True,
        Scenarios: bool = True,
        UserInterfaceOnly: bool = False,
        **allowed: bool,
    ) -> None:
        if unknown := allowed.keys() - set(ALLOWED):
            raise NotModelled(f"Protect({unknown})")
        options = frozenset(name for name, value in allowed.items() if value)
        self.state.protection = (
            Protected("", options, objects=DrawingObjects, scenarios=Scenarios) if Contents else None
        )


class Shape(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.shape : where it is, in points from the sheet's corner."""

    def __init__(self, worksheet: Worksheet, state: ShapeState) -> None:
        self._worksheet, self._state = worksheet, state

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def Name(self) -> str:
        return self._state.name

    @property
    def Type(self) -> int:
        return self._state.kind

    @property
    def Left(self) -> float:
        return self._state.left

    @property
    def Top(self) -> float:
        return self._state.top

    @Top.setter
    def Top(self, value: float) -> None:
        self._state.top = float(value)


class Protection(ComObject):
    """What a protected sheet allows. https://learn.microsoft.com/office/vba/api/excel.protection"""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    def __getattr__(self, name: str) -> Any:
        if name in ALLOWED:
            protection = self._worksheet.state.protection
            return bool(protection and name in protection.allowed)
        return super().__getattr__(name)


class _Listed(ComCollection):
    def __init__(self, worksheet: Worksheet, members: Any) -> None:
        self._worksheet, self._list = worksheet, members

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    def _members(self) -> list[Any]:
        return list(self._list())


class ListObject(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.listobject"""

    def __init__(self, worksheet: Worksheet, table: TableState) -> None:
        self._worksheet, self._table = worksheet, table

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def Name(self) -> str:
        return self._table.name

    DisplayName = Name

    @property
    def Parent(self) -> Any:
        return self._worksheet

    @property
    def Range(self) -> Any:
        return Range(self._worksheet, self._table.area)

    @property
    def DataBodyRange(self) -> Any:
        return Range(self._worksheet, self._table.body)

    @property
    def ShowHeaders(self) -> bool:
        return self._table.headers

    @property
    def ShowTotals(self) -> bool:
        return self._table.totals

    @ShowTotals.setter
    def ShowTotals(self, value: bool) -> None:
        show_totals(self._worksheet.state, self._table, bool(value))

    @property
    def ShowAutoFilter(self) -> bool:
        return self._table.buttons

    @property
    def AutoFilter(self) -> Any:
        return AutoFilter(self._worksheet, self._table) if self._table.buttons else None

    @property
    def ListColumns(self) -> Any:
        area = self._table.area
        return _Listed(
            self._worksheet,
            lambda: [
                ListColumn(self._worksheet, area._replace(left=c, right=c))
                for c in range(area.left, area.right + 1)
            ],
        )

    @property
    def ListRows(self) -> Any:
        return ListRows(self._worksheet, self._table)

    @property
    def Sort(self) -> Any:
        return Sort(self._worksheet, self._table)

    def Resize(self, Range: Any) -> None:
        fills = self._program.fills_formulas
        resize(self._worksheet.state, self._table, Range._area, fills=fills)


class ListColumn(ComObject):
    def __init__(self, worksheet: Worksheet, area: Area) -> None:
        self._worksheet, self._area = worksheet, area

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def Name(self) -> str:
        return str(self._worksheet.state.cells.at(self._area.top, self._area.left).shows or "")

    @property
    def Range(self) -> Any:
        return Range(self._worksheet, self._area)


class ListRows(ComCollection):
    """https://learn.microsoft.com/office/vba/api/excel.listrows"""

    def __init__(self, worksheet: Worksheet, table: TableState) -> None:
        self._worksheet, self._table = worksheet, table

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    def _members(self) -> list[Any]:
        body = self._table.body
        return [
            ListRow(self._worksheet, body._replace(top=row, bottom=row))
            for row in range(body.top, body.bottom + 1)
        ]

    def Add(self) -> Any:
        add_row(self._worksheet.state, self._table, fills=self._program.fills_formulas)
        return self._members()[-1]


class ListRow(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.listrow"""

    def __init__(self, worksheet: Worksheet, area: Area) -> None:
        self._worksheet, self._area = worksheet, area

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def Range(self) -> Any:
        return Range(self._worksheet, self._area)


class Sort(ComObject):
    """A table's, or a sheet's, which has to be told its range and that it has no header.

    https://learn.microsoft.com/office/vba/api/excel.sort ; what was set stays for the next time.
    """

    def __init__(self, worksheet: Worksheet, sorted_: TableState | SheetState) -> None:
        self._worksheet, self._sorted = worksheet, sorted_
        self._area = sorted_.body if isinstance(sorted_, TableState) else None
        self._header = NO

    MatchCase = Orientation = property(lambda self: None, lambda self, value: None)

    @property
    def Header(self) -> int:
        return self._header

    @Header.setter
    def Header(self, value: int) -> None:
        self._header = value

    def SetRange(self, Rng: Any) -> None:
        """https://learn.microsoft.com/office/vba/api/excel.sort.setrange : not for a table's."""
        if isinstance(self._sorted, TableState):
            raise Refused("refused")
        self._area = Rng._area

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def SortFields(self) -> Any:
        return SortFields(self._worksheet, self._sorted)

    def Apply(self) -> None:
        if self._area is None or (isinstance(self._sorted, SheetState) and self._header != NO):
            raise NotModelled("a sheet's cells are sorted without a header")
        sort(self._worksheet.state, self._area, self._sorted.keys)


class SortFields(ComObject):
    def __init__(self, worksheet: Worksheet, sorted_: TableState | SheetState) -> None:
        self._worksheet, self._sorted = worksheet, sorted_

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    def Clear(self) -> None:
        self._sorted.keys.clear()

    def Add(self, Key: Any, SortOn: int, Order: int) -> None:
        self._sorted.keys.append((Key._area.left, Order == 1))


class AutoFilter(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.autofilter"""

    def __init__(self, worksheet: Worksheet, table: TableState) -> None:
        self._worksheet, self._table = worksheet, table

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def Range(self) -> Any:
        return Range(self._worksheet, self._table.area)

    def Filters(self, number: int) -> Any:
        return Filter(self._worksheet, self._table, number)


class Filter(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.filter"""

    def __init__(self, worksheet: Worksheet, table: TableState, number: int) -> None:
        self._worksheet, self._table, self._number = worksheet, table, number

    @property
    def _program(self) -> Any:
        return self._worksheet._program

    @property
    def On(self) -> bool:
        return self._number in self._table.criteria

    @property
    def Operator(self) -> int:
        return self._table.criteria[self._number].operator

    @property
    def Criteria1(self) -> Any:
        return self._table.criteria[self._number].told_first

    @property
    def Criteria2(self) -> Any:
        return self._table.criteria[self._number].told_second
