"""Columns that many registers have: the department, somebody by staff number, how long something is overdue."""

from __future__ import annotations

from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.computed import DaysLate
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text


def department_column(label: Text | None = None) -> Column:
    """Which department answers for the row."""
    return Column(
        "department",
        label or Text("责任部门", "Department"),
        Kind.CHOICE,
        width=13,
        required=True,
        choices=ListOf("pick_departments"),
    )


def person_column(key: str = "number", label: Text | None = None, width: float = 10.5) -> Column:
    """Somebody, by staff number."""
    return Column(
        key,
        label or Text("教职工号", "Staff number"),
        Kind.ID,
        width=width,
        required=True,
        limit=30,
        choices=ListOf("people_numbers"),
    )


def overdue_column(days: DaysLate) -> Column:
    """How many days something is overdue; marked by its key wherever it isn't 0."""
    return Column(
        "overdue", Text("超期天数", "Days overdue"), Kind.NUMBER, Owner.COMPUTED, width=9, formula=days
    )
