"""What can be wrong with a nominee's row, and with the selection as a whole."""

from __future__ import annotations

from softenv_xl.issue_kind import error, note, warning
from softenv_xl.words import Text

WEIGHTS = error(
    "honour.weights",
    "评选标准分值合计 {total}，不是100。",
    "The criteria's weights sum to {total}, not 100.",
    "请在“评选标准”中改正。",
    "Correct them on the sheet Criteria.",
    brief=Text("分值不是100", "not 100"),
)
BARRED = error(
    "honour.barred",
    "被取消资格的人不能当选或候补。",
    "A barred person can't be elected or in reserve.",
    "请改评选结果。",
    "Change the decision.",
    brief=Text("已取消资格", "barred"),
)
OPEN_CASE = warning(
    "honour.open-case",
    "当选人有未办结的信访件。",
    "The person elected has an open case.",
    "建议暂缓。",
    "Consider deferring.",
    brief=Text("有未结信访", "open case"),
)
UNMARKED = error(
    "honour.unmarked",
    "当选人缺打分。",
    "The person elected lacks marks.",
    "请补打分。",
    "Fill in the marks.",
    brief=Text("没有总分", "no total"),
)
TIE_OPEN = warning(
    "honour.tie-open",
    "末位并列，评审小组尚未决定。",
    "There is a tie for the last place.",
    "请集体研究决定并填写。",
    "Let the panel decide, then fill it in.",
    brief=Text("并列待定", "tie to decide"),
)
TOO_MANY = error(
    "honour.too-many",
    "当选 {elected} 人，名额 {limit}。",
    "{elected} are elected for {limit} places.",
    "请改正。",
    "Correct it.",
    brief=Text("超过名额", "too many elected"),
)
SKIPPED = warning(
    "honour.skipped",
    "名次在后的“{other}”已当选。",
    "“{other}” ranks lower and is elected.",
    "请核对，填写本人的评选结果。",
    "Fill in what was decided here.",
    brief=Text("越过名次", "rank skipped"),
)
NOTICE_SHORT = error(
    "honour.notice-short",
    "公示至少到 {limit}。",
    "The notice must last until {limit}.",
    "请延长公示。",
    "Make the notice longer.",
    brief=Text("公示期不足", "notice too short"),
)
AWARDED_EARLY = error(
    "honour.awarded-early",
    "授奖早于公示结束。",
    "It is awarded before the notice has ended.",
    "请改日期。",
    "Change the date.",
    brief=Text("公示未满", "before notice ends"),
)
OBJECTION_OPEN = warning(
    "honour.objection-open",
    "有异议，未写处理情况。",
    "There are objections and nothing says how they were settled.",
    "请核实处理后填写。",
    "Settle them and fill it in.",
    brief=Text("异议未处理", "objection open"),
)
TYPED_OVER = note(
    "honour.typed-over",
    "家长评议得分由手工填写，计算值为 {limit}。",
    "The parents' mark was typed in; the computed one is {limit}.",
    "清空后由程序填写。",
    "Clear it to have it computed.",
    brief=Text("手工改分", "typed over"),
)
