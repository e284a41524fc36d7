"""Finds in a workbook the sheets, tables and settings of today's, whatever people called them and wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl import books
from softenv_xl.grid.table import find_table
from softenv_xl.hosts.file.upgrade.places import Places, TablePlace
from softenv_xl.hosts.reference_words import references
from softenv_xl.hosts.refusal import missing
from softenv_xl.registers import options
from softenv_xl.schema.form import find_form
from softenv_xl.schema.vocabulary import LIST
from softenv_xl.templates import figures, lists
from softenv_xl.views import dashboard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softenv_xl.grid.address import Address
    from softenv_xl.grid.grid import Book
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.schema.table import FormSpec
    from softenv_xl.words import Lang, Text


def find_places(book: Workbook, template: Workbook, grids: Book, lang: Lang) -> Places:
    """What the workbook has of the template's sheets and tables."""
    places = Places()
    for sheet, spec in books.CONTROL.tables():
        found = grids.table(spec.key)
        table = find_table(found[0], spec.headers) if found else None
        if found is None or table is None or not book.has_table(spec.key):
            continue
        title = sheet.name(lang)
        theirs = template.table(spec.key).block
        columns = {column.key: theirs.left + place for place, column in enumerate(spec.columns)}
        places.titles[title] = found[0].sheet
        places.tables.append(
            TablePlace(
                spec.key, title, theirs.top, columns, found[0].sheet, table.header_row, dict(table.columns)
            )
        )
    for name, there in (
        (books.CONTROL.sheet("start").name, _called(book, books.CONTROL.sheet("start").name)),
        (books.CONTROL.sheet("dashboard").name, _named(book, dashboard.TITLE)),
        (figures.SHEET, _with_table(book, dashboard.TABLES[0].key)),
        (lists.SHEET, _lists(book)),
        (options.SHEET.name, _with_form(grids, options.SPEC)),
    ):
        if there is not None:
            places.titles[name(lang)] = there
    return places


def form_on(grids: Book, form: FormSpec, lang: Lang) -> tuple[str, Mapping[str, Address]]:
    """The template's sheet of that form, and where the workbook has the values of its fields."""
    found = find_form(grids, form)
    if found is None:
        raise missing(form.title.zh, form.title.en)
    home = next(sheet.name(lang) for sheet in books.CONTROL.sheets if sheet.form is form)
    return home, found[1]


def _called(book: Workbook, name: Text) -> str | None:
    return next((title for title in book.titles if title in name), None)


def _named(book: Workbook, wanted: str) -> str | None:
    for name in book.names():
        found = references(name.text) if name.name == wanted else None
        if found and found[0].sheet in book.titles:
            return found[0].sheet
    return None


def _lists(book: Workbook) -> str | None:
    """The sheet that the lists' names point at."""
    words = (name.name for name in book.names() if name.name.startswith(LIST))
    return next((title for name in words if (title := _named(book, name))), None)


def _with_form(grids: Book, form: FormSpec) -> str | None:
    found = find_form(grids, form)
    return found[0].sheet if found else None


def _with_table(book: Workbook, key: str) -> str | None:
    return book.table(key).sheet.title if book.has_table(key) else None
