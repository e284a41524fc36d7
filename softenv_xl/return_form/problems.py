"""S5, S7: the problems a teacher found and the plan to put each right."""

from __future__ import annotations

from softenv_xl import catalogue
from softenv_xl.registers.words import PROGRESS
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import AnyOf, Before
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

_DATE = Text("样式：2026-09-30", "Like 2026-09-30")

SPEC = TableSpec(
    key="problems",
    title=Text("问题与整改", "Problems and rectification plan"),
    ready_rows=40,
    id_column="number",
    columns=(
        Column("number", Text("序号", "No."), Kind.NUMBER, Owner.COMPUTED, width=6),
        Column(
            "item",
            Text("对应项目", "Item concerned"),
            Kind.CHOICE,
            Owner.TEACHER,
            width=20,
            required=True,
            choices=ListOf("selfcheck_items"),
            hint=Text("请从下拉列表中选择自查项目。", "Pick the item of the self-check."),
        ),
        Column("problem", Text("存在问题", "Problem"), Kind.TEXT, Owner.TEACHER, width=34, required=True),
        Column(
            "found",
            Text("发现日期", "Found on"),
            Kind.DATE,
            Owner.TEACHER,
            width=12,
            required=True,
            hint=_DATE,
        ),
        Column("measure", Text("整改措施", "Measure"), Kind.TEXT, Owner.TEACHER, width=34, required=True),
        Column(
            "owner",
            Text("责任人", "Responsible"),
            Kind.TEXT,
            Owner.TEACHER,
            width=12,
            required=True,
            limit=60,
        ),
        Column(
            "deadline",
            Text("整改期限", "Deadline"),
            Kind.DATE,
            Owner.TEACHER,
            width=12,
            required=True,
            hint=_DATE,
        ),
        Column("progress", Text("进展", "Progress"), Kind.CHOICE, Owner.TEACHER, width=12, choices=PROGRESS),
        Column("evidence", Text("佐证材料", "Evidence"), Kind.TEXT, Owner.TEACHER, width=22),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=32),
    ),
    rules=(
        Rule(
            catalogue.DATE_BEFORE,
            "deadline",
            Before("deadline", "found"),
            (("other", "#found"), ("limit", "found")),
        ),
        Rule(
            catalogue.DATE_OUT_OF_STAGE,
            "deadline",
            AnyOf(
                (Before("deadline", "@identity_rectify_from"), Before("@identity_rectify_until", "deadline"))
            ),
            (("start", "@identity_rectify_from"), ("end", "@identity_rectify_until")),
        ),
    ),
)

SHEET = SheetSpec(
    "problems",
    Text("问题与整改", "Problems"),
    Text(
        "每个问题一行，写明措施、责任人和期限；行数不够可直接往下填写。",
        "One row per problem with its measure, person and deadline; go on below if you need more rows.",
    ),
    table=SPEC,
)
