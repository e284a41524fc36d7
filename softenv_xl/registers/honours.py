"""S11: the top ten teachers in ethics: who is put forward, what the marks come to, who is barred, who was elected."""

from __future__ import annotations

from datetime import date, timedelta

from softenv_xl import catalogue
from softenv_xl.registers import criteria
from softenv_xl.registers import honour_issues as issues
from softenv_xl.registers.honour_bars import LETTER_BARS, bars_of, has_open_case
from softenv_xl.registers.honour_marks import ranked, total
from softenv_xl.registers.honour_selection import TILE, WHOLE
from softenv_xl.registers.honour_words import CRITERION, HONOUR_DECISION, NOMINATOR
from softenv_xl.registers.register import Option, Register
from softenv_xl.registers.school import Row, School
from softenv_xl.registers.shared_columns import person_column
from softenv_xl.registers.shared_rules import needed, not_before
from softenv_xl.registers.timeliness import end_of_term
from softenv_xl.registers.words import PLACE, YES_NO
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Before, Blank, Filled, Is, IsAny, Less, Not
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text, listed

_C = Owner.COMPUTED
_ELECTED = Is("decision", HONOUR_DECISION, "elected")

_NOMINEE = (
    Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
    person_column(),
    Column("name", Text("姓名", "Name"), owner=_C, width=12),
    Column(
        "nominated_by",
        Text("推荐方式", "Put forward by"),
        Kind.CHOICE,
        width=12,
        required=True,
        choices=NOMINATOR,
    ),
    *(
        Column(
            key,
            word,
            Kind.NUMBER,
            width=6.5,
            low=0,
            high=criteria.WHOLE,
            hint=Text("0 到 100；各项标准见“评选标准”。", "0 to 100; what it is for: sheet Criteria."),
        )
        for key, word in CRITERION.words
    ),
    Column("total", Text("总分", "Total"), Kind.NUMBER, _C, width=8.5, decimals=2),
    Column("rank", Text("名次", "Rank"), Kind.NUMBER, _C, width=7),
    Column("barred", Text("取消资格", "Barred"), Kind.CHOICE, _C, width=9, choices=YES_NO),
    Column("decision", Text("评选结果", "Decision"), Kind.CHOICE, width=13, choices=HONOUR_DECISION),
    Column("check", Text("检查：评选", "Check: selection"), Kind.CHECK, _C, width=22),
)
_AROUND = (
    Column("department", Text("部门", "Department"), owner=_C, width=14),
    Column("reason", Text("主要事迹", "Merits"), width=28, required=True),
    Column("bar_reason", Text("取消原因", "Why barred"), owner=_C, width=24),
    Column("tie", Text("末位并列", "Tied for the last"), Kind.CHOICE, _C, width=9, choices=YES_NO),
    Column("open_case", Text("有未结信访", "Open case"), Kind.CHOICE, _C, width=9, choices=YES_NO),
    Column("notice_from", Text("公示开始", "Notice from"), Kind.DATE, width=11.5),
    Column("notice_min", Text("公示最早结束", "At least until"), Kind.DATE, _C, width=11.5),
    Column("notice_until", Text("公示结束", "Notice until"), Kind.DATE, width=11.5),
    Column("notice_at", Text("公示地点", "Notice at"), Kind.CHOICE, width=13, choices=PLACE),
    Column("objections", Text("异议件数", "Objections"), Kind.NUMBER, width=9, low=0, high=999),
    Column("objection_result", Text("异议处理", "How settled"), width=20, limit=200),
    Column("award_from", Text("最早授奖日期", "Award from"), Kind.DATE, _C, width=11.5),
    Column("awarded", Text("授奖日期", "Awarded"), Kind.DATE, width=11.5),
    Column("remarks", Text("备注", "Remarks"), width=20),
    Column("check_notice", Text("检查：公示与授奖", "Check: notice, award"), Kind.CHECK, _C, width=22),
)

SPEC = TableSpec(
    key="honours",
    title=Text("十佳评选", "Top ten"),
    id_column="id",
    header_row=5,
    columns=(*_NOMINEE, *_AROUND),
    rules=(
        Rule(
            issues.BARRED,
            "decision",
            All((Is("barred", YES_NO, "yes"), IsAny("decision", HONOUR_DECISION, "elected", "reserve"))),
        ),
        # A row that no press has seen yet is neither barred nor not.
        Rule(issues.UNMARKED, "decision", All((_ELECTED, Filled("barred"), Blank("total")))),
        Rule(issues.OPEN_CASE, "decision", All((_ELECTED, Is("open_case", YES_NO, "yes")))),
        needed("notice_from", "awarded"),
        needed("notice_at", "notice_from"),
        not_before("notice_until", "notice_from"),
        Rule(
            issues.NOTICE_SHORT,
            "notice_until",
            Before("notice_until", "notice_min"),
            (("limit", "notice_min"),),
        ),
        Rule(issues.AWARDED_EARLY, "awarded", Before("awarded", "award_from")),
        Rule(
            catalogue.CELL_CONFLICT,
            "awarded",
            All((Filled("awarded"), Not(_ELECTED))),
            (("other", "#decision"),),
        ),
        Rule(
            issues.OBJECTION_OPEN, "objection_result", All((Less(0, "objections"), Blank("objection_result")))
        ),
    ),
)

SHEET = SheetSpec(
    "honours",
    SPEC.title,
    Text(
        "每位候选人一行。总分、名次和是否取消资格自动计算；由评审小组决定，程序只提示。",
        "One row for each nominee. Total, rank and bars are computed; people decide, the program only tells.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)

OPTIONS = (
    Option(Column("honour_places", Text("评选名额", "Places"), Kind.NUMBER, low=1, high=100), 10),
    Option(
        Column(
            "notice_days", Text("公示工作日数", "Public notice (working days)"), Kind.NUMBER, low=1, high=30
        ),
        5,
    ),
    LETTER_BARS,
)


def _complete(row: Row, school: School) -> Row:
    person, number, until = school.person(row["number"]), row["number"], row["notice_until"]
    why = bars_of(number, school)
    return {
        "name": person.name if person else None,
        "department": person.department if person else None,
        "total": total(row, school),
        "rank": None,  # follows from all rows, see ranked
        "tie": None,
        "barred": "yes" if why else "no",
        "bar_reason": listed(why)(school.lang) if why else None,
        "open_case": "yes" if has_open_case(number, school) else "no",
        "notice_min": end_of_term(
            row["notice_from"], school.number("notice_days"), "working", school.calendar
        ),
        "award_from": until + timedelta(days=1) if isinstance(until, date) else None,
    }


REGISTER = Register(
    SHEET,
    "TT",
    pack=None,
    complete=_complete,
    together=ranked,
    whole=WHOLE,
    tiles=(TILE,),
    options=OPTIONS,
    lookups=(criteria.LOOKUP,),
)
