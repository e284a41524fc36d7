"""S12: what people outside and inside the school said, on cards or otherwise, and what they were answered.

Who said it and how to reach them is confidential.
"""

from __future__ import annotations

from softenv_xl.registers import opinion_groups
from softenv_xl.registers.cases.columns import CASE_IDS
from softenv_xl.registers.findings import FIX, FIX_STATE, breaches_column, finding_column
from softenv_xl.registers.opinion_figures import FIGURE, TILE, state
from softenv_xl.registers.opinion_rules import CARD_BATCHES, RULES
from softenv_xl.registers.opinion_words import (
    OPINION_GROUP,
    OPINION_KIND,
    OPINION_RESULT,
    REPLY_STATE,
    SATISFIED,
)
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Register
from softenv_xl.registers.school import Row, School
from softenv_xl.registers.shared_columns import department_column
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED

_OPINION = (
    Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
    Column("received", Text("收到日期", "Received"), Kind.DATE, width=11.5, required=True),
    Column("group", Text("来源群体", "Group"), Kind.CHOICE, width=13, required=True, choices=OPINION_GROUP),
    Column("kind", Text("性质", "Kind"), Kind.CHOICE, width=11, required=True, choices=OPINION_KIND),
    Column("text", Text("意见内容", "Opinion"), width=26, required=True),
    Column("giver", Text("提出人", "Given by"), width=11, limit=60, confidential=True),
    Column("contact", Text("联系方式", "Contact"), width=15, limit=120, confidential=True),
    Column("batch", Text("批次", "Batch"), width=11, limit=30, choices=CARD_BATCHES),
    department_column(Text("承办部门", "Department")),
    Column("due", Text("计算期限", "Effective due"), Kind.DATE, _C, width=11.5),
    Column("replied", Text("答复日期", "Replied"), Kind.DATE, width=11.5),
    Column("reply", Text("答复内容", "Reply"), width=22),
    Column("result", Text("办理结果", "Result"), Kind.CHOICE, width=13, choices=OPINION_RESULT),
    Column("case", Text("信访编号", "Case"), width=10, limit=60, choices=CASE_IDS),
    Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=15, choices=REPLY_STATE),
    Column("check", Text("检查：意见", "Check: opinion"), Kind.CHECK, _C, width=24),
)

_FURTHER = (
    Column(
        "reply_due",
        Text("答复期限", "Reply by"),
        Kind.DATE,
        width=11.5,
        hint=Text(
            "上级另有期限的填写；空白的按“答复时限”表计算。",
            "Where a day is set from above; blank: by the sheet Reply terms.",
        ),
    ),
    Column("satisfied", Text("对答复", "Of the reply"), Kind.CHOICE, width=11, choices=SATISFIED),
    Column("again", Text("再次办理情况", "Taken up again"), width=18, limit=300),
    Column("published_text", Text("公开稿", "Text for the public"), width=22),
    Column("remarks", Text("备注", "Remarks"), width=18),
    finding_column(),
    FIX,
    breaches_column(label=Text("办理欠缺", "Lapses")),
    FIX_STATE,
    Column("check_further", Text("检查：后续与认定", "Check: follow-up, finding"), Kind.CHECK, _C, width=24),
)

SPEC = TableSpec(
    key="opinions",
    title=Text("意见台账", "Opinions"),
    id_column="id",
    header_row=5,
    columns=(*_OPINION, *_FURTHER),
    rules=RULES,
)

SHEET = SheetSpec(
    "opinions",
    SPEC.title,
    Text(
        "每条意见一行；投诉举报转为信访件。提出人和联系方式不外传。",
        "One row for each opinion; a complaint becomes a case. Who gave it, and their contact, stay in the office.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    due = row["reply_due"]
    if not due and row["kind"] != "praise":
        terms = school.lookups[opinion_groups.SPEC.key]
        due = opinion_groups.reply_due(row["group"], row["received"], terms, school.calendar)
    return {"due": due, "state": state({**row, "due": due}, school.as_of)}


PACK = PackPart(
    open=("replied", "reply", "result", "satisfied", "again", "published_text", "remarks"),
    stays=lambda row: row["kind"] == "complaint",
)
"""A department answers; a complaint is a case, or is about to be one: it may be about that very department."""

REGISTER = Register(
    SHEET,
    "OP",
    pack=PACK,
    complete=_complete,
    source="opinions",
    dated="received",
    tiles=(TILE,),
    figures=(FIGURE,),
    lookups=(opinion_groups.LOOKUP,),
    duties=(
        Duty(
            Text("答复意见", "Answer the opinion"),
            ("due",),
            "replied",
            "text",
            unless=lambda row: row["kind"] == "praise" or row["case"] is not None,
        ),
    ),
)
