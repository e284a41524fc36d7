"""Words of the selection of honoured teachers: by what they are marked, who puts them forward, what was decided."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

CRITERION = Vocabulary("criterion", tuple((f"k{one}", Text(f"K{one}", f"K{one}")) for one in range(1, 7)))
"""What criteria are called: their marks stand in the columns of these names."""

CRITERION_SOURCE = Vocabulary(
    "criterion_source",
    (
        ("office", Text("评审小组打分", "Panel's marks")),
        ("parents", Text("家长评议", "Parents' appraisal")),
    ),
)

NOMINATOR = Vocabulary(
    "nominator",
    (
        ("department", Text("部门推荐", "Department")),
        ("parents", Text("家长推荐", "Parents")),
        ("self", Text("自荐", "Oneself")),
        ("group", Text("领导小组提名", "Leading group")),
    ),
)

HONOUR_DECISION = Vocabulary(
    "honour_decision",
    (
        ("elected", Text("当选", "Elected")),
        ("reserve", Text("候补", "Reserve")),
        ("not_elected", Text("未当选", "Not elected")),
        ("pending", Text("暂缓", "Deferred")),
        ("withdrawn", Text("取消资格", "Withdrawn")),
    ),
)
