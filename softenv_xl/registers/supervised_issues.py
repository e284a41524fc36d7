"""What can be wrong with a supervised item."""

from __future__ import annotations

from softenv_xl.issue_kind import error, warning
from softenv_xl.words import Text

LIFTED_OPEN = error(
    "super.lifted-open",
    "整改项未销号，不能解除督办。",
    "The item isn't closed, so supervision can't be lifted.",
    "请先销号。",
    "Close the item first.",
    brief=Text("未销号即解除", "lifted early"),
)
MUST_ESCALATE = warning(
    "super.must-escalate",
    "已漏跟进 {times} 次，未采取督促措施。",
    "{times} follow-ups were missed and nothing was done about it.",
    "请发督办单、约谈或提交领导小组。",
    "Send a slip, interview the head, or bring it to the leading group.",
    brief=Text("应当督促", "to escalate"),
)
FOLLOW_UP_MISSED = warning(
    "super.follow-up-missed",
    "应于 {found} 跟进，没有记录。",
    "A follow-up was due on {found}.",
    "请跟进后在“督办跟进”中登记。",
    "Follow up and enter it under Follow-ups.",
    brief=Text("漏跟进", "look missed"),
)
OVERDUE = warning(
    "super.overdue",
    "督办期限 {found} 已过。",
    "The due date {found} has passed.",
    "请约谈负责人或调整期限。",
    "Interview the head, or change the date.",
    brief=Text("督办超期", "overdue"),
)
OWN_SUPERVISOR = warning(
    "super.own-supervisor",
    "督办人就是整改责任人。",
    "The supervisor is the person responsible.",
    "请另定督办人。",
    "Name another supervisor.",
    brief=Text("自己督办自己", "own supervisor"),
)
TWICE = error(
    "super.twice",
    "整改编号 {found} 已在 {first} 中督办，尚未解除。",
    "The item {found} is under supervision already, in {first}.",
    "请合并。",
    "Merge the rows.",
    brief=Text("重复督办", "supervised twice"),
)
EARLY_FOLLOW_UP = warning(
    "super.early-follow-up",
    "跟进 {other} 的日期 {day} 早于列入日期，不计。",
    "The follow-up {other} of {day} is before the item was listed, and doesn't count.",
    "请核对两个日期。",
    "Check the two dates.",
    brief=Text("跟进早于列入", "follow-up before listing"),
)
