"""How each row of the register of disclosure stands; its tile, and the chart by matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers.publicity_words import DISCLOSURE_MATTER
from softenv_xl.registers.register import Chart, Figure, Shown, Tile
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.timeliness import IN_TIME, OVERDUE, TO_COME, TOO_LATE, run_out, timeliness
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text

_HELD = "held"
_C = Owner.COMPUTED


def state(row: Row, as_of: date) -> str:
    """A key of PUBLISH_STATE."""
    how = _how(row, as_of)
    out = row["mode"] == "long" and run_out(row, "until", as_of)
    return "renew" if out and how in (IN_TIME, TOO_LATE) else how


def _how(row: Row, as_of: date) -> str:
    """In time or not; what was asked for goes by its answer. A reason for refusing is an answer only once it is given."""
    asked = row["mode"] == "on_request"
    due, done = ("answer_due", "answered") if asked else ("limit", "published1")
    if row["withheld"] and (row[done] or not asked):
        return _HELD
    return timeliness(row[due], row[done], as_of)


def _in_time(disclosure: Snapshot) -> Shown:
    counts = Counter(_how(row, disclosure.school.as_of) for row in disclosure.rows)
    due = counts[IN_TIME] + counts[TOO_LATE] + counts[OVERDUE]
    return Shown(counts[IN_TIME] if due else None, Text(f"应公开 {due} 项", f"of {due} due"))


TILE = Tile("disclosure", Text("按时公开", "Published on time"), sheet="disclosure", value=_in_time)

_BY_MATTER = TableSpec(
    "fig_disclosure",
    Text("公开情况", "Publication by matter"),
    (
        Column("matter", Text("公开事项", "Matter"), Kind.ID, _C, width=20),
        Column("in_time", Text("按时", "On time"), Kind.NUMBER, _C, width=10),
        Column("too_late", Text("迟公开", "Late"), Kind.NUMBER, _C, width=10),
        Column("overdue", Text("逾期未公开", "Overdue"), Kind.NUMBER, _C, width=12),
        Column("to_come", Text("未到期", "To come"), Kind.NUMBER, _C, width=10),
        Column("withheld", Text("不予公开", "Withheld"), Kind.NUMBER, _C, width=12),
    ),
    id_column="matter",
)


def _by_matter(disclosure: Snapshot) -> list[tuple[Value, ...]]:
    """Charges and commitments are counted in the registers where their days are written."""
    school = disclosure.school
    counts = Counter((row["matter"], _how(row, school.as_of)) for row in disclosure.rows)
    counts.update(_of_others(school))
    return [
        (word(school.lang), *(counts[matter, how] for how in (IN_TIME, TOO_LATE, OVERDUE, TO_COME, _HELD)))
        for matter, word in DISCLOSURE_MATTER.words
    ]


_OTHERS = (("fees", "fees", "start", "posted"), ("commitments", "commitment", "due", "posted1"))
"""Registers with the matter that they are about, and their columns for the last day and the day of publication."""


def _of_others(school: School) -> Iterator[tuple[Value, str]]:
    for register, matter, due, done in _OTHERS:
        for row in school.kept(register):
            yield matter, timeliness(row[due], row[done], school.as_of)


FIGURE = Figure(
    _BY_MATTER,
    Chart(
        "bars",
        {
            "in_time": "good",
            "too_late": "attention",
            "overdue": "bad",
            "to_come": "none",
            "withheld": "doubtful",
        },
        Text(
            "条形图：每类公开事项按时公开、迟公开、逾期未公开、未到期和不予公开的项数。",
            "Bar chart: for each kind of matter, how many are on time, late, overdue, to come and withheld.",
        ),
    ),
    _by_matter,
)
