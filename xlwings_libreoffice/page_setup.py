"""What of a sheet is printed."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlwings_libreoffice.member import Member
from xlwings_libreoffice.references import address, area_at


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
