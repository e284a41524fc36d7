"""S5: who sends the return, and which form of which campaign it is."""

from __future__ import annotations

from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import FormSpec, SheetSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

SPEC = FormSpec(
    key="identity",
    title=Text("基本信息", "Identity"),
    columns=(
        Column("school", Text("学校", "School"), owner=Owner.COMPUTED),
        Column("year", Text("年度", "Year"), Kind.NUMBER, Owner.COMPUTED),
        Column("version", Text("表格版本", "Form version"), Kind.ID, Owner.COMPUTED),
        Column("rulebook", Text("规则版本", "Rulebook version"), Kind.ID, Owner.COMPUTED),
        Column("issued_to", Text("发给（教职工号）", "Issued to (staff number)"), Kind.ID, Owner.COMPUTED),
        Column("due", Text("交表截止日期", "Return due"), Kind.DATE, Owner.COMPUTED),
        Column("rectify_from", Text("整改阶段开始", "Rectification from"), Kind.DATE, Owner.COMPUTED),
        Column("rectify_until", Text("整改阶段结束", "Rectification until"), Kind.DATE, Owner.COMPUTED),
        Column("office", Text("交回（联系人及邮箱）", "Send back to"), owner=Owner.COMPUTED),
        Column(
            "number",
            Text("教职工号", "Staff number"),
            Kind.ID,
            Owner.TEACHER,
            required=True,
            limit=30,
            hint=Text("按学校名册填写。", "As on the school's register."),
        ),
        Column("name", Text("姓名", "Name"), Kind.TEXT, Owner.TEACHER, required=True, limit=60),
        Column(
            "department",
            Text("部门", "Department"),
            Kind.TEXT,
            Owner.TEACHER,
            required=True,
            limit=60,
            choices=ListOf("pick_departments"),
        ),
        Column(
            "filled_on",
            Text("填表日期", "Filled in on"),
            Kind.DATE,
            Owner.TEACHER,
            required=True,
            hint=Text("样式：2026-08-31", "Like 2026-08-31"),
        ),
    ),
)

SHEET = SheetSpec(
    "identity",
    Text("基本信息", "Identity"),
    Text("填写浅黄色单元格。", "Fill in the pale yellow cells."),
    form=SPEC,
)
