"""Activities and deployments: what was held, latest first."""

from __future__ import annotations

from datetime import date

from softenv_xl.publication.models import ActivitiesPage, Activity
from softenv_xl.publication.source import Source, is_past, link, said
from softenv_xl.registers import milestones
from softenv_xl.registers.milestone_words import HELD, MILESTONE_KIND


def activities(source: Source) -> ActivitiesPage | None:
    rows = source.rows(milestones.REGISTER)
    if rows is None:
        return None
    held = (row for row in rows if row["state"] in HELD and is_past(row["held"], source.as_of))
    fit = (row for row in held if source.fits(milestones.REGISTER, row, "title", "summary"))
    made = [
        Activity(
            held=day,
            title=said(row["title"]),
            kind=MILESTONE_KIND.text(str(row["kind"])),
            department=said(row["department"]),
            summary=said(row["summary"]),
            link=link(row["published"]),
        )
        for row in fit
        if isinstance(day := row["held"], date)
    ]
    newest_first = sorted(made, key=lambda one: one.held, reverse=True)
    return ActivitiesPage(valid_until=source.valid_until(), rows=tuple(newest_first))
