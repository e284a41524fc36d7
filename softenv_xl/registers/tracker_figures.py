"""S7: what the dashboard shows of the tracker: three tiles, the weeks of the campaign, how long items are overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from softenv_xl.grid.cell import Value
from softenv_xl.registers.register import Chart, Figure, Shown, Tile
from softenv_xl.registers.school import Snapshot
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text, many, percent

_C = Owner.COMPUTED


def _open(tracker: Snapshot) -> Shown:
    items = TrackerCounts(tracker.rows)
    total = len(items.rows)
    return Shown(len(items.open), Text(f"共 {total} 项", f"of {total} items"))


def _overdue(tracker: Snapshot) -> Shown:
    items = TrackerCounts(tracker.rows)
    worst = max(items.overdue_days(), default=0)
    return Shown(len(items.overdue), Text(f"最长 {worst} 天", f"longest {many(worst, 'day', 'days')}"))


def _closed(tracker: Snapshot) -> Shown:
    items = TrackerCounts(tracker.rows)
    total, closed = len(items.rows), len(items.closed)
    share = percent(closed / total if total else None)
    return Shown(closed, Text(f"{total} 项中的 {share}", f"{share} of {total} items"))


TILES = (
    Tile("open", Text("未销号", "Open items"), sheet="tracker", value=_open),
    Tile("overdue", Text("超期", "Overdue"), sheet="tracker", value=_overdue),
    Tile("closed", Text("已销号", "Closed"), sheet="tracker", value=_closed),
)

OVER_TIME = TableSpec(
    "fig_weeks",
    Text("整改进度", "Items over the campaign"),
    (
        Column("week", Text("截至", "Week ending"), Kind.DATE, _C, width=12),
        Column("open", Text("未销号", "Open"), Kind.NUMBER, _C, width=10),
        Column("closed", Text("已销号", "Closed"), Kind.NUMBER, _C, width=10),
    ),
    id_column="week",
)


def _over_time(tracker: Snapshot) -> list[tuple[Value, ...]]:
    """One row per week of the campaign; weeks to come are blank, so that the line ends today."""
    span, today = tracker.school.campaign.span(), tracker.school.as_of
    if span is None:
        return []
    items = TrackerCounts(tracker.rows)
    return [(day, *(items.on(day) if day <= today else (None, None))) for day in _weeks(*span, today)]


def _weeks(first: date, last: date, today: date) -> Iterator[date]:
    """Sundays from the first week to the last, with today in its place when it is no Sunday."""
    day = first + timedelta(days=6 - first.weekday())
    while day - timedelta(days=6) <= last:
        if day - timedelta(days=7) < today < day:
            yield today
        yield day
        day += timedelta(days=7)


AGEING = TableSpec(
    "fig_ageing",
    Text("超期时长", "Ageing of overdue items"),
    (
        Column("age", Text("超期", "Days overdue"), Kind.ID, _C, width=14),
        Column("items", Text("项数", "Items"), Kind.NUMBER, _C, width=10),
    ),
    id_column="age",
)

# Upper bounds in days of the ageing bars; the last bar is open-ended.
AGES: tuple[tuple[int | None, Text], ...] = (
    (7, Text("1–7 天", "1–7 days")),
    (30, Text("8–30 天", "8–30 days")),
    (60, Text("31–60 天", "31–60 days")),
    (None, Text("60 天以上", "over 60 days")),
)


def _ageing(tracker: Snapshot) -> list[tuple[Value, ...]]:
    days = TrackerCounts(tracker.rows).overdue_days()
    rows: list[tuple[Value, ...]] = []
    low = 0
    for high, label in AGES:
        count = sum(low < each and (high is None or each <= high) for each in days)
        rows.append((label(tracker.school.lang), count))
        low = high or low
    return rows


FIGURES = (
    Figure(
        OVER_TIME,
        Chart(
            "lines",
            {"open": "bad", "closed": "good"},
            Text(
                "折线图：每周未销号和已销号的整改事项数。",
                "Line chart: rectification items open and closed, week by week.",
            ),
        ),
        _over_time,
    ),
    Figure(
        AGEING,
        Chart(
            "columns",
            {"items": "bad"},
            Text(
                "柱形图：超期事项按超期天数的分布。", "Column chart: overdue items by how many days overdue."
            ),
        ),
        _ageing,
    ),
)
