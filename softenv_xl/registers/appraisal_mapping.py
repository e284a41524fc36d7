"""S10: what the columns, answers and names in the files of the form tools mean; kept, so that it is asked once."""

from __future__ import annotations

from softenv_xl.issue_kind import error, warning
from softenv_xl.registers.appraisal_words import (
    APPRAISAL_ENTRY,
    APPRAISAL_QUESTIONS,
    APPRAISAL_STEP,
    APPRAISAL_USE,
)
from softenv_xl.registers.register import Register
from softenv_xl.registers.shared_rules import needed
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Blank, Is
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

_COLUMN = error(
    "appraisal.column-unmapped",
    "表单列“{found_there}”没有对应的题目，未读取。",
    "The form's column “{found_there}” belongs to no question, and isn't read.",
    "请选择“用途”（题目列再选题号），不需要的选“不用”，再按“家长评议”。",
    "Choose its use (and the question), or “Not used”; then press Appraisal again.",
    brief=Text("列未对应", "column not mapped"),
)
_ANSWER = warning(
    "appraisal.answer-unknown",
    "“{found_there}”不是所答题目的选项，未计入。",
    "“{found_there}” is no answer of its question, and isn't counted.",
    "请在“视为”中选择，再按“家长评议”。",
    "Choose in “Means”; then press Appraisal again.",
    brief=Text("答案不识别", "answer unknown"),
)
_TEACHER = warning(
    "appraisal.teacher-unknown",
    "评议中的“{found_there}”不在名册，或有同名的人，未计入。",
    "“{found_there}” in the sheets isn't on the register, or is the name of several, and isn't counted.",
    "请填写教职工号，再按“家长评议”。",
    "Give the staff number; then press Appraisal again.",
    brief=Text("教师不识别", "teacher unknown"),
)

ASKED = frozenset(kind.code for kind in (_COLUMN, _ANSWER, _TEACHER))
"""The issues by which the office is asked what words mean."""

_C = Owner.COMPUTED
_FOUND = (("found_there", "found"),)


def _is(kind: str) -> Is:
    return Is("kind", APPRAISAL_ENTRY, kind)


SPEC = TableSpec(
    key="appraisal_mapping",
    title=Text("评议对应表", "Appraisal mapping"),
    id_column="id",
    prefilled=True,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
        Column("kind", Text("种类", "Kind"), Kind.CHOICE, _C, width=9, choices=APPRAISAL_ENTRY),
        Column("found", Text("文件中的文字", "Words in the files"), Kind.TEXT, _C, width=34),
        Column("proposed", Text("自动对应", "Taken for"), Kind.TEXT, _C, width=20),
        Column("use", Text("用途", "Use"), Kind.CHOICE, width=15, choices=APPRAISAL_USE),
        Column("question", Text("题号", "Question"), Kind.CHOICE, width=9, choices=APPRAISAL_QUESTIONS),
        Column(
            "number",
            Text("教职工号", "Staff number"),
            Kind.ID,
            width=11,
            limit=30,
            choices=ListOf("people_numbers"),
        ),
        Column("answer", Text("视为", "Means"), Kind.CHOICE, width=15, choices=APPRAISAL_STEP),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=24),
    ),
    rules=(
        Rule(_COLUMN, "use", All((_is("column"), Blank("proposed"), Blank("use"))), _FOUND),
        needed("question", "use", Is("use", APPRAISAL_USE, "question")),
        Rule(_ANSWER, "answer", All((_is("answer"), Blank("answer"))), _FOUND),
        Rule(_TEACHER, "number", All((_is("person"), Blank("number"))), _FOUND),
    ),
)

SHEET = SheetSpec(
    "appraisal_mapping",
    SPEC.title,
    Text(
        "答卷文件中的列、答案和教师姓名各是什么。自动对应不对的，在右边几栏选择；只需选一次。",
        "What columns, answers and names in the files mean. Where it was taken for the wrong thing, choose to the right, once.",
    ),
    group="campaign",
    table=SPEC,
    since=3,
)

REGISTER = Register(SHEET, "AM", pack=None, part_of="appraisal_rounds")
