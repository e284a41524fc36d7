"""Names of cells and formulas, of a book or of one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.formulas import Spelling
from xlwings_libreoffice.member import Kept, Member
from xlwings_libreoffice.references import Area, area_of, native_cell, quoted, split_sheet

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book
    from xlwings_libreoffice.range import Range
    from xlwings_libreoffice.sheets import Sheet

_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_LIKE_CELLS = re.compile(r"\$?[A-Za-z]{1,3}\$?\d+|[RrCc]|[Rr]\d*[Cc]\d*")


class Names(Member, base_classes.Names):
    """All names of a book, or with `sheet` those that are valid on it only."""

    def __init__(self, book: Book, sheet: Sheet | None = None) -> None:
        self.book, self.sheet = book, sheet
        self.office = book.office

    @property
    def api(self) -> Any:
        """The UNO named ranges of the scope."""
        return self._kept.container

    @property
    def _kept(self) -> Kept:
        return (self.sheet or self.book).named

    def own(self) -> list[Name]:
        """Those of this scope alone: to look on every sheet for names that are valid there only takes longer."""
        return [Name(bare, self.book, self.sheet) for bare in self._kept.names()]

    def snapshot(self) -> list[tuple[str, Name]]:
        """Each with its name, in the order of these."""
        found = [(name.name, name) for name in self.own()]
        if self.sheet is None:
            for sheet in self.book.sheets:
                found += sheet.names.snapshot()
        return sorted(found, key=lambda pair: pair[0].lower())

    def _all(self) -> list[Name]:
        return [name for _, name in self.snapshot()]

    def _find(self, name: str) -> Name | None:
        title, bare = split_sheet(name)
        if title is not None and self.sheet is None:
            return self.book.sheets(title).names._find(bare) if title in self.book.sheets else None
        named = self._kept.find(bare)
        return None if named is None else Name(bare, self.book, self.sheet, named)

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        found = self._find(name_or_index)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def contains(self, name_or_index: str | int) -> bool:
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return self._find(name_or_index) is not None

    def __contains__(self, name_or_index: str | int) -> bool:
        return self.contains(name_or_index)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        """`refers_to` as in Excel, `=Sheet1!$A$1`; a name that exists is changed.

        Raises ValueError for a text that cannot be a name.
        """
        title, bare = split_sheet(name)
        if title is not None and self.sheet is None:
            return self.book.sheets(title).names.add(bare, refers_to)
        check_name(bare)
        found = self._find(bare)
        self.book.remembered.clear()
        if found is None:
            origin = native_cell(Area(1, 1, 1, 1), self.sheet.index - 1 if self.sheet else 0)
            self.api.addNewByName(bare, _content(self.book, refers_to), origin, 0)
            found = self(bare)
        else:
            found.refers_to = refers_to
        return found


def _title(bare: str, sheet: Sheet | None) -> str:
    """With its sheet in front, `Sheet1!Total`, where it is valid on that sheet only."""
    return f"{quoted(sheet.name)}!{bare}" if sheet else bare


def check_name(name: str) -> None:
    """Raises ValueError for a text that Excel doesn't take for a name."""
    if not _NAME.fullmatch(name) or _LIKE_CELLS.fullmatch(name) or len(name) > 255:
        raise ValueError(f"not a name: {name!r}")


def _spelling(book: Book) -> Spelling:
    return Spelling(lambda: book.functions, lambda: None, lambda: book.table_names)


def _content(book: Book, refers_to: str) -> str:
    formula = refers_to if refers_to.startswith("=") else f"={refers_to}"
    return _spelling(book).native(formula)[1:]


class Name(Member, base_classes.Name):
    """`api` is the UNO named range. Who looks through all names gets them without: one takes longer than all their words."""

    def __init__(self, bare: str, book: Book, sheet: Sheet | None, named: Any = None) -> None:
        self._bare, self.book, self.sheet = bare, book, sheet
        self.office = book.office
        if named is not None:
            self.named = named

    @cached_property
    def named(self) -> Any:
        return self._kept[self._bare]

    @property
    def api(self) -> Any:
        return self.named

    @property
    def _kept(self) -> Kept:
        return (self.sheet or self.book).named

    def delete(self) -> None:
        self.book.remembered.clear()
        self._kept.container.removeByName(self.named.Name)

    @property
    def name(self) -> str:
        asked = "named" in self.__dict__  # it may have been called otherwise since
        return _title(str(self.named.Name) if asked else self._bare, self.sheet)

    @name.setter
    def name(self, value: str) -> None:
        bare = split_sheet(value)[1]
        check_name(bare)
        self._kept.rename(self.named, bare)

    @property
    def refers_to(self) -> str:
        return _spelling(self.book).excel(f"={self.named.Content}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.book.remembered.clear()
        self.named.Content = _content(self.book, value)

    @property
    def refers_to_range(self) -> Range:
        """Raises ValueError for a name that means no single range of cells."""
        cells = self.named.ReferredCells
        if cells is None or not cells.supportsService("com.sun.star.sheet.SheetCellRange"):
            raise ValueError(f"{self.name} names no cells: {self.refers_to}")
        return self.book.sheets(cells.Spreadsheet.Name).at(area_of(cells))
