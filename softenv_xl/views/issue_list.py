"""The Issues sheet: what is wrong with the returns at hand and with the control workbook itself."""

from __future__ import annotations

from softenv_xl.registers.words import HANDLED, SEVERITY
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED

SPEC = TableSpec(
    key="issues",
    title=Text("问题清单", "Issues"),
    prefilled=True,
    reordered=True,
    id_column="id",
    reach=5004,
    columns=(
        Column("severity", Text("级别", "Severity"), Kind.CHOICE, _C, width=11, choices=SEVERITY),
        Column("number", Text("教职工号", "Staff number"), Kind.ID, _C, width=11, optional=True),
        Column("who", Text("姓名", "Name"), Kind.TEXT, _C, width=16),
        Column("sheet", Text("工作表", "Sheet"), Kind.TEXT, _C, width=12),
        Column("cell", Text("单元格", "Cell"), Kind.ID, _C, width=8),
        Column("message", Text("问题", "What is wrong"), Kind.TEXT, _C, width=42),
        Column("remedy", Text("如何处理", "What to do"), Kind.TEXT, _C, width=36),
        Column("handled", Text("处理情况", "Handled"), Kind.CHOICE, width=14, choices=HANDLED),
        Column("remarks", Text("备注", "Remarks"), width=18),
        Column("row_id", Text("行编号", "Row id"), Kind.ID, _C, width=12, hidden=True),
        Column("submission", Text("收表编号", "Submission"), Kind.ID, _C, width=18, hidden=True),
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=16, hidden=True),
        # What the marks and the check columns of the other sheets look up (schema.listing).
        Column("key", Text("标记键", "Mark key"), Kind.TEXT, _C, width=16, hidden=True, optional=True),
        Column("about", Text("检查键", "Check key"), Kind.TEXT, _C, width=16, hidden=True, optional=True),
        Column("said", Text("检查结论", "Verdict"), Kind.TEXT, _C, width=16, hidden=True, optional=True),
        Column("file", Text("文件", "File"), Kind.TEXT, _C, width=26, aside=True),
        Column("column", Text("列", "Column"), Kind.TEXT, _C, width=14, aside=True),
        Column("code", Text("代码", "Code"), Kind.ID, _C, width=24, aside=True),
    ),
)

SHEET = SheetSpec(
    "issues",
    Text("问题清单", "Issues"),
    Text(
        "自查表和本台账中需要改正之处。",
        "What has to be put right in the returns and in this workbook.",
    ),
    group="returns",
    table=SPEC,
)
