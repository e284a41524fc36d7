"""S3: which days are worked on: holidays, and weekend days that are worked instead.

The State Council announces each year's days in the autumn before. A new workbook comes with the years that
`chinesecalendar` knew when it was drawn; the office fills in those that come.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from softenv_xl.grid.cell import Value
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.words import DAY_KIND
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Lang, Text

SPEC = TableSpec(
    key="holidays",
    title=Text("节假日", "Holidays"),
    id_column="day",
    columns=(
        Column("day", Text("日期", "Day"), Kind.DATE, width=12, required=True),
        Column("kind", Text("类别", "Kind"), Kind.CHOICE, width=18, required=True, choices=DAY_KIND),
        Column("name", Text("名称", "Name"), width=18, limit=40),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
)

SHEET = SheetSpec(
    "holidays",
    Text("节假日", "Holidays"),
    Text(
        "放假和调休上班的日子，每日一行；工作日期限按此计算。新一年公布后请补填。",
        "Days off and make-up days, one row each; terms in working days go by them. Add each year's once announced.",
    ),
    group="registers",
    table=SPEC,
    since=3,
)


def months_after(day: date, count: int) -> date:
    """The same day so many months later, or the month's last one where it hasn't that many."""
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked on. A day that is listed nowhere is worked on from Monday to Friday."""

    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Is it a working day?"""
        return day in self.make_up or (day.weekday() < _SATURDAY and day not in self.holidays)

    def working_days_after(self, day: date, count: int) -> date:
        """The last of so many working days; `day` itself doesn't count (Civil Code, article 201)."""
        while count > 0:
            day += _DAY
            count -= self.works(day)
        return day

    def rolled(self, day: date, how: str) -> date:
        """The last day of a term in calendar days, moved on where it is a day of rest (Civil Code, article 203).

        `how` is a key of ROLL: "work" to the next working day, "holiday" beyond statutory holidays only, "none".
        """
        while (how == "work" and not self.works(day)) or (how == "holiday" and day in self.holidays):
            day += _DAY
        return day

    @cached_property
    def years(self) -> frozenset[int]:
        """Those of which some day is listed."""
        return frozenset(day.year for day in self.holidays | self.make_up)


def read_calendar(rows: Iterable[Mapping[str, Value]]) -> Calendar:
    """The calendar of the rows that have a day and a kind."""
    days: dict[Value, set[date]] = {"holiday": set(), "make_up": set()}
    for row in rows:
        if row["kind"] in days and isinstance(day := row["day"], date):
            days[row["kind"]].add(date(day.year, day.month, day.day))
    return Calendar(frozenset(days["holiday"]), frozenset(days["make_up"]))


def _rows(lang: Lang) -> list[dict[str, Value]]:
    """The last two years that are known, day by day."""
    import chinese_calendar  # only a new workbook needs it

    known = chinese_calendar.constants.holidays
    make_up = chinese_calendar.constants.workdays
    last = max(day.year for day in known)
    days = {
        **dict.fromkeys((day for day in known if day.year >= last - 1), "holiday"),
        **dict.fromkeys((day for day in make_up if day.year >= last - 1), "make_up"),
    }
    names = {holiday.value: Text(holiday.chinese, holiday.value) for holiday in chinese_calendar.Holiday}
    return [
        {
            "day": day,
            "kind": DAY_KIND.word(kind, lang),
            "name": names[(known if kind == "holiday" else make_up)[day]](lang),
        }
        for day, kind in sorted(days.items())
    ]


LOOKUP = Lookup(SHEET, _rows)
