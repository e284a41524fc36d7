"""Workbooks: opening, saving, closing, finding them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.xlwings_libreoffice.cases import BookCase, Step


def _saved(call: Callable[[Any, Path], Any], name: str = "a book.xlsx") -> Step:
    """Saves a new workbook with 1 in A1, gives `call` it and its file, and closes it."""

    def step(sheet: Any) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder).resolve() / name
            book = sheet.book.app.books.add()
            try:
                book.sheets[0]["A1"].value = 1
                book.save(file)
                return call(book, file)
            finally:
                for each in list(sheet.book.app.books):
                    if each.fullname.startswith(str(file.parent)):
                        each.close()

    return step


def _new(call: Callable[[Any], Any]) -> Step:
    """Gives `call` a second new workbook, and closes it."""

    def step(sheet: Any) -> Any:
        book = sheet.book.app.books.add()
        try:
            return call(book)
        finally:
            book.close()

    return step


def _reopened_value(book: Any, file: Path) -> Any:
    """What A1 of the file holds once it has been closed and opened again."""
    books = book.app.books
    book.sheets[0]["A1"].value = 2
    book.save()
    book.close()
    return books.open(file).sheets[0]["A1"].value


def _closed(sheet: Any) -> int:
    """By how much closing a new book changes the number of books."""
    books = sheet.book.app.books
    before = len(books)
    books.add().close()
    return len(books) - before


def _kept_active(book: Any) -> bool:
    book.activate()
    return bool(book.app.books.active == book)


def _copy_of(book: Any, file: Path) -> tuple[str, bool]:
    """Saving under another name makes the book that file."""
    other = file.with_name("other.xlsx")
    book.save(other)
    return book.name, file.exists() and other.exists()


def _unmixed(sheet: Any) -> tuple[Any, Any]:
    other = sheet.book.app.books.add()
    try:
        other.sheets[0]["A1"].value = 2
        sheet["A1"].value = 1
        return sheet["A1"].value, other.sheets[0]["A1"].value
    finally:
        other.close()


COLLECTION = [
    BookCase("by index and number", lambda s: s.book.app.books[0] == s.book.app.books(1), True),
    BookCase("count", lambda s: s.book.app.books.count == len(s.book.app.books), True),
    BookCase("one after another", lambda s: s.book in list(s.book.app.books), True),
    BookCase("by name", lambda s: s.book.app.books[s.book.name] == s.book, True),
    BookCase("contains", lambda s: (s.book.name in s.book.app.books, "none.xlsx" in s.book.app.books), (True, False)),
    BookCase("a name that isn't there", lambda s: s.book.app.books["none.xlsx"].name, Exception),
    BookCase("a new book is one more", _new(lambda b: b == b.app.books[-1]), True),
    BookCase("a new book is active", _new(lambda b: b == b.app.books.active), True),
    BookCase("a new book has a sheet", _new(lambda b: b.sheet_names), ["Sheet1"]),
    BookCase("a new book's full name is its name", _new(lambda b: b.fullname == b.name), True),
    BookCase("a new book is named by number", _new(lambda b: b.name.rstrip("0123456789")), "Book"),
    BookCase("activate", _new(_kept_active), True),
    BookCase("close", _closed, 0),
    BookCase("two new books don't mix", _unmixed, (1.0, 2.0)),
]  # fmt: skip

FILES = [
    BookCase("name", _saved(lambda b, f: b.name), "a book.xlsx"),
    BookCase("name in Chinese", _saved(lambda b, f: b.name, "整改 台账.xlsx"), "整改 台账.xlsx"),
    BookCase("full name", _saved(lambda b, f: b.fullname == str(f)), True),
    BookCase("the file is there", _saved(lambda b, f: f.exists()), True),
    BookCase("by file name", _saved(lambda b, f: b.app.books["a book.xlsx"] == b), True),
    BookCase("open what is open", _saved(lambda b, f: b.app.books.open(f) == b), True),
    BookCase("open what is open, by text", _saved(lambda b, f: b.app.books.open(str(f)) == b), True),
    BookCase("saved, closed and opened again", _saved(_reopened_value), 2.0),
    BookCase("saved, closed and opened again, in Chinese", _saved(_reopened_value, "整改 100%#1.xlsx"), 2.0),
    BookCase("saved as another", _saved(_copy_of), ("other.xlsx", True)),
    BookCase("saved as .xlsm", _saved(lambda b, f: b.name, "macro.xlsm"), "macro.xlsm"),
    BookCase("saved as .csv", _saved(lambda b, f: f.read_text().strip(), "plain.csv"), "1"),
    BookCase("open what isn't there", lambda s: s.book.app.books.open("no such book.xlsx"), FileNotFoundError),
    BookCase("save where no folder is", _new(lambda b: b.save("/no/such/folder/x.xlsx")), Exception),
    BookCase("an address with its book", _saved(lambda b, f: b.sheets[0]["A1:C3"].get_address(external=True)),
             "'[a book.xlsx]Sheet1'!$A$1:$C$3"),
    BookCase("an address with its sheet", _saved(lambda b, f: b.sheets[0]["A1:C3"].get_address(include_sheetname=True)),
             "'Sheet1'!$A$1:$C$3"),
    BookCase("to PDF", _saved(lambda b, f: (b.to_pdf(f.with_suffix(".pdf")), f.with_suffix(".pdf").read_bytes()[:5])[1]),
             b"%PDF-"),
]  # fmt: skip

ONE = [
    BookCase("its app", lambda s: s.book in list(s.book.app.books), True),
    BookCase("its sheets", lambda s: len(s.book.sheets), 3),
    BookCase("no names", lambda s: len(s.book.names), 0),
    BookCase("selection", lambda s: (s["B10"].select(), s.book.selection.address)[1], "$B$10"),
    BookCase("selection of a block", lambda s: (s["A2:C3"].select(), s.book.selection.address)[1], "$A$2:$C$3"),
    BookCase("selection on another sheet", lambda s: (s.book.sheets[1]["A2"].select(), s.book.selection.sheet.name)[1],
             "Sheet2"),
    BookCase("a book's text", lambda s: repr(s.book).startswith("<Book ["), True),
]  # fmt: skip

CASES = [*COLLECTION, *FILES, *ONE]
