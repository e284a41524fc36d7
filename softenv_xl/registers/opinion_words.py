"""The words of opinions: who gave them, of what kind they are, what became of them."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

OPINION_GROUP = Vocabulary(
    "opinion_group",
    (
        ("deputy", Text("人大代表", "People's deputies")),
        ("cppcc", Text("政协委员", "CPPCC members")),
        ("party", Text("党代表", "Party representatives")),
        ("unit", Text("社会单位", "Social units")),
        ("parent", Text("学生家长", "Parents")),
        ("staff", Text("教职工", "Staff")),
        ("other", Text("其他", "Others")),
    ),
)

OPINION_KIND = Vocabulary(
    "opinion_kind",
    (
        ("suggestion", Text("意见建议", "Suggestion")),
        ("criticism", Text("批评", "Criticism")),
        ("complaint", Text("投诉举报", "Complaint")),
        ("praise", Text("表扬", "Praise")),
        ("enquiry", Text("咨询", "Enquiry")),
    ),
)

OPINION_RESULT = Vocabulary(
    "opinion_result",
    (
        ("solved", Text("A 已解决", "A Solved")),
        ("solving", Text("B 正在解决", "B Being solved")),
        ("planned", Text("C 列入计划", "C Planned")),
        ("reference", Text("D 留作参考", "D For reference")),
    ),
)

SATISFIED = Vocabulary(
    "satisfied",
    (
        ("yes", Text("满意", "Satisfied")),
        ("fairly", Text("基本满意", "Fairly satisfied")),
        ("no", Text("不满意", "Not satisfied")),
        ("silent", Text("未表态", "No view")),
    ),
)

REPLY_STATE = Vocabulary(
    "reply_state",
    (
        ("waiting", Text("○ 待答复", "○ To be answered")),
        ("late", Text("✗ 逾期未答复", "✗ Overdue")),
        ("done_late", Text("↺ 逾期答复", "↺ Answered late")),
        ("done", Text("✓ 已答复", "✓ Answered")),
        ("case", Text("— 转为信访件", "— Made a case")),
    ),
)
