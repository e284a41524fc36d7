"""What goes into a department's pack: its rows of each table, what it has to do, its figures; and their snapshot."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from softenv_xl.exchange.snapshot import Snapshot, rows_of
from softenv_xl.grid.cell import Value, display_text, folded
from softenv_xl.registers import REGISTERS, cases, people
from softenv_xl.registers.packed import LISTS, TABLES, PackedTable, items_of_cases, lists_of, rows_for
from softenv_xl.registers.words import RETURN_STATE
from softenv_xl.schema.expression import AS_OF
from softenv_xl.sheets.result import Result

TypedRow = Mapping[str, Value]
"""A row, typed and complete, by column key."""

_NAMED = re.compile(r"(?<![\w.!])(?:settings|options)_\w+")
_FROM_TABLES = frozenset(("people_numbers", "pick_departments"))


@dataclass(frozen=True)
class PackContent:
    """`tables` has each table of the pack with the department's rows, typed and complete, in the order of the sheets."""

    department: str
    tables: tuple[tuple[PackedTable, tuple[TypedRow, ...]], ...]

    @cached_property
    def snapshot(self) -> Snapshot:
        """What it holds, normalised: the base of a merge."""
        return Snapshot.of(
            {
                table.key: rows_of(table.spec.columns, table.spec.id_column or "", rows)
                for table, rows in self.tables
            }
        )

    def ids(self, key: str) -> frozenset[str]:
        """The ids of the rows that it has of a table."""
        return frozenset(
            display_text(row[table.spec.id_column or ""])
            for table, rows in self.tables
            if table.key == key
            for row in rows
        )


def contents(result: Result) -> Iterator[PackContent]:
    """The content of every department's pack, in the order of the departments."""
    staff = {person.number: person for person in result.control.people}
    of_cases = items_of_cases(whole.row for whole in result.registers[cases.SPEC.key])
    held = [(table, _rows(result, table)) for table in TABLES if _is_used(result, table)]
    for department in result.control.departments:
        own = [
            (table, tuple(rows_for(table, rows, department.name, staff, of_cases))) for table, rows in held
        ]
        yield PackContent(department.name, tuple((t, rows) for t, rows in own if rows or t.part.grows))


def _is_used(result: Result, table: PackedTable) -> bool:
    return table.full is people.SPEC or result.school.uses(table.key)


def _rows(result: Result, table: PackedTable) -> Sequence[TypedRow]:
    """All of the table's rows as they shall stand, those with an error too."""
    if table.full is not people.SPEC:
        register = next(one for one in REGISTERS if one.key == table.key)
        return [whole.row for whole in result.order_of(register)]
    states = result.ledger.states
    known = {person.number: person for person in result.control.people if not person.vanished}
    rows = []
    for row in result.control.checked[people.SPEC.key].rows:
        person = known.get(display_text(row.values["number"]))
        if person:
            state = states.get(person.number, "not_received") if person.owes_return else None
            rows.append({**row.values, "department": person.department, "state": _state(state)})
    return rows


def _state(state: str | None) -> str | None:
    return state if state in {key for key, _ in RETURN_STATE.words} else None


def needed_lists(content: PackContent, result: Result) -> dict[str, Collection[str]]:
    """The lists that its dropdowns and checks look at and none of its tables is read for, with their words."""
    wanted: set[str] = set()
    for table, _ in content.tables:
        for column in table.spec.inputs:
            wanted |= lists_of(column.choices)
        for rule in table.spec.all_rules:
            wanted |= lists_of(rule.fails)
    known = result.control.context.lists
    return {name: list(known.get(name, ())) for name in sorted((wanted & LISTS) - _FROM_TABLES)}


def needed_values(content: PackContent, result: Result) -> dict[str, Value]:
    """The named values that its checks look at: the day, and settings."""
    wanted = {AS_OF}
    for table, _ in content.tables:
        for rule in table.spec.all_rules:
            wanted.update(_NAMED.findall(rule.fails.excel(lambda key, /: "A1")))
    names = {**result.control.context.names, AS_OF: result.as_of}
    return {name: names.get(name) for name in sorted(wanted)}


def same_department(one: Value, other: Value) -> bool:
    """Are they called the same, as people compare names?"""
    return folded(display_text(one)) == folded(display_text(other))
