"""How far the campaign has got, in figures: nobody's, and of a department only where they are not few."""

from __future__ import annotations

from collections import Counter
from datetime import date

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.publication.hiding import counts_shown
from softenv_xl.publication.models import DepartmentCount, ProgressPage, StageCount, WeekCount
from softenv_xl.publication.source import Source
from softenv_xl.registers import Register, milestones, rectification
from softenv_xl.registers.tracker_counts import TrackerCounts


def progress(source: Source) -> ProgressPage:
    result, items = source.result, TrackerCounts(source.result.snapshot(rectification.REGISTER).rows)
    school = result.assessment.school
    least = source.school.number("group_min")
    return ProgressPage(
        valid_until=source.valid_until(),
        due=school.due,
        accepted=school.accepted,
        coverage=school.coverage,
        compliance=school.compliance,
        open=len(items.open),
        closed=len(items.closed),
        overdue=len(items.overdue),
        least=least,
        stages=_stages(source),
        weeks=tuple(_weeks(source)),
        departments=tuple(_departments(source, items, least)),
    )


def _figure(source: Source, register: Register, key: str) -> list[tuple[Value, ...]]:
    """The rows of a table that a chart of the dashboard is drawn from."""
    figure = next(one for one in register.figures if one.table.key == key)
    return figure.rows(source.result.snapshot(register)) if figure.rows else []


def _stages(source: Source) -> tuple[StageCount, ...] | None:
    if source.rows(milestones.REGISTER) is None:
        return None
    return tuple(
        StageCount(
            stage=display_text(stage),
            held=_count(held),
            held_late=_count(held_late),
            late=_count(late),
            to_come=_count(to_come),
        )
        for stage, held, held_late, late, to_come in _figure(source, milestones.REGISTER, "fig_milestones")
    )


def _weeks(source: Source) -> list[WeekCount]:
    """From the last week on in which there was nothing yet."""
    weeks = [
        WeekCount(week=week, open=_count(open_), closed=_count(closed))
        for week, open_, closed in _figure(source, rectification.REGISTER, "fig_weeks")
        if isinstance(week, date) and open_ is not None
    ]
    begun = next((at for at, week in enumerate(weeks) if week.open or week.closed), len(weeks))
    return weeks[max(0, begun - 1) :]


def _count(value: Value) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _departments(source: Source, items: TrackerCounts, least: int) -> list[DepartmentCount]:
    """The two columns are told apart, and no sum of them, so that each is hidden by itself."""
    names = [group.name for group in source.school.departments]
    counts = [
        counts_shown({**dict.fromkeys(names, 0), **Counter(str(row["department"]) for row in rows)}, least)
        for rows in (items.open, items.closed)
    ]
    opened, closed = counts
    return [DepartmentCount(department=name, open=opened[name], closed=closed[name]) for name in names]
