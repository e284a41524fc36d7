"""On which sheet each table stands: LibreOffice tells it of every table of the book, but not the tables of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.references import Area, area_at

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book


class TableSheets:
    """Remembers where the tables were, for to ask each of them for each sheet takes long. They are looked for again when
    sheets or tables came, went or were called otherwise, and when cells were moved; a table found is asked where it is now.
    One that somebody moves to another sheet by hand is missed there until its former sheet is asked.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._seen: object = None
        self._sheets: dict[str, int] = {}

    def on(self, sheet: int) -> list[tuple[Area, Any]]:
        """The tables of the sheet, counted from zero, and their areas."""
        self._look()
        found = [(database.DataArea, database) for database in self._there(sheet)]
        if any(place.Sheet != sheet for place, _ in found):
            self._seen = None
            self._look()
            found = [(database.DataArea, database) for database in self._there(sheet)]
        return [(area_at(place), database) for place, database in found]

    def _there(self, sheet: int) -> list[Any]:
        return [self._book.databases[name] for name, at in self._sheets.items() if at == sheet]

    def _look(self) -> None:
        now = (
            self._book.databases.names(),
            tuple(self._book.spreadsheets.ElementNames),
            self._book.moves,
        )
        if now != self._seen:
            self._sheets = {name: database.DataArea.Sheet for name, database in self._book.databases}
            self._seen = now
