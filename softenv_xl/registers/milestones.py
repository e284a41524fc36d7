"""S4: the year's steps, meetings above all: planned for when, held when, with minutes, and how many tasks were decided.

A step belongs to the stage in which it is planned, so that a stage moved or renamed in Settings takes its steps along.
"""

from __future__ import annotations

from datetime import date, timedelta

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value
from softenv_xl.registers import milestone_issues as issues
from softenv_xl.registers import tasks
from softenv_xl.registers.milestone_figures import FIGURE, TILE
from softenv_xl.registers.milestone_words import HELD, MILESTONE_KIND, MILESTONE_STATE, WITHOUT_MINUTES
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Option, Register
from softenv_xl.registers.school import Row, School
from softenv_xl.registers.shared_columns import department_column, overdue_column
from softenv_xl.registers.shared_rules import not_in_future
from softenv_xl.registers.timeliness import end_of_term
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.computed import DaysLate
from softenv_xl.schema.expression import All, Before, Blank, Filled, Is, Less, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_NEAR = timedelta(days=7)
_MOST = 10_000
_C = Owner.COMPUTED
_DAYS_LATE = DaysLate("planned", None, "state", MILESTONE_STATE, (*HELD, "dropped"))

SPEC = TableSpec(
    key="milestones",
    title=Text("会议与节点", "Milestones"),
    id_column="id",
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
        Column("kind", Text("类别", "Kind"), Kind.CHOICE, width=18, required=True, choices=MILESTONE_KIND),
        Column("title", Text("名称", "Title"), width=24, required=True, limit=120),
        department_column(),
        Column("planned", Text("计划日期", "Planned"), Kind.DATE, width=11.5, required=True),
        Column("stage", Text("阶段", "Stage"), owner=_C, width=18),
        Column("held", Text("实际日期", "Held"), Kind.DATE, width=11.5),
        Column("minutes", Text("纪要或文号", "Minutes or number"), width=18, limit=200),
        Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=13, choices=MILESTONE_STATE),
        overdue_column(_DAYS_LATE),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=22),
        Column("tasks", Text("议定事项数", "Tasks decided"), Kind.NUMBER, _C, width=9),
        Column("summary", Text("主要内容", "What was decided"), width=28),
        Column("place", Text("地点", "Place"), width=13, limit=60),
        Column("chair", Text("主持人", "Chair"), width=13, limit=60),
        Column("expected", Text("应到人数", "Expected"), Kind.NUMBER, width=10, low=0, high=_MOST),
        Column("present", Text("实到人数", "Present"), Kind.NUMBER, width=10, low=0, high=_MOST),
        Column("dropped", Text("取消原因", "Why dropped"), width=18, limit=200),
        Column("published", Text("报道链接或栏目", "Reported at"), width=18, limit=200),
        Column("remarks", Text("备注", "Remarks"), width=20),
        Column("minutes_due", Text("纪要应成日期", "Minutes due"), Kind.DATE, _C, width=11.5, hidden=True),
    ),
    rules=(
        Rule(issues.MORE_THAN_EXPECTED, "present", Less("expected", "present")),
        Rule(
            catalogue.CELL_CONFLICT,
            "dropped",
            All((Filled("dropped"), Filled("held"))),
            (("other", "#held"),),
        ),
        # A row that no press has seen yet has no state.
        Rule(issues.OUT_OF_STAGE, "planned", All((Filled("state"), Blank("stage")))),
        Rule(
            catalogue.LATE_OPEN,
            "held",
            All((Blank("held"), Blank("dropped"), Past("planned"))),
            (("limit", "planned"),),
        ),
        not_in_future("held"),
        Rule(issues.NO_MINUTES, "minutes", All((Blank("minutes"), Past("minutes_due")))),
        Rule(issues.HELD_LATE, "held", Before("planned", "held")),
        Rule(
            issues.NO_TASKS,
            "kind",
            All((Is("kind", MILESTONE_KIND, "regular"), Less("tasks", 1), Past("minutes_due"))),
        ),
    ),
)

SHEET = SheetSpec(
    "milestones",
    SPEC.title,
    Text(
        "每次会议、每个节点一行；议定事项逐项写在“重点任务”中，选择这里的编号。",
        "One row for each meeting or step; what it decided goes into Key tasks, task by task, with its id.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    state = _state(row, school.as_of)
    return {
        "stage": school.campaign.stage_of(row["planned"]),
        "state": state,
        "overdue": _DAYS_LATE.value({**row, "state": state}, school.lang, school.as_of),
        "tasks": _decided(row["id"], school),
        "minutes_due": None
        if row["kind"] in WITHOUT_MINUTES
        else end_of_term(row["held"], school.number("minutes_days"), "calendar", school.calendar),
    }


def _decided(meeting: Value, school: School) -> int | None:
    """How many tasks name it; None where the school keeps no tasks."""
    if not school.uses(tasks.SPEC.key):
        return None
    return sum(task["milestone"] == meeting for task in school.kept(tasks.SPEC.key)) if meeting else 0


def _state(row: Row, as_of: date) -> str:
    planned, held = row["planned"], row["held"]
    if row["dropped"]:
        return "dropped"
    if isinstance(held, date):
        return "held_late" if isinstance(planned, date) and planned < held else "held"
    if not isinstance(planned, date) or as_of + _NEAR < planned:
        return "planned"
    return "late" if planned < as_of else "near"


PACK = PackPart(
    open=(
        "kind",
        "title",
        "planned",
        "held",
        "minutes",
        "summary",
        "place",
        "chair",
        "expected",
        "present",
        "dropped",
        "published",
        "remarks",
    ),
    grows=True,
)
"""A department enters and holds its own meetings."""

REGISTER = Register(
    SHEET,
    "MS",
    pack=PACK,
    complete=_complete,
    lists={tasks.MILESTONE_IDS.name: "id"},
    tiles=(TILE,),
    figures=(FIGURE,),
    options=(
        Option(
            Column(
                "minutes_days",
                Text("会议纪要时限（天）", "Minutes within (days)"),
                Kind.NUMBER,
                low=1,
                high=30,
                hint=Text(
                    "开会后这么多天内应有纪要、登记议定事项。",
                    "So many days after a meeting there are minutes, and its tasks are entered.",
                ),
            ),
            7,
        ),
    ),
    duties=(
        Duty(
            Text("召开会议或完成节点", "Hold the meeting, take the step"),
            ("planned",),
            "held",
            "title",
            unless=lambda row: row["dropped"] is not None,
        ),
        Duty(Text("写会议纪要", "Write the minutes"), ("minutes_due",), "minutes", "title"),
    ),
)
