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

DISCLOSURE_MATTER = Vocabulary(
    "disclosure_matter",
    (
        ("decision", Text("重大决策", "Major decision")),
        ("interests", Text("师生切身利益", "Vital interests")),
        ("hot", Text("热点问题", "Hot issue")),
        ("team", Text("班子与廉政建设", "Leading team, clean government")),
        ("fees", Text("收费", "Fees")),
        ("commitment", Text("服务承诺", "Service commitment")),
        ("other", Text("其他", "Other")),
    ),
)

DISCLOSURE_CLASS = Vocabulary(
    "disclosure_class",
    (
        ("basics", Text("学校概况", "The school")),
        ("rules", Text("规章制度与办事程序", "Rules and procedures")),
        ("plans", Text("发展规划与工作计划", "Plans")),
        ("admission", Text("招生学籍与资助", "Admission, registration, aid")),
        ("fees", Text("收费", "Fees")),
        ("teaching", Text("教育教学", "Teaching")),
        ("staff", Text("教师与人事", "Staff")),
        ("procurement", Text("采购与基建", "Procurement and works")),
        ("finance", Text("经费资产与受赠", "Funds, assets, donations")),
        ("safety", Text("食宿安全与应急", "Meals, boarding, safety")),
        ("other", Text("其他", "Other")),
    ),
)

DISCLOSURE_AUDIENCE = Vocabulary(
    "disclosure_audience",
    (
        ("public", Text("社会公开", "The public")),
        ("parents", Text("学生及家长", "Pupils and parents")),
        ("staff", Text("教职工", "Staff")),
        ("applicant", Text("申请人", "The applicant")),
    ),
)

DISCLOSURE_MODE = Vocabulary(
    "disclosure_mode",
    (
        ("long", Text("长期公开", "Standing")),
        ("regular", Text("定期公开", "Regular")),
        ("at_once", Text("即时公开", "At once")),
        ("on_request", Text("依申请公开", "On request")),
    ),
)
