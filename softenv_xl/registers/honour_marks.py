"""S11: what a nominee's marks come to, and who stands before whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from softenv_xl.grid.cell import Value
from softenv_xl.registers import appraisal_results, appraisal_rounds
from softenv_xl.registers.criteria import WHOLE, Criterion, criteria_of
from softenv_xl.registers.latest_round import latest_counted
from softenv_xl.registers.school import Row, School, Snapshot


def parents_mark(number: Value, school: School) -> float | None:
    """What parents' appraisal gives a teacher, 0–100: the score of the latest round that was counted; None where that shows
    nothing of him or her.
    """
    latest = latest_counted(school.kept(appraisal_rounds.SPEC.key))
    if latest is None:
        return None
    results = school.kept(appraisal_results.SPEC.key)
    scores = (row["score"] for row in results if row["number"] == number and row["round"] == latest["id"])
    return next((score for score in scores if isinstance(score, int | float)), None)


def typed_over(nominee: Row, school: School) -> float | None:
    """The parents' mark, where another was typed in its place."""
    mark = parents_mark(nominee["number"], school)
    typed = (nominee[one.key] for one in criteria_of(school) if one.source == "parents")
    over = mark is not None and any(isinstance(value, int | float) and value != mark for value in typed)
    return mark if over else None


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
