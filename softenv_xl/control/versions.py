"""Which version of the control workbook this is, and what one of an earlier version lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl import books, catalogue
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import display_text
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Table
from softenv_xl.issues import Issue, Place
from softenv_xl.registers import settings
from softenv_xl.schema.form import find_form
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from softenv_xl.grid.grid import Book
    from softenv_xl.words import Lang

FIRST = 1
"""The version of the workbooks that don't say any."""

_LONGEST = 6  # figures; whatever is longer is no version


def known() -> int:
    """The version of the workbooks that this program makes."""
    return int(books.CONTROL.version)


def version_of(book: Book, file: str = "") -> int:
    """What the settings say; FIRST where they say nothing, or no number. Raises Stop(workbook.newer)."""
    found = find_form(book, settings.SPEC)
    at = found[1].get("version") if found else None
    words = display_text(found[0].value(at)).strip() if found and at else ""
    version = int(words) if words.isdecimal() and len(words) <= _LONGEST else FIRST
    if version > known():
        raise Stop("workbook.newer", file=file, found=version, known=known())
    return version


def lacking(book: Book, version: int) -> frozenset[str]:
    """The tables that came with a later version and aren't there; any other that is missing was deleted."""
    return frozenset(
        spec.key
        for sheet, spec in books.CONTROL.tables()
        if sheet.since > version and book.table(spec.key) is None
    )


def empty_tables(tables: Collection[str], lang: Lang) -> dict[str, Table]:
    """Tables without a row, for those that are lacking."""
    made = {}
    for sheet, spec in books.CONTROL.tables():
        if spec.key in tables:
            columns = {column.key: place for place, column in enumerate(spec.columns, start=1)}
            texts = {column.key: column.label(lang) for column in spec.columns}
            grid = Grid(sheet.name(lang), ((),) * (spec.header_row - 1) + (tuple(texts.values()),))
            made[spec.key] = Table(grid, spec.header_row, columns, texts, lang, last=spec.header_row)
    return made


def issues_of(version: int, tables: Collection[str], settings_sheet: str) -> Iterator[Issue]:
    """One note for the whole workbook, whatever it lacks."""
    if version < known():
        titles = [spec.title for _, spec in books.CONTROL.tables() if spec.key in tables]
        lacks = Text(
            "，还没有：" + "、".join(title.zh for title in titles) if titles else "",
            "; it has no " + ", ".join(title.en for title in titles) + " yet" if titles else "",
        )
        yield Issue(catalogue.WORKBOOK_OLDER, Place(sheet=settings_sheet), {"lacks": lacks})
