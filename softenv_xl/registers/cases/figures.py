"""S9: the tile and the chart of cases. A case that was joined to another, or isn't the school's, counts for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers.cases.claims import first_entry
from softenv_xl.registers.cases.outcome import proven
from softenv_xl.registers.holidays import months_after
from softenv_xl.registers.register import Chart, Figure, Shown, Tile
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text, percent

_C = Owner.COMPUTED
_OPEN = ("inform", "under_way", "near", "late")
_MONTHS = 12

BY_MONTH = TableSpec(
    "fig_cases",
    Text("信访办理（按收到月份）", "Cases by month of receipt"),
    (
        Column("month", Text("月份", "Month"), Kind.ID, _C, width=12),
        Column("closed_in_time", Text("按期办结", "Closed in time"), Kind.NUMBER, _C),
        Column("closed_late", Text("逾期办结", "Closed late"), Kind.NUMBER, _C),
        Column("open_in_time", Text("在办未超期", "Open, in time"), Kind.NUMBER, _C),
        Column("open_late", Text("在办已超期", "Open, overdue"), Kind.NUMBER, _C),
    ),
    id_column="month",
)


def _ours(cases: Snapshot) -> list[Row]:
    """The cases that the school handles itself, each matter once."""
    by_id = {str(case["id"]): case for case in cases.rows}
    return [
        case
        for case in cases.rows
        if case["state"] not in ("elsewhere", "joined")
        and case["route"] != "refuse"
        and first_entry(case, by_id) is case
    ]


def _under_way(cases: Snapshot) -> Shown:
    ours = _ours(cases)
    states = [case["state"] for case in ours]
    near, late, days = states.count("near"), states.count("late"), cases.school.options["case_warn_days"]
    closed = [case for case in ours if case["closed"]]
    found = sum(proven(case) for case in closed)
    rate = percent(_on_time(_counted(ours, cases.school.as_of)))
    zh = f"{days}日内到期 {near} · 超期 {late}\n按期 {rate} · 查实 {found}/{len(closed)}"
    en = f"{near} in {days} days · {late} overdue\n{rate} in time · {found}/{len(closed)} subst."
    return Shown(sum(state in _OPEN for state in states), Text(zh, en))


def _by_month(cases: Snapshot) -> list[tuple[Value, ...]]:
    """From the first month with a case, a year back at most, to this one."""
    dated = [(day, case) for case in _ours(cases) if isinstance(day := case["received"], date)]
    this = cases.school.as_of.replace(day=1)
    first = max(min([this, *(day.replace(day=1) for day, _ in dated)]), months_after(this, 1 - _MONTHS))
    rows: list[tuple[Value, ...]] = []
    while first <= this:
        of_month = [case for day, case in dated if day.replace(day=1) == first]
        rows.append((f"{first:%Y-%m}", *_counted(of_month, cases.school.as_of)))
        first = months_after(first, 1)
    return rows


def _counted(cases: Iterable[Row], as_of: date) -> tuple[int, int, int, int]:
    """How many were closed in time and late, how many are open in time and overdue."""
    counts = {True: [0, 0], False: [0, 0]}
    for case in cases:
        due, closed = case["due_close"], case["closed"]
        day = closed if isinstance(closed, date) else as_of
        counts[bool(closed)][isinstance(due, date) and due < day] += 1
    (in_time, late), (waiting, overdue) = counts[True], counts[False]
    return in_time, late, waiting, overdue


def _on_time(counted: tuple[int, int, int, int]) -> float | None:
    """The share closed in time: an overdue case counts against it, so that whoever leaves one open gains nothing."""
    in_time, late, _, overdue = counted
    judged = in_time + late + overdue
    return in_time / judged if judged else None


TILES = (Tile("cases", Text("在办信访", "Cases under way"), sheet="cases", value=_under_way),)

FIGURES = (
    Figure(
        BY_MONTH,
        Chart(
            "bars",
            {
                "closed_in_time": "good",
                "closed_late": "attention",
                "open_in_time": "none",
                "open_late": "bad",
            },
            Text(
                "条形图：各月收到的信访按期办结、逾期办结、在办未超期和已超期的件数。",
                "Bar chart: cases by month of receipt, closed in time or late, open in time or overdue.",
            ),
        ),
        _by_month,
    ),
)
