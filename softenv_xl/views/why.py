"""S6: why: all evidence behind one person's or department's cells of the matrix, and what would change them."""

from __future__ import annotations

from softenv_xl.registers.words import COMPLIANCE, EVIDENCE_SOURCE, EVIDENCE_STATE
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import FormSpec, SheetSpec, TableSpec
from softenv_xl.views.shared_columns import KEY, PLACE
from softenv_xl.words import Text

_C = Owner.COMPUTED

FORM = FormSpec(
    key="ask",
    title=Text("为什么", "Why"),
    columns=(
        Column(
            "who",
            Text("查谁", "About whom"),
            Kind.ID,
            limit=60,
            hint=Text(
                "填教职工号、姓名或部门，再按“更新”；或在合规矩阵中选中一行，按“为什么”。",
                "A staff number, name or department, then press Refresh; or select a row of Compliance and press Why.",
            ),
        ),
        Column("about", Text("情况", "What is known"), owner=_C, limit=200),
    ),
)

SPEC = TableSpec(
    key="why",
    title=Text("每条规则的依据", "What each entry rests on"),
    prefilled=True,
    reordered=True,
    id_column="key",
    header_row=8,
    columns=(
        Column("entry", Text("规则", "Entry"), Kind.TEXT, _C, width=24),
        Column("reference", Text("内容", "What it says"), Kind.TEXT, _C, width=42),
        Column("state", Text("结果", "Result"), Kind.CHOICE, _C, width=18, choices=COMPLIANCE),
        Column("proof", Text("证据状态", "Evidence"), Kind.CHOICE, _C, width=14, choices=EVIDENCE_STATE),
        Column("source", Text("来源", "Source"), Kind.CHOICE, _C, width=16, choices=EVIDENCE_SOURCE),
        Column("date", Text("日期", "Date"), Kind.DATE, _C, width=12),
        Column("change", Text("怎样改变", "What would change it"), Kind.TEXT, _C, width=48),
        *PLACE,
        KEY,
    ),
)

SHEET = SheetSpec(
    "why",
    FORM.title,
    Text(
        "一个人或一个部门各格结果的全部依据，可打印一页。",
        "Everything behind one person's or department's results, on one printed page.",
    ),
    group="results",
    form=FORM,
    table=SPEC,
    since=3,
    one_page=True,
)
