"""How what was to be done by a day stands: whether it is done, and whether in time."""

from __future__ import annotations

from datetime import date, timedelta

from softenv_xl.grid.cell import Value
from softenv_xl.registers.holidays import Calendar
from softenv_xl.registers.school import Row

IN_TIME, TOO_LATE, OVERDUE, TO_COME = "done", "done_late", "late", "waiting"
"""Keys that the vocabularies of registers' states have in common."""


def timeliness(due: Value, done: Value, as_of: date) -> str:
    """One of the four. What has no due day is never late; on the due day itself there is still time."""
    if isinstance(done, date):
        return TOO_LATE if isinstance(due, date) and due < done else IN_TIME
    return OVERDUE if isinstance(due, date) and due < as_of else TO_COME


def run_out(row: Row, until: str, as_of: date) -> bool:
    """Is the row's last day, in the column `until`, over?"""
    return isinstance(last := row[until], date) and last < as_of


def end_of_term(begins: Value, days: int, counting: str, calendar: Calendar) -> date | None:
    """The last of so many days after the day on which the term begins; `counting` is a key of COUNTING."""
    if not isinstance(begins, date):
        return None
    if counting == "working":
        return calendar.working_days_after(begins, days)
    return begins + timedelta(days=days)
