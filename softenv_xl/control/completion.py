"""The registers that the office keeps, as they shall stand: ids for new rows, computed cells, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.bans.rulebook import Rulebook
from softenv_xl.control.breach_items import BreachItem, with_items
from softenv_xl.control.claims import claims_of, snapshot, with_claims
from softenv_xl.control.table_rules import judged_together
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.grid.table import Table
from softenv_xl.issues import Issue, Place
from softenv_xl.registers import LOOKUPS, REGISTERS, Register
from softenv_xl.registers.findings import FIX, FIX_STATE, TRACKER_IDS
from softenv_xl.registers.holidays import SPEC as HOLIDAYS
from softenv_xl.registers.holidays import read_calendar
from softenv_xl.registers.options import SPEC as OPTIONS
from softenv_xl.registers.rectification import SPEC as TRACKER
from softenv_xl.registers.rulebook import SPEC as RULEBOOK
from softenv_xl.registers.school import School, Snapshot
from softenv_xl.registers.settings import SPEC as SETTINGS
from softenv_xl.schema.check import Checked, Context, check_table
from softenv_xl.schema.column import Kind, Owner, worded
from softenv_xl.schema.placed import WholeRow
from softenv_xl.schema.row_ids import free_ids
from softenv_xl.words import LANGS


class Completion(NamedTuple):
    """The control workbook with its registers checked by what their cells come to on that day; their rows by the
    table's key; the items that decided breaches add to the tracker; and the school with the registers' rows.
    """

    control: Control
    rows: Mapping[str, tuple[WholeRow, ...]]
    items: tuple[BreachItem, ...]
    school: School


def completed(control: Control, school: School) -> Completion:
    """Completes one register after the other, each seeing those before it, and all of them the items that begin now."""
    done = _in_turn(control, school)
    if not _named(done.control, {item.id for item in done.items}):
        return done
    known = {**school.items, **{item.id: "open" for item in done.items}}
    again = _in_turn(control, replace(school, items=known))
    return again._replace(items=(*done.items, *again.items))


def _named(control: Control, items: Collection[str]) -> bool:
    """Does any row name one of these items of the tracker?"""
    return bool(items) and any(
        display_text(row.values[column.key]) in items
        for register in REGISTERS
        for column in register.spec.columns
        if column.choices == TRACKER_IDS
        for row in control.checked[register.key].rows
    )


def _in_turn(control: Control, school: School) -> Completion:
    names = {**control.context.names, **_named_values(school)}
    lists = {**control.context.lists, TRACKER_IDS.name: dict.fromkeys(school.items)}
    control = replace(control, context=replace(control.context, names=names, lists=lists))
    checked = dict(control.checked)
    issues = list(control.issues)
    rows: dict[str, tuple[WholeRow, ...]] = {}
    items: list[BreachItem] = []
    for register in REGISTERS:
        if register.made:
            school = with_claims(school, register.claims(Snapshot(school.kept(register.key), school)))
            continue
        # Nothing is missing on a sheet that isn't there yet.
        own = replace(register, whole=()) if register.key in control.lacking else register
        result, found = check_register(own, control.tables[register.key], control.context, school)
        checked[register.key] = result
        issues += result.issues if school.uses(register.key) else ()
        whole, new = with_items(register, found, school)
        rows[register.key] = tuple(whole)
        items += new
        school = replace(school, rows={**school.rows, register.key: snapshot(whole, school).rows})
        if school.uses(register.key):
            school = with_claims(school, claims_of(register, whole, school))
    lists = {**lists, TRACKER_IDS.name: dict.fromkeys((*school.items, *(item.id for item in items)))}
    issues += _years_missing(control, school, rows)
    control = replace(
        control,
        checked=checked,
        issues=tuple(issues),
        context=replace(control.context, lists=lists),
    )
    return Completion(control, rows, tuple(items), school)


def _named_values(school: School) -> dict[str, Value]:
    """What rules read by name, as it stands after the press: the day, and the settings with their defaults, a choice as
    the word that its cell shows.
    """
    own = {
        OPTIONS.name(key): worded(OPTIONS.column(key), value, school.lang)
        for key, value in school.options.items()
        if key in OPTIONS.by_key
    }
    return {**own, SETTINGS.name("as_of"): school.as_of}


def _years_missing(
    control: Control, school: School, rows: Mapping[str, Sequence[WholeRow]]
) -> Iterator[Issue]:
    """One issue for each year in which a term ends and of which no holiday is known."""
    specs = {register.key: register.spec for register in REGISTERS}
    terms = {
        day.year
        for key, found in rows.items()
        if school.uses(key)
        for column in specs[key].columns
        if column.owner is Owner.COMPUTED and column.kind is Kind.DATE
        for row in found
        if isinstance(day := row.row[column.key], date)
    }
    table = control.tables[HOLIDAYS.key]
    for year in sorted(terms - school.calendar.years):
        yield Issue(catalogue.HOLIDAYS_YEAR_MISSING, Place(sheet=table.grid.sheet), {"year": str(year)})


def check_register(
    register: Register, table: Table, context: Context, school: School
) -> tuple[Checked, tuple[WholeRow, ...]]:
    """A register's rows with what is wrong, each by itself and all together; and as they shall stand."""
    checked = check_table(register.spec, table, context, _complete(register, school))
    rows = _completed_together(register, _whole(register, checked), school)
    return judged_together(register, table, checked, rows, school)


def _completed_together(
    register: Register, rows: tuple[WholeRow, ...], school: School
) -> tuple[WholeRow, ...]:
    """The rows with the cells that follow from all of them."""
    if register.together is None:
        return rows
    cells = register.together(Snapshot([whole.row for whole in rows], school))
    return tuple(
        replace(whole, values={**whole.values, **own}, row={**whole.row, **own})
        for whole, own in zip(rows, cells, strict=True)
    )


def tags_missing(control: Control, tags: Iterable[str]) -> Iterator[Issue]:
    """One issue for each tag that no entry of the rulebook has, or several."""
    for tag in tags:
        table = control.tables[RULEBOOK.key]
        place = Place(sheet=table.grid.sheet, column=table.texts.get("tags", ""))
        yield Issue(catalogue.RULEBOOK_TAG_MISSING, place, {"tag": tag})


def school_of(
    control: Control, as_of: date, made: Mapping[str, Sequence[WholeRow]] = MappingProxyType({})
) -> School:
    """What the registers look things up in. `made` are the rows of registers that others make, as they shall stand."""
    lookups = {key: [row.values for row in control.checked[key].rows] for key in _LOOKED_UP}
    return School(
        as_of,
        control.lang,
        control.campaign,
        control.people,
        control.departments,
        control.options,
        read_calendar(lookups[HOLIDAYS.key]),
        {display_text(whole.row["id"]): whole.row["standing"] for whole in made.get(TRACKER.key, ())},
        lookups,
        {key: [whole.row for whole in rows if whole.counts] for key, rows in made.items()},
        vetoes=frozenset(_vetoes(control.rulebook)),
        retyped=control.retyped,
    )


def _vetoes(rulebook: Rulebook) -> Iterator[str]:
    for entry in rulebook.entries:
        if entry.veto:
            yield from (entry.label(lang) for lang in LANGS)
            yield from (tag for tag in entry.tags if rulebook.entry_with(tag) is entry)


_LOOKED_UP = tuple(lookup.key for lookup in LOOKUPS)


def _complete(
    register: Register, school: School
) -> Callable[[Mapping[str, Value]], Mapping[str, Value]] | None:
    complete, fixed = register.complete, FIX_STATE.key in register.spec.by_key
    if not (complete or fixed):
        return None

    def completing(row: Mapping[str, Value]) -> Mapping[str, Value]:
        known = {FIX_STATE.key: school.items.get(display_text(row[FIX.key]))} if fixed else {}
        return {**known, **complete({**row, **known}, school)} if complete else known

    return completing


def _whole(register: Register, checked: Checked) -> tuple[WholeRow, ...]:
    """Each row with the cells that the program writes: the computed ones, and an id where it has none still: `new_ids` has
    given them where the sheet has room for one.
    """
    spec = register.spec
    own = [c.key for c in spec.columns if c.owner is Owner.COMPUTED and c.kind is not Kind.CHECK]
    key = spec.id_column
    new = free_ids(register.ids, (display_text(row.values.get(key or "")) for row in checked.rows))
    made = []
    for row in checked.rows:
        values = {column: row.values[column] for column in own}
        if key in values and not values[key]:
            values[key] = next(new)
        made.append(WholeRow(row.index, values, {**row.values, **values}, row.sound, row.breaches))
    return tuple(made)
