"""Excel through COM."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Area
from softenv_xl.hosts.live.areas import parts_where
from softenv_xl.hosts.live.program.answers import answer, values_of
from softenv_xl.hosts.live.program.excel import Excel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import xlwings as xw


class ExcelOnWindows(Excel):
    """Excel through COM."""

    _ALLOWED = (
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

    def show(self, sheet: xw.Sheet, *, visible: bool) -> None:
        sheet.visible = visible

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        lifted: list[tuple[Any, dict[str, Any]]] = []

        def put_back() -> None:
            for sheet, options in lifted:
                sheet.Protect(**options)

        for sheet in (sheet.api for sheet in sheets):
            if not sheet.ProtectContents:
                continue
            options = {
                "DrawingObjects": sheet.ProtectDrawingObjects,
                "Contents": True,
                "Scenarios": sheet.ProtectScenarios,
                "UserInterfaceOnly": sheet.ProtectionMode,
                **{name: getattr(sheet.Protection, name) for name in self._ALLOWED},
            }
            # An empty password on purpose: without one, Excel would ask the user for it.
            with suppress(Exception):
                sheet.Unprotect("")
            if sheet.ProtectContents:
                put_back()
                raise Stop("sheet.protected", sheet=sheet.Name)
            lifted.append((sheet, options))
        return put_back

    def is_spilled(self, cells: xw.Range) -> bool:
        with suppress(Exception):  # before Excel 2019 nothing spills, and nobody knows the words
            if cells.api.HasSpill is False:
                return False
            return bool(cells.api.Count > 1 or cells.api.SpillParent.Address != cells.api.Address)
        return False

    def openings(self) -> frozenset[str]:
        """The handles of the workbook's windows: it has windows of its own since Excel 2013, and gets new ones
        whenever it is opened. Nothing is written into the workbook for it, which would be there after saving.
        """
        with suppress(Exception):  # a version that hasn't got them
            return frozenset(str(window.Hwnd) for window in self._book.api.Windows)
        return frozenset()

    def is_unsaved(self) -> bool:
        return not self._book.api.Saved

    def values(self, block: xw.Range) -> list[list[Any]]:
        return values_of(block)

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        """HasFormula answers on protected sheets, and without words: SpecialCells fails there, and says in Excel's
        own language that it found nothing.
        """
        return parts_where(block, lambda part: answer(part.api.HasFormula))

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        return parts_where(rows, lambda part: answer(part.api.EntireRow.Hidden))
