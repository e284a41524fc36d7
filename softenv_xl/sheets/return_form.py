"""Fills a blank return for one person: the identity that it is issued to, the entries, the departments."""

from __future__ import annotations

from softenv_xl.grid.cell import Value
from softenv_xl.intake.control import Control
from softenv_xl.registers import identity, selfcheck
from softenv_xl.registers.books import DEPARTMENT_LIST, RETURN
from softenv_xl.registers.people import Person
from softenv_xl.sheets.patch import KEEP, CellPatch, Patch, RowPatch, TablePatch


def return_for(person: Person, control: Control, blank_rows: int) -> Patch:
    """The patch that makes a blank return this person's; `blank_rows` entries stand ready in the template."""
    lang, campaign = control.lang, control.campaign
    window = campaign.window("rectify") or (None, None)
    form: dict[str, Value] = {
        "school": campaign.school,
        "year": campaign.year,
        "version": RETURN.version,
        "rulebook": control.rulebook.version,
        "issued_to": person.number,
        "due": campaign.returns_due,
        "rectify_from": window[0],
        "rectify_until": window[1],
        "office": campaign.office,
        "number": person.number,
        "name": person.name,
        "department": person.department,
    }
    cells = tuple(CellPatch(identity.SPEC.name(key), value) for key, value in form.items())
    entries = [(entry.label(lang), entry.text(lang)) for entry in control.rulebook.entries]
    departments = [(department.name,) for department in control.departments]
    return Patch(
        (
            _rows(selfcheck.SPEC.key, tuple(selfcheck.SPEC.column(k).label(lang) for k in ("item", "text")), entries, blank_rows),
            _rows(DEPARTMENT_LIST.key, (DEPARTMENT_LIST.columns[0].label(lang),), departments, 1),
        ),
        cells,
    )


def _rows(table: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], ready: int) -> TablePatch:
    filled = rows or [(KEEP,) * len(columns)]
    return TablePatch(
        table,
        columns,
        tuple(RowPatch(i if i < ready else None, tuple(values)) for i, values in enumerate(filled)),
    )
