"""S5: the ledger of returns: one row per person and return, with its state."""

from __future__ import annotations

from softenv_xl.registers.words import RETURN_STATE
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED

SPEC = TableSpec(
    key="submissions",
    title=Text("收表台账", "Submissions"),
    prefilled=True,
    reordered=True,
    id_column="id",
    faded=("state", ("superseded",)),
    reach=5004,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=21, hidden=True),
        Column("number", Text("教职工号", "Staff number"), Kind.ID, _C, width=11),
        Column("name", Text("姓名", "Name"), Kind.TEXT, _C, width=16),
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=16),
        Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=21, choices=RETURN_STATE),
        Column("received", Text("收到日期", "Received"), Kind.DATE, _C, width=12),
        Column("errors", Text("错误", "Errors"), Kind.NUMBER, _C, width=9),
        Column("warnings", Text("警告", "Warnings"), Kind.NUMBER, _C, width=11),
        Column("problems", Text("问题数", "Problems"), Kind.NUMBER, _C, width=11.5),
        Column("file", Text("文件", "File"), Kind.TEXT, _C, width=40),
        Column("note", Text("说明", "Note"), Kind.TEXT, _C, width=30, optional=True),
        Column("remarks", Text("备注", "Remarks"), width=24),
        Column("sha", Text("文件指纹", "Fingerprint"), Kind.ID, _C, width=20, hidden=True),
        Column("saved", Text("保存时间", "Saved at"), Kind.ID, _C, width=23, aside=True),
        Column("version", Text("表格版本", "Form version"), Kind.ID, _C, width=9, aside=True),
        Column("rulebook", Text("规则版本", "Rulebook version"), Kind.ID, _C, width=13, aside=True),
        Column("answered", Text("已答项目", "Items answered"), Kind.ID, _C, width=32, aside=True),
        Column(
            "accepted_by",
            Text("认可人", "Accepted by"),
            width=12,
            limit=60,
            hint=Text(
                "签发信息有疑问、经核实无误的文件：填写认可人，再收一次即予接收。",
                "Of a file whose passport is in doubt and that proved to be right: who accepts it. Then collect again.",
            ),
            optional=True,
        ),
    ),
)

SHEET = SheetSpec(
    "submissions",
    Text("收表台账", "Submissions"),
    Text("每人每份自查表一行。", "One row per person and return."),
    group="returns",
    table=SPEC,
)
