"""Reads the control workbook: its settings, registers and the rows that earlier presses left there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from softenv_xl.bans.rulebook import Rulebook, read_rulebook
from softenv_xl.errors import Stop
from softenv_xl.grid.beside import beside_in
from softenv_xl.grid.table import Header, Table, find_table
from softenv_xl.intake.form import find_form
from softenv_xl.issues import Issue, Place
from softenv_xl.registers import books, dashboard, departments, issue_list, people, settings
from softenv_xl.schema.check import Checked, Context, check_form, check_table
from softenv_xl.schema.extent import bounded
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Book, Grid
    from softenv_xl.registers.departments import Department
    from softenv_xl.registers.people import Person
    from softenv_xl.registers.settings import Campaign
    from softenv_xl.schema.table import SheetSpec, TableSpec
    from softenv_xl.words import Lang


@dataclass(frozen=True)
class Control:
    """The control workbook as it was read. `checked` holds each table's rows, by the table's key;
    `figure_rows` how many data rows each of the dashboard's figure tables has.
    """

    lang: Lang
    campaign: Campaign
    people: tuple[Person, ...]
    departments: tuple[Department, ...]
    rulebook: Rulebook
    tables: Mapping[str, Table]
    checked: Mapping[str, Checked]
    context: Context
    figure_rows: Mapping[str, int]
    issues: tuple[Issue, ...]

    @cached_property
    def _by_number(self) -> dict[str, Person]:
        return {person.number: person for person in self.people}

    def person(self, number: str) -> Person | None:
        return self._by_number.get(number)


def read_control(book: Book, file: str = "") -> Control:
    """Finds and checks every table; raises Stop when one of them isn't there at all."""
    tables = {spec.key: _table(book, sheet, spec, file) for sheet, spec in books.CONTROL.tables()}
    lang = tables["people"].lang
    lists = {name: _words(tables[table], column, lang) for name, (table, column) in _own_lists(tables)}
    context = Context(lists=lists, formulas_allowed=True)
    form, issues = _settings(book, lang, file)
    year = form.get("year")
    context = Context(
        form, lists, int(year) if isinstance(year, int | float) else None, formulas_allowed=True
    )
    checked = {spec.key: check_table(spec, tables[spec.key], context) for _, spec in books.CONTROL.tables()}
    rows = {key: [row.values for row in result.rows] for key, result in checked.items()}
    campaign = settings.read_campaign(form, rows["stages"])
    for key, result in checked.items():
        # The list of issues isn't checked itself: its rows move with every press, and what is noted there is the office's.
        around = ("table.remark-stays",) if key == issue_list.SPEC.key else ()
        issues += [issue for issue in result.issues if not around or issue.code in around]
    issues += [
        Issue(
            "stage.overlap",
            _place(tables["stages"], checked["stages"], a.name),
            {"stage": a.name, "other": b.name},
        )
        for a, b in settings.overlaps(campaign.stages)
    ]
    return Control(
        lang,
        campaign,
        people.read_people(rows["people"]),
        departments.read_departments(rows["departments"]),
        read_rulebook(rows["rulebook"], campaign.rulebook or ""),
        tables,
        checked,
        context,
        _figure_rows(book, file),
        tuple(issues),
    )


def _place(table: Table, checked: Checked, stage: str) -> Place:
    """Where a stage starts."""
    row = next(row for row in checked.rows if row.values["name"] == stage)
    return table.place("start", row.number, stage)


def headers(spec: TableSpec) -> list[Header]:
    """What to look for in a sheet."""
    return [Header(column.key, column.label) for column in spec.columns]


def _table(book: Book, sheet: SheetSpec, spec: TableSpec, file: str) -> Table:
    """By the real table's name; by the sheet's name; or on whichever sheet its headers stand."""
    named = book.table(spec.key)
    first: list[Grid | None] = [named[0] if named else None, *(book.grid(name) for name in sheet.name)]
    for grid in [*first, *book.grids]:
        table = find_table(grid, headers(spec)) if grid else None
        if table:
            return _with_what_stays_beside(spec, bounded(spec, table))
    what = Text(f"“{spec.title.zh}”表", f"table “{spec.title.en}”")
    raise Stop("workbook.part-missing", file=file, what=what)


def _with_what_stays_beside(spec: TableSpec, table: Table) -> Table:
    """A list whose rows every press puts in order again, with a note about a remark that can't go along."""
    stays = beside_in(table.grid, table.home).stays if spec.prefilled and table.home else None
    if stays is None:
        return table
    place = Place(sheet=table.grid.sheet, cell=stays.a1)
    return replace(table, issues=(*table.issues, Issue("table.remark-stays", place, {"cell": stays.a1})))


def _figure_rows(book: Book, file: str) -> dict[str, int]:
    rows = {}
    for spec in dashboard.FIGURES:
        found = book.table(spec.key)
        if found is None:
            raise Stop("workbook.part-missing", file=file, what=spec.title)
        rows[spec.key] = found[1].last - found[1].area.top
    return rows


def _own_lists(tables: Mapping[str, Table]) -> list[tuple[str, tuple[str, str]]]:
    return [(name, source) for name, source in books.LISTS.items() if source[0] in tables]


def _words(table: Table, column: str, lang: Lang) -> frozenset[str]:
    """The words that stand in a column now; the rulebook's labels are put together from their parts."""
    if column == "label":
        title = f"title_{lang}"
        return frozenset(f"{raw['number']} {raw[title]}" for _, raw in table.rows() if raw.get("number"))
    return frozenset(value for _, raw in table.rows() if isinstance(value := raw.get(column), str))


def _settings(book: Book, lang: Lang, file: str) -> tuple[dict[str, Value], list[Issue]]:
    spec = settings.SPEC
    found = find_form(book, spec)
    if found is None:
        raise Stop("workbook.part-missing", file=file, what=spec.title)
    grid, cells = found
    return check_form(spec, grid, cells, lang, Context(formulas_allowed=True))
