"""Fills a blank return for one person: the identity that it is issued to, the entries, the departments."""

from __future__ import annotations

from softenv_xl.bans import default
from softenv_xl.books import DEPARTMENT_LIST, RETURN
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.passport.places import NAME, visible
from softenv_xl.registers.people import Person
from softenv_xl.return_form import identity, selfcheck
from softenv_xl.return_form.locked import locked_digest
from softenv_xl.sheets import text
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.table_patch import filled


def return_for(person: Person, control: Control, serial: str = "") -> Patch:
    """The patch that makes a blank return this person's; `serial` is that of its passport, if it gets one."""
    lang = control.lang
    cells = [
        CellPatch(identity.SPEC.name(key), text.truncated(value))
        for key, value in _form(person, control).items()
    ]
    if serial:
        cells.append(CellPatch(NAME, visible(serial, lang)))
    entries = [(entry.label(lang), entry.text(lang)) for entry in control.rulebook.entries]
    columns = [selfcheck.SPEC.column(key).label(lang) for key in ("item", "text")]
    departments = [(department.name,) for department in control.departments]
    name = [DEPARTMENT_LIST.columns[0].label(lang)]
    return Patch(
        (
            filled(selfcheck.SPEC.key, columns, entries, len(default.ENTRIES)),
            filled(DEPARTMENT_LIST.key, name, departments, 1),
        ),
        tuple(cells),
    )


def locked_of(person: Person, control: Control) -> str:
    """The digest of what in this person's return is not theirs to change."""
    lang = control.lang
    entries = (
        {"item": text.truncated(entry.label(lang)), "text": text.truncated(entry.text(lang))}
        for entry in control.rulebook.entries
    )
    return locked_digest(_form(person, control), entries)


def _form(person: Person, control: Control) -> dict[str, Value]:
    campaign = control.campaign
    window = campaign.window("rectify") or (None, None)
    return {
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
