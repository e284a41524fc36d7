"""Brings a control workbook of an earlier version up to today's, in place.

What today's empty workbook has and this one lacks is taken over from there: whole sheets, columns of tables, settings,
names, dropdowns, marks and formulas, put where people have their tables and sheets by now. What people typed, added,
moved or drew stays as it is, and what isn't understood keeps its bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl import books, templates
from softenv_xl.control.versions import known, version_of
from softenv_xl.errors import Stop
from softenv_xl.hosts.file.calculation import calculate_on_load, drop_chain
from softenv_xl.hosts.file.check import check
from softenv_xl.hosts.file.markup import refuse_malformed
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.hosts.file.upgrade.conditional_formats import renew_conditional_formats
from softenv_xl.hosts.file.upgrade.drawing import Drawing
from softenv_xl.hosts.file.upgrade.dropdowns import renew_dropdowns
from softenv_xl.hosts.file.upgrade.fields import add_fields, place_fields, renew_checks, values_in
from softenv_xl.hosts.file.upgrade.finding import find_places, form_on
from softenv_xl.hosts.file.upgrade.names import bring_names
from softenv_xl.hosts.file.upgrade.school_row import add_school_row
from softenv_xl.hosts.file.upgrade.sheets import bring_sheets
from softenv_xl.hosts.file.upgrade.styles import Styles
from softenv_xl.hosts.file.upgrade.tables import Tables
from softenv_xl.hosts.file.workbook import Workbook
from softenv_xl.registers import departments
from softenv_xl.registers.options import SPEC as OPTIONS
from softenv_xl.registers.settings import SPEC as SETTINGS
from softenv_xl.schema.form import find_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.grid.grid import Book
    from softenv_xl.hosts.file.upgrade.places import Places
    from softenv_xl.schema.table import FormSpec
    from softenv_xl.words import Lang

__all__ = ["Addition", "upgrade_package"]


def upgrade_package(package: bytes, grids: Book, lang: Lang, file: str) -> tuple[bytes, tuple[Addition, ...]]:
    """The workbook with all that today's has, and what that is; the very same bytes where it lacks nothing.

    `grids` is the workbook as the gate reads it. Raises Stop: workbook.newer, workbook.unsafe-to-write,
    workbook.part-missing.
    """
    version = version_of(grids, file)
    template = Workbook(templates.path(books.CONTROL.key, lang).read_bytes())
    try:
        sheets, places, found = _with_sheets(package, grids, template, lang, older=version < known())
        result, more = _with_contents(sheets, grids, template, places, lang, version)
    except Stop as stop:
        raise stop.in_file(file) from stop
    additions = (*found, *more)
    return (result if any(one.done for one in additions) else package), additions


def _with_sheets(
    package: bytes, grids: Book, template: Workbook, lang: Lang, *, older: bool
) -> tuple[bytes, Places, list[Addition]]:
    book = Workbook(package)
    places = find_places(book, template, grids, lang)
    styles = Styles(book, template)
    found = list(bring_sheets(Drawing(book, template, places, styles), places, older=older))
    if not any(one.done for one in found):
        return package, places, found
    styles.store()
    if book.part in book.parts:
        book.store_tree(book.part)
    result = book.package.build()
    for part, data in book.package.replaced.items():
        refuse_malformed(data, part)
    Workbook(result).every_table()  # stops where one doesn't fit its sheet
    return result, places, found


def _with_contents(
    package: bytes, grids: Book, template: Workbook, places: Places, lang: Lang, version: int
) -> tuple[bytes, list[Addition]]:
    book = Workbook(package)
    styles = Styles(book, template)
    found = list(_tables_and_forms(book, template, grids, places, styles, lang, version))
    styles.store()
    book.store()
    book.tree(book.part)
    named = list(bring_names(book, template, places))
    book.store_tree(book.part)
    if any(sheet.formulas.changed for sheet in book.changed_sheets):
        drop_chain(book)
    calculate_on_load(book)
    result = book.package.build()
    check(result, book)
    return result, [*found, *named]


def _tables_and_forms(
    book: Workbook, template: Workbook, grids: Book, places: Places, styles: Styles, lang: Lang, version: int
) -> Iterator[Addition]:
    """In a workbook of today's version only what is missing, and what is about it: other programs that saved the
    workbook spell formulas and rules in their own way.
    """
    tables = Tables(book, template, places, styles, lang)
    specs = {spec.key: spec for _, spec in books.CONTROL.tables()}
    mine = [place for place in places.tables if place.sheet not in places.as_drawn]
    renewed = {place.sheet for place in mine} if version < known() else set()
    forms = {form: form_on(grids, form, lang) for form in _forms(grids)}
    for form, (home, cells) in forms.items():
        missing = place_fields(book, template, places, form, home, cells)
        yield from add_fields(book, template, places, styles, form, home, missing, lang)
        renewed |= {home} if missing else set()
    yield from _stamped(book, template, places, forms[SETTINGS][0], lang, version)
    for place in mine:
        added = [*tables.add_columns(specs[place.key], place)]
        yield from added
        renewed |= {place.sheet for addition in added if addition.done}
        if place.key == departments.SPEC.key:
            yield from add_school_row(book, template, places, styles, place, lang)
    for place in mine:
        if place.sheet in renewed:
            yield from tables.renew_formulas(specs[place.key], place)
    for form, (home, _) in forms.items():
        if home in renewed:
            yield from renew_checks(book, template, places, form, home, lang)
    homes = (home for home, _ in forms.values())
    for title in dict.fromkeys(title for title in (*(p.sheet for p in mine), *homes) if title in renewed):
        sheet, source = book.sheet(places.titles[title]), template.sheet(title)
        if sheet and source:
            yield from renew_dropdowns(sheet, source, places)
            yield from renew_conditional_formats(sheet, source, places, styles)


def _forms(grids: Book) -> Iterator[FormSpec]:
    """Those that the workbook has; the settings first, which every one has."""
    yield SETTINGS
    if find_form(grids, OPTIONS):
        yield OPTIONS


def _stamped(
    book: Workbook, template: Workbook, places: Places, home: str, lang: Lang, version: int
) -> Iterator[Addition]:
    """The version that the workbook says it has."""
    if version < known():
        at = values_in(template, SETTINGS)["version"]
        sheet = book.sheet(places.titles[home])
        assert sheet is not None  # noqa: S101 - the settings were found on it
        sheet.write(*places.cells[home, at.row, at.column], known())
        yield Addition("version", sheet.title, f"{version} → {known()}")
