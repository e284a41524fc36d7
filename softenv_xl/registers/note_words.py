"""The words of study notes: their kinds, what a check and a recheck come to, how far that has got."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

NOTE_KIND = Vocabulary(
    "note_kind",
    (
        ("study", Text("学习笔记", "Study notes")),
        ("political", Text("政治学习笔记", "Political study notes")),
        ("professional", Text("业务学习笔记", "Professional study notes")),
        ("lessons", Text("听课记录", "Lesson observation notes")),
        ("reading", Text("读书笔记", "Reading notes")),
    ),
)

NOTE_RESULT = Vocabulary(
    "note_result",
    (
        ("excellent", Text("优秀", "Excellent")),
        ("pass", Text("合格", "Pass")),
        ("fail", Text("不合格", "Fail")),
        ("missing", Text("未交", "Not handed in")),
        ("exempt", Text("免查", "Exempt")),
    ),
)

RECHECK = Vocabulary(
    "recheck",
    (
        ("made_good", Text("补查合格", "Made good")),
        ("still", Text("仍不合格", "Still failing")),
    ),
)

NOTE_STATE = Vocabulary(
    "note_state",
    (
        ("waiting", Text("○ 待检查", "○ To be checked")),
        ("late", Text("✗ 逾期未查", "✗ Check overdue")),
        ("pass", Text("✓ 合格", "✓ Pass")),
        ("open", Text("△ 待补查", "△ To be rechecked")),
        ("still", Text("✗ 仍不合格", "✗ Still failing")),
        ("exempt", Text("— 免查", "— Exempt")),
    ),
)
