"""The tracker's rows counted: open, overdue, closed, by department and over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers.words import AT_REST


@dataclass(frozen=True, slots=True)
class TrackerCounts:
    """`all_rows` holds the tracker's rows with every column, typed. A withdrawn item is in no count."""

    all_rows: Sequence[Mapping[str, Value]]

    @property
    def rows(self) -> list[Mapping[str, Value]]:
        return [row for row in self.all_rows if row["standing"] != "withdrawn"]

    @property
    def open(self) -> list[Mapping[str, Value]]:
        return [row for row in self.rows if row["standing"] != "closed"]

    @property
    def closed(self) -> list[Mapping[str, Value]]:
        return [row for row in self.rows if row["standing"] == "closed"]

    @property
    def overdue(self) -> list[Mapping[str, Value]]:
        return [row for row in self.open if _days(row)]

    def overdue_days(self) -> list[int]:
        return [_days(row) for row in self.overdue]

    def open_by_department(self) -> Iterator[str]:
        return (str(row["department"]) for row in self.open)

    def overdue_by_department(self) -> Iterator[str]:
        return (str(row["department"]) for row in self.overdue)

    def on(self, day: date) -> tuple[int, int]:
        """How many items were open and how many closed at the end of that day."""
        entered = [row for row in self.rows if isinstance(row["received"], date) and row["received"] <= day]
        done = [
            row
            for row in entered
            if row["standing"] == "closed" and isinstance(row["since"], date) and row["since"] <= day
        ]
        return len(entered) - len(done), len(done)


def urgency(row: Mapping[str, Value]) -> tuple[bool, int, date]:
    """Sorts items: open before closed, the longest overdue first, then by the day on which they are due."""
    due = row["revised"] if isinstance(row["revised"], date) else row["deadline"]
    return row["standing"] in AT_REST, -_days(row), due if isinstance(due, date) else date.max


def _days(row: Mapping[str, Value]) -> int:
    days = row["overdue"]
    return int(days) if isinstance(days, int | float) else 0
