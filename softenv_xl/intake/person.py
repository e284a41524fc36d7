"""Whose return is it? The number, name and department against the school's register."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from softenv_xl import catalogue
from softenv_xl.control.workbook import Control
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value, folded
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.likeness import NEAR, likeness
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue, Place
from softenv_xl.registers.people import Person
from softenv_xl.return_form import identity
from softenv_xl.words import Lang


def check_person(
    form: Mapping[str, Value], control: Control, grid: Grid, cells: Mapping[str, Address], lang: Lang
) -> tuple[Person | None, list[Issue]]:
    """The person on the register whose return this is, or None when that isn't certain."""

    def issue(kind: IssueKind, key: str, **values: object) -> Issue:
        cell = cells[key].a1 if key in cells else ""
        place = Place("", grid.sheet, cell, "", identity.SPEC.column(key).label(lang))
        return Issue(kind, place, {"found": form.get(key) or "", **values})

    number, name = form.get("number"), form.get("name")
    if number is None:
        return None, []
    person = control.person(str(number))
    if person is None:
        return None, [_unknown(issue, name, control)]
    issued, year = form.get("issued_to"), form.get("year")
    if issued not in (None, number):
        return None, [issue(catalogue.PERSON_OTHER_RECIPIENT, "number", issued=issued)]
    if year is not None and year != control.campaign.year:
        return None, [issue(catalogue.CAMPAIGN_OTHER_YEAR, "year", expected=control.campaign.year)]
    if name is not None and _plain(name) not in {_plain(known) for known in (person.name, *person.former)}:
        near = likeness(str(name), person.name) >= NEAR
        kind = catalogue.PERSON_NAME_NEAR if near else catalogue.PERSON_NAME_DIFFERS
        return (person if near else None), [issue(kind, "name", number=number, near=person.name)]
    department = form.get("department")
    if department is not None and _plain(control.renames.department(department)) != _plain(person.department):
        return person, [issue(catalogue.PERSON_DEPARTMENT_DIFFERS, "department", expected=person.department)]
    return person, []


def _unknown(issue: Callable[..., Issue], name: Value, control: Control) -> Issue:
    namesakes = [person for person in control.people if name and _plain(person.name) == _plain(name)]
    if len(namesakes) == 1:
        return issue(
            catalogue.PERSON_UNKNOWN_NEAR, "number", name=namesakes[0].name, near=namesakes[0].number
        )
    return issue(catalogue.PERSON_UNKNOWN, "number")


def _plain(words: Value) -> str:
    """A name as people compare names: without spaces, width and case."""
    return folded(str(words))
