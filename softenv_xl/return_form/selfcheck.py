"""S5, S6: the teacher's answers, ban by ban and for each service attitude."""

from __future__ import annotations

from softenv_xl import catalogue
from softenv_xl.registers.words import ANSWER
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Blank, Is, Not, OneOf
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

SPEC = TableSpec(
    key="selfcheck",
    title=Text("自查", "Self-check"),
    prefilled=True,
    id_column="item",
    columns=(
        Column("item", Text("自查项目", "Item"), owner=Owner.COMPUTED, width=20),
        Column("text", Text("具体内容", "What it says"), owner=Owner.COMPUTED, width=62),
        Column(
            "answer",
            Text("有无此问题", "Answer"),
            Kind.CHOICE,
            Owner.TEACHER,
            width=14,
            choices=ANSWER,
            hint=Text("请从下拉列表中选择。", "Pick from the list."),
        ),
        Column("explanation", Text("情况说明", "Explanation"), Kind.TEXT, Owner.TEACHER, width=34),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=30),
    ),
    rules=(
        Rule(catalogue.ANSWER_MISSING, "answer", Blank("answer"), (("item", "item"),)),
        Rule(
            catalogue.ANSWER_WITHOUT_PROBLEM,
            "answer",
            All((Is("answer", ANSWER, "yes"), Not(OneOf("item", ListOf("problems_items"))))),
            (("item", "item"),),
        ),
    ),
)

SHEET = SheetSpec(
    "selfcheck",
    Text("自查", "Self-check"),
    Text(
        "逐项选择“有”或“没有”；选“有”的，须在“问题与整改”表中写明。",
        "Answer every item; where the answer is yes, add a row on the sheet Problems.",
    ),
    table=SPEC,
    one_page=True,
)
