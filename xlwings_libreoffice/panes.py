"""Frozen rows and columns of a sheet."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlwings_libreoffice.address import MAX_COLUMN, MAX_ROW
from xlwings_libreoffice.member import Member
from xlwings_libreoffice.uno_runtime import constant

_SIZE = 1280, 800


class FreezePanes(Member, base_classes.FreezePanes):
    """LibreOffice freezes the sheet that its window shows, so the sheet comes to the front meanwhile."""

    def __init__(self, sheet: Any) -> None:
        self.office = sheet.office
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Keeps the rows and columns up to the range's end in sight; a whole row or column only its own."""
        _, _, bottom, right = self._sheet.range(frozen_range).area
        self._freeze(0 if right == MAX_COLUMN else right, 0 if bottom == MAX_ROW else bottom)

    def unfreeze(self) -> None:
        self._freeze(0, 0)

    def _freeze(self, columns: int, rows: int) -> None:
        view = self._sheet.book.controller
        shown = view.ActiveSheet
        _make_real(view, self._sheet.book.window)
        view.ActiveSheet = self._sheet.api
        view.freezeAtPosition(columns, rows)
        view.ActiveSheet = shown


def _make_real(view: Any, window: Any) -> None:
    """A window never shown has no size, so it isn't cut in two, and how it looks isn't saved."""
    pane = view.Frame.ComponentWindow
    if not pane.PosSize.Width:
        window.setVisible(True)
        pane.setPosSize(0, 0, *_SIZE, constant("awt.PosSize.POSSIZE"))
        window.setVisible(False)
