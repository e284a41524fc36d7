"""S9: what only several cases together show, or the register of people: joined in a ring, come again, exposed with names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl.registers.cases import kinds
from softenv_xl.registers.cases.claims import concerns, first_entry
from softenv_xl.registers.cases.clocks import clock_of
from softenv_xl.registers.cases.columns import COLUMNS
from softenv_xl.registers.cases.words import EXPOSED
from softenv_xl.registers.holidays import months_after
from softenv_xl.registers.recognised import confidential_names, has_long_number, names, plain, says_any
from softenv_xl.registers.register import Found, TableRule
from softenv_xl.registers.school import Row, Snapshot

_SAME_WITHIN = 12
"""Months after which the same petition is taken for a new one."""


def _no_clock(cases: Snapshot) -> Iterator[Found]:
    profile = str(cases.school.options["clock_profile"])
    if cases.rows and not clock_of(cases.school).terms:
        yield Found(about=profile, arguments={"profile": profile})


def _rings(cases: Snapshot) -> Iterator[Found]:
    """Rows from which “joined to” leads back to themselves."""
    by_id = {str(case["id"]): case for case in cases.rows}
    for case in cases.rows:
        at: Row | None = case
        for _ in cases.rows:
            at = by_id.get(str(at["main"])) if at and at["main"] else None
            if at is None:
                break
            if at is case:
                yield Found(case)
                break


def _too_long(cases: Snapshot) -> Iterator[Found]:
    clock = clock_of(cases.school)
    for case in cases.rows:
        days, longest = case["extend_days"], clock.longest(case)
        if longest and isinstance(days, int | float) and days > longest:
            yield Found(case, arguments={"limit": longest})


def _own_department(cases: Snapshot) -> Iterator[Found]:
    """The handling department is that of the person concerned."""
    for case in cases.rows:
        person = cases.school.person(case["number"])
        if person and case["department"] == person.department != case["about_department"]:
            yield Found(case)


def _came_again(cases: Snapshot, *, final: bool) -> Iterator[Found]:
    """A row like one that came before it, whose matter a re-review has ended or hasn't."""
    earlier: dict[object, list[Row]] = {}
    by_id = {str(case["id"]): case for case in cases.rows}
    dated = [case for case in cases.rows if case["received"]]
    for case in sorted(dated, key=lambda case: str(case["received"])):
        if not case["contact"] or not any(concerns(case)):
            continue
        alike = earlier.setdefault((plain(case["contact"]), *concerns(case)), [])
        before = next((one for one in reversed(alike) if _recent(one, case) or one["rereview_replied"]), None)
        joined = before is not None and first_entry(case, by_id) is first_entry(before, by_id)
        if before and bool(before["rereview_replied"]) is final and not joined:
            yield Found(case, arguments={"other": str(before["id"])})
        alike.append(case)


def _recent(before: Row, case: Row) -> bool:
    first, then = before["received"], case["received"]
    return isinstance(first, date) and isinstance(then, date) and months_after(first, _SAME_WITHIN) >= then


def _names(cases: Snapshot) -> Iterator[Found]:
    """A text for the public from which somebody can be recognised whom it isn't about."""
    told = (word for case in cases.rows for word in confidential_names(COLUMNS, case))
    words = frozenset((*names(cases.school.people), *told))
    for case in cases.rows:
        text, named = case["exposure_text"], case["name"] if case["exposure"] == "named" else None
        exposed = case["exposure"] in EXPOSED and text
        if exposed and (has_long_number(text) or says_any(text, words, named)):
            yield Found(case)


WHOLE = (
    TableRule(kinds.CLOCK_MISSING, "received", _no_clock),
    TableRule(kinds.MAIN_LOOP, "main", _rings),
    TableRule(kinds.EXPOSURE_NAMES, "exposure_text", _names),
    TableRule(kinds.OWN_DEPARTMENT, "department", _own_department),
    TableRule(kinds.EXTENDED_TOO_LONG, "extend_days", _too_long),
    TableRule(kinds.MORE_REVIEWS, "main", lambda cases: _came_again(cases, final=True)),
    TableRule(kinds.MAYBE_SAME, "main", lambda cases: _came_again(cases, final=False)),
)
