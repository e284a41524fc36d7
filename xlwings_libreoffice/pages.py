"""What of a sheet is printed, kept in view, and exported as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.member import Member
from xlwings_libreoffice.references import MAX_COLUMN, MAX_ROW, address, area_at
from xlwings_libreoffice.uno_runtime import constant, properties, typed

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book


class PageSetup(Member, base_classes.PageSetup):
    def __init__(self, sheet: Any) -> None:
        self.office = sheet.office
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO page style of the sheet."""
        styles = self._sheet.book.api.StyleFamilies.getByName("PageStyles")
        return styles.getByName(self._sheet.api.PageStyle)

    @property
    def print_area(self) -> str | None:
        """`$A$1:$B$2`, areas joined by commas; None where the whole sheet is printed."""
        return ",".join(address(area_at(place)) for place in self._sheet.api.getPrintAreas()) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        refs = value.split(",") if value else []
        self._sheet.api.setPrintAreas(tuple(self._sheet.range(ref).api.RangeAddress for ref in refs))


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


_QUALITY = {"standard": 90, "minimum": 50}  # of pictures, in per cent


def to_pdf(book: Book, path: str, quality: str, cells: Any) -> None:
    """`cells`: the UNO cell range or sheet to print; None for the whole book."""
    options: dict[str, Any] = {"Quality": _QUALITY[quality]}
    if cells is not None:
        options["Selection"] = cells
    settings = typed("[]com.sun.star.beans.PropertyValue", properties(**options))
    book.api.storeToURL(
        Path(path).resolve().as_uri(), properties(FilterName="calc_pdf_Export", FilterData=settings)
    )
