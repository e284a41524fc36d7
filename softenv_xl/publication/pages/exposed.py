"""Exposed cases, as long as they are: in the words that were decided on, with a name only where that was decided as well."""

from __future__ import annotations

from datetime import date

from softenv_xl.publication.models import ExposedCase, ExposedPage
from softenv_xl.publication.source import Source, both, said
from softenv_xl.registers import cases
from softenv_xl.registers.cases.exposure import exposed_until
from softenv_xl.registers.cases.naming import exposed_name, name_told
from softenv_xl.registers.cases.words import MEASURE
from softenv_xl.registers.school import Row


def exposed(source: Source) -> ExposedPage | None:
    rows = source.rows(cases.REGISTER)
    if rows is None:
        return None
    made = [case for row in rows if (case := _case(source, row))]
    latest_first = sorted(made, key=lambda case: case.until, reverse=True)
    return ExposedPage(
        valid_until=source.valid_until(*(case.until for case in made)), rows=tuple(latest_first)
    )


def _case(source: Source, row: Row) -> ExposedCase | None:
    """None where it may not be shown: not decided, over, or in words that name somebody else."""
    until, found = exposed_until(row, source.school), row["closed"] or row["exposure_on"]
    if until is None or not isinstance(found, date):
        return None
    text = source.fitness.exposure(row)
    if text is None:
        source.hold_back(cases.REGISTER, row, "exposure_text")
        return None
    return ExposedCase(
        month=found.replace(day=1),
        item=said(row["item"]),
        text=text,
        measure=both(MEASURE, row["measure"] if row["measure"] != "none" else None),
        name=exposed_name(name_told(row), str(source.school.options["exposure_form"])),
        until=until,
    )
