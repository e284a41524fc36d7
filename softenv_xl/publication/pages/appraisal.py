"""What parents said, round by round: the school's share, and a department's where that isn't one teacher's. Never a teacher's.

It is made of the rows that the table of results shows, so that it can't tell more than these.
"""

from __future__ import annotations

from datetime import date

from softenv_xl.publication.hiding import Appraised, departments_shown, school_shown
from softenv_xl.publication.models import AppraisalPage, AppraisalRound, DepartmentShare, SatisfiedShare
from softenv_xl.publication.source import Source, said
from softenv_xl.registers import appraisal_results, appraisal_rounds
from softenv_xl.registers.satisfied_share import satisfied_share
from softenv_xl.registers.school import Row


def appraisal(source: Source) -> AppraisalPage | None:
    rows = source.rows(appraisal_rounds.REGISTER)
    if rows is None:
        return None
    over = [
        row
        for row in rows
        if isinstance(row["closed"], date)
        and row["closed"] < source.as_of
        and row["valid"] is not None
        and source.fits(appraisal_rounds.REGISTER, row, "title")
    ]
    latest_first = sorted(over, key=lambda row: (str(row["closed"]), str(row["id"])), reverse=True)
    return AppraisalPage(
        valid_until=source.valid_until(),
        least=source.school.number("group_min"),
        rounds=tuple(_round(source, row) for row in latest_first),
    )


def _round(source: Source, row: Row) -> AppraisalRound:
    least = source.school.number("group_min")
    every = source.result.snapshot(appraisal_results.REGISTER).rows
    teachers = [one for one in every if one["round"] == row["id"] and one["shown"] == "shown"]
    names = [group.name for group in source.school.departments]
    groups = {name: [one for one in teachers if one["department"] == name] for name in names}
    counts = {name: Appraised(len(rows), _answers(rows)) for name, rows in groups.items()}
    may = departments_shown(counts, least)
    opened, closed, valid = row["opened"], row["closed"], row["valid"]
    assert isinstance(opened, date)  # noqa: S101 - a row without its days has an error and doesn't count
    assert isinstance(closed, date)  # noqa: S101
    return AppraisalRound(
        title=said(row["title"]),
        opened=opened,
        closed=closed,
        respondents=int(valid) if isinstance(valid, int | float) and valid >= least else None,
        school=_share([one for rows in groups.values() for one in rows])
        if school_shown(counts, least)
        else None,
        departments=tuple(
            DepartmentShare(department=name, satisfied=_share(rows) if name in may else None)
            for name, rows in groups.items()
        ),
    )


def _answers(rows: list[Row]) -> int:
    return sum(int(count) for row in rows if isinstance(count := row["respondents"], int | float))


def _share(rows: list[Row]) -> SatisfiedShare | None:
    """Over all answers of those rows."""
    share = satisfied_share(rows)
    if share is None:
        return None
    low, high = share.interval
    return SatisfiedShare(respondents=share.of, share=share.satisfied / share.of, low=low, high=high)
