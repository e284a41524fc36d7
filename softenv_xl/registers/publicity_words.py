"""The words of what is made public: what it is, for whom, when, and how far that has got."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

PUBLISH_STATE = Vocabulary(
    "publish_state",
    (
        ("waiting", Text("○ 待公开", "○ To be published")),
        ("late", Text("✗ 逾期未公开", "✗ Overdue")),
        ("done_late", Text("↺ 逾期公开", "↺ Published late")),
        ("done", Text("✓ 已公开", "✓ Published")),
        ("renew", Text("△ 须更新", "△ To be renewed")),
        ("held", Text("— 不予公开", "— Not to be published")),
    ),
)

COMMITMENT_KIND = Vocabulary(
    "commitment_kind",
    (
        ("basis", Text("办事依据", "Basis")),
        ("procedure", Text("办事程序", "Procedure")),
        ("service", Text("服务承诺", "Service commitment")),
    ),
)
