"""Words of supervision: who watches over an item, how it stands, what was done to push it, what a follow-up found."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

SUPER_LEVEL = Vocabulary(
    "super_level",
    (
        ("school", Text("学校督办", "School")),
        ("bureau", Text("主管部门挂牌", "Authority above")),
        ("other", Text("其他", "Other")),
    ),
)

# A colour is never shown without its word.
SUPER_COLOUR = Vocabulary(
    "super_colour",
    (
        ("red", Text("红 超期督办", "Red: overdue")),
        ("yellow", Text("黄 进度滞后", "Yellow: behind")),
        ("blue", Text("蓝 临期提醒", "Blue: nearly due")),
        ("grey", Text("白 正常推进", "White: on track")),
        ("green", Text("绿 已销号", "Green: closed")),
    ),
)

ESCALATION = Vocabulary(
    "escalation",
    (
        ("none", Text("无", "None")),
        ("slip", Text("发督办单", "Supervision slip")),
        ("talk", Text("约谈负责人", "Head interviewed")),
        ("group", Text("提交领导小组", "To the leading group")),
    ),
)
STEPS = ("slip", "talk", "group")
"""What was really done to push an item."""

FOLLOWUP_RESULT = Vocabulary(
    "followup_result",
    (
        ("on_track", Text("按期推进", "On track")),
        ("slow", Text("进展缓慢", "Slow")),
        ("stalled", Text("停滞", "Stalled")),
        ("done", Text("已完成", "Done")),
    ),
)
BEHIND = ("slow", "stalled")
