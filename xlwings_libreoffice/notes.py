"""Notes on cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import XlwingsError, base_classes

from xlwings_libreoffice.member import Member
from xlwings_libreoffice.references import Area
from xlwings_libreoffice.uno_runtime import constant


class Note(Member, base_classes.Note):
    """One note; it must still exist when it is read or changed."""

    def __init__(self, cell: Any) -> None:
        """`cell`: this engine's range of the one cell that bears the note."""
        self.office = cell.office
        self._cell = cell

    @property
    def api(self) -> Any:
        """The UNO annotation."""
        return self._cell.api.getCellByPosition(0, 0).Annotation

    @property
    def text(self) -> str:
        return str(self.api.String)

    @text.setter
    def text(self, value: str) -> None:
        self.api.String = value

    @property
    def author(self) -> str:
        """Who wrote it; empty where LibreOffice knows no name of its user."""
        return str(self.api.Author)

    @property
    def location(self) -> Any:
        """The range of the cell that bears the note."""
        return self._cell

    def delete(self) -> None:
        place = self.api.Position
        notes = self._cell.sheet.api.Annotations
        for index in range(notes.Count):
            found = notes.getByIndex(index).Position
            if (found.Row, found.Column) == (place.Row, place.Column):
                notes.removeByIndex(index)
                return


def note_of(cell: Any) -> Note | None:
    """The note of a range's first cell, or None."""
    first = _first(cell)
    return Note(first) if first.api.queryContentCells(constant("sheet.CellFlags.ANNOTATION")).Count else None


def add_note(cell: Any, text: str) -> Note:
    """Puts a note on a range's first cell. Raises XlwingsError where there is one already, as Excel does."""
    first = _first(cell)
    if note_of(first) is not None:
        raise XlwingsError(f"the cell has a note already: {first.area.ref}")
    place = first.api.getCellByPosition(0, 0).CellAddress
    cell.sheet.api.Annotations.insertNew(place, text)
    return Note(first)


def notes_of(sheet: Any) -> Iterator[Note]:
    """The notes of a sheet of this engine, row by row."""
    notes = sheet.api.Annotations
    places = [notes.getByIndex(index).Position for index in range(notes.Count)]
    for row, column in sorted((place.Row + 1, place.Column + 1) for place in places):
        yield Note(sheet.at(Area(row, column, row, column)))


def _first(cell: Any) -> Any:
    top, left, _, _ = cell.area
    return cell.sheet.at(Area(top, left, top, left))
