"""What can be wrong with an opinion's row."""

from __future__ import annotations

from softenv_xl.issue_kind import error, warning
from softenv_xl.registers.cases.columns import CASE_IDS
from softenv_xl.registers.findings import finding_rules
from softenv_xl.registers.opinion_words import OPINION_KIND, OPINION_RESULT, SATISFIED
from softenv_xl.registers.shared_rules import needed, not_before, still_there
from softenv_xl.schema.column import Breach, Rule
from softenv_xl.schema.expression import All, Before, Blank, Filled, Is, IsAny, Not, Past
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

CARD_BATCHES = ListOf("card_batches")

_IS_A_CASE = error(
    "opinion.is-a-case",
    "投诉举报须转为信访件办理。",
    "A complaint has to become a case.",
    "请在“信访案件”中登记并填写编号。",
    "Enter it under Cases and give its id.",
    brief=Text("应转信访", "should be a case"),
)
_OVERDUE = warning(
    "opinion.overdue",
    "答复期限 {limit} 已过。",
    "The time for a reply, {limit}, has passed.",
    "请答复并填写日期。",
    "Reply and give the date.",
    brief=Text("逾期未答复", "not answered"),
)
_LATE = warning(
    "opinion.replied-late",
    "答复晚于 {limit}。",
    "The reply came after {limit}.",
    "请写明原因。",
    "Note why.",
    brief=Text("逾期答复", "answered late"),
)
_NO_ITEM = warning(
    "opinion.promised-without-item",
    "答复为正在解决或列入计划，没有整改编号。",
    "The reply promises work, and there is no item for it.",
    "请建立整改项并填写编号。",
    "Enter an item and give its id.",
    brief=Text("未建整改项", "no item"),
)
_UNSATISFIED = warning(
    "opinion.unsatisfied",
    "对答复不满意，未写再次办理情况。",
    "The giver isn't satisfied, and nothing says what was done about it.",
    "请再次办理后填写。",
    "Take it up again, then fill it in.",
    brief=Text("不满意未再办", "not taken up again"),
)

_NO_PRAISE = Not(Is("kind", OPINION_KIND, "praise"))
_LIMIT, _BREACH = (("limit", "due"),), Breach("delay")

RULES = (
    not_before("replied", "received"),
    not_before("reply_due", "received"),
    Rule(_IS_A_CASE, "case", All((Is("kind", OPINION_KIND, "complaint"), Blank("case")))),
    needed("result", "replied", All((Filled("replied"), _NO_PRAISE))),
    needed("reply", "replied"),
    Rule(
        _OVERDUE,
        "replied",
        All((Blank("replied"), Past("due"), Blank("case"), _NO_PRAISE)),
        _LIMIT,
        breach=_BREACH,
    ),
    Rule(_LATE, "replied", All((Before("due", "replied"), Blank("case"))), _LIMIT, breach=_BREACH),
    Rule(_NO_ITEM, "fix", All((IsAny("result", OPINION_RESULT, "solving", "planned"), Blank("fix")))),
    Rule(_UNSATISFIED, "again", All((Is("satisfied", SATISFIED, "no"), Blank("again")))),
    still_there("batch", CARD_BATCHES),
    still_there("case", CASE_IDS),
    *finding_rules(),
)
