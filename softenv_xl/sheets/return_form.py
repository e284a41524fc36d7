"""Fills a blank return for one person: the identity that it is issued to, the entries, the departments."""

from __future__ import annotations

from softenv_xl.bans import default
from softenv_xl.books import DEPARTMENT_LIST, RETURN
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.registers.people import Person
from softenv_xl.return_form import identity, selfcheck
from softenv_xl.sheets import text
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.table_patch import filled


def return_for(person: Person, control: Control) -> Patch:
    """The patch that makes a blank return this person's."""
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
    cells = tuple(CellPatch(identity.SPEC.name(key), text.truncated(value)) for key, value in form.items())
    entries = [(entry.label(lang), entry.text(lang)) for entry in control.rulebook.entries]
    columns = [selfcheck.SPEC.column(key).label(lang) for key in ("item", "text")]
    departments = [(department.name,) for department in control.departments]
    name = [DEPARTMENT_LIST.columns[0].label(lang)]
    return Patch(
        (
            filled(selfcheck.SPEC.key, columns, entries, len(default.ENTRIES)),
            filled(DEPARTMENT_LIST.key, name, departments, 1),
        ),
        cells,
    )
