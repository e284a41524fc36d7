"""S4: the tile of milestones, and their chart by stage."""

from __future__ import annotations

from collections import Counter

from softenv_xl.grid.cell import Value
from softenv_xl.registers.milestone_words import HELD
from softenv_xl.registers.register import Chart, Figure, Shown, Tile
from softenv_xl.registers.school import Snapshot
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED
_TO_COME = ("planned", "near")
_OUTSIDE = Text("阶段之外", "Outside the stages")


def _held(milestones: Snapshot) -> Shown:
    states = [row["state"] for row in milestones.rows if row["state"] != "dropped"]
    held, total, late = sum(state in HELD for state in states), len(states), states.count("late")
    return Shown(held if total else None, Text(f"共 {total} 个；逾期 {late} 个", f"of {total}; {late} late"))


TILE = Tile("milestones", Text("已完成节点", "Milestones held"), sheet="milestones", value=_held)

_BY_STAGE = TableSpec(
    "fig_milestones",
    Text("各阶段会议与节点", "Milestones by stage"),
    (
        Column("stage", Text("阶段", "Stage"), Kind.ID, _C, width=22),
        Column("held", Text("已完成", "Held"), Kind.NUMBER, _C, width=10),
        Column("held_late", Text("已补开", "Held late"), Kind.NUMBER, _C, width=10),
        Column("late", Text("逾期", "Late"), Kind.NUMBER, _C, width=10),
        Column("to_come", Text("未到期", "To come"), Kind.NUMBER, _C, width=10),
    ),
    id_column="stage",
)


def _by_stage(milestones: Snapshot) -> list[tuple[Value, ...]]:
    """The stages as Settings has them, the one that is under way marked; what is planned outside them comes last, if there
    is any.
    """
    counts = Counter(
        (row["stage"], "to_come" if row["state"] in _TO_COME else row["state"]) for row in milestones.rows
    )
    school = milestones.school
    now = school.campaign.stage_of(school.as_of)
    named: list[tuple[Value, str]] = [
        (stage.name, f"▶ {stage.name}" if stage.name == now else stage.name)
        for stage in school.campaign.stages
    ]
    if any(stage is None for stage, _ in counts):
        named.append((None, _OUTSIDE(school.lang)))
    series = ("held", "held_late", "late", "to_come")
    return [(name, *(counts[stage, one] for one in series)) for stage, name in named]


FIGURE = Figure(
    _BY_STAGE,
    Chart(
        "bars",
        {"held": "good", "held_late": "mended", "late": "bad", "to_come": "none"},
        Text(
            "条形图：各阶段会议与节点已完成、已补开、逾期和未到期的个数。",
            "Bar chart: milestones of each stage that were held, held late, are late or to come.",
        ),
    ),
    _by_stage,
)
