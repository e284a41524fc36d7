"""The open workbooks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from xlwings import base_classes

from xlwings_libreoffice.book_parts import BookParts
from xlwings_libreoffice.formula_parts import Functions
from xlwings_libreoffice.locks import require_free
from xlwings_libreoffice.member import Member
from xlwings_libreoffice.names import Names
from xlwings_libreoffice.number_formats import Kinds
from xlwings_libreoffice.pages import to_pdf
from xlwings_libreoffice.references import Area, area_of
from xlwings_libreoffice.sheets import Sheet, Sheets
from xlwings_libreoffice.uno_runtime import properties
from xlwings_libreoffice.urls import path_of

if TYPE_CHECKING:
    from xlwings_libreoffice.app import App
    from xlwings_libreoffice.range import Range

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".xlt": "MS Excel 97 Vorlage/Template",
    ".ods": "calc8",
    ".ots": "calc8_template",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
}
_CSV = "44,34,76,1,,0,false,true"  # comma, quotes, UTF-8, from row 1; values as they are shown
_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


class Books(Member, base_classes.Books):
    """The books of one app in the order in which they were opened."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.office = app.office
        self._opened: dict[str, Book] = {}
        self._active = ""

    @property
    def api(self) -> Any:
        """The UNO components of the desktop."""
        return self.app.api.Components

    def _books(self) -> list[Book]:
        found = {}
        components = self.app.api.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if document.supportsService(_SPREADSHEET):
                found[document.RuntimeUID] = document
        known = [uid for uid in self._opened if uid in found]
        fresh = sorted(found.keys() - self._opened.keys(), key=int)
        self._opened = {uid: self._opened.get(uid) or Book(found[uid], self.app) for uid in known + fresh}
        self.office.files.update(Path(self._opened[uid].fullname) for uid in fresh)
        return list(self._opened.values())

    @property
    def active(self) -> Book:
        """The book activated, added or opened last; KeyError where none is open."""
        books = self._books()
        current = self.app.api.getCurrentComponent() if self.app.visible else None
        if current is not None and current.supportsService(_SPREADSHEET):
            self._active = current.RuntimeUID
        if not books:
            raise KeyError("no book is open")
        return self._opened.get(self._active) or books[-1]

    def activate(self, book: Book) -> None:
        self._active = book.uid

    def __call__(self, name_or_index: str | int) -> Book:
        books = self._books()
        if isinstance(name_or_index, int) and 1 <= name_or_index <= len(books):
            return books[name_or_index - 1]
        for book in books:
            if isinstance(name_or_index, str) and book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._books())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._books())

    def __contains__(self, name: str) -> bool:
        return any(book.name.lower() == name.lower() for book in self._books())

    def add(self) -> Book:
        """A new book of one sheet, named as Excel would: Book1, Book2 …"""
        taken = {book.name for book in self._books()}
        number = next(n for n in range(1, len(taken) + 2) if f"Book{n}" not in taken)
        book = self._load("private:factory/scalc", {})
        book.api.setTitle(f"Book{number}")
        return book

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: str | None = None,  # noqa: A002 - Excel's word
        password: str | None = None,
        *_more: Any,
    ) -> Book:
        """Opens a file. Its formulas are calculated anew; values that came with it are not believed.

        Raises OSError where LibreOffice cannot read the file, or, unless it is opened to be read only, where
        another LibreOffice has it open; the message says whose.
        """
        options: dict[str, Any] = {"ReadOnly": bool(read_only), "UpdateDocMode": 3 if update_links else 0}
        if password:
            options["Password"] = password
        file = Path(fullname).resolve()
        if not read_only:
            require_free(file, self.office.profile)
        book = self._load(file.as_uri(), options)
        book.api.calculateAll()
        book.api.setModified(False)
        return book

    def _load(self, url: str, options: dict[str, Any]) -> Book:
        arguments = properties(Hidden=not self.app.visible, MacroExecutionMode=0, **options)
        try:
            document = self.app.api.loadComponentFromURL(url, "_blank", 0, arguments)
        except Exception as error:
            if "IllegalArgument" not in type(error).__name__:
                raise
            document = None
        if document is None or not document.supportsService(_SPREADSHEET):
            if document is not None:
                document.close(True)
            raise OSError(f"LibreOffice cannot open {url} as a workbook")
        self._books()
        book = self._opened[document.RuntimeUID]
        self.app.prepare(document)
        self.activate(book)
        return book


class Book(BookParts, Member, base_classes.Book):
    """`api` is the UNO document."""

    def __init__(self, document: Any, app: App) -> None:
        self.document = document
        self._app = app
        self.office = app.office
        self.uid = document.RuntimeUID
        self.kinds = Kinds(document)
        self.moves = 0
        """How often cells were inserted, deleted or moved here: LibreOffice's ranges and sheets go along."""
        super().__init__()

    @property
    def api(self) -> Any:
        return self.document

    @property
    def app(self) -> App:
        return self._app

    @property
    def functions(self) -> Functions:
        return self.app.functions(self.document)

    @property
    def controller(self) -> Any:
        return self.document.CurrentController

    @property
    def window(self) -> Any:
        return self.controller.Frame.ContainerWindow

    @cached_property
    def date1904(self) -> bool:
        return bool(self.document.NullDate.Year == 1904)

    @property
    def name(self) -> str:
        return os.path.basename(self.fullname)  # noqa: PTH119 - the text before it need not be a path

    @property
    def fullname(self) -> str:
        """The path of the file; the bare name where it was never saved."""
        url = self.document.URL
        if not url:
            return str(self.document.Title)
        return path_of(url) if url.startswith("file:") else unquote(url)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    @property
    def selection(self) -> Range | None:
        selected = self.document.CurrentSelection
        if selected is None:
            return None
        if selected.supportsService("com.sun.star.sheet.SheetCellRange"):
            return Sheet(selected.Spreadsheet, self).at(area_of(selected))
        empty = selected.supportsService("com.sun.star.sheet.SheetCellRanges") and not selected.Count
        return self._cursor() if empty else None

    def _cursor(self) -> Range:
        """The cell with the cursor; it is the selected one where a filter hides its row."""
        _, active, _, *sheets = self.document.CurrentController.getViewData().split(";")
        column, row, *_ = re.split(r"[/+]", sheets[int(active)])
        return self.sheets(int(active) + 1).at(
            Area(int(row) + 1, int(column) + 1, int(row) + 1, int(column) + 1)
        )

    def activate(self) -> None:
        self.app.books.activate(self)
        if self.app.visible:
            self.controller.Frame.activate()
            self.window.toFront()

    def close(self) -> None:
        """Closes it without saving."""
        self.document.setModified(False)
        self.document.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Saves in the format that the ending of `path` names; without a path where it came from.

        A book that was never saved goes to the working directory under its name. Raises ValueError for
        an ending that LibreOffice doesn't write, FileNotFoundError where there is no such folder.
        """
        if path is None and self.document.URL and password is None:
            self.document.store()
            return
        target = Path(path or (self.fullname if self.document.URL else f"{self.name}.xlsx")).resolve()
        ending = target.suffix.lower()
        if ending not in _FILTERS:
            raise ValueError(f"LibreOffice doesn't write {ending or 'files without an ending'}")
        if not target.parent.is_dir():  # LibreOffice would make it
            raise FileNotFoundError(f"no such folder: {target.parent}")
        options: dict[str, Any] = {"FilterName": _FILTERS[ending], "Overwrite": True}
        if ending == ".csv":
            options["FilterOptions"] = _CSV
        if password:
            options["Password"] = password
        self.office.files.add(target)
        self.document.storeAsURL(target.as_uri(), properties(**options))

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        """All visible sheets."""
        to_pdf(self, path, quality, None)
