"""S9: what was found about whoever a case concerns, and how long a veto that follows from it lasts."""

from __future__ import annotations

from datetime import date

from softenv_xl.registers.cases.words import PROVEN
from softenv_xl.registers.holidays import months_after
from softenv_xl.registers.register import Option
from softenv_xl.registers.school import Row, School
from softenv_xl.schema.column import Column, Kind
from softenv_xl.words import Text

BAR_MONTHS = Option(
    Column(
        "bar_months",
        Text("取消资格期限（月）", "Bar from honours (months)"),
        Kind.NUMBER,
        low=0,
        high=60,
        hint=Text(
            "一票否决未写“取消资格至”的，从办结起按此计算；规定不少于 24 个月。",
            "How long a veto lasts from closing where no day is given; the measures of 2018 set 24 at least.",
        ),
    ),
    24,
)

_MEASURES = {"warning": 6, "demerit": 12, "demotion": 24}
"""How many months a discipline lasts."""


def outcome(case: Row) -> str | None:
    """The outcome as it stands now: the one that a review changed it into, or else the first."""
    found = case["outcome_now"] or case["outcome"]
    return str(found) if found else None


def revoked(case: Row) -> bool:
    """Did the last review that decided otherwise undo it?"""
    again = case["rereview_result"]
    return again == "revoked" or (case["review_result"] == "revoked" and again != "changed")


def proven(case: Row) -> bool:
    """Is something substantiated, so that measures, exposure and a veto may follow?"""
    return outcome(case) in PROVEN and not revoked(case)


def bars(case: Row, school: School) -> bool:
    """Is it about an entry of the rulebook that bars from honours, and proven?"""
    return case["item"] in school.vetoes and proven(case)


def bar_end(case: Row, school: School) -> date | None:
    """The last day of the bar; None while nothing says when it began."""
    if isinstance(until := case["bar_until"], date):
        return until
    return (
        months_after(closed, school.number("bar_months"))
        if isinstance(closed := case["closed"], date)
        else None
    )


def vetoed(case: Row, school: School) -> bool:
    """Does the veto still last?"""
    end = bar_end(case, school)
    return bars(case, school) and (end is None or school.as_of <= end)


def barred(case: Row, school: School) -> bool:
    """Does it bar whom it is about from honours, by a veto or by the day that was set?"""
    until = case["bar_until"]
    return vetoed(case, school) or (proven(case) and isinstance(until, date) and school.as_of <= until)


def bar_floor(case: Row, school: School) -> date | None:
    """The first day on which a bar may end that begins with the measure."""
    start = case["measure_from"]
    if not (isinstance(start, date) and bars(case, school)):
        return None
    return months_after(start, school.number("bar_months"))


def measure_until(case: Row) -> date | None:
    """The day on which the discipline ends that has a term."""
    start, months = case["measure_from"], _MEASURES.get(str(case["measure"]))
    return months_after(start, months) if isinstance(start, date) and months else None


def evidence_state(case: Row, school: School) -> str | None:
    """What the case says of conduct, as a key of EVIDENCE_STATE; None where it says nothing.

    What is substantiated counts as rectified once its item in the tracker is closed; where it bars from honours that
    lasts its time instead. How often somebody complains makes no difference.
    """
    found = outcome(case)
    if found == "answered" or (found is None and case["route"] in ("refuse", "object")):
        return None
    if found is None:
        return "alleged"
    if not proven(case):
        return "dismissed"
    if bars(case, school):
        return "substantiated" if vetoed(case, school) else "rectified"
    return "rectified" if school.items.get(str(case["conduct_fix"])) == "closed" else "substantiated"
