"""S4: key tasks, from the plan, from above or decided at a meeting: whose they are, by when, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl import catalogue
from softenv_xl.issue_kind import error, note
from softenv_xl.registers.findings import TRACKER_IDS
from softenv_xl.registers.milestone_words import TASK_DONE, TASK_RESULT, TASK_SOURCE, TASK_STATE
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Found, Register, Shown, TableRule, Tile
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.shared_columns import department_column, overdue_column, person_column
from softenv_xl.registers.shared_rules import needed, not_before, still_there
from softenv_xl.registers.timeliness import OVERDUE, timeliness
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.computed import DaysLate
from softenv_xl.schema.expression import All, Blank, Filled, Is, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

MILESTONE_IDS = ListOf("milestone_ids")

_ACCEPTED_UNDONE = error(
    "task.accepted-undone",
    "验收为“完成”，但没有完成日期。",
    "It is accepted as fulfilled, but has no date of completion.",
    "请填写完成日期或改验收。",
    "Fill in the date, or change the acceptance.",
    brief=Text("未完成即验收", "accepted undone"),
)
_NO_RESULT = note(
    "task.no-result",
    "已完成，未写完成情况。",
    "It is done, but nothing says how.",
    "请简要填写。",
    "Say so in a few words.",
    brief=Text("未写完成情况", "no result"),
)

_POSTPONED_OFTEN = note(
    "task.postponed-often",
    "期限已改 {times} 次。",
    "Its due date was moved {times} times.",
    "请提交例会研究。",
    "Bring it to the regular meeting.",
    brief=Text("多次延期", "postponed often"),
)
_OFTEN = 3
"""So many times may show that a task won't be done by being put off."""

POSTPONED = ("tasks", "revised")
"""The table and the column of which it counts how often people changed them."""

_C = Owner.COMPUTED
_DAYS_LATE = DaysLate("due", "revised", "state", TASK_STATE, TASK_DONE)

SPEC = TableSpec(
    key="tasks",
    title=Text("重点任务", "Key tasks"),
    id_column="id",
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
        Column("source", Text("来源", "Source"), Kind.CHOICE, width=15, required=True, choices=TASK_SOURCE),
        Column(
            "milestone",
            Text("会议编号", "Meeting"),
            width=10,
            limit=60,
            choices=MILESTONE_IDS,
            hint=Text("“会议与节点”表中的编号。", "Its id on the sheet Milestones."),
        ),
        Column("task", Text("任务", "Task"), width=24, required=True, limit=300),
        department_column(),
        person_column(),
        Column("name", Text("责任人", "Responsible"), owner=_C, width=13),
        Column("due", Text("完成期限", "Due"), Kind.DATE, width=11.5, required=True),
        Column("revised", Text("调整后期限", "Revised due"), Kind.DATE, width=11.5),
        Column("done", Text("完成日期", "Done on"), Kind.DATE, width=11.5),
        Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=13, choices=TASK_STATE),
        overdue_column(_DAYS_LATE),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=22),
        Column("result", Text("进展和完成情况", "Progress, result"), width=28),
        Column("accepted", Text("验收", "Accepted"), Kind.CHOICE, width=13, choices=TASK_RESULT),
        Column("accepted_by", Text("验收人", "Accepted by"), width=13, limit=60),
        Column(
            "fix",
            Text("整改编号", "Rectification item"),
            width=14,
            limit=60,
            choices=TRACKER_IDS,
            hint=Text(
                "任务属于某个整改项的，选择其编号。", "The item of the tracker that it belongs to, if any."
            ),
        ),
        Column("set_on", Text("下达日期", "Set on"), Kind.DATE, width=11.5),
        Column("remarks", Text("备注", "Remarks"), width=20),
    ),
    rules=(
        needed("milestone", "source", Is("source", TASK_SOURCE, "meeting")),
        not_before("due", "set_on"),
        not_before("revised", "set_on"),
        not_before("done", "set_on"),
        Rule(_ACCEPTED_UNDONE, "accepted", All((Is("accepted", TASK_RESULT, "fulfilled"), Blank("done")))),
        needed("accepted_by", "accepted"),
        Rule(catalogue.LATE_OPEN, "done", All((Blank("done"), Past("revised"))), (("limit", "revised"),)),
        Rule(
            catalogue.LATE_OPEN,
            "done",
            All((Blank("done"), Blank("revised"), Past("due"))),
            (("limit", "due"),),
        ),
        Rule(_NO_RESULT, "result", All((Filled("done"), Blank("result")))),
        still_there("milestone", MILESTONE_IDS),
        still_there("fix", TRACKER_IDS),
    ),
)

SHEET = SheetSpec(
    "tasks",
    SPEC.title,
    Text(
        "每项任务一行：会议议定的、方案中的、上级交办的；谁负责、何时完成、谁验收。",
        "One row for each task, decided at a meeting, from the plan or from above: whose it is, by when, who accepts it.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    state = timeliness(row["revised"] or row["due"], row["done"], school.as_of)
    return {
        "name": school.name(row["number"]),
        "state": state,
        "overdue": _DAYS_LATE.value({**row, "state": state}, school.lang, school.as_of),
    }


def _open(tasks: Snapshot) -> Shown:
    states = [row["state"] for row in tasks.rows]
    total, late = len(states), states.count(OVERDUE)
    undone = sum(state not in TASK_DONE for state in states)
    return Shown(
        undone if total else None, Text(f"共 {total} 项；逾期 {late} 项", f"of {total}; {late} overdue")
    )


def _postponed_often(tasks: Snapshot) -> Iterator[Found]:
    """Open tasks whose due date people changed time and again, as far as the workbook's history tells."""
    table, column = POSTPONED
    for row in tasks.rows:
        times = tasks.school.retyped.get((table, str(row["id"]), column), 0)
        if times >= _OFTEN and row["state"] not in TASK_DONE:
            yield Found(row, arguments={"times": str(times)})


PACK = PackPart(open=("done", "result", "remarks"))
"""A department says how far it has got; the office accepts."""

REGISTER = Register(
    SHEET,
    "KT",
    pack=PACK,
    complete=_complete,
    whole=(TableRule(_POSTPONED_OFTEN, "revised", _postponed_often),),
    tiles=(Tile("tasks", Text("未完成任务", "Open tasks"), sheet="tasks", value=_open),),
    duties=(Duty(Text("完成任务", "Get the task done"), ("revised", "due"), "done", "task", "number"),),
)
