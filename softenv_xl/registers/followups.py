"""S16: follow-ups of supervised items: when somebody looked, and what was found."""

from __future__ import annotations

from softenv_xl.registers.register import Register
from softenv_xl.registers.shared_rules import not_in_future, still_there
from softenv_xl.registers.supervision_words import FOLLOWUP_RESULT
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

SUPERVISED_IDS = ListOf("supervised_ids")

SPEC = TableSpec(
    key="followups",
    title=Text("督办跟进", "Follow-ups"),
    id_column="id",
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, Owner.COMPUTED, width=9),
        Column(
            "supervised",
            Text("督办编号", "Supervised item"),
            width=13,
            required=True,
            limit=60,
            choices=SUPERVISED_IDS,
        ),
        Column("on", Text("跟进日期", "On"), Kind.DATE, width=11.5, required=True),
        Column(
            "result", Text("进展", "Progress"), Kind.CHOICE, width=13, required=True, choices=FOLLOWUP_RESULT
        ),
        Column("note", Text("情况", "What was found"), width=44, required=True, limit=300),
        Column("by", Text("跟进人", "By"), width=14, required=True, limit=60),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
    rules=(not_in_future("on"), still_there("supervised", SUPERVISED_IDS)),
)

SHEET = SheetSpec(
    "followups",
    SPEC.title,
    Text(
        "每次跟进一行，选择“督办台账”中的编号；下次跟进日期由该表计算。",
        "One row for each follow-up, with the id from the sheet Supervised, which computes when the next is due.",
    ),
    "campaign",
    table=SPEC,
    since=3,
)

REGISTER = Register(SHEET, "FU", pack=None, part_of="supervised")
