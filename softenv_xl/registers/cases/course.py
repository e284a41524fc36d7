"""S9: where a case stands: by when which step is due, what comes next, and what follows from its outcome."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from softenv_xl.grid.cell import Value
from softenv_xl.registers.cases.clocks import Clock, clock_of
from softenv_xl.registers.cases.outcome import bar_floor, measure_until, vetoed
from softenv_xl.registers.cases.words import NOBODY_WROTE, NOT_OURS
from softenv_xl.registers.register import Option
from softenv_xl.registers.school import Row, School
from softenv_xl.schema.column import Column, Kind
from softenv_xl.words import Lang, Text

WARN_DAYS = Option(
    Column(
        "case_warn_days",
        Text("信访临期提醒（天）", "Case warning (days)"),
        Kind.NUMBER,
        low=0,
        high=30,
        hint=Text("期限前这么多天内显示“即将到期”。", "So many days before a term ends it is nearly due."),
    ),
    7,
)


class Step(NamedTuple):
    """What comes next, and by when, where a term runs."""

    name: Text
    due: date | None = None

    def words(self, lang: Lang) -> str:
        by = Text(f"：{self.due} 前", f" by {self.due}") if self.due else Text("", "")
        return f"{self.name(lang)}{by(lang)}"


_REPORT = Text("立即报告", "Report at once")
_ROUTE = Text("确定处理方式", "Decide on the route")
_INFORM = Text("书面告知", "Tell in writing")
_CLOSE = Text("办结", "Close")
_REPLY = Text("答复", "Reply")
_REVIEW = Text("等待复查答复", "Awaiting the review")
_REREVIEW = Text("等待复核答复", "Awaiting the re-review")


def at_rest(case: Row) -> bool:
    """Is there nothing to be done about it any more, or nothing that is ours?"""
    return case["state"] in ("elsewhere", "joined", "closed", "final")


def complete(case: Row, school: School) -> Row:
    """The computed cells of a case as typed."""
    clock = clock_of(school)
    due: dict[str, Value] = {**case, **_terms(case, clock)}
    step = _next(due, clock)
    return {
        "name": school.name(case["number"]),
        **{key: due[key] for key in _TERMS},
        "bar_floor": bar_floor(case, school),
        "measure_until": measure_until(case),
        "veto": "yes" if vetoed(case, school) else None,
        "next_step": step.words(school.lang) if step else None,
        "days_left": (step.due - school.as_of).days if step and step.due else None,
        "state": _state(due, school),
    }


def to_be_told(case: Row) -> bool:
    """Is there somebody to be told, and is it ours to tell them?"""
    nobody = case["channel"] in NOBODY_WROTE or (case["anonymous"] == "yes" and not case["contact"])
    return not (nobody or case["unreachable"] == "yes" or case["route"] == "object")


_TERMS = ("due_inform", "due_object", "due_first", "due_close", "review_until", "rereview_until")


def _terms(case: Row, clock: Clock) -> dict[str, Value]:
    """The last day of each of the case's terms."""
    handled = case["route"] in ("accept", None)
    first = (clock.due("close", case) or clock.due("target", case)) if handled else None
    return {
        "due_inform": clock.due("inform", case) if to_be_told(case) else None,
        "due_object": clock.due("object", case),
        "due_first": first,
        "due_close": clock.extended({**case, "due_first": first}),
        "review_until": clock.due("ask_review", case),
        "rereview_until": clock.due("ask_rereview", case),
    }


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _open(case: Row) -> list[Step]:
    """The steps with a term that are still to be done."""
    steps = [
        Step(_INFORM, _day(case["due_inform"] if not case["informed"] else None)),
        Step(_CLOSE, _day(case["due_close"] if not case["closed"] else None)),
    ]
    return sorted((step for step in steps if step.due), key=lambda step: step.due or date.max)


def _next(case: Row, clock: Clock) -> Step | None:
    """A report about harm to a minor comes before anything else."""
    if case["minor"] == "yes" and not case["reported"]:
        return Step(_REPORT)
    if case["rereview_replied"]:
        return None
    if case["rereview_asked"]:
        return Step(_REREVIEW, clock.due("rereview", case))
    if case["review_asked"] and not case["review_replied"]:
        return Step(_REVIEW, clock.due("review", case))
    if steps := _open(case):
        return steps[0]
    if case["route"] is None and not case["closed"]:
        return Step(_ROUTE)
    if case["route"] in ("accept", None):
        if not case["closed"]:
            return Step(_CLOSE)
        return Step(_REPLY) if not case["replied"] and _to_be_answered(case) else None
    return None


def _to_be_answered(case: Row) -> bool:
    return case["anonymous"] == "no" and to_be_told(case)


def _state(case: Row, school: School) -> str:
    """The first that holds."""
    route = case["route"]
    if route in NOT_OURS:
        return "elsewhere"
    if route == "join":
        return "joined"
    if case["rereview_replied"]:
        return "final"
    if case["rereview_asked"] or (case["review_asked"] and not case["review_replied"]):
        return "review"
    if case["closed"] or (route == "refuse" and (case["informed"] or not to_be_told(case))):
        return "closed"
    first = next((step.due for step in _open(case) if step.due), None)
    if first and first < school.as_of:
        return "late"
    if first and first <= school.as_of + timedelta(days=school.number("case_warn_days")):
        return "near"
    return "inform" if not case["informed"] and to_be_told(case) else "under_way"
