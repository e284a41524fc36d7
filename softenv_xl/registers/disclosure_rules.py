"""What can be wrong with a row of the register of disclosure, and with its catalogue as a whole."""

from __future__ import annotations

from softenv_xl import catalogue
from softenv_xl.issue_kind import note, warning
from softenv_xl.registers.findings import finding_rules
from softenv_xl.registers.publicity_words import DISCLOSURE_AUDIENCE, DISCLOSURE_MODE
from softenv_xl.registers.shared_rules import needed, not_before
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Breach, Rule
from softenv_xl.schema.expression import All, Before, Blank, Filled, Is, IsAny, Not, Past
from softenv_xl.words import Text

_OVERDUE = warning(
    "disclosure.overdue",
    "应于 {limit} 前公开。",
    "It should have been published by {limit}.",
    "请公开并填写日期；依法不公开的写明理由。",
    "Publish it and give the date, or say why it may not be.",
    brief=Text("逾期未公开", "not published"),
)
_LATE = warning(
    "disclosure.late",
    "公开晚于 {limit}。",
    "It was published after {limit}.",
    "请写明原因。",
    "Note why.",
    brief=Text("逾期公开", "published late"),
)
_ANSWER_OVERDUE = warning(
    "disclosure.answer-overdue",
    "申请应于 {limit} 前答复。",
    "The request should have been answered by {limit}.",
    "请答复并填写日期。",
    "Answer it and give the date.",
    brief=Text("逾期未答复申请", "request not answered"),
)
_ANSWER_LATE = warning(
    "disclosure.answer-late",
    "申请答复晚于 {limit}。",
    "The request was answered after {limit}.",
    "请写明原因。",
    "Note why.",
    brief=Text("逾期答复申请", "request answered late"),
)
_DOWN_EARLY = warning(
    "disclosure.taken-down-early",
    "“公开至”早于公开日期。",
    "It ends before it was published.",
    "请核对日期。",
    "Check the dates.",
    brief=Text("撤下早于公开", "ends before it begins"),
)
_TO_RENEW = warning(
    "disclosure.to-renew",
    "长期公开的内容已到期。",
    "A standing publication has run out.",
    "请更新。",
    "Renew it.",
    brief=Text("须更新", "to be renewed"),
)
_NOT_REVIEWED = warning(
    "disclosure.not-reviewed",
    "已公开，未确认隐去个人信息。",
    "It is published and nobody has confirmed that personal data were removed.",
    "请核对后选“是”。",
    "Check it, then choose yes.",
    brief=Text("未核个人信息", "not reviewed"),
)
_NO_PROOF = note(
    "disclosure.no-proof",
    "没有链接或照片。",
    "There is no link or photo.",
    "请补充。",
    "Add one.",
    brief=Text("缺链接或照片", "no proof"),
)
CLASS_EMPTY = note(
    "disclosure.class-empty",
    "目录类别“{found}”没有公开事项。",
    "The class “{found}” has no matter.",
    "请补充；确实没有的，在“问题清单”中标为“不需处理”。",
    "Add one; if there is none, mark this “No action needed” on the sheet Issues.",
    brief=Text("目录类别空缺", "class empty"),
)

_ASKED_FOR = Is("mode", DISCLOSURE_MODE, "on_request")
_OUTSIDE = IsAny("audience", DISCLOSURE_AUDIENCE, "public", "parents")
_BREACH, _LIMIT, _ANSWER_DUE = Breach("disclosure"), (("limit", "limit"),), (("limit", "answer_due"),)

RULES = (
    not_before("published1", "formed"),
    not_before("published2", "formed"),
    needed("place1", "published1"),
    needed("place2", "published2"),
    needed("requested", "mode", _ASKED_FOR),
    Rule(
        catalogue.CELL_CONFLICT,
        "withheld",
        All((Filled("withheld"), Filled("published1"))),
        (("other", "#published1"),),
    ),
    Rule(
        _OVERDUE,
        "published1",
        All((Blank("published1"), Blank("withheld"), Past("limit"), Not(_ASKED_FOR))),
        _LIMIT,
        breach=_BREACH,
    ),
    Rule(_LATE, "published1", All((Before("limit", "published1"), Not(_ASKED_FOR))), _LIMIT, breach=_BREACH),
    Rule(
        _ANSWER_OVERDUE,
        "answered",
        All((Filled("requested"), Blank("answered"), Past("answer_due"))),
        _ANSWER_DUE,
        breach=_BREACH,
    ),
    Rule(_ANSWER_LATE, "answered", Before("answer_due", "answered"), _ANSWER_DUE, breach=_BREACH),
    Rule(_DOWN_EARLY, "until", Before("until", "published1")),
    Rule(_TO_RENEW, "until", All((Past("until"), Is("mode", DISCLOSURE_MODE, "long")))),
    Rule(
        _NOT_REVIEWED,
        "reviewed",
        All((_OUTSIDE, Filled("published1"), Not(Is("reviewed", YES_NO, "yes")))),
    ),
    Rule(_NO_PROOF, "link", All((Filled("published1"), Blank("link")))),
    *finding_rules(),
)
