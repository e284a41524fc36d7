"""What can be wrong with a case: the issues that this register alone can tell."""

from __future__ import annotations

from softenv_xl.issue_kind import error, note, warning
from softenv_xl.words import Text

NOBODY = error(
    "case.nobody",
    "检举控告未写被反映人或部门。",
    "An accusation names neither a person nor a department.",
    "请填写其中一项。",
    "Fill in one of the two.",
    brief=Text("未写被反映人", "nobody named"),
)
PETITIONER_MISSING = error(
    "case.petitioner-missing",
    "实名件没有姓名和联系方式。",
    "A signed petition has neither name nor contact.",
    "请填写，或改为匿名。",
    "Fill them in, or mark it anonymous.",
    brief=Text("缺反映人", "no petitioner"),
)
ANONYMOUS_NAMED = warning(
    "case.anonymous-named",
    "标为匿名，却填写了反映人。",
    "It is marked anonymous and names the petitioner.",
    "请核对。",
    "Check it.",
    brief=Text("匿名却有姓名", "anonymous but named"),
)
MANY_PEOPLE = note(
    "case.many-people",
    "来访人数超过5人，应推选不超过5名代表。",
    "More than 5 people came; up to 5 should speak for them.",
    "请记录代表姓名。",
    "Note who spoke for them.",
    brief=Text("代表超过5人", "over 5 people"),
)
MINOR_NOT_REPORTED = error(
    "case.minor-not-reported",
    "涉及侵害未成年人，未填写报告日期。",
    "It concerns harm to a minor, and no report is entered.",
    "请立即向公安、民政或教育部门报告后填写。",
    "Report it at once to the police, civil affairs or education authority, then fill this in.",
    brief=Text("未报告", "not reported"),
)
MINOR_LATE = warning(
    "case.minor-late",
    "报告晚于收到日期。",
    "It was reported later than received.",
    "请写明原因。",
    "Note why.",
    brief=Text("未当日报告", "not reported that day"),
)
NOT_INFORMED = warning(
    "case.not-informed",
    "应于 {limit} 前书面告知，尚未告知。",
    "The petitioner should have been told in writing by {limit}.",
    "请告知并填写日期；无法联系的请标明。",
    "Tell them and give the date; mark it if they can't be reached.",
    brief=Text("逾期未告知", "not told in time"),
)
INFORMED_LATE = warning(
    "case.informed-late",
    "告知日期晚于 {limit}。",
    "They were told later than {limit}.",
    "请写明原因。",
    "Note why.",
    brief=Text("告知逾期", "told late"),
)
OVERDUE = warning(
    "case.overdue",
    "办结期限 {limit} 已过。",
    "The time for closing, {limit}, has passed.",
    "请办结；需要延期的，期限内批准并告知。",
    "Close it; an extension must be approved and told within the time.",
    brief=Text("逾期未办结", "not closed in time"),
)
CLOSED_LATE = warning(
    "case.closed-late",
    "办结晚于期限 {limit}。",
    "It was closed after {limit}.",
    "请写明原因。",
    "Note why.",
    brief=Text("逾期办结", "closed late"),
)
EXTENSION_UNTOLD = warning(
    "case.extension-untold",
    "延期了，未告知理由。",
    "It was extended and the reason wasn't told.",
    "请告知并填写日期。",
    "Tell them and give the date.",
    brief=Text("延期未告知", "extension not told"),
)
EXTENDED_TOO_LATE = warning(
    "case.extended-too-late",
    "延期告知晚于原期限。",
    "The extension was told after the first time had run out.",
    "请写明原因。",
    "Note why.",
    brief=Text("延期告知过晚", "extension told too late"),
)
EXTENSION_OWN = warning(
    "case.extension-own",
    "条例规定的延期只适用于申诉求决。",
    "The Regulations' extension applies only to requests for redress.",
    "请核对事项性质。",
    "Check the kind of matter.",
    brief=Text("非法定延期", "not a statutory extension"),
)
OBJECTION_LATE = warning(
    "case.objection-late",
    "异议晚于 {limit}。",
    "The objection came after {limit}.",
    "请与转送单位沟通。",
    "Speak to the body that sent it.",
    brief=Text("异议过晚", "objected too late"),
)
OWN_DEPARTMENT = warning(
    "case.own-department",
    "承办部门就是被反映部门。",
    "The handling department is the one complained about.",
    "请改由其他部门承办。",
    "Give it to another department.",
    brief=Text("承办即被反映", "handles its own case"),
)
NO_REPLY = warning(
    "case.no-reply",
    "已办结，未答复反映人。",
    "It is closed and the petitioner has no reply.",
    "请答复并填写日期。",
    "Reply and give the date.",
    brief=Text("办结未答复", "no reply"),
)
NO_MEASURE = warning(
    "case.no-measure",
    "查实，未填处理措施。",
    "It is substantiated and no measure is entered.",
    "请填写处理措施。",
    "Enter the measure.",
    brief=Text("缺处理措施", "no measure"),
)
MEASURE_UNPROVEN = error(
    "case.measure-unproven",
    "结论不是查实，却填写了处理措施。",
    "The outcome proves nothing, yet a measure is entered.",
    "请核对结论或删去措施。",
    "Check the outcome, or remove the measure.",
    brief=Text("未查实不得处理", "unproven"),
)
BAR_SHORT = warning(
    "case.bar-short",
    "取消资格的期限短于 {limit}。",
    "The bar ends before {limit}.",
    "请核对规定期限。",
    "Check the time that the rules set.",
    brief=Text("取消期限过短", "bar too short"),
)
EXPOSURE_UNDECIDED = error(
    "case.exposure-undecided",
    "曝光没有决定日期和依据。",
    "Exposure has no date and basis of its decision.",
    "请填写领导小组的决定。",
    "Enter the leading group's decision.",
    brief=Text("曝光未决定", "not decided"),
)
EXPOSURE_UNPROVEN = error(
    "case.exposure-unproven",
    "结论不是查实，或已被撤销，不得曝光。",
    "What isn't substantiated, or was revoked, may not be exposed.",
    "请改为“不曝光”。",
    "Set it to “Not exposed”.",
    brief=Text("未查实不得曝光", "unproven"),
)
EXPOSURE_MINOR = error(
    "case.exposure-minor",
    "涉及未成年人受侵害，不得实名通报。",
    "Cases of harm to a minor are never exposed by name.",
    "请改为隐名或不曝光。",
    "Expose without name, or not at all.",
    brief=Text("涉未成年人", "concerns a minor"),
)
EXPOSURE_NAMES = error(
    "case.exposure-names",
    "曝光稿含有反映人、其他人员的信息或长串数字。",
    "The text for exposure names the petitioner or others, or holds a long number.",
    "请删去后重写。",
    "Remove them and write it anew.",
    brief=Text("曝光稿含他人信息", "names others"),
)
HEAD_OPEN = warning(
    "case.head-open",
    "一票否决事项未启动领导责任。",
    "A veto case, and the head's responsibility hasn't been taken up.",
    "请处理后填写。",
    "Take it up, then fill this in.",
    brief=Text("领导责任未启动", "head not dealt with"),
)
REVIEW_OUT_OF_TIME = note(
    "case.review-out-of-time",
    "“{column}”{found} 晚于最后一日 {limit}。",
    "“{column}” {found} is after the last day, {limit}.",
    "请告知申请人。",
    "Tell the petitioner.",
    brief=Text("超过申请期", "out of time"),
)
REVIEW_CHANGED = warning(
    "case.review-changed",
    "复查或复核变更了结论，尚未填写“{other}”。",
    "The review changed the outcome, and “{other}” is empty.",
    "请填写现在的结论。",
    "Enter the outcome as it stands now.",
    brief=Text("复查已变更", "review changed it"),
)
MAYBE_SAME = note(
    "case.maybe-same",
    "与 {other} 的反映人、被反映人和项目相同。",
    "Same petitioner, person and item as {other}.",
    "属同一事项的，请并入。",
    "If it is the same matter, join it.",
    brief=Text("可能重复", "perhaps the same"),
)
MAIN_LOOP = error(
    "case.main-loop",
    "“并入编号”指向自身或互相指向。",
    "“Joined to” points back to this row.",
    "请改为首次登记的编号。",
    "Give the id of the first entry.",
    brief=Text("并入循环", "joined in a ring"),
)
MORE_REVIEWS = note(
    "case.more-reviews",
    "{other} 复核已终结的事项再次提出。",
    "The matter of {other}, which a re-review had ended, has come again.",
    "不再受理，告知申请人。",
    "It isn't taken up again; tell the petitioner.",
    brief=Text("已终结", "final"),
)
EXTENDED_TOO_LONG = warning(
    "case.extended-too-long",
    "延期超过时限方案允许的 {limit} 天，按 {limit} 天计算。",
    "The extension is longer than the {limit} days that the clock allows; {limit} count.",
    "请改正天数。",
    "Correct the days.",
    brief=Text("延期过长", "extended too long"),
)
CLOCK_MISSING = warning(
    "case.clock-missing",
    "“时限”表中没有方案“{profile}”，不计算任何期限。",
    "The sheet Clocks has no profile “{profile}”, so no due date is computed.",
    "请在“台账设置”中填写“时限”表里的方案名称。",
    "Give the name of a profile of the sheet Clocks under Register settings.",
    brief=Text("没有时限", "no such clock"),
)
