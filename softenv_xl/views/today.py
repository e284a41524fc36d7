"""Today: what somebody has to do, from all registers, the longest overdue first."""

from __future__ import annotations

from softenv_xl.registers.words import DUE_STATE
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.views.shared_columns import KEY, PLACE
from softenv_xl.words import Text

_C = Owner.COMPUTED

AHEAD = 30
"""Days: what is due later isn't listed yet, so that a long year's work doesn't bury what is near. Its register has it."""

SPEC = TableSpec(
    key="today",
    title=Text("今日待办", "Today"),
    prefilled=True,
    reordered=True,
    id_column="key",
    columns=(
        Column("due", Text("期限", "Due"), Kind.DATE, _C, width=12),
        Column("days", Text("剩余天数", "Days left"), Kind.NUMBER, _C, width=9, nought=True),
        Column("state", Text("紧急程度", "How urgent"), Kind.CHOICE, _C, width=13, choices=DUE_STATE),
        Column("what", Text("要做什么", "What to do"), Kind.TEXT, _C, width=26),
        Column("about", Text("关于", "About"), Kind.TEXT, _C, width=34),
        Column("whose", Text("责任人", "Responsible"), Kind.TEXT, _C, width=16),
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=15),
        *PLACE,
        Column("remarks", Text("备注", "Remarks"), width=20),
        KEY,
    ),
)

SHEET = SheetSpec(
    "today",
    Text("今日待办", "Today"),
    Text(
        f"各台账中已超期和{AHEAD}天内到期要办的事，超期最久的在前；每次操作后更新。",
        f"What is overdue or due within {AHEAD} days, from all registers, the longest overdue first; filled in anew at "
        "each run.",
    ),
    group="results",
    table=SPEC,
    since=3,
)
