"""S1: what the leading group has to know by name: vetoes, heads to answer for, what is overdue, what waits for a decision."""

from __future__ import annotations

from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.views.shared_columns import KEY, PLACE
from softenv_xl.words import Text

_C = Owner.COMPUTED

MATTER = Vocabulary(
    "leading_matter",
    (
        ("veto", Text("✗ 一票否决", "✗ Veto")),
        ("head", Text("✗ 负责人责任", "✗ Head to answer")),
        ("overdue", Text("✗ 整改超期", "✗ Item overdue")),
        ("case", Text("△ 信访将到期", "△ Case due")),
        ("decide", Text("△ 待认定", "△ To decide")),
    ),
)

SPEC = TableSpec(
    key="leading",
    title=Text("领导小组", "Leading group"),
    prefilled=True,
    reordered=True,
    id_column="key",
    columns=(
        Column("matter", Text("类别", "Matter"), Kind.CHOICE, _C, width=16, choices=MATTER),
        Column("about", Text("内容", "What it is about"), Kind.TEXT, _C, width=44),
        Column("whose", Text("责任人", "Responsible"), Kind.TEXT, _C, width=16),
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=15),
        Column("day", Text("日期或期限", "Day or due"), Kind.DATE, _C, width=12),
        Column("days", Text("剩余天数", "Days left"), Kind.NUMBER, _C, width=9, nought=True),
        *PLACE,
        Column("remarks", Text("备注", "Remarks"), width=24),
        KEY,
    ),
)

SHEET = SheetSpec(
    "leading",
    SPEC.title,
    Text(
        "实名，仅供领导小组：一票否决、负责人责任、超期整改、将到期信访和待认定事项。",
        "By name, for the leading group alone: vetoes, heads to answer, overdue items, cases nearly due, what is to decide.",
    ),
    group="results",
    table=SPEC,
    since=3,
    one_page=True,
)
