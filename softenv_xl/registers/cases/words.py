"""The vocabularies of letters, visits and cases, and of the clocks that run for them."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

TITLE = Text("信访案件", "Cases")

CHANNEL = Vocabulary(
    "case_channel",
    (
        ("letter", Text("来信", "Letter")),
        ("visit", Text("来访", "Visit")),
        ("phone", Text("来电", "Telephone")),
        ("online", Text("网络", "Online")),
        ("hotline", Text("热线转办", "Hotline, passed on")),
        ("assigned", Text("上级交办", "Assigned from above")),
        ("forwarded", Text("其他单位转送", "Forwarded by another body")),
        ("media", Text("媒体舆情", "Media")),
        ("inspection", Text("检查发现", "Found by inspection")),
        ("other", Text("其他", "Other")),
    ),
)
SENT_ON = ("hotline", "assigned", "forwarded")
"""Somebody else has it first."""
NOBODY_WROTE = ("media", "inspection")
"""There is no petitioner."""

MATTER = Vocabulary(
    "case_matter",
    (
        ("redress", Text("申诉求决", "Request for redress")),
        ("accusation", Text("检举控告", "Accusation")),
        ("suggestion", Text("意见建议", "Suggestion")),
        ("enquiry", Text("咨询", "Enquiry")),
        ("other", Text("其他", "Other")),
    ),
)

ROUTE = Vocabulary(
    "case_route",
    (
        ("accept", Text("受理", "Accepted")),
        ("refuse", Text("不予受理", "Not accepted")),
        ("pass_on", Text("告知有权机关", "Not ours, told where")),
        ("object", Text("提出异议退回", "Returned with objection")),
        ("join", Text("并入已有件", "Joined to another")),
    ),
)
NOT_OURS = ("pass_on", "object")

OUTCOME = Vocabulary(
    "case_outcome",
    (
        ("true", Text("属实", "Substantiated")),
        ("mostly", Text("基本属实", "Mostly substantiated")),
        ("partly", Text("部分属实", "Partly substantiated")),
        ("untrue", Text("不属实", "Unfounded")),
        ("unproven", Text("查无实据", "Not proven")),
        ("withdrawn", Text("撤回", "Withdrawn")),
        ("answered", Text("已答复", "Answered")),
    ),
)
PROVEN = ("true", "mostly", "partly")
UNPROVEN = ("untrue", "unproven", "withdrawn")

CASE_STATE = Vocabulary(
    "case_state",
    (
        ("inform", Text("○ 待告知", "○ To be informed")),
        ("under_way", Text("△ 办理中", "△ Under way")),
        ("near", Text("△ 即将到期", "△ Nearly due")),
        ("late", Text("✗ 已超期", "✗ Overdue")),
        ("closed", Text("✓ 已办结", "✓ Closed")),
        ("review", Text("↺ 复查复核中", "↺ Under review")),
        ("final", Text("✓ 已终结", "✓ Final")),
        ("elsewhere", Text("— 非本校事项", "— Not ours")),
        ("joined", Text("— 已并入", "— Joined")),
    ),
)

REVIEW_RESULT = Vocabulary(
    "review_result",
    (
        ("upheld", Text("维持", "Upheld")),
        ("changed", Text("变更", "Changed")),
        ("revoked", Text("撤销", "Revoked")),
        ("复查结论", Text("Review result", "choice | O | | words: review_result")),
    ),
)

MEASURE = Vocabulary(
    "measure",
    (
        ("none", Text("无需处理", "None")),
        ("criticism", Text("批评教育", "Criticism")),
        ("talk", Text("诫勉谈话", "Admonition talk")),
        ("statement", Text("责令检查", "Written self-examination")),
        ("notice", Text("通报批评", "Public criticism")),
        ("bar", Text("取消资格", "Loss of eligibility")),
        ("warning", Text("警告", "Warning")),
        ("demerit", Text("记过", "Demerit")),
        ("demotion", Text("降低岗位等级或撤职", "Lower post or removal")),
        ("dismissal", Text("开除", "Dismissal")),
        ("contract", Text("解除聘用合同", "Contract ended")),
        ("transfer", Text("移送有关机关", "Referred to the authorities")),
        ("处理措施", Text("Measure", "choice | O | | words: measure")),
    ),
)

EXPOSURE = Vocabulary(
    "exposure",
    (
        ("none", Text("不曝光", "Not exposed")),
        ("anonymous", Text("隐名曝光", "Exposed without name")),
        ("named", Text("实名通报", "Exposed by name")),
        ("曝光方式", Text("Exposure", "choice | O | | words: exposure")),
    ),
)
EXPOSED = ("anonymous", "named")

EXPOSURE_FORM = Vocabulary(
    "exposure_form",
    (
        ("surname", Text("姓＋某某", "Surname only")),
        ("full", Text("全名", "Full name")),
    ),
)

HEAD_DUTY = Vocabulary(
    "head_duty",
    (
        ("not_started", Text("未启动", "Not started")),
        ("talked", Text("已约谈", "Interviewed")),
        ("noticed", Text("已通报", "Criticised publicly")),
        ("held", Text("已问责", "Held to account")),
        ("exempt", Text("免责", "Found not responsible")),
        ("领导责任", Text("Head's responsibility", "choice | O | | words: head_duty")),
    ),
)
TAKEN_UP = ("talked", "noticed", "held", "exempt")


CLOCK_STEP = Vocabulary(
    "clock_step",
    (
        ("inform", Text("书面告知", "Tell in writing")),
        ("object", Text("提出异议", "Object")),
        ("close", Text("办结", "Close")),
        ("extend", Text("延期", "Extend")),
        ("target", Text("本校目标", "Our own target")),
        ("ask_review", Text("申请复查", "Ask for review")),
        ("review", Text("复查答复", "Answer the review")),
        ("ask_rereview", Text("申请复核", "Ask for re-review")),
        ("rereview", Text("复核答复", "Answer the re-review")),
    ),
)

CLOCK_FROM = Vocabulary(
    "clock_from",
    (
        ("received", Text("收到日期", "Received")),
        ("accepted", Text("受理日期", "Accepted")),
        ("due_first", Text("原办结期限", "Close by, first")),
        ("closed", Text("办结日期", "Closed")),
        ("replied", Text("答复日期", "Replied")),
        ("review_asked", Text("申请复查日期", "Review asked")),
        ("review_replied", Text("复查答复日期", "Review replied")),
        ("rereview_asked", Text("申请复核日期", "Re-review asked")),
    ),
)
"""The columns of a case from which a term may run."""

CLOCK_MATTERS = Vocabulary(
    "clock_matters",
    (
        ("all", Text("全部事项", "All matters")),
        ("sent_on", Text("交办、转送的事项", "What others sent on")),
        ("redress", Text("申诉求决", "Request for redress")),
        ("not_redress", Text("申诉求决以外", "All but redress")),
        ("accusation", Text("检举控告", "Accusation")),
        ("suggestion", Text("意见建议", "Suggestion")),
        ("enquiry", Text("咨询", "Enquiry")),
    ),
)
