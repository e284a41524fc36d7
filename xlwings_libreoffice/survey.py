"""What LibreOffice has told of a workbook, for as long as nothing in the workbook changes.

A question costs a good part of a millisecond, and an object that an answer brings several.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from xlwings_libreoffice.references import Area, area_at

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book
    from xlwings_libreoffice.sheets import Sheet


class FoundTable(NamedTuple):
    """Where a table is and what it is called; `database` is its UNO database range."""

    area: Area
    name: str
    database: Any


class Survey:
    """Of one book. Sheets count from zero."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.formulas: dict[tuple[int, Area], list[Area]] = {}
        """Where formulas are, of areas of sheets that were asked about."""
        self._sheets: dict[str, Sheet] = {}
        self._places: dict[Sheet, tuple[str, int]] = {}

    def sheet(self, name: str) -> Sheet | None:
        return self._sheets.get(name)

    def know(self, sheet: Sheet, name: str) -> None:
        """It was looked at, and found to be the one of that name."""
        self._sheets[name] = sheet
        self._places[sheet] = (name, self.titles.index(name))

    def place(self, sheet: Sheet) -> tuple[str, int] | None:
        """Its name and where it stands, if it is known."""
        return self._places.get(sheet)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Of the sheets, in their order."""
        return tuple(self._book.spreadsheets.ElementNames)

    @cached_property
    def table_names(self) -> tuple[str, ...]:
        return self._book.databases.names()

    @cached_property
    def tables(self) -> dict[int, list[FoundTable]]:
        """Of each sheet."""
        found = defaultdict(list)
        for name in self.table_names:
            database = self._book.databases[name]
            place = database.DataArea
            found[place.Sheet].append(FoundTable(area_at(place), name, database))
        return found
