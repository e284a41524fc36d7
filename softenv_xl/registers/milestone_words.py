"""Words of the registers of milestones and of key tasks."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

MILESTONE_KIND = Vocabulary(
    "milestone_kind",
    (
        ("mobilisation", Text("动员部署会", "Launch meeting")),
        ("department", Text("部门会议", "Department meeting")),
        ("regular", Text("例会", "Regular meeting")),
        ("forum", Text("座谈会", "Forum")),
        ("summary", Text("总结会", "Summary meeting")),
        ("document", Text("文件印发", "Document issued")),
        ("activity", Text("活动", "Activity")),
        ("other", Text("其他", "Other")),
    ),
)
WITHOUT_MINUTES = ("activity", "other")
"""The kinds of which nobody expects minutes, or a document's number."""

MILESTONE_STATE = Vocabulary(
    "milestone_state",
    (
        ("planned", Text("○ 未到期", "○ Planned")),
        ("near", Text("△ 临近", "△ Near")),
        ("late", Text("✗ 逾期", "✗ Late")),
        ("held_late", Text("↺ 已补开", "↺ Held late")),
        ("held", Text("✓ 已完成", "✓ Held")),
        ("dropped", Text("— 已取消", "— Dropped")),
    ),
)
HELD = ("held", "held_late")

TASK_SOURCE = Vocabulary(
    "task_source",
    (
        ("meeting", Text("会议议定", "Decided at a meeting")),
        ("plan", Text("方案任务", "From the plan")),
        ("superior", Text("上级交办", "From above")),
        ("other", Text("其他", "Other")),
    ),
)

# How the task stands, by registers.timeliness.
TASK_STATE = Vocabulary(
    "task_state",
    (
        ("waiting", Text("○ 未到期", "○ Not due")),
        ("late", Text("✗ 逾期", "✗ Overdue")),
        ("done_late", Text("↺ 逾期完成", "↺ Done late")),
        ("done", Text("✓ 已完成", "✓ Done")),
    ),
)
TASK_DONE = ("done", "done_late")

TASK_RESULT = Vocabulary(
    "task_result",
    (
        ("fulfilled", Text("完成", "Fulfilled")),
        ("partly", Text("部分完成", "Partly")),
        ("failed", Text("未完成", "Not fulfilled")),
    ),
)
