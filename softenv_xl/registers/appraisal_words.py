"""The words of the parents' appraisal: scales, their steps, what the columns of a form are for, what becomes of a lead."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import Text

APPRAISAL_QUESTIONS = ListOf("appraisal_question_ids")
"""The questions' ids, for dropdowns."""

APPRAISAL_SCALE = Vocabulary(
    "appraisal_scale",
    (
        ("three", Text("三级满意度", "Three steps")),
        ("five", Text("五级满意度", "Five steps")),
        ("grade", Text("四级等次", "Four grades")),
        ("conduct", Text("有无", "Seen or not")),
        ("text", Text("文字意见", "Comment")),
    ),
)

APPRAISAL_STEP = Vocabulary(
    "appraisal_step",
    (
        ("very_satisfied", Text("非常满意", "Very satisfied")),
        ("satisfied", Text("满意", "Satisfied")),
        ("fairly", Text("基本满意", "Fairly satisfied")),
        ("dissatisfied", Text("不满意", "Not satisfied")),
        ("very_dissatisfied", Text("非常不满意", "Very dissatisfied")),
        ("excellent", Text("优秀", "Excellent")),
        ("good", Text("良好", "Good")),
        ("fair", Text("合格", "Fair")),
        ("poor", Text("不合格", "Poor")),
        ("not_seen", Text("没有", "Not seen")),
        ("seen", Text("有", "Seen")),
        ("unsure", Text("不了解", "Don't know")),
        ("skipped", Text("未作答", "Not answered")),
    ),
    also=(
        ("fairly", ("较满意", "比较满意")),
        ("good", ("较好",)),
        ("fair", ("一般",)),
        ("poor", ("较差", "差")),
        ("not_seen", ("无", "no")),
        ("seen", ("yes",)),
        ("unsure", ("不清楚", "不知道", "don't know", "not sure")),
    ),
)
"""Every step of every scale; what tools write for a question that was passed over is a step as well."""

APPRAISAL_ENTRY = Vocabulary(
    "appraisal_entry",
    (
        ("column", Text("列", "Column")),
        ("answer", Text("答案", "Answer")),
        ("person", Text("教师", "Teacher")),
    ),
)

APPRAISAL_USE = Vocabulary(
    "appraisal_use",
    (
        ("question", Text("题目", "Question")),
        ("teacher", Text("被评教师", "Who is appraised")),
        ("code", Text("问卷码", "One-time code")),
        ("ignored", Text("不用", "Not used")),
    ),
)

APPRAISAL_SHOWN = Vocabulary(
    "appraisal_shown",
    (
        ("shown", Text("✓ 显示", "✓ Shown")),
        ("hidden", Text("— 人数少，不显示", "— Too few to show")),
    ),
)

APPRAISAL_FINDING = Vocabulary(
    "appraisal_finding",
    (
        ("comment", Text("家长留言", "Comment")),
        ("answers", Text("选“有”的答卷", "Answers “seen”")),
    ),
)

COMMENT_DECISION = Vocabulary(
    "comment_decision",
    (
        ("waiting", Text("待核实", "To be checked")),
        ("confirmed", Text("按线索登记", "Entered as a lead")),
        ("not_ban", Text("不涉及禁令", "No ban concerned")),
        ("baseless", Text("不成立", "Unfounded")),
    ),
)
