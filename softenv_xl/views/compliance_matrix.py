"""S6: the matrix teacher × ban. One column per ban of the rulebook follows the fixed ones."""

from __future__ import annotations

from softenv_xl.registers.words import COMPLIANCE, RETURN_STATE, YES_NO
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED

SPEC = TableSpec(
    key="compliance",
    title=Text("合规矩阵", "Compliance"),
    prefilled=True,
    reordered=True,
    id_column="number",
    columns=(
        Column("number", Text("教职工号", "Staff number"), Kind.ID, _C, width=11),
        Column("name", Text("姓名", "Name"), Kind.TEXT, _C, width=16),
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=15),
        Column("state", Text("自查表", "Return"), Kind.CHOICE, _C, width=21, choices=RETURN_STATE),
        Column("compliance", Text("合规率", "Compliance"), Kind.PERCENT, _C, width=13),
        Column("judged", Text("核算条数", "Bans judged"), Kind.NUMBER, _C, width=10, optional=True),
        Column("veto", Text("一票否决", "Veto"), Kind.CHOICE, _C, width=10, choices=YES_NO),
        Column("service", Text("服务态度", "Service"), Kind.CHOICE, _C, width=12, choices=COMPLIANCE),
    ),
)

SHEET = SheetSpec(
    "compliance",
    Text("合规矩阵", "Compliance"),
    Text(
        "每人对每条禁令的情况。未交表不等于合规。",
        "Every teacher against every ban. A missing return is never compliance.",
    ),
    group="results",
    table=SPEC,
    wide=True,
)
