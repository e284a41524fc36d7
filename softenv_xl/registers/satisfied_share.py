"""S10: the share of satisfied answers over several rows of the table of results, for whatever shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from softenv_xl.registers.interval import Interval, wilson
from softenv_xl.registers.school import Row


class SatisfiedShare(NamedTuple):
    """How many of those shown were satisfied, and the interval."""

    satisfied: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.satisfied / self.of)

    @property
    def interval(self) -> Interval:
        return wilson(self.satisfied, self.of)


def satisfied_share(rows: Iterable[Row]) -> SatisfiedShare | None:
    """The share over those rows' answers; None where there are none."""
    satisfied = of = 0
    for row in rows:
        count, share = row["respondents"], row["satisfied"]
        if isinstance(count, int | float) and isinstance(share, int | float):
            of += int(count)
            satisfied += round(count * share)
    return SatisfiedShare(satisfied, of) if of else None
