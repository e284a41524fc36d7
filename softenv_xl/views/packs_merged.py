"""The sheet Packs merged: every copy of a department's pack that was taken in, and what became of it."""

from __future__ import annotations

from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED

SPEC = TableSpec(
    key="packs_merged",
    title=Text("部门表收回", "Packs merged"),
    prefilled=True,
    reordered=True,
    id_column="id",
    columns=(
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=16),
        Column("pack", Text("部门表编号", "Pack"), Kind.ID, _C, width=13),
        Column("came", Text("收到日期", "Came on"), Kind.DATE, _C, width=12),
        Column("saved", Text("保存时间（世界时）", "Saved at (UTC)"), Kind.ID, _C, width=24),
        Column("edits", Text("改动", "Edits"), Kind.NUMBER, _C, width=9),
        Column("rows", Text("新增行", "New rows"), Kind.NUMBER, _C, width=10),
        Column("open", Text("待选择", "To decide"), Kind.NUMBER, _C, width=10),
        Column("told", Text("未采用及说明", "Left out, and why"), Kind.TEXT, _C, width=56),
        Column("remarks", Text("备注", "Remarks"), width=24),
        Column("memory", Text("合并底稿", "Merge memory"), Kind.ID, _C, width=10, hidden=True),
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=20, aside=True),
    ),
)

SHEET = SheetSpec(
    "packs_merged",
    SPEC.title,
    Text(
        "交回并合并的部门表，每份一行；再次交回同样的内容不重复计入。",
        "One row for each pack that came back and was merged; the same content sent again counts once.",
    ),
    group="returns",
    table=SPEC,
    since=4,
)
