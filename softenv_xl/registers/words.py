"""The vocabularies of the dropdowns, each declared once."""

from __future__ import annotations

from softenv_xl.issue_kind import Severity
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text


def _words(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|"))


ANSWER = Vocabulary(
    "answer",
    (("no", Text("没有", "No")), ("yes", Text("有", "Yes"))),
    # ✓ and √ are in neither: in a column that asks for problems they may say "fine" as well as "yes".
    also=(
        (
            "no",
            _words(
                "沒有|无|無|没|沒|否|不|不是|未|零|0|false|×|✗|✘|✕|✖|╳|❌|没有过|未有|从未|从未有过|不曾|未曾|并无|毫无|"
                "没有发生|没发生|未发生|没有发现|没发现|未发现|未见|沒有發現|未發現|不存在|没有存在|不涉及|未涉及|没有涉及|"
                "没有违反|未违反|无违反|不适用|不曾有过|未曾有过|未发现有|没有发现有|没做过|没有做过|没有参与|未参与|没问题|没有问题|无问题|無問題|"
                "n|none|nope|nil|never|nothing|n/a|na|not applicable|not any|no problem|no problems|no issue|no issues|"
                "no such problem|no such problems|no such issue|no such thing|no case|no cases|none found|none at all|"
                "not found|nothing found|no problems found|no problem found|no issues found|no such behaviour|"
                "no such behavior|no such case|nothing to report|does not exist|doesn't exist|not at all|never happened|"
                "did not happen|i do not|i don't|i did not|i didn't|i have not|i haven't"
            ),
        ),
        (
            "yes",
            _words(
                "是|是的|有的|存在|有过|确有|有发生|发生过|涉及|有问题|y|true|i do|i did|i have|yes i do|yes i have"
            ),
        ),
    ),
    before=_words(
        "本人|我|自己|已自查|已核实|目前|现在|至今|暂|暂时|均|都|也|从|从来|完全|绝对|经自查|自查|经查|答|currently|so far"
    ),
    after=_words(
        "此|此类|这类|这些|那些|存在|这种|这个|该|该类|上述|以上|相关|类似|任何|这样的|这方面的|此類|這類|"
        "问题|情况|现象|行为|情形|事|违规|违纪|的|了|問題|情況|現象|行為"
    ),
)

YES_NO = Vocabulary(
    "yes_no",
    (("yes", Text("是", "Yes")), ("no", Text("否", "No"))),
    also=(
        ("yes", _words("是的|对|要|需要|须|y|true|1|✓|✔|√|☑")),
        ("no", _words("不|不是|不要|不用|不必|不需要|不须|无|無|没有|n|false|0|×|✗|✘|✕")),
    ),
)

PROGRESS = Vocabulary(
    "progress",
    (
        ("not_started", Text("未开始", "Not started")),
        ("under_way", Text("整改中", "Under way")),
        ("done", Text("已完成", "Done")),
    ),
    also=(
        (
            "not_started",
            _words("未启动|尚未开始|没有开始|没开始|还没开始|未整改|尚未整改|not yet started|not yet"),
        ),
        ("under_way", _words("进行中|正在进行|正在整改|ongoing|in progress|started|underway")),
        ("done", _words("完成|已经完成|已整改|整改完成|整改完毕|已整改完毕|finished|completed|complete")),
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

TRACKER_ORDER = Vocabulary(
    "tracker_order",
    (
        ("urgent_first", Text("急的在前", "Most urgent first")),
        ("as_it_stands", Text("保持现有顺序", "As it stands")),
    ),
)

ENTRY_KIND = Vocabulary(
    "entry_kind", (("ban", Text("禁令", "Ban")), ("service", Text("服务态度", "Service")))
)

RETURN_STATE = Vocabulary(
    "return_state",
    (
        ("not_received", Text("○ 未交", "○ Not received")),
        ("unreadable", Text("？ 来件无法识别", "? Sent but unreadable")),
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
        ("notes", Text("笔记检查", "Note checks")),
        ("disclosure", Text("公开台账", "Disclosure register")),
        ("commitments", Text("承诺台账", "Commitments")),
        ("opinions", Text("意见台账", "Opinions")),
        ("fees", Text("收费台账", "Fee register")),
        ("case_clock", Text("信访办理", "Case handling")),
        ("other", Text("其他", "Other")),
    ),
)

FINDING = Vocabulary(
    "finding",
    (
        ("to_decide", Text("待认定", "To decide")),
        ("substantiated", Text("查实", "Substantiated")),
        ("dismissed", Text("不成立", "Dismissed")),
        ("rectified", Text("已整改", "Rectified")),
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

# Where something is made public.
PLACE = Vocabulary(
    "place",
    (
        ("board", Text("公示栏", "Notice board")),
        ("website", Text("学校网站", "Website")),
        ("newspaper", Text("报纸", "Newspaper")),
        ("account", Text("公众号", "Public account")),
        ("meeting", Text("会议", "Meeting")),
        ("parents_notice", Text("告家长书", "Letter to parents")),
        ("screen", Text("电子屏", "Screen")),
        ("brochure", Text("招生简章", "Enrolment brochure")),
        ("window", Text("办事窗口", "Service counter")),
    ),
)

DAY_KIND = Vocabulary(
    "day_kind",
    (("holiday", Text("放假", "Holiday")), ("make_up", Text("调休上班", "Make-up working day"))),
)

# What a term's last day does that is a day of rest.
ROLL = Vocabulary(
    "roll",
    (
        ("work", Text("顺延至工作日", "To the next working day")),
        ("holiday", Text("仅法定节假日顺延", "Statutory holidays only")),
        ("none", Text("不顺延", "Never moved")),
    ),
)

COUNTING = Vocabulary(
    "counting", (("calendar", Text("自然日", "Calendar days")), ("working", Text("工作日", "Working days")))
)

REMINDER = Vocabulary(
    "reminder",
    (
        ("missing", Text("○ 未交自查表", "○ Return not sent")),
        ("unreadable", Text("？ 来件无法识别", "? Sent but unreadable")),
        ("sent_back", Text("△ 退回未改", "△ To be corrected")),
        ("overdue", Text("✗ 事项超期", "✗ Items overdue")),
    ),
)
"""Why somebody has to be reminded."""

DUE_STATE = Vocabulary(
    "due_state",
    (
        ("late", Text("✗ 已超期", "✗ Overdue")),
        ("today", Text("△ 今天到期", "△ Due today")),
        ("near", Text("△ 7 日内", "△ Within a week")),
        ("later", Text("○ 未到期", "○ Later")),
        ("undated", Text("○ 无期限", "○ No date")),
    ),
)

SCHOOL_STAGE = Vocabulary(
    "school_stage",
    (
        ("kindergarten", Text("幼儿园", "Kindergarten")),
        ("primary", Text("小学", "Primary")),
        ("junior", Text("初中", "Junior secondary")),
        ("nine", Text("九年一贯制", "Nine-year school")),
        ("senior", Text("高中", "Senior secondary")),
        ("complete", Text("完全中学", "Junior and senior secondary")),
        ("vocational", Text("中职", "Secondary vocational")),
    ),
)

# Where something is made public.
PLACE = Vocabulary(
    "place",
    (
        ("board", Text("公示栏", "Notice board")),
        ("website", Text("学校网站", "Website")),
        ("newspaper", Text("报纸", "Newspaper")),
        ("account", Text("公众号", "Public account")),
        ("meeting", Text("会议", "Meeting")),
        ("parents_notice", Text("告家长书", "Letter to parents")),
        ("screen", Text("电子屏", "Screen")),
        ("brochure", Text("招生简章", "Enrolment brochure")),
        ("window", Text("办事窗口", "Service counter")),
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
        ("withdrawn", Text("已撤回", "Withdrawn")),
    ),
)
# Nothing is left to be done about these: closed because it was done, withdrawn because there is no such item.
AT_REST = ("closed", "withdrawn")


def _marked(severity: Severity, zh: str, en: str) -> Text:
    return Text(f"{severity.symbol} {zh}", f"{severity.symbol} {en}")


SEVERITY = Vocabulary(
    "severity",
    (
        (Severity.ERROR.value, _marked(Severity.ERROR, "错误", "Error")),
        (Severity.WARNING.value, _marked(Severity.WARNING, "警告", "Warning")),
        (Severity.NOTE.value, _marked(Severity.NOTE, "提示", "Note")),
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
