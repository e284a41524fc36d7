"""What a register is: one table that the office keeps, declared whole in one file of this room.

A file declares its columns and rules as a `TableSpec` on a `SheetSpec`, and what follows from its rows as pure
functions of a `Snapshot`: computed cells, claims about people and departments, tiles and charts of the dashboard.
`REGISTERS` lists them; template, check, assessment, dashboard, docs and upgrade are loops over that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from softenv_xl.grid.cell import Value
from softenv_xl.issue_kind import IssueKind
from softenv_xl.registers.departments import Department
from softenv_xl.registers.holidays import Calendar
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.people import Person
from softenv_xl.registers.settings import Campaign
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Lang, Text

Row = Mapping[str, Value]
"""One row, typed, by column key."""


class Option(NamedTuple):
    """A setting that a register goes by, on the sheet of the registers' settings: what it is as long as nobody has
    filled it in is `default`, of a choice the word's key, of a name that a table has its words in either language.
    """

    column: Column
    default: Value | Text


@dataclass(frozen=True)
class School:
    """What a register can look up: the day of the press, the campaign, everybody and every department.

    `options` are the settings of all registers, by their columns' keys, `calendar` says which days are worked on,
    `items` what each item of the tracker counts as, by its id, `lookups` are the rows of the registers' lookups by
    their tables' keys, `vetoes` what the rulebook calls its veto entries, and the tags that only one of them has. `rows`
    are those of the registers that were completed before this one, by theirs, and of those that others make: those that
    stand before it in REGISTERS, and all of them for tiles and figures. `claims` is what those rows state, of the
    registers that are used.
    """

    as_of: date
    lang: Lang
    campaign: Campaign = field(default_factory=Campaign)
    people: Sequence[Person] = ()
    departments: Sequence[Department] = ()
    options: Mapping[str, Value] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    items: Mapping[str, Value] = field(default_factory=dict)
    lookups: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    vetoes: frozenset[str] = frozenset()
    claims: tuple[Claim, ...] = ()

    @cached_property
    def _by_number(self) -> dict[str, Person]:
        return {person.number: person for person in self.people}

    def person(self, number: Value) -> Person | None:
        """Whoever has that staff number."""
        return self._by_number.get(str(number)) if number else None

    def name(self, number: Value) -> str | None:
        """What whoever has that staff number is called."""
        person = self.person(number)
        return person.name if person else None

    @cached_property
    def _items_by_id(self) -> dict[str, Row]:
        return {str(item["id"]): item for item in self.rows.get("tracker", ())}

    def item(self, identity: Value) -> Row | None:
        """The tracker's item with that id."""
        return self._items_by_id.get(str(identity)) if identity else None

    def number(self, option: str) -> int:
        """A setting that is a whole number. Raises KeyError for one that isn't declared."""
        return int(str(self.options[option]))

    def uses(self, register: str) -> bool:
        """Does the school use the register with that key?"""
        return self.options.get(in_use(register)) != "no"

    def kept(self, register: str) -> Sequence[Row]:
        """The rows of a register that was completed before; none of one that isn't used."""
        return self.rows.get(register, ()) if self.uses(register) else ()


def in_use(register: str) -> str:
    """The key of the setting that says whether a register is used."""
    return f"use_{register}"


class Snapshot(NamedTuple):
    """A register's rows as they shall stand after the run, with every column; and the school around them.

    Rows with an error are left out: they count once they are put right. Choices are keys of their vocabularies, and
    every row has its id.
    """

    rows: Sequence[Row]
    school: School


class Found(NamedTuple):
    """One place where a rule over the whole table is broken: one of the snapshot's rows, or none where a row is missing.

    `about` says in few words what is missing, by which the issue stays the same one between runs: a department, a
    period. `arguments` fill the message, beside the `column` and what was `found` in it.
    """

    row: Row | None = None
    about: str = ""
    arguments: Mapping[str, str | int | Text] = {}


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule over all rows of a register, which no row's cells can show by themselves: told at a press, in `column`.

    `broken` sees every row in use, those with an error too, so that nothing is said to be missing that stands there. A row
    at which it finds an error doesn't count.
    """

    kind: IssueKind
    column: str
    broken: Callable[[Snapshot], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a row states about one person (`number`), or else about a department itself.

    `about` is an entry of the rulebook by its label or number, or, with `by_tag`, by a tag that exactly one entry
    has. `state` is a key of EVIDENCE_STATE, `source` one of EVIDENCE_SOURCE. `id` says where the claim comes
    from, as `N-001/rule` does.
    """

    id: str
    about: str
    state: str
    number: str | None = None
    department: str | None = None
    source: str | None = None
    date: date | None = None
    reference: str | None = None
    by_tag: bool = False


def _never(_: Row) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is to be done about a row, by a day that stands in it: a line of the sheet Today.

    `until` are the columns of that day, of which the first that holds one counts; a row without any has no such duty. It is done
    once the cell `done` is filled in, and there is none `unless` the row is such. `about` is the column that says in
    few words what it concerns. Responsible is the person whose staff number stands in `whose`, or else the head of the
    row's department.
    """

    what: Text
    until: tuple[str, ...]
    done: str
    about: str
    whose: str = ""
    unless: Callable[[Row], bool] = _never


class Shown(NamedTuple):
    """A tile's figure, None where there is nothing to count; and the line below it."""

    value: Value
    note: Text


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure in large type, at the name `dash_<key>`, with a line below it at `dash_<key>_note`.

    `sheet` is the key of the SheetSpec on which one sees what it counts. A label fits on one line of some 18
    letters, or 9 Chinese ones. `value` computes it from the register's rows; a tile of the result as a
    whole has none (sheets.dashboard computes those). `since` is the version of the workbook that brought it, if it
    came later than the register's sheet.
    """

    key: str
    label: Text
    kind: Kind = Kind.NUMBER
    sheet: str = "compliance"
    value: Callable[[Snapshot], Shown] | None = None
    since: int = 1

    @property
    def name(self) -> str:
        """The defined name of its figure."""
        return f"dash_{self.key}"

    @property
    def note(self) -> str:
        """The defined name of the line below it."""
        return f"{self.name}_note"


Shade = Literal["good", "mended", "attention", "doubtful", "bad", "none"]
"""What a colour of a chart means."""


@dataclass(frozen=True, slots=True)
class Chart:
    """How a table of figures is drawn: lying stacked "bars", "columns", or "lines" over time.

    `series` are the columns drawn, with what their colours mean; `alt` is what a screen reader says.
    """

    kind: Literal["bars", "columns", "lines"]
    series: Mapping[str, Shade]
    alt: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A table of figures and its chart. `rows` computes it, as a Tile's `value` does, a row as the table's columns go."""

    table: TableSpec
    chart: Chart
    rows: Callable[[Snapshot], list[tuple[Value, ...]]] | None = None
    since: int = 1


def _claims_nothing(_: Snapshot) -> Iterator[Claim]:
    return iter(())


@dataclass(frozen=True)
class Register:
    """Everything about one register.

    `lists` are dropdown lists that other tables read from it: the list's defined name and the column. `ids` begins the
    id that a row without one gets at a press: `N` for N-001. `complete` computes cells from a row as
    typed: it names computed columns only. `claims` is what the rows state about people and departments.

    `together` computes cells that follow from all rows, those with an error too: for each of them, in their order. Rules of
    rows don't see these cells, those of `whole` do.

    `whole` are rules over all its rows: what is entered twice, what is missing.

    Breaches of duties (`Rule.breach`) are claimed by themselves: as evidence from `source`, a key of EVIDENCE_SOURCE, of
    the day in the column `dated`.

    `duties` are what has to be done by when, for the sheet Today.

    `options` are settings of its own (registers.options), `lookups` small tables of its own. One that is `part_of` another
    register, by that one's key, is used whenever that one is. `told` are issues that neither its rows nor its whole raise: what
    fills it in tells them.

    A register whose rows another room makes (`made`: the tracker by the merge, the evidence from the returns) is
    neither completed nor checked by itself.
    """

    sheet: SheetSpec
    ids: str = ""
    complete: Callable[[Row, School], Row] | None = None
    together: Callable[[Snapshot], Iterable[Row]] | None = None
    claims: Callable[[Snapshot], Iterable[Claim]] = _claims_nothing
    lists: Mapping[str, str] = field(default_factory=dict)
    tiles: tuple[Tile, ...] = ()
    figures: tuple[Figure, ...] = ()
    whole: tuple[TableRule, ...] = ()
    made: bool = False
    source: str | None = None
    dated: str = ""
    duties: tuple[Duty, ...] = ()
    options: tuple[Option, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    part_of: str = ""
    told: tuple[IssueKind, ...] = ()

    @property
    def sheets(self) -> tuple[SheetSpec, ...]:
        """Those that a school doesn't need that doesn't use the register."""
        return (self.sheet, *(lookup.sheet for lookup in self.lookups))

    @property
    def spec(self) -> TableSpec:
        """The register's table. Raises ValueError for a sheet that has none."""
        if self.sheet.table is None:
            raise ValueError(self.sheet.key)
        return self.sheet.table

    @property
    def key(self) -> str:
        return self.spec.key
