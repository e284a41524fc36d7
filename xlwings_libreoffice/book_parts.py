"""Sheets, tables and names of a book, asked for no oftener than needed; and what is put off until much has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from xlwings_libreoffice.member import Kept
from xlwings_libreoffice.row_heights import RowHeights
from xlwings_libreoffice.sheets import Sheet
from xlwings_libreoffice.survey import Survey
from xlwings_libreoffice.table_sheets import TableSheets

if TYPE_CHECKING:
    from xlwings_libreoffice.app import App
    from xlwings_libreoffice.books import Book


class BookParts:
    """The part of a book that speaks of its parts."""

    document: Any
    if TYPE_CHECKING:

        @property
        def app(self) -> App: ...

    def __init__(self) -> None:
        self._sheets: dict[str, Sheet] = {}
        self._remembered: dict[str, Any] = {}
        self.row_heights = RowHeights(self.document)
        self.survey: Survey | None = None

    @property
    def _book(self) -> Book:
        return cast("Book", self)

    @property
    def remembered(self) -> dict[str, Any]:
        """What need not be asked twice while nothing is drawn, as nobody sees anything that could be changed by hand."""
        if self.app.screen_updating:
            self._remembered.clear()
        return self._remembered

    @property
    def table_names(self) -> frozenset[str]:
        """In small letters."""
        names = self.survey.table_names if self.survey else self.databases.names()
        return frozenset(name.lower() for name in names)

    @cached_property
    def databases(self) -> Kept:
        """The UNO database ranges that have a name: the tables."""
        return Kept(self.document.DatabaseRanges)

    @cached_property
    def table_sheets(self) -> TableSheets:
        return TableSheets(self._book)

    @cached_property
    def named(self) -> Kept:
        """The UNO named ranges that are valid on every sheet."""
        return Kept(self.document.NamedRanges)

    @cached_property
    def spreadsheets(self) -> Any:
        """The UNO sheets."""
        return self.document.Sheets

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Inside, nothing in the book may be changed: LibreOffice is asked once for what it tells of the whole book."""
        if self.survey:
            yield
            return
        self.survey = Survey(self._book)
        try:
            yield
        finally:
            self.survey = None

    @property
    def sheet_names(self) -> tuple[str, ...]:
        return self.survey.titles if self.survey else tuple(self.spreadsheets.ElementNames)

    def sheet(self, name: str) -> Sheet:
        """The sheet of a name that there is, spelt as it is there; kept, for to make one takes time."""
        if self.survey and (known := self.survey.sheet(name)):
            return known
        kept = self._sheets.get(name)
        if kept is None or not kept.is_still(name):
            kept = self._sheets[name] = Sheet(self.spreadsheets.getByName(name), self._book)
        if self.survey:
            self.survey.know(kept, name)
        return kept

    def forget_sheets(self) -> None:
        self._sheets.clear()
        self._remembered.clear()

    def hold_row_heights(self) -> bool:
        """Has rows keep their heights until `fit_changed_rows`; False where they do already.

        To measure them takes most of the time of writing long texts. What changes the looks of cells isn't made good for later.
        """
        return self.row_heights.wait()

    def fit_changed_rows(self) -> None:
        """Fits the rows in which contents have changed since `hold_row_heights`; a height that somebody set stays."""
        self.row_heights.measure()
