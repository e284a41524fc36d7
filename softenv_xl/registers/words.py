"""The vocabularies of the dropdowns, each declared once."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

ANSWER = Vocabulary("answer", (("no", Text("没有", "No")), ("yes", Text("有", "Yes"))))

YES_NO = Vocabulary("yes_no", (("yes", Text("是", "Yes")), ("no", Text("否", "No"))))

PROGRESS = Vocabulary(
    "progress",
    (
        ("not_started", Text("未开始", "Not started")),
        ("under_way", Text("整改中", "Under way")),
        ("done", Text("已完成", "Done")),
    ),
)

PURPOSE = Vocabulary(
    "purpose",
    (
        ("publicity", Text("宣传发动", "Publicity")),
        ("find", Text("查找问题", "Find problems")),
        ("rectify", Text("集中整改", "Rectify")),
        ("review", Text("总结评比", "Review")),
    ),
)

ENTRY_KIND = Vocabulary(
    "entry_kind", (("ban", Text("禁令", "Ban")), ("service", Text("服务态度", "Service")))
)

RETURN_STATE = Vocabulary(
    "return_state",
    (
        ("not_received", Text("○ 未交", "○ Not received")),
        ("accepted", Text("✓ 已接收", "✓ Accepted")),
        ("changes_requested", Text("△ 退回修改", "△ Changes requested")),
        ("superseded", Text("↺ 已被新表取代", "↺ Superseded")),
        ("rejected", Text("✗ 不予受理", "✗ Rejected")),
    ),
)

EVIDENCE_SOURCE = Vocabulary(
    "evidence_source",
    (
        ("self_check", Text("自查", "Self-check")),
        ("inspection", Text("检查", "Inspection")),
        ("complaint", Text("来信来访", "Complaint")),
        ("appraisal", Text("家长评议", "Parents' appraisal")),
        ("other", Text("其他", "Other")),
    ),
)

EVIDENCE_STATE = Vocabulary(
    "evidence_state",
    (
        ("self_reported", Text("自报", "Self-reported")),
        ("alleged", Text("被反映", "Alleged")),
        ("substantiated", Text("查实", "Substantiated")),
        ("dismissed", Text("不成立", "Dismissed")),
        ("rectified", Text("已整改", "Rectified")),
    ),
)

COMPLIANCE = Vocabulary(
    "compliance_state",
    (
        ("unknown", Text("○ 未知", "○ Unknown")),
        ("compliant", Text("✓ 合规", "✓ Clear")),
        ("rectified", Text("↺ 已整改", "↺ Rectified")),
        ("alleged", Text("？ 被反映", "? Alleged")),
        ("self_reported", Text("△ 自报", "△ Self-rep.")),
        ("substantiated", Text("✗ 查实", "✗ Subst.")),
    ),
)

STATUS = Vocabulary(
    "status",
    (
        ("open", Text("待整改", "Open")),
        ("investigating", Text("核查中", "Investigating")),
        ("remediating", Text("整改中", "Remediating")),
        ("deviation_requested", Text("申请延期", "Deviation requested")),
        ("deviation_approved", Text("同意延期", "Deviation approved")),
        ("closed", Text("已销号", "Closed")),
    ),
)

SEVERITY = Vocabulary(
    "severity",
    (
        ("error", Text("✗ 错误", "✗ Error")),
        ("warning", Text("△ 警告", "△ Warning")),
        ("note", Text("○ 提示", "○ Note")),
    ),
)

HANDLED = Vocabulary(
    "handled",
    (("told", Text("已通知本人", "Person told")), ("ignored", Text("不需处理", "No action needed"))),
)


def rank(severity: str) -> int:
    """0 for the gravest; whatever is no severity comes last."""
    keys = [key for key, _ in SEVERITY.words]
    return keys.index(severity) if severity in keys else len(keys)
