"""The problems a return lists, each with the plan to put it right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from softenv_xl import catalogue
from softenv_xl.control.issue_places import row_of
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.grid.table import Table
from softenv_xl.intake.return_parts import typed_rows
from softenv_xl.issues import Issue, Place
from softenv_xl.return_form import problems
from softenv_xl.schema.check import Context, Row, check_table

# More rows than a sheet can hold are no rows.
_LAST_NUMBER = 1_048_576


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One row: its number in the return, the rulebook entry that it concerns, its cells as typed."""

    number: int
    entry: str | None
    values: dict[str, Value]
    place: Place


def read_problem_rows(
    tables: Sequence[Table], control: Control, context: Context, as_of: date
) -> tuple[tuple[ProblemRow, ...], list[Issue]]:
    """Reads the problem rows; those without a number of their own are numbered on from the last.

    Where people copied the sheet to go on, what stood on an earlier one already is the same problem.
    """
    problem_rows: list[ProblemRow] = []
    issues: list[Issue] = []
    known: set[tuple[str, ...]] = set()
    for table in tables:
        checked = check_table(problems.SPEC, table, context)
        typed = typed_rows(table, problems.SPEC)
        repeated = {number for row, number in typed.items() if row in known}
        rows = [row for row in checked.rows if row.number not in repeated]
        if known and rows:
            issues.append(
                Issue(catalogue.SHEET_READ_TOO, Place("", table.grid.sheet), {"sheet": table.grid.sheet})
            )
        known |= typed.keys()
        issues += [issue for issue in checked.issues if row_of(issue.place.cell) not in repeated]
        issues += _beyond(table, checked.rows)
        more, found = _listed(table, rows, {problem.number for problem in problem_rows}, control, as_of)
        problem_rows += more
        issues += found
    return tuple(problem_rows), issues


def _listed(
    table: Table, rows: Sequence[Row], before: Collection[int], control: Control, as_of: date
) -> tuple[list[ProblemRow], list[Issue]]:
    """One sheet's rows. Numbers that are taken `before`, on other sheets, are given anew without a word."""
    problem_rows: list[ProblemRow] = []
    issues: list[Issue] = []
    last = max((*(n for row in rows if (n := _number(row))), *before), default=0)
    for row in rows:
        number = _number(row)
        if number is None or number in before:
            last += 1
            if number is None:
                issues.append(_numbered(row, table, last))
            number = last
        problem = _problem_row(number, row, table, control)
        problem_rows.append(problem)
        issues += _in_future(problem, table, row, as_of)
    return problem_rows, issues


def _number(row: Row) -> int | None:
    """The row's number, where it is one to count with: 1.1 and 1.2 would become one row."""
    number = row.values["number"]
    return number if isinstance(number, int) and 0 < number <= _LAST_NUMBER else None


def _numbered(row: Row, table: Table, number: int) -> Issue:
    place = table.place("number" if "number" in table.columns else "item", row.number)
    found = row.raw["number"]
    if is_blank(found):
        return Issue(catalogue.PROBLEM_NO_NUMBER, place, {"read": number})
    return Issue(catalogue.PROBLEM_NUMBER_READ, place, {"found": display_text(found), "read": number})


def _problem_row(number: int, row: Row, table: Table, control: Control) -> ProblemRow:
    """The row, with its item's label in the control workbook's own language."""
    entry = control.rulebook.entry_of(str(row.values["item"])) if row.values["item"] else None
    values = {**row.values, "item": entry.label(control.lang)} if entry else dict(row.values)
    return ProblemRow(
        number, entry.number if entry else None, values, table.place("item", row.number, str(number))
    )


def _in_future(problem: ProblemRow, table: Table, row: Row, as_of: date) -> list[Issue]:
    found = problem.values["found"]
    if not isinstance(found, date) or found <= as_of:
        return []
    place = table.place("found", row.number, str(problem.number))
    return [
        Issue(catalogue.DATE_IN_FUTURE, place, {"column": table.texts["found"], "found": display_text(found)})
    ]


def _beyond(table: Table, rows: Sequence[Row]) -> list[Issue]:
    """Rows below the real table's end, which Excel's filters and formulas don't reach."""
    home = table.home
    below = [row for row in rows if home and row.number > home.last]
    return (
        [Issue(catalogue.TABLE_ROWS_BEYOND, replace(table.place("item", below[0].number), row_id=""))]
        if below
        else []
    )
