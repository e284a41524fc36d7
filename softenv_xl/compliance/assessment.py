"""Evidence and answers, added up for every teacher, department and the school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from softenv_xl.bans.rulebook import Entry, Rulebook
from softenv_xl.compliance.evidence_record import Evidence
from softenv_xl.compliance.state import State, judge, worst
from softenv_xl.registers.people import Person

# Of one person or department: entry number → states of the evidence; entry number → (state, credit).
_Statements = Mapping[str, set[str]]
_Cells = Mapping[str, tuple[State, int | None]]


@dataclass(frozen=True, slots=True)
class PersonResult:
    """`states` by entry number, `vetoes` entry numbers. `compliance` is 0–1, None when nothing is known; `known_bans`
    is how many bans it is computed from.
    """

    number: str
    name: str
    department: str
    states: Mapping[str, State]
    compliance: float | None
    known_bans: int
    vetoes: tuple[str, ...]
    service: State


@dataclass(frozen=True, slots=True)
class Rollup:
    """A department or the school. `coverage` and `compliance` are 0–1, None when there is nothing to divide by.

    `due` and `accepted` count people who owe a return, `assessed` those of whom something is known, so that
    they have a share in `compliance`, `vetoes` vetoed people, `counts` the cells in each state by ban.
    """

    due: int
    accepted: int
    assessed: int
    coverage: float | None
    compliance: float | None
    vetoes: int
    counts: Mapping[str, Mapping[State, int]]


@dataclass(frozen=True, slots=True)
class Assessment:
    """`people` by number and `departments` by name, as the register has them; `version` is the rulebook's.

    `for_review` names the departments whose head is to be reviewed: a teacher of theirs is vetoed, or a veto
    entry is substantiated against the department itself.
    """

    version: str
    people: Mapping[str, PersonResult]
    departments: Mapping[str, Rollup]
    school: Rollup
    for_review: tuple[str, ...]


def assess(
    people: Sequence[Person],
    rulebook: Rulebook,
    evidence: Iterable[Evidence],
    answered: Mapping[str, Collection[str]],
) -> Assessment:
    """Adds up everything that is known.

    `answered` maps everyone whose return is accepted to the numbers of the entries answered in it. Evidence
    about people who aren't on the register, or about entries that aren't in the rulebook, counts for nothing.
    """
    about_people, about_departments = _sorted_out(evidence)
    school = _Tally(rulebook.bans)
    departments: dict[str, _Tally] = {}
    results = {}
    for person in people:
        cells = _cells(rulebook, about_people.get(person.number, {}), answered.get(person.number, ()))
        result = results[person.number] = _result(person, rulebook, cells)
        own = departments.setdefault(person.department, _Tally(rulebook.bans)) if person.department else None
        for tally in (school, own):
            if tally:
                tally.add_cells(cells)
                tally.add_person(person, result, accepted=person.number in answered)
    for name, statements in about_departments.items():
        cells = _cells(rulebook, statements, ())
        tally = departments.setdefault(name, _Tally(rulebook.bans))
        tally.add_cells(_touched(cells))
        tally.vetoed_itself = bool(_vetoes(rulebook, cells))
        school.add_cells(_touched(cells))
    return Assessment(
        rulebook.version,
        results,
        {name: tally.rollup() for name, tally in departments.items()},
        school.rollup(),
        tuple(name for name, tally in departments.items() if tally.vetoes or tally.vetoed_itself),
    )


def _sorted_out(
    evidence: Iterable[Evidence],
) -> tuple[dict[str, dict[str, set[str]]], dict[str, dict[str, set[str]]]]:
    """States of the evidence by person and entry, and by department and entry."""
    people: dict[str, dict[str, set[str]]] = {}
    departments: dict[str, dict[str, set[str]]] = {}
    for one in evidence:
        whom, group = (one.number, people) if one.number else (one.department, departments)
        if whom:
            group.setdefault(whom, {}).setdefault(one.entry, set()).add(one.state)
    return people, departments


def _cells(rulebook: Rulebook, statements: _Statements, answered: Collection[str]) -> _Cells:
    return {
        entry.number: judge(statements.get(entry.number, ()), answered=entry.number in answered)
        for entry in rulebook.entries
    }


def _touched(cells: _Cells) -> _Cells:
    """A department sends no return, so it has a cell only where there is evidence."""
    return {number: cell for number, cell in cells.items() if cell[0] is not State.UNKNOWN}


def _result(person: Person, rulebook: Rulebook, cells: _Cells) -> PersonResult:
    alone = _Tally(rulebook.bans)
    alone.add_cells(cells)
    return PersonResult(
        person.number,
        person.name,
        person.department,
        {number: state for number, (state, _) in cells.items()},
        alone.compliance(),
        sum(cells[ban.number][1] is not None for ban in rulebook.bans),
        _vetoes(rulebook, cells),
        worst(cells[entry.number][0] for entry in rulebook.services),
    )


def _vetoes(rulebook: Rulebook, cells: _Cells) -> tuple[str, ...]:
    return tuple(
        entry.number
        for entry in rulebook.entries
        if entry.veto and cells[entry.number][0] is State.SUBSTANTIATED
    )


@dataclass(slots=True)
class _Tally:
    """Running sums over the cells of the bans, and over people."""

    bans: tuple[Entry, ...]
    gained: float = 0
    known: float = 0
    due: int = 0
    accepted: int = 0
    assessed: int = 0
    vetoes: int = 0
    vetoed_itself: bool = False
    counts: Counter[tuple[str, State]] = field(default_factory=Counter)

    def add_cells(self, cells: _Cells) -> None:
        for ban in self.bans:
            if ban.number in cells:
                state, credit = cells[ban.number]
                self.counts[ban.number, state] += 1
                if credit is not None:
                    self.gained += ban.severity * credit
                    self.known += ban.severity

    def add_person(self, person: Person, result: PersonResult, *, accepted: bool) -> None:
        self.due += person.owes_return
        self.accepted += person.owes_return and accepted
        self.assessed += result.compliance is not None
        self.vetoes += bool(result.vetoes)

    def compliance(self) -> float | None:
        return self.gained / self.known if self.known else None

    def rollup(self) -> Rollup:
        coverage = self.accepted / self.due if self.due else None
        counts = {b.number: {state: self.counts[b.number, state] for state in State} for b in self.bans}
        return Rollup(
            self.due, self.accepted, self.assessed, coverage, self.compliance(), self.vetoes, counts
        )
