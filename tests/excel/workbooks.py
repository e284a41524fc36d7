"""Application, Workbooks, Workbook and the names in it, as COM has them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

from softenv_xl.grid.address import Area
from tests.excel.com import ComCollection, ComObject
from tests.excel.limits import check_passed
from tests.excel.loading import BookState, opened, saved
from tests.excel.messages import Tongue
from tests.excel.pywin import DESKTOP, ComError
from tests.excel.ranges import Range
from tests.excel.refusing import Refused
from tests.excel.sheets import VISIBLE, SheetState
from tests.excel.worksheets import Worksheet

# XlCalculation: https://learn.microsoft.com/office/vba/api/excel.xlcalculation
AUTOMATIC = -4105
_handles = itertools.count(0x10_0000, 0x2_0000)
_pids = itertools.count(4_000, 4)


class Application(ComObject):
    """One running Excel. https://learn.microsoft.com/office/vba/api/excel.application(object)

    `tongue` is the language that it is installed in; `version` 12 is Excel 2007, 16 what is sold today.
    """

    def __init__(self, tongue: Tongue = "en", version: int = 16, *, fills_formulas: bool = True) -> None:
        self.tongue: Tongue = tongue
        self.version, self.fills_formulas = version, fills_formulas
        self.books: list[BookState] = []
        self.selected: tuple[SheetState, Area] | None = None
        self.macros: dict[str, Callable[..., Any]] = {}
        self.status: Any = False
        self.switches = {"ScreenUpdating": True, "EnableEvents": True, "Calculation": AUTOMATIC}
        self.pid, self.window = next(_pids), next(_handles)
        DESKTOP.windows[self.window] = SimpleNamespace(Application=self)

    @property
    def _program(self) -> Any:
        return self

    @property
    def active_sheet(self) -> SheetState | None:
        return self.books[0].active if self.books else None

    def to_front(self, book: BookState) -> None:
        self.books.remove(book)
        self.books.insert(0, book)

    @property
    def Application(self) -> Any:
        return self

    @property
    def Hwnd(self) -> int:
        """From 2013 on the handle of the workbook's window that is in front."""
        return self.window

    @property
    def Version(self) -> str:
        return f"{self.version}.0"

    @property
    def Workbooks(self) -> Any:
        return Workbooks(self)

    @property
    def ActiveWorkbook(self) -> Any:
        return Workbook(self, self.books[0]) if self.books else None

    @property
    def ActiveSheet(self) -> Any:
        sheet = self.active_sheet
        return Worksheet(Workbook(self, self.books[0]), sheet) if sheet else None

    @property
    def Selection(self) -> Any:
        """What is selected on the sheet in front: A1 to begin with."""
        sheet = self.active_sheet
        if sheet is None:
            return None
        area = self.selected[1] if self.selected and self.selected[0] is sheet else Area(1, 1, 1, 1)
        return Range(Worksheet(Workbook(self, self.books[0]), sheet), area)

    @property
    def StatusBar(self) -> Any:
        return self.status

    @StatusBar.setter
    def StatusBar(self, value: Any) -> None:
        check_passed(value)
        self.status = value

    @property
    def DisplayAlerts(self) -> bool:
        return True

    @DisplayAlerts.setter
    def DisplayAlerts(self, value: bool) -> None: ...

    def Calculate(self) -> None:
        """The model has nothing that calculates: see loading."""

    def Intersect(self, Arg1: Any, Arg2: Any) -> Any:
        cut = [_cut(one, Arg2._area) for one in Arg1._areas]
        found = [area for area in cut if area]
        return Range(Arg1._worksheet, *found) if found else None

    def Run(self, Macro: str, *arguments: Any) -> Any:
        if Macro not in self.macros:
            raise Refused("macro")
        return self.macros[Macro](*arguments)

    def Quit(self) -> None:
        self.books.clear()
        DESKTOP.windows.pop(self.window, None)

    def kill(self) -> None:
        """The process is gone: every call fails. RPC_S_SERVER_UNAVAILABLE, 0x800706BA."""
        self.Quit()
        self.gone = True


def _switch(name: str) -> property:
    def told(self: Application) -> Any:
        return self.switches[name]

    def put(self: Application, value: Any) -> None:
        self.switches[name] = value

    return property(told, put)


for _name in ("ScreenUpdating", "EnableEvents", "Calculation"):
    setattr(Application, _name, _switch(_name))


def _cut(one: Area, other: Area) -> Area | None:
    if not one.meets(other):
        return None
    return Area(
        max(one.top, other.top),
        max(one.left, other.left),
        min(one.bottom, other.bottom),
        min(one.right, other.right),
    )


class Workbooks(ComCollection):
    def __init__(self, application: Application) -> None:
        self._application = application

    @property
    def _program(self) -> Any:
        return self._application

    @property
    def Application(self) -> Any:
        return self._application

    def _members(self) -> list[Any]:
        return [Workbook(self._application, book) for book in self._application.books]

    def Open(self, Filename: str, *more: Any) -> Any:
        """Of each name one workbook at a time. https://learn.microsoft.com/office/vba/api/excel.workbooks.open"""
        path = Path(Filename)
        if not path.exists() or any(
            book.name.lower() == path.name.lower() for book in self._application.books
        ):
            raise Refused("refused")
        return self._opened(opened(path, self._application.tongue))

    def Add(self) -> Any:
        sheet = SheetState("Sheet1", tongue=self._application.tongue)
        numbers = (
            n for n in itertools.count(1) if f"Book{n}" not in [b.name for b in self._application.books]
        )
        return self._opened(BookState(f"Book{next(numbers)}", None, [sheet], active=sheet))

    def _opened(self, book: BookState) -> Any:
        book.windows.append(next(_handles))
        self._application.books.insert(0, book)
        return Workbook(self._application, book)


class Workbook(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.workbook"""

    def __init__(self, application: Application, state: BookState) -> None:
        self._application, self.state = application, state

    @property
    def _program(self) -> Any:
        return self._application

    @property
    def Application(self) -> Any:
        return self._application

    @property
    def Name(self) -> str:
        return self.state.name

    @property
    def Path(self) -> str:
        return self.state.url or str(self.state.folder or "")

    @property
    def FullName(self) -> str:
        """A web address for a workbook that OneDrive or SharePoint keeps.

        https://github.com/xlwings/xlwings/issues/1829 ; that xlwings may know no path for it and raise an error of its
        own: https://github.com/xlwings/xlwings/issues/2554
        """
        if self.state.url:
            return f"{self.state.url}/{self.state.name}"
        return str(self.state.folder / self.state.name) if self.state.folder else self.state.name

    @property
    def FileFormat(self) -> int:
        return 51

    @property
    def Saved(self) -> bool:
        return not any(sheet.changed for sheet in self.state.sheets)

    @property
    def Worksheets(self) -> Any:
        return Worksheets(self)

    @property
    def ActiveSheet(self) -> Any:
        return Worksheet(self, self.state.active or self.state.sheets[0])

    @property
    def Names(self) -> Any:
        return Names(self)

    @property
    def Windows(self) -> Any:
        return Windows(self)

    def Activate(self) -> None:
        self._application.to_front(self.state)

    def Close(self, SaveChanges: bool = False) -> None:
        self._application.books.remove(self.state)

    def SaveAs(self, Filename: str, **more: Any) -> None:
        saved(self.state, Path(Filename))

    def Save(self) -> None:
        saved(self.state, Path(self.FullName))


class Windows(ComCollection):
    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @property
    def _program(self) -> Any:
        return self._workbook._program

    def _members(self) -> list[Any]:
        return [Window(self._workbook, handle) for handle in self._workbook.state.windows]


class Window(ComObject):
    """One window of a workbook. https://learn.microsoft.com/office/vba/api/excel.window.hwnd : from 2013 on, when
    every workbook got a top-level window of its own:
    https://learn.microsoft.com/office/vba/excel/concepts/programming-for-the-single-document-interface-in-excel
    """

    SINCE: ClassVar[dict[str, int]] = {"Hwnd": 15}

    def __init__(self, workbook: Workbook, handle: int) -> None:
        self._workbook, self._handle = workbook, handle

    @property
    def _program(self) -> Any:
        return self._workbook._program

    @property
    def Hwnd(self) -> int:
        self.require_version("Hwnd")
        return self._handle


class Worksheets(ComCollection):
    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @property
    def _program(self) -> Any:
        return self._workbook._program

    @property
    def Parent(self) -> Any:
        return self._workbook

    def _members(self) -> list[Any]:
        return [Worksheet(self._workbook, sheet) for sheet in self._workbook.state.sheets]


class Names(ComCollection):
    """In alphabetical order. https://learn.microsoft.com/office/vba/api/excel.names"""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @property
    def _program(self) -> Any:
        return self._workbook._program

    def _members(self) -> list[Any]:
        return [Name(self._workbook, name) for name in self._workbook.state.names]

    def Add(self, Name: str, RefersTo: str) -> Any:
        self._workbook.state.names[Name] = RefersTo
        return Names(self._workbook).Item(Name)


class Name(ComObject):
    """https://learn.microsoft.com/office/vba/api/excel.name"""

    def __init__(self, workbook: Workbook, name: str) -> None:
        self._workbook, self._name = workbook, name

    @property
    def _program(self) -> Any:
        return self._workbook._program

    @property
    def Name(self) -> str:
        return self._name

    @property
    def RefersTo(self) -> str:
        return self._workbook.state.names[self._name]

    @RefersTo.setter
    def RefersTo(self, value: str) -> None:
        self._workbook.state.names[self._name] = value

    @property
    def RefersToRange(self) -> Any:
        """Fails for a name that stands for no cells."""
        sheet, _, cells = self.RefersTo.removeprefix("=").rpartition("!")
        found = next((s for s in self._workbook.state.sheets if s.name == sheet.strip("'")), None)
        if found is None:
            raise Refused("refused")
        return Range(Worksheet(self._workbook, found), Area.parse(cells))


__all__ = ["VISIBLE", "Application", "ComError", "Workbook", "Workbooks"]
