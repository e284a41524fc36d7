"""S9: the columns of a case, in five blocks: what came in, who handles it, its clock, what was decided, exposure
and responsibility."""

from __future__ import annotations

from softenv_xl.registers.cases.words import (
    CASE_STATE,
    CHANNEL,
    EXPOSURE,
    HEAD_DUTY,
    MATTER,
    MEASURE,
    OUTCOME,
    REVIEW_RESULT,
    ROUTE,
)
from softenv_xl.registers.findings import FIX, FIX_STATE, TRACKER_IDS, breaches_column, finding_column
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import Text

CASE_IDS = ListOf("case_ids")
_C = Owner.COMPUTED


def _day(key: str, zh: str, en: str, hint: Text | None = None) -> Column:
    return Column(key, Text(zh, en), Kind.DATE, hint=hint)


def _due(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en), Kind.DATE, _C)


def _pick(key: str, zh: str, en: str, choices: Vocabulary | ListOf, width: float = 13) -> Column:
    return Column(key, Text(zh, en), Kind.CHOICE, width=width, choices=choices)


def _check(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(f"检查：{zh}", f"Check: {en}"), Kind.CHECK, _C, width=24)


_ONLY_HERE = Text("保密：只在本表，不外传。", "Confidential: it stays on this sheet.")

_ENTRY = (
    Column("id", Text("编号", "Id"), Kind.ID, _C, width=10),
    Column("received", Text("收到日期", "Received"), Kind.DATE, width=11.5, required=True),
    Column("channel", Text("来源渠道", "Channel"), Kind.CHOICE, width=13, required=True, choices=CHANNEL),
    Column(
        "matter", Text("事项性质", "Kind of matter"), Kind.CHOICE, width=13, required=True, choices=MATTER
    ),
    Column("anonymous", Text("匿名", "Anonymous"), Kind.CHOICE, width=8, required=True, choices=YES_NO),
    Column(
        "complainant", Text("反映人", "Petitioner"), width=12, limit=60, confidential=True, hint=_ONLY_HERE
    ),
    Column("contact", Text("联系方式", "Contact"), width=15, limit=120, confidential=True, hint=_ONLY_HERE),
    Column("text", Text("反映事项摘要", "What it says"), width=28, required=True),
    Column(
        "number",
        Text("被反映人教职工号", "Person concerned"),
        Kind.ID,
        width=13,
        limit=30,
        choices=ListOf("people_numbers"),
    ),
    Column("name", Text("被反映人", "Name"), owner=_C, width=12),
    _pick("about_department", "被反映部门", "Department concerned", ListOf("pick_departments"), 14),
    _pick("item", "涉及项目", "Item", ListOf("rulebook_items"), 18),
    Column(
        "minor",
        Text("涉未成年人受侵害", "Harm to a minor"),
        Kind.CHOICE,
        width=11,
        choices=YES_NO,
        hint=Text(
            "选“是”的，须立即向公安、民政或教育部门报告，并填写“报告日期”。",
            "If yes: report it at once to the police, civil affairs or education authority, and fill in “Reported on”.",
        ),
    ),
    Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=13, choices=CASE_STATE),
    Column("next_step", Text("下一步", "Next step"), owner=_C, width=24),
    _check("check", "登记", "entry"),
)

_INTAKE = (
    Column("reported", Text("报告日期", "Reported on"), Kind.DATE, width=11.5),
    Column("reported_to", Text("报告机关", "Reported to"), width=16, limit=120),
    Column("sent_by", Text("交办转送单位", "Sent by"), width=16, limit=120),
    Column("sent_number", Text("转办文号", "Their number"), width=13, limit=60),
    Column(
        "group_size",
        Text("人数", "People"),
        Kind.NUMBER,
        width=8,
        low=1,
        high=1000,
        confidential=True,
        hint=_ONLY_HERE,
    ),
    Column(
        "main",
        Text("并入编号", "Joined to"),
        width=11,
        choices=CASE_IDS,
        limit=60,
        hint=Text(
            "同一事项再次反映的，填写首次登记的编号；只计一次。",
            "The same matter came again: the id of its first entry. It counts once.",
        ),
    ),
    _pick("route", "处理方式", "Route", ROUTE),
    _pick("department", "承办部门", "Handling department", ListOf("pick_departments"), 14),
    Column(
        "handler",
        Text("承办人教职工号", "Handled by"),
        Kind.ID,
        width=13,
        limit=30,
        choices=ListOf("people_numbers"),
        hint=Text("不得是被反映人。", "Never the person concerned."),
    ),
    _pick("unreachable", "姓名或地址不清", "Can't be reached", YES_NO, 11),
    _day("accepted", "受理日期", "Accepted"),
    _check("check_intake", "受理", "intake"),
)

_CLOCK = (
    _due("due_inform", "应告知日期", "Tell by"),
    _day("informed", "书面告知日期", "Told in writing"),
    _due("due_object", "异议截止", "Object by"),
    _day("objected", "异议提出日期", "Objected on"),
    _due("due_first", "原办结期限", "Close by, first"),
    Column("extend_days", Text("延期天数", "Extended by (days)"), Kind.NUMBER, width=10, low=0, high=30),
    Column("extend_by", Text("延期批准人", "Extension approved by"), width=13, limit=60),
    _day("extend_told", "延期告知日期", "Extension told"),
    _due("due_close", "办结期限", "Close by"),
    _day("closed", "办结日期", "Closed"),
    _pick("outcome", "调查结论", "Outcome", OUTCOME),
    _day("replied", "答复日期", "Replied"),
    Column("reply_ref", Text("答复文书", "Reply's number"), width=14, limit=120),
    Column("days_left", Text("剩余天数", "Days left"), Kind.NUMBER, _C, width=9, nought=True),
    _check("check_clock", "时限", "clock"),
)

_DECISION = (
    _due("review_until", "可申请复查至", "Review open until"),
    _day("review_asked", "申请复查日期", "Review asked"),
    _day("review_replied", "复查答复日期", "Review replied"),
    _pick("review_result", "复查结论", "Review result", REVIEW_RESULT, 11),
    _due("rereview_until", "可申请复核至", "Re-review open until"),
    _day("rereview_asked", "申请复核日期", "Re-review asked"),
    _day("rereview_replied", "复核答复日期", "Re-review replied"),
    _pick("rereview_result", "复核结论", "Re-review result", REVIEW_RESULT, 11),
    _pick("outcome_now", "变更后的结论", "Outcome as changed", OUTCOME),
    _pick("measure", "处理措施", "Measure", MEASURE, 18),
    _day("measure_from", "处理日期", "Measure from"),
    _due("measure_until", "处分期满", "Measure ends"),
    _due("bar_floor", "资格最短期限", "Shortest bar"),
    _day(
        "bar_until",
        "取消资格至",
        "Barred until",
        Text(
            "空白：办结日期加上“取消资格期限”。",
            "Blank: the day of closing and the time that the settings name.",
        ),
    ),
    Column("veto", Text("一票否决", "Veto"), Kind.CHOICE, _C, width=9, choices=YES_NO),
    Column(
        "conduct_fix",
        Text("行为整改编号", "Conduct's item"),
        width=14,
        choices=TRACKER_IDS,
        limit=60,
        hint=Text(
            "查实行为的整改项；销号后计为已整改，一票否决的项目另须期满。",
            "The item that puts the conduct right. Once closed it counts as rectified; a veto lasts its time all the same.",
        ),
    ),
    _check("check_decision", "处理", "decision"),
)

_EXPOSURE = (
    _pick("exposure", "曝光方式", "Exposure", EXPOSURE),
    _day("exposure_on", "曝光决定日期", "Exposure decided"),
    Column("exposure_by", Text("曝光决定依据", "Decided by"), width=16, limit=120),
    Column(
        "exposure_text",
        Text("曝光稿", "Text for exposure"),
        width=28,
        hint=Text(
            "对外公布的文字；不写反映人和其他人的姓名、电话。",
            "For the public: without names and numbers of the petitioner or others.",
        ),
    ),
    _pick("head_duty", "领导责任", "Head's responsibility", HEAD_DUTY),
    _day("head_on", "责任处理日期", "Head dealt with on"),
    breaches_column(label=Text("办理欠缺", "Handling lapses")),
    finding_column(label=Text("认定：办理", "Finding: handling")),
    FIX,
    FIX_STATE,
    Column("remarks", Text("备注", "Remarks"), width=20),
    _check("check_exposure", "曝光与责任", "exposure, head"),
)

COLUMNS = (*_ENTRY, *_INTAKE, *_CLOCK, *_DECISION, *_EXPOSURE)
