"""How each opinion stands; the tile of opinions, and their chart by group."""

from __future__ import annotations

from collections import Counter
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers.opinion_words import OPINION_GROUP, OPINION_RESULT
from softenv_xl.registers.register import Chart, Figure, Shown, Tile
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.registers.timeliness import OVERDUE, TOO_LATE, timeliness
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED
_OPEN = "open"


def state(row: Row, as_of: date) -> str | None:
    """A key of REPLY_STATE. Praise needs no reply: without one it has none."""
    if row["case"]:
        return "case"
    if row["kind"] == "praise" and not row["replied"]:
        return None
    return timeliness(row["due"], row["replied"], as_of)


def _to_answer(opinions: Snapshot) -> list[Row]:
    """Praise needs no reply, and what became a case has it there."""
    return [row for row in opinions.rows if row["kind"] != "praise" and not row["case"]]


def _answered(opinions: Snapshot) -> Shown:
    rows = _to_answer(opinions)
    late = sum(state(row, opinions.school.as_of) in (OVERDUE, TOO_LATE) for row in rows)
    answered = sum(row["replied"] is not None for row in rows)
    note = Text(f"共 {len(rows)} 条；逾期 {late} 条", f"of {len(rows)}; {late} late")
    return Shown(answered if rows else None, note)


TILE = Tile("opinions", Text("已答复意见", "Opinions answered"), sheet="opinions", value=_answered)

_RESULTS = tuple(key for key, _ in OPINION_RESULT.words)

_BY_GROUP = TableSpec(
    "fig_opinions",
    Text("意见办理情况", "Opinions by group"),
    (
        Column("group", Text("来源群体", "Group"), Kind.ID, _C, width=20),
        *(Column(key, word, Kind.NUMBER, _C, width=12) for key, word in OPINION_RESULT.words),
        Column(_OPEN, Text("未办结", "Open"), Kind.NUMBER, _C, width=10),
    ),
    id_column="group",
)


def _by_group(opinions: Snapshot) -> list[tuple[Value, ...]]:
    counts = Counter((row["group"], row["result"] or _OPEN) for row in _to_answer(opinions))
    return [
        (word(opinions.school.lang), *(counts[group, result] for result in (*_RESULTS, _OPEN)))
        for group, word in OPINION_GROUP.words
    ]


FIGURE = Figure(
    _BY_GROUP,
    Chart(
        "bars",
        {
            "solved": "good",
            "solving": "mended",
            "planned": "doubtful",
            "reference": "none",
            _OPEN: "attention",
        },
        Text(
            "条形图：各群体的意见已解决、正在解决、列入计划、留作参考和未办结的条数。",
            "Bar chart: for each group, how many opinions are solved, being solved, planned, for reference and open.",
        ),
    ),
    _by_group,
)
