"""Reads the control workbook: its settings, registers and the rows that earlier presses left there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from softenv_xl import books, catalogue
from softenv_xl.bans.rulebook import Rulebook, read_rulebook
from softenv_xl.control.as_left import bans_before, unused_before
from softenv_xl.control.finding_tables import located
from softenv_xl.control.new_ids import with_new_ids
from softenv_xl.control.people_with_past import with_past
from softenv_xl.control.renames import Renames, apply_renames
from softenv_xl.control.sheet_owners import belongs_to_other
from softenv_xl.control.versions import FIRST, empty_tables, issues_of, lacking, version_of
from softenv_xl.errors import Stop
from softenv_xl.grid.beside import beside_in
from softenv_xl.grid.cell import display_text, folded, is_blank
from softenv_xl.grid.table import Table
from softenv_xl.issues import Issue, Place
from softenv_xl.passport.issuance import Issuance
from softenv_xl.registers import COMPLETED, departments, options, settings
from softenv_xl.schema.check import Checked, Context, check_form, check_table
from softenv_xl.schema.expression import as_text
from softenv_xl.schema.extent import with_end
from softenv_xl.schema.form import find_form
from softenv_xl.schema.listing import ROWS
from softenv_xl.schema.repair import repair, typed
from softenv_xl.views import dashboard, issue_list, why
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Book
    from softenv_xl.registers.departments import Department
    from softenv_xl.registers.people import Person
    from softenv_xl.registers.settings import Campaign
    from softenv_xl.schema.column import Column
    from softenv_xl.schema.table import SheetSpec, TableSpec
    from softenv_xl.words import Lang


@dataclass(frozen=True)
class Control:
    """The control workbook as it was read. `checked` holds each table's rows, by the table's key;
    `figure_rows` how many data rows each of the dashboard's figure tables has. The rows of registers that are completed
    (registers.COMPLETED) are there from `control.completion` on. `people` are also those whose row
    is gone from the register though something refers to them; `bans_before` what the last press called the bans.
    `knows_listing`: has it the names by which check formulas look into the list of issues? `lacking` are the tables
    that a workbook of an earlier version hasn't got yet: they are read as empty. `options` are the registers' settings;
    `unused_before` the registers that the last press took for unused, by their keys; `asked` whom the sheet Why is
    about. `passports` is what was issued from here, which no sheet says: whoever has the file reads that beside it.
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
    renames: Renames = field(default_factory=Renames)
    bans_before: tuple[str, ...] = ()
    knows_listing: bool = False
    lacking: frozenset[str] = frozenset()
    options: Mapping[str, Value] = field(default_factory=dict)
    unused_before: frozenset[str] = frozenset()
    asked: str = ""
    passports: Issuance = field(default_factory=Issuance)
    retyped: Mapping[tuple[str, str, str], int] = field(default_factory=dict)

    @cached_property
    def _by_number(self) -> dict[str, Person]:
        return {person.number: person for person in self.people}

    @cached_property
    def contexts(self) -> dict[tuple[Lang, tuple[str, ...], frozenset[str] | None], Context]:
        """Those that returns were checked in, see intake.context."""
        return {}

    @cached_property
    def accepted_rows(self) -> dict[str, Mapping[str, Value]]:
        """The ledger's rows of returns that an earlier run accepted, by fingerprint: also those superseded since."""
        ledger = self.checked.get("submissions")
        return {
            str(row.values["sha"]): row.values
            for row in (ledger.rows if ledger else ())
            if row.values["sha"]
            and row.values["state"] in ("accepted", "superseded")
            and (row.values["state"] == "accepted" or not row.values["errors"])
        }

    @cached_property
    def vouched(self) -> dict[str, str]:
        """The fingerprints of files that the office accepts though their passports are in doubt, with who accepts each."""
        ledger = self.checked.get("submissions")
        return {
            str(row.values["sha"]): display_text(who)
            for row in (ledger.rows if ledger else ())
            if row.values["sha"] and not is_blank(who := row.values["accepted_by"])
        }

    def person(self, number: str) -> Person | None:
        return self._by_number.get(number)


def read_control(book: Book, file: str = "") -> Control:
    """Finds and checks every table; raises Stop when one of them isn't there at all though the workbook's version
    has it, and for a workbook of a newer version.
    """
    version = version_of(book, file)
    later = lacking(book, version)
    specs = {spec.key: spec for _, spec in books.CONTROL.tables()}
    found = {
        spec.key: _table(book, sheet, spec, file)
        for sheet, spec in books.CONTROL.tables()
        if spec.key not in later
    }
    tables, renames = apply_renames({**found, **empty_tables(later, found["people"].lang)})
    tables = with_new_ids(tables)
    lang = tables["people"].lang
    lists = {
        name: _words(tables[table], specs[table].column(column), lang)
        for name, (table, column) in _own_lists(tables)
    }
    context = Context(lists=lists, formulas_allowed=True)
    form, issues = _settings(book, lang, file)
    own, of_options = _later_form(book, options.SHEET, lang, version, file)
    ask, of_ask = _later_form(book, why.SHEET, lang, version, file)
    issues += (*of_options, *of_ask)
    year = form.get("year")
    context = Context(
        {
            **{settings.SPEC.name(key): value for key, value in form.items()},
            **{options.SPEC.name(key): value for key, value in own.items()},
        },
        lists,
        int(year) if isinstance(year, int | float) else None,
        formulas_allowed=True,
    )
    checked = {
        # The registers are checked when their cells are computed (control.completion).
        key: Checked((), ()) if key in COMPLETED else check_table(spec, tables[key], context)
        for key, spec in specs.items()
    }
    rows = {key: [row.values for row in result.rows] for key, result in checked.items()}
    campaign = settings.read_campaign(form, rows["stages"])
    for key, result in checked.items():
        # The list of issues isn't checked itself: its rows move with every press, and what is noted there is the office's.
        around = (catalogue.TABLE_REMARK_STAYS,) if key == issue_list.SPEC.key else ()
        issues += [issue for issue in result.issues if not around or issue.kind in around]
    groups = departments.read_departments(rows["departments"])
    register, past = with_past(tables, checked)
    issues += [*issues_of(version, later, tables["stages"].grid.sheet), *renames.issues, *past]
    issues += [
        Issue(
            catalogue.STAGE_OVERLAP,
            _place(tables["stages"], checked["stages"], a.name),
            {"stage": a.name, "other": b.name},
        )
        for a, b in settings.overlaps(campaign.stages)
    ]
    return Control(
        lang,
        campaign,
        _in_their_departments(register, groups),
        groups,
        read_rulebook(rows["rulebook"], campaign.rulebook or ""),
        tables,
        checked,
        context,
        _figure_rows(book, file),
        tuple(issues),
        renames,
        bans_before(book),
        ROWS in {name.lower() for name in book.names},
        later,
        options.read_options(own, lang),
        unused_before(book),
        display_text(ask.get("who")),
        retyped=book.retyped,
    )


def _in_their_departments(staff: tuple[Person, ...], groups: tuple[Department, ...]) -> tuple[Person, ...]:
    """Everyone's department spelt as the departments' own sheet spells it, width and unseen letters aside."""
    known = {folded(group.name): group.name for group in groups}
    return tuple(
        person.model_copy(update={"department": name})
        if (name := known.get(folded(person.department))) and name != person.department
        else person
        for person in staff
    )


def _place(table: Table, checked: Checked, stage: str) -> Place:
    """Where a stage starts."""
    row = next(row for row in checked.rows if row.values["name"] == stage)
    return table.place("start", row.number, stage)


def _table(book: Book, sheet: SheetSpec, spec: TableSpec, file: str) -> Table:
    table = located(book, sheet, spec)
    if table is None:
        what = Text(f"“{spec.title.zh}”表", f"table “{spec.title.en}”")
        raise Stop("workbook.part-missing", file=file, what=what)
    return _with_what_stays_beside(spec, with_end(spec, table))


def _with_what_stays_beside(spec: TableSpec, table: Table) -> Table:
    """A list whose rows every press puts in order again, with a note about a remark that can't go along."""
    stays = beside_in(table.grid, table.home).stays if spec.reordered and table.home else None
    if stays is None:
        return table
    place = Place(sheet=table.grid.sheet, cell=stays.a1)
    return replace(
        table, issues=(*table.issues, Issue(catalogue.TABLE_REMARK_STAYS, place, {"cell": stays.a1}))
    )


def _figure_rows(book: Book, file: str) -> dict[str, int]:
    rows = {}
    for figure in dashboard.FIGURES:
        spec = figure.table
        found = book.table(spec.key)
        if found:
            rows[spec.key] = found[1].last - found[1].area.top
        elif (
            figure.since == FIRST
        ):  # a dashboard that an upgrade left alone, as it is somebody's, has no later ones
            raise Stop("workbook.part-missing", file=file, what=spec.title)
    return rows


def _own_lists(tables: Mapping[str, Table]) -> list[tuple[str, tuple[str, str]]]:
    return [(name, source) for name, source in books.LISTS.items() if source[0] in tables]


def _words(table: Table, column: Column, lang: Lang) -> dict[str, None]:
    """The words that stand in a column now, in their order, as typed and as read; those of a formula as it has them."""
    if column.formula:
        made = (column.formula.value(raw, lang, date.min) for _, raw in table.rows())
        return dict.fromkeys(label for label in made if isinstance(label, str) and label)
    cells = [cell for _, raw in table.rows() if not is_blank(cell := raw.get(column.key))]
    read = (typed(column, repair(column, cell, None, ()).value) for cell in cells)
    return dict.fromkeys(str(word) for word in (*map(as_text, cells), *read) if word is not None)


def _settings(book: Book, lang: Lang, file: str) -> tuple[dict[str, Value], list[Issue]]:
    spec = settings.SPEC
    own = tuple(grid for grid in book.grids if not belongs_to_other(grid, settings.STAGES.key))
    found = find_form(replace(book, grids=own), spec)
    if found is None:
        raise Stop("workbook.part-missing", file=file, what=spec.title)
    grid, cells = found
    year = check_form(spec, grid, cells, lang, Context(formulas_allowed=True))[0].get("year")
    # Read again with the year that it declares: dates typed without one, or with two figures of one.
    known = Context(year=year if isinstance(year, int) else None, formulas_allowed=True)
    return check_form(spec, grid, cells, lang, known)


def _later_form(
    book: Book, sheet: SheetSpec, lang: Lang, version: int, file: str
) -> tuple[dict[str, Value], list[Issue]]:
    """What a form's fields hold; nothing in a workbook of a version that hadn't the sheet."""
    spec = sheet.form
    found = find_form(book, spec) if spec else None
    if spec and found:
        return check_form(spec, *found, lang, Context(formulas_allowed=True))
    if version >= sheet.since:
        raise Stop("workbook.part-missing", file=file, what=sheet.name)
    return {}, []
