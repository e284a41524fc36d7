"""The register of people with its past: former names, and people whose row is gone though something refers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.grid.table import Table, plain
from softenv_xl.issues import Issue, Place
from softenv_xl.registers import COMPLETED, REGISTERS
from softenv_xl.registers.known_as import former_names
from softenv_xl.registers.people import Person, read_people
from softenv_xl.schema.check import Checked, Row
from softenv_xl.schema.repair import repair, typed

# Returns in these states came from somebody who was on the register then.
_ATTRIBUTED = ("accepted", "changes_requested", "superseded")


def with_past(
    tables: Mapping[str, Table], checked: Mapping[str, Checked]
) -> tuple[tuple[Person, ...], list[Issue]]:
    """Everybody that the register has, and those whom it lost; and what the office should know of either."""
    rows = {str(row.values["number"]): row for row in reversed(checked["people"].rows)}
    last = {str(row.values["number"]): row.values for row in checked["compliance"].rows}
    people: list[Person] = []
    issues: list[Issue] = []
    for person in read_people(row.values for row in checked["people"].rows):
        row = rows[person.number]
        before = former_names(row.raw.get("known_as"), person.number) or _names(last.get(person.number))
        former = tuple(name for name in before if plain(name) != plain(person.name))
        people.append(person.model_copy(update={"former": former}) if former else person)
        if former and plain(before[-1]) != plain(person.name):
            place = tables["people"].place("name", row.number, person.number)
            values = {"number": person.number, "found": before[-1], "read": person.name}
            issues.append(Issue(catalogue.PERSON_RENAMED, place, values))
    there = {person.number for person in people}
    for number, place in _referred(tables, checked).items():
        lost = None if number in there else _as_last_known(number, last, checked["submissions"].rows)
        if lost:
            people.append(lost)
            if number not in rows:  # a row without its name or department is an issue already
                issues.append(Issue(catalogue.PERSON_VANISHED, place, {"number": number, "name": lost.name}))
    return tuple(people), issues


def _names(last: Mapping[str, Value] | None) -> tuple[str, ...]:
    return (str(last["name"]),) if last and last["name"] else ()


def _referred(tables: Mapping[str, Table], checked: Mapping[str, Checked]) -> dict[str, Place]:
    """Everybody whose return came, or whom an item or a statement names, and the first place where that stands."""
    found: dict[str, Place] = {}
    for key in ("submissions", "tracker", "evidence"):
        for row in checked[key].rows:
            sent = key != "submissions" or row.values["state"] in _ATTRIBUTED
            if sent and "number" in tables[key].columns:
                place = tables[key].place("number", row.number, display_text(row.values["id"]))
                found.setdefault(display_text(row.values["number"]), place)
    for register in REGISTERS:
        table, column = tables[register.key], register.spec.by_key.get("number")
        if register.key in COMPLETED and column and column.key in table.columns:
            for line, raw in table.filled(register.spec.deciding_columns):
                number = display_text(typed(column, repair(column, raw.get("number"), None, ()).value))
                found.setdefault(number, table.place("number", line, display_text(raw.get("id"))))
    found.pop("", None)
    return found


def _as_last_known(
    number: str, last: Mapping[str, Mapping[str, Value]], submissions: Sequence[Row]
) -> Person | None:
    """By the matrix of the last run, which has everybody that was on the register then; else by the ledger."""
    sent = (row.values for row in reversed(submissions) if row.values["state"] in _ATTRIBUTED)
    known = last.get(number) or next((values for values in sent if values["number"] == number), None)
    if known is None or not known["name"] or not known["department"]:
        return None
    return Person(
        number=number,
        name=str(known["name"]),
        department=str(known["department"]),
        owes_return=known["state"] is not None,
        vanished=True,
    )
