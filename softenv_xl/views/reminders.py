"""S4, S5, S7: whom the office has to remind: of a return, or of what is overdue; one row per person and matter."""

from __future__ import annotations

from softenv_xl.registers.words import REMINDER
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED

SPEC = TableSpec(
    key="reminders",
    title=Text("催办", "Reminders"),
    prefilled=True,
    reordered=True,
    id_column="key",
    reach=5004,
    columns=(
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=15),
        Column("name", Text("姓名", "Name"), Kind.TEXT, _C, width=14),
        Column("number", Text("教职工号", "Staff number"), Kind.ID, _C, width=11),
        Column("kind", Text("催办事由", "Why"), Kind.CHOICE, _C, width=19, choices=REMINDER),
        Column("since", Text("自何日起", "Since"), Kind.DATE, _C, width=12),
        Column("due", Text("期限", "Due"), Kind.DATE, _C, width=12),
        Column("days", Text("剩余天数", "Days left"), Kind.NUMBER, _C, width=9, nought=True),
        Column("items", Text("事项", "What about"), Kind.TEXT, _C, width=52),
        Column("reminded", Text("已催次数", "Reminded"), Kind.NUMBER, width=10),
        Column("reminded_on", Text("最近催办", "Last reminded"), Kind.DATE, width=12),
        Column("remarks", Text("备注", "Remarks"), width=20),
        Column("key", Text("编号", "Id"), Kind.ID, _C, width=20, hidden=True),
    ),
)

SHEET = SheetSpec(
    "reminders",
    Text("催办", "Reminders"),
    Text(
        "该催谁、催什么，按部门排列，可筛选部门后打印；每次操作后更新。电话催过的，请记次数和日期。",
        "Whom to remind of what, by department: filter one and print it. Filled in anew at each run; note calls here.",
    ),
    group="returns",
    table=SPEC,
    since=4,
)
