"""S11: what a nominee's marks come to, and who stands before whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from softenv_xl.grid.cell import Value
from softenv_xl.registers.criteria import WHOLE, Criterion, criteria_of
from softenv_xl.registers.register import Row, School, Snapshot


def parents_mark(number: Value, school: School) -> float | None:
    """What parents' appraisal gives a teacher, 0–100; None where it shows nothing. There is no register of it yet, so that the
    office types the mark.
    """
    del number, school
    return None


def total(nominee: Row, school: School) -> float | None:
    """The weighted sum of the marks, 0–100 where the weights come to 100; None as long as one is missing."""
    marks = [(one.weight, _mark(nominee, one, school)) for one in criteria_of(school)]
    known = [weight * mark for weight, mark in marks if mark is not None]
    return round(sum(known) / WHOLE, 2) if marks and len(known) == len(marks) else None


def _mark(nominee: Row, criterion: Criterion, school: School) -> float | None:
    """The one that was typed, or else the parents'."""
    typed = nominee[criterion.key]
    if isinstance(typed, int | float):
        return typed if 0 <= typed <= WHOLE else None
    return parents_mark(nominee["number"], school) if criterion.source == "parents" else None


def ranked(nominees: Snapshot) -> Iterator[Row]:
    """Each one's rank among those who may be elected: equal totals share one, and the next is as if they hadn't. Whether
    it is shared across the last place is for people to settle.
    """
    totals = [_counted(row) for row in nominees.rows]
    sharing = Counter(each for each in totals if each is not None)
    places = nominees.school.number("honour_places")
    for own in totals:
        if own is None:
            yield {"rank": None, "tie": None}
            continue
        rank = 1 + sum(each > own for each in totals if each is not None)
        yield {"rank": rank, "tie": "yes" if rank <= places < rank + sharing[own] - 1 else "no"}


def _counted(nominee: Row) -> float | None:
    value = nominee["total"]
    return value if isinstance(value, int | float) and nominee["barred"] != "yes" else None
