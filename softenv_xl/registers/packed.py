"""The tables as they stand in a department's pack: which rows, which columns, and who may write where.

A pack holds what the registers and the table of people declare (`PackPart`), and of a table with no such declaration
nothing. Rows that belong to a case, of whichever department, are in no pack: neither a row that names one, nor an item
of the tracker that a case has led to, nor whatever names that item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property

from softenv_xl.grid.cell import Value, display_text, folded, is_blank
from softenv_xl.registers import LOOKUPS, REGISTERS, cases, people, rectification
from softenv_xl.registers.cases.columns import CASE_IDS
from softenv_xl.registers.findings import TRACKER_IDS
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.people import Person
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary

PEOPLE = PackPart(open=("duty", "email"))
"""Of the people, a department keeps how they are reached; who belongs to it is the office's to say."""


@dataclass(frozen=True)
class PackedTable:
    """One table of a pack: `source` as the control workbook has it, and what of it leaves."""

    source: SheetSpec
    part: PackPart

    @cached_property
    def spec(self) -> TableSpec:
        """The table as it stands in the pack: what the department doesn't fill in is computed there, to all appearance."""
        return _packed(self.full, self.part)

    @property
    def sheet(self) -> SheetSpec:
        return replace(self.source, table=self.spec)

    @property
    def full(self) -> TableSpec:
        """The table as the control workbook has it. Raises ValueError for a sheet without one."""
        if self.source.table is None:
            raise ValueError(self.source.key)
        return self.source.table

    @property
    def key(self) -> str:
        return self.full.key

    def is_open(self, key: str) -> bool:
        """Does the department fill that column in?"""
        return key in self.part.open


LISTS = frozenset(
    (
        "people_numbers",
        "pick_departments",
        "rulebook_items",
        *(name for lookup in LOOKUPS for name in lookup.lists),
    )
)
"""The lists that a pack can have: of the people its own; of other registers none, as their ids say something of others."""

TABLES: tuple[PackedTable, ...] = (
    PackedTable(people.SHEET, PEOPLE),
    *(PackedTable(register.sheet, register.pack) for register in REGISTERS if register.pack is not None),
)
"""What a pack can hold, in the order of its sheets."""


def rows_for(
    table: PackedTable,
    rows: Iterable[Mapping[str, Value]],
    department: str,
    staff: Mapping[str, Person],
    of_cases: Collection[str],
) -> Iterator[Mapping[str, Value]]:
    """The rows, typed and complete, that go into the department's pack. `staff` is everybody by number; `of_cases` are
    the tracker's items that belong to cases (`items_of_cases`).
    """
    for row in rows:
        if _whose(table.part, row, staff) == folded(department) and not _stays(table, row, of_cases):
            yield row


def items_of_cases(rows: Iterable[Mapping[str, Value]]) -> frozenset[str]:
    """The ids of the tracker's items that the rows of the register of cases name, or that were made of them."""
    named, linked = set[str](), _linked(cases.SPEC.columns)
    for row in rows:
        named.add(f"FX-{display_text(row['id'])}")
        named.update(display_text(row[key]) for key in linked if not is_blank(row[key]))
    return frozenset(named)


def _whose(part: PackPart, row: Mapping[str, Value], staff: Mapping[str, Person]) -> str:
    """The folded name of the department whose row it is; "" of nobody's."""
    if part.person:
        person = staff.get(display_text(row[part.person]))
        return folded(person.department) if person else ""
    return folded(display_text(row[part.department]))


def _stays(table: PackedTable, row: Mapping[str, Value], of_cases: Collection[str]) -> bool:
    if table.part.stays(row):
        return True
    columns = table.full.columns
    if any(column.choices == CASE_IDS and not is_blank(row[column.key]) for column in columns):
        return True
    own = ("id",) if table.full is rectification.SPEC else ()
    return any(display_text(row[key]) in of_cases for key in (*own, *_linked(columns)))


def _linked(columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns that name an item of the tracker."""
    return tuple(column.key for column in columns if column.choices == TRACKER_IDS)


def _packed(spec: TableSpec, part: PackPart) -> TableSpec:
    shown = tuple(
        _open(column) if column.key in part.open else column if column.kind is Kind.CHECK else _locked(column)
        for column in spec.columns
        if not (column.confidential or column.hidden or column.key in part.office)
    )
    judging = tuple(rule for rule in spec.rules if rule.column in part.open)
    there = {column.key for column in shown}
    rules = tuple(rule for rule in judging if _reads(rule) <= there and lists_of(rule.fails) <= LISTS)
    return replace(
        spec,
        columns=_without_idle_checks(replace(spec, columns=shown)),
        rules=rules,
        prefilled=not part.grows,
        ready_rows=1,
        unfolded=True,
        faded=spec.faded if spec.faded and spec.faded[0] in there else None,
    )


def _open(column: Column) -> Column:
    """Whoever fills it in otherwise: here it is the department."""
    return replace(column, owner=Owner.STAFF)


def _locked(column: Column) -> Column:
    """As it stood when the pack was made: nothing computes it there."""
    return replace(column, owner=Owner.COMPUTED, required=False, formula=None)


def _without_idle_checks(spec: TableSpec) -> tuple[Column, ...]:
    """A check column with nothing to judge says nothing; of several the first stays, which says whether a row is in use."""
    idle = {block.check.key for block in spec.blocks[1:] if not any(c in spec.inputs for c in block.columns)}
    if not spec.inputs:
        idle |= {block.check.key for block in spec.blocks}
    return tuple(column for column in spec.columns if column.key not in idle)


def lists_of(part: object) -> set[str]:
    """The names of the workbook's own lists that an expression looks into."""
    if isinstance(part, ListOf):
        return {part.name}
    if isinstance(part, tuple | frozenset):
        return {name for each in part for name in lists_of(each)}
    if is_dataclass(part) and not isinstance(part, Vocabulary | type):
        return {name for each in fields(part) for name in lists_of(getattr(part, each.name))}
    return set()


def _reads(rule: Rule) -> set[str]:
    """The columns that the rule looks at."""
    seen = {rule.column}

    def cell(key: str, /) -> str:
        seen.add(key)
        return "A1"

    rule.fails.excel(cell)
    return seen
