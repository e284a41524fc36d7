"""What can be wrong with a milestone's row."""

from __future__ import annotations

from softenv_xl.issue_kind import error, note, warning
from softenv_xl.words import Text

MORE_THAN_EXPECTED = error(
    "meeting.more-than-expected",
    "实到人数多于应到人数。",
    "More people were present than expected.",
    "请核对人数。",
    "Check the numbers.",
    brief=Text("多于应到", "more than expected"),
)
NO_MINUTES = warning(
    "meeting.no-minutes",
    "会议开过，至今没有纪要。",
    "The meeting was held and there are no minutes yet.",
    "请补纪要并填写编号。",
    "Write them and give their number.",
    brief=Text("缺纪要", "no minutes"),
)
NO_TASKS = note(
    "meeting.no-tasks",
    "例会没有登记议定事项。",
    "No task was entered for the meeting.",
    "有议定事项的，请在“重点任务”中登记。",
    "If something was decided, enter it under Key tasks.",
    brief=Text("无议定事项", "no tasks"),
)
OUT_OF_STAGE = warning(
    "milestone.out-of-stage",
    "计划日期不在任何阶段内。",
    "The planned date is in none of the stages.",
    "请改日期，或在“设置”中改阶段。",
    "Change the date, or the stages in Settings.",
    brief=Text("不在阶段内", "outside the stages"),
)
HELD_LATE = note(
    "milestone.held-late",
    "晚于计划日期召开。",
    "It was held later than planned.",
    "请在备注中写明原因。",
    "Note the reason in the remarks.",
    brief=Text("晚于计划", "held late"),
)
