"""Terms in working days and in calendar days around holidays, worked out by hand from the announced days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from softenv_xl.grid.cell import Value
from softenv_xl.registers.holidays import LOOKUP, Calendar, read_calendar
from softenv_xl.registers.words import DAY_KIND
from tests.support.text_tables import tables_in

# 2025: 1 Jan; 28 Jan to 4 Feb, worked 26 Jan and 8 Feb; 4 to 6 Apr; 1 to 5 May, worked 27 Apr; 31 May to 2 Jun;
#       1 to 8 Oct, worked 28 Sep and 11 Oct.
# 2026: 1 to 3 Jan, worked 4 Jan; 15 to 23 Feb, worked 14 and 28 Feb; 4 to 6 Apr; 1 to 5 May, worked 9 May;
#       19 to 21 Jun; 25 to 27 Sep; 1 to 7 Oct, worked 20 Sep and 10 Oct.
WORKING = """
| from       | days | last day   |
|------------|------|------------|
| 2026-09-30 | 1    | 2026-10-08 |
| 2026-09-30 | 2    | 2026-10-09 |
| 2026-09-30 | 3    | 2026-10-10 |
| 2026-09-30 | 4    | 2026-10-12 |
| 2026-09-24 | 1    | 2026-09-28 |
| 2026-09-18 | 1    | 2026-09-20 |
| 2026-09-18 | 5    | 2026-09-24 |
| 2026-09-18 | 6    | 2026-09-28 |
| 2026-09-25 | 3    | 2026-09-30 |
| 2026-09-25 | 4    | 2026-10-08 |
| 2026-10-01 | 5    | 2026-10-13 |
| 2026-10-05 | 5    | 2026-10-13 |
| 2026-10-09 | 1    | 2026-10-10 |
| 2026-10-10 | 1    | 2026-10-12 |
| 2026-09-16 | 20   | 2026-10-20 |
| 2026-02-13 | 1    | 2026-02-14 |
| 2026-02-13 | 2    | 2026-02-24 |
| 2026-02-14 | 1    | 2026-02-24 |
| 2026-02-20 | 5    | 2026-02-28 |
| 2026-02-27 | 1    | 2026-02-28 |
| 2026-02-28 | 1    | 2026-03-02 |
| 2026-02-10 | 5    | 2026-02-24 |
| 2025-12-31 | 1    | 2026-01-04 |
| 2025-12-31 | 2    | 2026-01-05 |
| 2025-12-30 | 2    | 2026-01-04 |
| 2025-12-24 | 10   | 2026-01-08 |
| 2026-01-02 | 1    | 2026-01-04 |
| 2025-01-24 | 1    | 2025-01-26 |
| 2025-01-24 | 2    | 2025-01-27 |
| 2025-01-27 | 1    | 2025-02-05 |
| 2025-01-27 | 4    | 2025-02-08 |
| 2026-04-30 | 1    | 2026-05-06 |
| 2026-05-08 | 1    | 2026-05-09 |
| 2026-06-18 | 1    | 2026-06-22 |
| 2026-04-03 | 1    | 2026-04-07 |
| 2026-10-15 | 0    | 2026-10-15 |
"""
# Fifteen calendar days and the like: the last day, if it is a day of rest, moves on.
CALENDAR = """
| from       | days | work       | holiday    | none       |
|------------|------|------------|------------|------------|
| 2026-09-16 | 15   | 2026-10-08 | 2026-10-08 | 2026-10-01 |
| 2026-09-17 | 15   | 2026-10-08 | 2026-10-08 | 2026-10-02 |
| 2026-09-22 | 15   | 2026-10-08 | 2026-10-08 | 2026-10-07 |
| 2026-09-25 | 15   | 2026-10-10 | 2026-10-10 | 2026-10-10 |
| 2026-09-26 | 15   | 2026-10-12 | 2026-10-11 | 2026-10-11 |
| 2026-08-02 | 15   | 2026-08-17 | 2026-08-17 | 2026-08-17 |
| 2026-08-01 | 15   | 2026-08-17 | 2026-08-16 | 2026-08-16 |
| 2026-09-05 | 15   | 2026-09-20 | 2026-09-20 | 2026-09-20 |
| 2026-01-31 | 15   | 2026-02-24 | 2026-02-24 | 2026-02-15 |
| 2026-02-08 | 15   | 2026-02-24 | 2026-02-24 | 2026-02-23 |
| 2025-12-17 | 15   | 2026-01-04 | 2026-01-04 | 2026-01-01 |
| 2025-12-18 | 15   | 2026-01-04 | 2026-01-04 | 2026-01-02 |
| 2026-08-03 | 60   | 2026-10-08 | 2026-10-08 | 2026-10-02 |
| 2025-12-05 | 60   | 2026-02-03 | 2026-02-03 | 2026-02-03 |
"""


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """As a new workbook's table has it."""
    rows = [{**row, "kind": DAY_KIND.key_of(str(row["kind"]))} for row in LOOKUP.rows("zh")]
    return read_calendar(rows)


def test_working_days_are_counted_from_the_day_after(calendar: Calendar) -> None:
    for row in tables_in(WORKING)[0]:
        last = calendar.working_days_after(date.fromisoformat(row["from"]), int(row["days"]))
        assert last == date.fromisoformat(row["last day"]), row


def test_the_last_day_of_a_term_moves_on_as_the_school_has_it(calendar: Calendar) -> None:
    for row in tables_in(CALENDAR)[0]:
        end = date.fromisoformat(row["from"]) + timedelta(days=int(row["days"]))
        moved = {how: calendar.rolled(end, how).isoformat() for how in ("work", "holiday", "none")}
        assert moved == {how: row[how] for how in moved}, row


def test_a_year_that_nobody_filled_in_has_weekends_alone(calendar: Calendar) -> None:
    assert calendar.years == {2025, 2026}
    assert calendar.working_days_after(date(2029, 9, 28), 3) == date(2029, 10, 3)


def test_rows_without_a_day_or_a_kind_say_nothing() -> None:
    rows: list[dict[str, Value]] = [
        {"day": date(2026, 10, 1), "kind": None},
        {"day": None, "kind": "holiday"},
    ]
    assert read_calendar(rows) == Calendar()
