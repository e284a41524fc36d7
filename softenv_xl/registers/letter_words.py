"""Words of the register of letters: what is signed, how far that is, what the year came to."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

LETTER_KIND = Vocabulary(
    "letter_kind",
    (
        ("department", Text("部门责任书", "Department letter")),
        ("personal", Text("个人承诺书", "Personal pledge")),
        ("fees", Text("收费责任书", "Fees letter")),
    ),
)

LETTER_STATE = Vocabulary(
    "letter_state",
    (
        ("not_issued", Text("○ 未发", "○ Not issued")),
        ("waiting", Text("△ 已发未签", "△ Waiting")),
        ("late", Text("✗ 逾期未签", "✗ Late")),
        ("signed", Text("✓ 已签", "✓ Signed")),
        ("expired", Text("↺ 已到期", "↺ Expired")),
    ),
)
SIGNED = ("signed", "expired")
"""The states in which nothing is left to be signed."""

LETTER_RESULT = Vocabulary(
    "letter_result",
    (
        ("excellent", Text("优秀", "Excellent")),
        ("good", Text("合格", "Fulfilled")),
        ("basic", Text("基本合格", "Mostly fulfilled")),
        ("failed", Text("不合格", "Not fulfilled")),
    ),
)
