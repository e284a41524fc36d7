"""The problems a return lists, each with the plan to put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from softenv_xl.grid.cell import Value, shown
from softenv_xl.grid.table import Table
from softenv_xl.intake.control import Control
from softenv_xl.issues import Issue, Place
from softenv_xl.registers import problems
from softenv_xl.schema.check import Context, Row, check_table


@dataclass(frozen=True, slots=True)
class Plan:
    """One row: its number in the return, the rulebook entry that it concerns, its cells as typed."""

    number: int
    entry: str | None
    values: dict[str, Value]
    place: Place


def read_plans(
    table: Table | None, control: Control, context: Context, as_of: date
) -> tuple[tuple[Plan, ...], list[Issue]]:
    """Reads the problem rows; those without a number of their own are numbered on from the last."""
    if table is None:
        return (), []
    checked = check_table(problems.SPEC, table, context)
    issues = [*checked.issues, *_beyond(table, checked.rows)]
    plans = []
    taken = [int(n) for row in checked.rows if isinstance(n := row.values["number"], int | float)]
    last = max(taken, default=0)
    for row in checked.rows:
        number = row.values["number"]
        if not isinstance(number, int | float):
            last += 1
            number = last
            place = table.place("number" if "number" in table.columns else "item", row.number)
            issues.append(Issue("problem.no-number", place, {"read": last}))
        plan = _plan(int(number), row, table, control)
        plans.append(plan)
        issues += _in_future(plan, table, row, as_of)
    return tuple(plans), issues


def _plan(number: int, row: Row, table: Table, control: Control) -> Plan:
    """The row, with its item's label in the control workbook's own language."""
    entry = control.rulebook.entry_of(str(row.values["item"])) if row.values["item"] else None
    values = {**row.values, "item": entry.label(control.lang)} if entry else dict(row.values)
    return Plan(number, entry.number if entry else None, values, table.place("item", row.number, str(number)))


def _in_future(plan: Plan, table: Table, row: Row, as_of: date) -> list[Issue]:
    found = plan.values["found"]
    if not isinstance(found, date) or found <= as_of:
        return []
    place = table.place("found", row.number, str(plan.number))
    return [Issue("date.in-future", place, {"column": table.texts["found"], "found": shown(found)})]


def _beyond(table: Table, rows: Sequence[Row]) -> list[Issue]:
    """Rows below the real table's end, which Excel's filters and formulas don't reach."""
    home = table.home
    below = [row for row in rows if home and row.number > home.last]
    return (
        [Issue("table.rows-beyond", replace(table.place("item", below[0].number), row_id=""))]
        if below
        else []
    )
