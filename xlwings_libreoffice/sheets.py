"""The sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.formulas import Spelling
from xlwings_libreoffice.lookup import look_up
from xlwings_libreoffice.member import Kept, Member
from xlwings_libreoffice.names import Names
from xlwings_libreoffice.notes import Note, notes_of
from xlwings_libreoffice.office import OfficeError
from xlwings_libreoffice.pages import FreezePanes, PageSetup, to_pdf
from xlwings_libreoffice.range import Range
from xlwings_libreoffice.references import MAX_COLUMN, MAX_ROW, Area, area_of, native
from xlwings_libreoffice.tables import Tables

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book

_FORBIDDEN = set(":\\/?*[]")
_LONGEST = 31
_NOTHING = 0  # of com.sun.star.sheet.CellFlags: where LibreOffice clears it, it only measures the rows


class Sheets(Member, base_classes.Sheets):
    """Excel's worksheets; numbers count from 1."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.office = book.office

    @property
    def api(self) -> Any:
        return self.book.spreadsheets

    @property
    def active(self) -> Sheet:
        return Sheet(self.book.controller.getActiveSheet(), self.book)

    def __call__(self, name_or_index: str | int) -> Sheet:
        names = self.book.sheet_names
        if isinstance(name_or_index, str):
            for name in names:
                if name.lower() == name_or_index.lower():
                    return self.book.sheet(name)
        elif 1 <= name_or_index <= len(names):
            return self.book.sheet(names[name_or_index - 1])
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([self.book.sheet(name) for name in self.book.sheet_names])

    def __contains__(self, name: str) -> bool:
        return name.lower() in (known.lower() for known in self.book.sheet_names)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """A new active sheet, before the active one unless told otherwise."""
        if before is None and after is None:
            before = self.active
        title = name or self.free_name()
        check_title(title)
        self.api.insertNewByName(title, self.position(before, after))
        sheet = self.book.sheet(title)
        sheet.activate()
        return sheet

    def free_name(self) -> str:
        """`Sheet7`, where there are Sheet1 to Sheet6."""
        return next(name for n in range(1, len(self) + 2) if (name := f"Sheet{n}") not in self)

    @staticmethod
    def position(before: Sheet | None, after: Sheet | None) -> int:
        """Where to insert, counted from zero."""
        if before is not None:
            return before.index - 1
        assert after is not None  # noqa: S101 - one of them is given
        return after.index


def check_title(title: str) -> None:
    """Raises ValueError for a title that Excel doesn't take."""
    if not 1 <= len(title) <= _LONGEST or _FORBIDDEN & set(title) or title[0] == "'" or title[-1] == "'":
        raise ValueError(f"not a name for a sheet: {title!r}")


class Sheet(Member, base_classes.Sheet):
    """`api` is the UNO spreadsheet."""

    def __init__(self, spreadsheet: Any, book: Book) -> None:
        self._spreadsheet = spreadsheet
        self._book = book
        self._moves = book.moves
        self.office = book.office

    @property
    def api(self) -> Any:
        if self._moves != self.book.moves or (self.book.app.shared and not self._whole):
            # LibreOffice's sheet is a range like others: it shrinks when cells of it are deleted
            index = self._spreadsheet.RangeAddress.Sheet
            self._spreadsheet = self.book.spreadsheets.getByIndex(index)
            self._moves = self.book.moves
        return self._spreadsheet

    @property
    def _present(self) -> Any:
        """The same for who asks only what is true of any part of the sheet."""
        return self._spreadsheet if self._moves == self.book.moves else self.api

    @property
    def _whole(self) -> bool:
        return area_of(self._spreadsheet) == Area(1, 1, MAX_ROW, MAX_COLUMN)

    def is_still(self, name: str) -> bool:
        """Whether that is its name; not for a sheet that was deleted."""
        try:
            return self.name == name
        except OfficeError:
            return False

    @cached_property
    def named(self) -> Kept:
        """The UNO named ranges that are valid on this sheet only."""
        return Kept(self.api.NamedRanges)

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        known = self.book.survey and self.book.survey.place(self)
        return known[0] if known else str(self._present.Name)

    @name.setter
    def name(self, value: str) -> None:
        check_title(value)
        if value.lower() != self.name.lower() and value in self.book.sheets:
            raise ValueError(f"there is a sheet {value!r} already")
        self.api.Name = value

    @property
    def index(self) -> int:
        known = self.book.survey and self.book.survey.place(self)
        return (known[1] if known else int(self._present.RangeAddress.Sheet)) + 1

    @property
    def names(self) -> Names:
        """The names that are valid on this sheet only."""
        return Names(self.book, self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def notes(self) -> list[Note]:
        return list(notes_of(self))

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    def at(self, place: Area) -> Range:
        return Range(self, place)

    def native(self, place: Area) -> Any:
        """The UNO cell range of an area."""
        return self.api.getCellRangeByPosition(
            place.left - 1, place.top - 1, place.right - 1, place.bottom - 1
        )

    def address(self, place: Area) -> Any:
        """The UNO CellRangeAddress of an area."""
        return native(place, self.index - 1)

    def spelling(self, place: Area) -> Spelling:
        """How formulas are spelt that stand in this area."""
        return Spelling(
            lambda: self.book.functions, lambda: self.tables.name_at(place), lambda: self.book.table_names
        )

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """By A1 text, name, table, (row, column), or two corners of any of these kinds.

        Raises IndexError for row or column 0, ValueError for a text that names no cells.
        """
        return look_up(self, arg1, arg2)

    @property
    def cells(self) -> Range:
        return self.at(Area(1, 1, MAX_ROW, MAX_COLUMN))

    @property
    def used_area(self) -> Area:
        return self.used_range.area

    @property
    def used_range(self) -> Range:
        cursor = self.api.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        used = self.at(area_of(cursor))
        used.take(cursor)
        return used

    def measure_rows(self, first: int, last: int) -> None:
        """Fits rows to what they show, as far as the sheet is used and but for those of a height that somebody set."""
        last = min(last, self.used_area.bottom)
        if first <= last:
            self.native(Area(first, 1, last, 1)).clearContents(_NOTHING)

    def activate(self) -> None:
        self.book.controller.setActiveSheet(self.api)

    def select(self) -> None:
        self.activate()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Raises ValueError for the last sheet that is visible."""
        if not any(sheet.visible for sheet in self.book.sheets if sheet.name != self.name):
            raise ValueError("a book must keep a visible sheet")
        self.book.spreadsheets.removeByName(self.name)
        self.book.forget_sheets()

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Into the book of the sheet beside which the copy is to stand."""
        beside = before or after
        assert beside is not None  # noqa: S101 - xlwings gives one of them
        target, position = beside.book, Sheets.position(before, after)
        title = next(name for n in range(2, 1000) if (name := f"{self.name} ({n})") not in target.sheets)
        if target.uid == self.book.uid:
            target.api.Sheets.copyByName(self.name, title, position)
        else:
            target.api.Sheets.importSheet(self.book.api, self.name, position)
        target.remembered.clear()  # its charts and names have come as well
        target.sheets(position + 1).activate()

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        self.book.api.Sheets.moveByName(self.name, Sheets.position(before, after))

    @property
    def visible(self) -> bool:
        return bool(self.api.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        """Raises ValueError where it would hide the last sheet."""
        if not value and not any(sheet.visible for sheet in self.book.sheets if sheet.name != self.name):
            raise ValueError("a book must keep a visible sheet")
        self.api.IsVisible = bool(value)

    @property
    def show_gridlines(self) -> bool:
        return bool(self._view.ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._view.ShowGrid = bool(value)

    @property
    def _view(self) -> Any:
        """LibreOffice keeps some settings with the window; they concern the sheet that it shows."""
        if self.book.sheets.active.name != self.name:
            raise NotImplementedError("Sheet.show_gridlines of a sheet that isn't active")
        return self.book.controller

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        to_pdf(self.book, path, quality, self.api)
