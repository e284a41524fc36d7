"""The matrix teacher × ban, and what it comes to beside each department and person."""

from __future__ import annotations

from collections import Counter

from softenv_xl.compliance.assessment import PersonResult
from softenv_xl.grid.cell import Value
from softenv_xl.registers import departments, people
from softenv_xl.registers.known_as import former_names, former_names_cell
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.registers.words import COMPLIANCE
from softenv_xl.schema.listing import Listing
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.ban_columns import ban_columns
from softenv_xl.sheets.patch import CellPatch, RowPatch, TablePatch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import rows_in_place, table_patch
from softenv_xl.views import compliance_matrix
from softenv_xl.words import NO_DATA

SPEC = compliance_matrix.SPEC


def matrix(result: Result) -> TablePatch:
    """One row per person in the register's order; one column per ban, whatever the rulebook has."""
    control, results = result.control, result.assessment.people
    at = {row.values["number"]: row.index for row in control.checked[SPEC.key].rows}
    # A column that a workbook made earlier hasn't got would come to stand behind those of the bans.
    absent = {c.key for c in SPEC.columns if c.optional} - control.tables[SPEC.key].columns.keys()
    people = ((p.number, _person(result, results[p.number])) for p in control.people)
    rows = [
        Placed(at.get(number), {key: value for key, value in values.items() if key not in absent})
        for number, values in people
    ]
    fixed = table_patch(control, SPEC, rows)
    bans, columns = control.rulebook.bans, ban_columns(control)
    blank = (None,) * len(columns.spare)
    words = {key: text(control.lang) for key, text in COMPLIANCE.words}
    states: list[tuple[Value, ...]] = [
        tuple(words[results[p.number].states[ban.number].value] for ban in bans) for p in control.people
    ]
    nobody: list[tuple[Value, ...]] = [(None,) * len(bans)]
    return TablePatch(
        SPEC.key,
        (*fixed.columns, *columns.labels, *columns.spare),
        tuple(
            RowPatch(row.source, (*row.values, *own, *blank))
            for row, own in zip(fixed.rows, states or nobody, strict=True)
        ),
        columns.headers,
        columns.renamed,
        columns.dropped,
    )


def people_states(result: Result, listing: Listing) -> TablePatch:
    """Beside each person of the register: where the return stands, and what the person was called."""
    control = result.control
    rows: list[dict[str, Value]] = []
    for row in control.checked[people.SPEC.key].rows:
        number = str(row.values["number"] or "")
        person = control.person(number)
        names = (*person.former, person.name) if person else ()
        rows.append({"state": _return_state(result, number), "known_as": former_names_cell(number, names)})
    return table_patch(control, people.SPEC, rows_in_place(control, people.SPEC, rows), listing)


def department_rollups(result: Result, tracker: TrackerCounts, listing: Listing) -> TablePatch:
    """Beside each department: coverage, compliance, open and overdue items, vetoes."""
    control, found = result.control, result.assessment.departments
    late, unclosed = Counter(tracker.overdue_by_department()), Counter(tracker.open_by_department())
    rows: list[dict[str, Value]] = []
    for row in control.checked[departments.SPEC.key].rows:
        name = str(row.values["name"] or "")
        rollup = found.get(name)
        names = (*former_names(row.raw.get("known_as"), ""), name)
        rows.append(
            {
                "due": rollup.due if rollup else 0,
                "received": rollup.accepted if rollup else 0,
                "coverage": rollup.coverage if rollup else None,
                "assessed": rollup.assessed if rollup else 0,
                "compliance": rollup.compliance if rollup else None,
                "open": unclosed[name],
                "overdue": late[name],
                "vetoes": rollup.vetoes if rollup else 0,
                "known_as": former_names_cell("", names),
            }
        )
    return table_patch(control, departments.SPEC, rows_in_place(control, departments.SPEC, rows), listing)


def school_figures(result: Result, tracker: TrackerCounts) -> tuple[CellPatch, ...]:
    """The whole school's figures above those of the departments, with the people that belong to none."""
    school = result.assessment.school
    figures: dict[str, Value] = {
        "due": school.due,
        "received": school.accepted,
        "coverage": school.coverage,
        "assessed": school.assessed,
        "compliance": school.compliance,
        "open": len(tracker.open),
        "overdue": len(tracker.overdue),
        "vetoes": school.vetoes,
    }
    return tuple(
        CellPatch(departments.school_name(key), NO_DATA if value is None else value, optional=True)
        for key, value in figures.items()
    )


def _person(result: Result, person: PersonResult) -> dict[str, Value]:
    return {
        "number": person.number,
        "name": person.name,
        "department": person.department,
        "state": _return_state(result, person.number),
        "compliance": person.compliance,
        "judged": person.known_bans,
        "veto": "yes" if person.vetoes else "no",
        "service": person.service.value,
    }


def _return_state(result: Result, number: str) -> str | None:
    """The return's state, or nothing for people who owe none."""
    person = result.control.person(number)
    if person is None:
        return None
    return result.ledger.states.get(number) or ("not_received" if person.owes_return else None)
