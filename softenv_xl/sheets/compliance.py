"""The matrix teacher × ban, and what it comes to beside each department and person."""

from __future__ import annotations

from collections import Counter

from softenv_xl.compliance.assessment import PersonResult
from softenv_xl.grid.cell import Value
from softenv_xl.registers import departments, people
from softenv_xl.registers.known_as import remember, remembered
from softenv_xl.registers.tracked import Tracked
from softenv_xl.registers.words import COMPLIANCE
from softenv_xl.schema.listing import Listing
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.ban_columns import ban_columns
from softenv_xl.sheets.patch import CellPatch, RowPatch, TablePatch
from softenv_xl.sheets.pressed import Pressed
from softenv_xl.sheets.table import in_place, table_patch
from softenv_xl.views import compliance_matrix
from softenv_xl.words import NO_DATA

SPEC = compliance_matrix.SPEC


def matrix(pressed: Pressed) -> TablePatch:
    """One row per person in the register's order; one column per ban, whatever the rulebook has."""
    control, results = pressed.control, pressed.assessment.people
    at = {row.values["number"]: row.index for row in control.checked[SPEC.key].rows}
    # A column that a workbook made earlier hasn't got would come to stand behind those of the bans.
    absent = {c.key for c in SPEC.columns if c.optional} - control.tables[SPEC.key].columns.keys()
    people = ((p.number, _person(pressed, results[p.number])) for p in control.people)
    rows = [
        Placed(at.get(number), {key: value for key, value in values.items() if key not in absent})
        for number, values in people
    ]
    fixed = table_patch(control, SPEC, rows)
    bans, columns = control.rulebook.bans, ban_columns(control)
    blank = (None,) * len(columns.spare)
    words = {key: text(control.lang) for key, text in COMPLIANCE.words}
    states = {
        p.number: tuple(words[results[p.number].states[ban.number].value] for ban in bans)
        for p in control.people
    }
    numbers = iter(control.people)
    return TablePatch(
        SPEC.key,
        (*fixed.columns, *columns.labels, *columns.spare),
        tuple(
            RowPatch(row.source, (*row.values, *states[next(numbers).number], *blank)) for row in fixed.rows
        ),
        columns.headers,
        columns.renamed,
        columns.dropped,
    )


def people_states(pressed: Pressed, listing: Listing) -> TablePatch:
    """Beside each person of the register: where the return stands, and what the person was called."""
    control = pressed.control
    rows: list[dict[str, Value]] = []
    for row in control.checked[people.SPEC.key].rows:
        number = str(row.values["number"] or "")
        person = control.person(number)
        names = (*person.former, person.name) if person else ()
        rows.append({"state": _return_state(pressed, number), "known_as": remember(number, names)})
    return table_patch(control, people.SPEC, in_place(control, people.SPEC, rows), listing)


def department_rollups(pressed: Pressed, tracked: Tracked, listing: Listing) -> TablePatch:
    """Beside each department: coverage, compliance, open and overdue items, vetoes."""
    control, found = pressed.control, pressed.assessment.departments
    late, unclosed = Counter(tracked.overdue_by_department()), Counter(tracked.open_by_department())
    rows: list[dict[str, Value]] = []
    for row in control.checked[departments.SPEC.key].rows:
        name = str(row.values["name"] or "")
        rollup = found.get(name)
        names = (*remembered(row.raw.get("known_as"), ""), name)
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
                "known_as": remember("", names),
            }
        )
    return table_patch(control, departments.SPEC, in_place(control, departments.SPEC, rows), listing)


def school_figures(pressed: Pressed, tracked: Tracked) -> tuple[CellPatch, ...]:
    """The whole school's figures above those of the departments, with the people that belong to none."""
    school = pressed.assessment.school
    figures: dict[str, Value] = {
        "due": school.due,
        "received": school.accepted,
        "coverage": school.coverage,
        "assessed": school.assessed,
        "compliance": school.compliance,
        "open": len(tracked.open),
        "overdue": len(tracked.overdue),
        "vetoes": school.vetoes,
    }
    return tuple(
        CellPatch(departments.school_name(key), NO_DATA if value is None else value, optional=True)
        for key, value in figures.items()
    )


def _person(pressed: Pressed, result: PersonResult) -> dict[str, Value]:
    return {
        "number": result.number,
        "name": result.name,
        "department": result.department,
        "state": _return_state(pressed, result.number),
        "compliance": result.compliance,
        "judged": result.judged,
        "veto": "yes" if result.vetoes else "no",
        "service": result.service.value,
    }


def _return_state(pressed: Pressed, number: str) -> str | None:
    """The return's state, or nothing for people who owe none."""
    person = pressed.control.person(number)
    if person is None:
        return None
    return pressed.ledger.states.get(number) or ("not_received" if person.owes_return else None)
