"""Settings that came later: a line below those that are there, or beside them where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.hosts.file.layout import ColumnFormula
from softenv_xl.hosts.file.ranges import cover
from softenv_xl.hosts.file.rows import give_formula
from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.hosts.reference_words import references

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.upgrade.places import Places
    from softenv_xl.hosts.file.upgrade.styles import Styles
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.schema.table import FormSpec
    from softenv_xl.words import Lang

_GAP = 2


def place_fields(
    book: Workbook,
    template: Workbook,
    places: Places,
    form: FormSpec,
    home: str,
    cells: Mapping[str, Address],
) -> list[str]:
    """Tells `places` where each field's label, value and check stand; the keys of those that are missing.

    `home` is the template's sheet, `cells` where the workbook has the values of its fields.
    """
    sheet = _sheet(book, places.titles[home])
    theirs = values_in(template, form)
    missing = [column.key for column in form.columns if column.key in theirs and column.key not in cells]
    there = {**cells, **_room_for(sheet, list(cells.values()), missing)}
    for key, at in theirs.items():
        if key in there:
            row, column = there[key]
            for away in (-1, 0, 1):
                places.cells[home, at.row, at.column + away] = Address(row, column + away)
    return missing


def add_fields(
    book: Workbook,
    template: Workbook,
    places: Places,
    styles: Styles,
    form: FormSpec,
    home: str,
    missing: list[str],
    lang: Lang,
) -> Iterator[Addition]:
    sheet, source = _sheet(book, places.titles[home]), _sheet(template, home)
    theirs = values_in(template, form)
    for key in missing:
        for away in (-1, 0, 1):
            at = Address(theirs[key].row, theirs[key].column + away)
            cell = source.cells(at.row).get(at.column)
            if cell is None:
                continue
            row, column = places.cells[home, at.row, at.column]
            height = source.row(at.row).attributes.get("ht")
            if height:
                sheet.row(row).attributes.setdefault("ht", height)
            (sheet.cells(row).get(column) or sheet.make(row, column)).style = styles.xf(cell.style)
            sheet.touch(row)
            text = source.formulas.text_at(*at)
            if text is not None:
                formula = Formula(places.relocated(text, home), row, column)
                give_formula(sheet, row, column, ColumnFormula(formula, False, None, True))
            elif away < 0:
                sheet.write(row, column, form.column(key).label(lang))
            cover(sheet, Area(row, column, row, column))
        yield Addition("field", places.titles[home], form.column(key).label(lang))


def renew_checks(
    book: Workbook, template: Workbook, places: Places, form: FormSpec, home: str, lang: Lang
) -> Iterator[Addition]:
    """The checks beside the fields, where there are any."""
    sheet, source = _sheet(book, places.titles[home]), _sheet(template, home)
    for key, at in values_in(template, form).items():
        text = source.formulas.text_at(at.row, at.column + 1)
        there = places.cells.get((home, at.row, at.column + 1))
        if text is None or there is None or not sheet.formulas.has(*there):
            continue
        wanted = places.relocated(text, home)
        if sheet.formulas.text_at(*there) != wanted:
            give_formula(sheet, *there, ColumnFormula(Formula(wanted, *there), False, None, True))
            yield Addition("formula", places.titles[home], form.column(key).label(lang))


def values_in(template: Workbook, form: FormSpec) -> dict[str, Address]:
    """Where the template has the fields' values, by key."""
    named = {name.name: references(name.text) for name in template.names() if not name.sheet}
    found = {column.key: named.get(form.name(column.key)) for column in form.columns}
    return {key: Address(areas[0].area.top, areas[0].area.left) for key, areas in found.items() if areas}


def _room_for(sheet: Sheet, taken: list[Address], missing: list[str]) -> dict[str, Address]:
    """Right below the last field, as many lines as are empty there; the others right of all that is on the sheet."""
    last = max(taken)
    left, found = last.column, {}
    row = last.row
    right = max((at.column for at, _ in sheet.values(Area(1, 1, MAX_ROW, MAX_COLUMN))), default=left) + _GAP
    aside = min(at.row for at in taken)
    below = True
    for key in missing:
        row += 1
        below = below and sheet.used(Area(row, left - 1, row, left + 1)) is None
        if below:
            found[key] = Address(row, left)
        else:
            found[key] = Address(aside, right + 1)
            aside += 1
    return found


def _sheet(book: Workbook, title: str) -> Sheet:
    sheet = book.sheet(title)
    assert sheet is not None  # noqa: S101 - the form was found on it
    return sheet
