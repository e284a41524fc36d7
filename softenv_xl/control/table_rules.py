"""Judges a register's rows together: what is entered twice, what is missing, and whatever else no row shows by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from softenv_xl.grid.cell import display_text
from softenv_xl.grid.table import Table
from softenv_xl.issues import Issue, Place, Severity
from softenv_xl.registers.findings import nothing_found
from softenv_xl.registers.register import Found, Register, TableRule
from softenv_xl.registers.school import School, Snapshot
from softenv_xl.schema.check import Checked
from softenv_xl.schema.column import worded
from softenv_xl.schema.placed import WholeRow


def judged_together(
    register: Register, table: Table, checked: Checked, rows: Sequence[WholeRow], school: School
) -> tuple[Checked, tuple[WholeRow, ...]]:
    """The rows by what the register's rules over its whole table find besides. `rows` are those of `checked`, in its
    order, as they shall stand.
    """
    together = Snapshot([whole.row for whole in rows], school)
    numbers = {id(whole.row): row.number for whole, row in zip(rows, checked.rows, strict=True)}
    issues: list[Issue] = []
    wrong: set[int] = set()
    for rule in (*register.whole, *nothing_found(register.spec)):
        for found in rule.broken(together):
            number = numbers[id(found.row)] if found.row is not None else None
            issues.append(_issue(register, table, rule, found, number))
            if number is not None and rule.kind.severity is Severity.ERROR:
                wrong.add(number)
    kept = [row.number not in wrong for row in checked.rows]
    judged = (replace(row, sound=row.sound and fine) for row, fine in zip(checked.rows, kept, strict=True))
    whole = (replace(row, counts=row.counts and fine) for row, fine in zip(rows, kept, strict=True))
    return Checked(tuple(judged), (*checked.issues, *issues)), tuple(whole)


def _issue(register: Register, table: Table, rule: TableRule, found: Found, number: int | None) -> Issue:
    """`number` is the row's on the sheet."""
    column, row = register.spec.column(rule.column), found.row
    header = table.texts.get(rule.column, column.label(table.lang))
    arguments = {"column": header, **found.arguments}
    if row is None or number is None:
        return Issue(rule.kind, Place(sheet=table.grid.sheet, column=header, row_id=found.about), arguments)
    arguments = {"found": column.told(worded(column, row[rule.column], table.lang)), **arguments}
    identity = display_text(row[register.spec.id_column or ""])
    return Issue(rule.kind, table.place(rule.column, number, identity), arguments)
