"""How what was to be done by a day stands: whether it is done, and whether in time."""

from __future__ import annotations

from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers.register import Row

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
