"""S11: what only all nominees together show: too many elected, a tie for the last place, somebody passed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl import catalogue
from softenv_xl.grid.cell import display_text
from softenv_xl.registers import criteria
from softenv_xl.registers import honour_issues as issues
from softenv_xl.registers.honour_marks import typed_over
from softenv_xl.registers.register import Found, Shown, TableRule, Tile
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.registers.shared_rules import entered_twice
from softenv_xl.words import Text


def _weights(honours: Snapshot) -> Iterator[Found]:
    """Nothing is wrong with a selection that nobody has begun."""
    weights = sum(one.weight for one in criteria.criteria_of(honours.school))
    if honours.rows and weights != criteria.WHOLE:
        yield Found(about="weights", arguments={"total": f"{weights:g}"})


def _twice(honours: Snapshot) -> Iterator[Found]:
    return entered_twice(honours.rows, "number")


def _elected(honours: Snapshot) -> list[Row]:
    return [row for row in honours.rows if row["decision"] == "elected"]


def _too_many(honours: Snapshot) -> Iterator[Found]:
    elected, places = len(_elected(honours)), honours.school.number("honour_places")
    if elected > places:
        yield Found(about="elected", arguments={"elected": elected, "limit": places})


def _ties(honours: Snapshot) -> Iterator[Found]:
    yield from (Found(row) for row in honours.rows if row["tie"] == "yes" and row["decision"] is None)


def _skipped(honours: Snapshot) -> Iterator[Found]:
    """Somebody who ranks before one who is elected, and of whom nothing was decided that explains it."""
    elected = _elected(honours)
    last = max(elected, key=_rank) if elected else {}
    for row in honours.rows if elected else ():
        if row["decision"] not in ("elected", "pending", "withdrawn") and 0 < _rank(row) < _rank(last):
            yield Found(row, arguments={"other": display_text(last["name"])})


def _typed_over(honours: Snapshot) -> Iterator[Found]:
    for row in honours.rows:
        mark = typed_over(row, honours.school)
        if mark is not None:
            yield Found(row, arguments={"limit": f"{mark:g}"})


def _rank(row: Row) -> int:
    return rank if isinstance(rank := row["rank"], int) else 0


def _places(honours: Snapshot) -> Shown:
    elected = _elected(honours)
    places = honours.school.number("honour_places")
    until = max((day for row in elected if isinstance(day := row["notice_until"], date)), default=None)
    notice = Text(f"；公示至 {until:%m-%d}", f"; notice until {until:%m-%d}") if until else Text("", "")
    note = Text(f"名额 {places} 个{notice.zh}", f"of {places} places{notice.en}")
    return Shown(len(elected) if honours.rows else None, note)


WHOLE = (
    TableRule(catalogue.ID_TWICE, "number", _twice),
    TableRule(issues.WEIGHTS, "total", _weights),
    TableRule(issues.TOO_MANY, "decision", _too_many),
    TableRule(issues.TIE_OPEN, "decision", _ties),
    TableRule(issues.SKIPPED, "decision", _skipped),
    TableRule(issues.TYPED_OVER, "total", _typed_over),
)

TILE = Tile("honours", Text("十佳当选", "Elected top ten"), sheet="honours", value=_places)
