"""What a register's file can look up beside its own rows: the school, and what the registers before it say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from softenv_xl.grid.cell import Value
from softenv_xl.registers.departments import Department
from softenv_xl.registers.holidays import Calendar
from softenv_xl.registers.people import Person
from softenv_xl.registers.settings import Campaign
from softenv_xl.words import Lang

Row = Mapping[str, Value]
"""One row, typed, by column key."""


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


@dataclass(frozen=True)
class School:
    """What a register can look up: the day of the press, the campaign, everybody and every department.

    `options` are the settings of all registers, by their columns' keys, `calendar` says which days are worked on,
    `items` what each item of the tracker counts as, by its id, `lookups` are the rows of the registers' lookups by
    their tables' keys, `vetoes` what the rulebook calls its veto entries, and the tags that only one of them has. `rows`
    are those of the registers that were completed before this one, by theirs, and of those that others make: those that
    stand before it in REGISTERS, and all of them for tiles and figures. `claims` is what those rows state, of the
    registers that are used. `retyped` is how often people changed a cell, see Book.
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
    retyped: Mapping[tuple[str, str, str], int] = field(default_factory=dict)

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
