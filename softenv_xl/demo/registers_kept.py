"""What the demo school's office keeps besides: charges, opinions, what is published and promised, and some slips in them.

Entered on one day; what is found wrong there: a charge above its rate (found substantiated), a notice that came late, a
slip of the keyboard (dismissed), an opinion and a publication that wait too long, a commitment posted late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.demo.charges import Entered, charge
from softenv_xl.demo.people import DEPARTMENTS
from softenv_xl.demo.slips import SLIPS
from softenv_xl.grid.cell import Value
from softenv_xl.registers import appraisal_rounds, commitments, disclosure, fees, opinion_cards, opinions
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang, Text

ENTERED = date(2026, 11, 6)
"""The day on which the office enters all of it: the tables are blank until then."""

_BOARDING: Entered = {
    "nature": "admin",
    "scope": Text("住校生", "Boarders"),
    **dict.fromkeys(("voluntary", "consent", "bundled", "linked", "margin", "settle_due")),
    "receipt": "fiscal",
    "account": "special",
    "remit_due": date(2026, 9, 30),
    "remitted": date(2026, 9, 20),
}
_DONATION: Entered = {
    **dict.fromkeys(
        ("authority", "consent", "bundled", "margin", "committed", "notified", "card", "settle_due")
    ),
    "nature": "donation",
    "scope": Text("校友", "Former pupils"),
    "unit": "other",
    "receipt": "donation",
}
_FEES = (
    charge("5", "学生作业本", "Exercise books", 30, 28, headcount=600, received=16660),
    charge("2", "住宿费", "Boarding", 300, 300, headcount=210, received=63000, **_BOARDING),
    charge("9", "学生体检", "Health check", 15, 15, headcount=640, received=9600),
    charge("7", "校服", "School uniform", 180, 220, unit="set", headcount=200, received=44000, finding="substantiated"),
    charge("11", "研学活动", "Study trip", 120, 120, notified=date(2026, 9, 4), headcount=90, received=10800),
    charge("", "图书捐赠", "Gift of books", None, 5000, headcount=1, times=1, received=5000, **_DONATION),
    charge("12", "校园保险单证", "Insurance slips", 28, 2800, headcount=0, finding="dismissed"),
)  # fmt: skip


def _opinion(group: str, kind: str, day: date, zh: str, en: str, **other: Value | Text) -> Entered:
    return {"group": group, "kind": kind, "received": day, "text": Text(zh, en), **other}


_ROUNDS: tuple[Entered, ...] = (
    {
        "title": Text("秋季家长评议", "Autumn appraisal"),
        "opened": date(2026, 10, 12),
        "closed": date(2026, 10, 30),
        "invited": 1300,
        "target": 1000,
    },
)

_OPINIONS = (
    _opinion(
        "deputy", "suggestion", date(2026, 9, 20), "校门口放学时疏导车辆", "Direct the traffic at the gate after school",
        batch="CB-001", replied=date(2026, 10, 9), reply=Text("已增设值守", "Somebody is on duty there now"),
        result="solved", satisfied="yes",
        published_text=Text(
            "放学时校门口车辆拥堵，建议疏导：已安排专人值守。",
            "Traffic at the gate after school: somebody is on duty there now.",
        ),
    ),
    _opinion(
        "cppcc", "criticism", date(2026, 9, 22), "食堂收支公布不清", "The canteen's accounts aren't clear",
        replied=date(2026, 10, 12), reply=Text("已按月公布", "They are published each month now"), result="solved",
        satisfied="fairly",
        published_text=Text(
            "建议食堂收支定期公布：已改为每月公布。", "The canteen's accounts: they are published each month now."
        ),
    ),
    _opinion("parent", "praise", date(2026, 10, 1), "感谢班主任家访", "Thanks for a home visit"),
    _opinion("parent", "enquiry", date(2026, 11, 2), "图书馆何时开放", "When does the library open?"),
    _opinion(
        "parent", "criticism", date(2026, 9, 21), "校服价格偏高", "The uniform is dear",
        replied=date(2026, 9, 30), reply=Text("正在退还超出部分", "What was too much is being refunded"),
        result="solving", satisfied="fairly", fix="FX-FE-004",
    ),
    _opinion(
        "staff", "suggestion", date(2026, 9, 23), "增加公示栏", "Another notice board",
        replied=date(2026, 10, 9), reply=Text("列入下学期计划", "Planned for next term"), result="planned", fix="FX-FE-004",
    ),
    _opinion(
        "party", "suggestion", date(2026, 9, 25), "多听家长意见", "Listen to parents more",
        replied=date(2026, 10, 9), reply=Text("留作参考", "Noted"), result="reference",
    ),
    _opinion("unit", "suggestion", date(2026, 9, 28), "办事窗口午间无人", "Nobody is at the counter at noon"),
)  # fmt: skip

_CARDS: tuple[Entered, ...] = (
    {"group": "deputy", "handed_out": 20, "returned": 18, "sent_on": date(2026, 9, 1), "back_by": date(2026, 9, 20)},
    {"group": "parent", "handed_out": 300, "returned": 262, "sent_on": date(2026, 9, 8), "back_by": date(2026, 9, 30)},
    {"group": "unit", "handed_out": 40, "sent_on": date(2026, 11, 2), "back_by": date(2026, 11, 30)},
)  # fmt: skip


def _published(
    matter: str, category: str, formed: date, on: date | None, zh: str, en: str, **other: Value | Text
) -> Entered:
    shown: Entered = {
        "place1": "website",
        "published1": on,
        "link": Text("网站“公开”栏", "Website, page “Open”"),
        "reviewed": "yes",
    }
    own: Entered = {"matter": matter, "category": category, "formed": formed, "title": Text(zh, en)}
    return {"audience": "public", "mode": "at_once", **own, **(shown if on else {}), **other}


_DISCLOSURE = (
    _published(
        "decision", "plans", date(2026, 4, 16), date(2026, 4, 20), "软环境实施方案", "The campaign's plan"
    ),
    _published(
        "interests", "staff", date(2026, 9, 8), date(2026, 9, 18), "职称推荐结果", "Who is put forward for titles"
    ),
    _published(
        "hot", "safety", date(2026, 8, 3), date(2026, 9, 18), "食堂招标结果", "Who runs the canteen"
    ),
    _published("decision", "finance", date(2026, 9, 21), None, "上半年经费决算", "Accounts of the first half"),
    _published(
        "interests", "other", date(2026, 9, 14), None, "个人评分细节", "Single marks of persons",
        withheld=Text("涉及个人隐私", "Personal"),
    ),
    _published("team", "staff", date(2026, 10, 26), None, "班子述职安排", "When the leading team reports"),
)  # fmt: skip


def _promise(
    kind: str, zh: str, en: str, text_zh: str, text_en: str, posted: date, **other: Value | Text
) -> Entered:
    shown: Entered = {
        "place1": "board",
        "posted1": posted,
        "place2": "website",
        "posted2": posted,
        "due": date(2026, 7, 30),
    }
    return {"kind": kind, "matter": Text(zh, en), "text": Text(text_zh, text_en), **shown, **other}


_COMMITMENTS = (
    _promise(
        "service", "学籍证明", "Certificates", "首问负责，当日办结", "Whoever is asked first sees to it, the same day",
        date(2026, 6, 10), limit_days=1, phone="000-0000",
    ),
    _promise(
        "procedure", "转学", "Change of school", "申请、审核、办理三步", "Apply, check, settle: three steps",
        date(2026, 7, 1), materials=Text("申请表", "The form"),
    ),
    _promise(
        "basis", "收费", "Charges", "收费依据汇编", "What charges are based on", date(2026, 7, 1),
        basis=Text("上级收费文件", "The authorities' documents"),
    ),
    _promise(
        "service", "家长来访", "Parents' visits", "当场接待", "Received at once", date(2026, 8, 14), limit_days=0,
        phone="000-0000",
    ),
)  # fmt: skip


def registers_kept(control: Control, day: date) -> Iterator[TablePatch]:
    """The tables as the office fills them on that day; none on any other."""
    if day != ENTERED:
        return
    for spec, rows in (
        (fees.SPEC, _FEES),
        (appraisal_rounds.SPEC, _ROUNDS),
        (opinions.SPEC, _OPINIONS),
        (opinion_cards.SPEC, _CARDS),
        (disclosure.SPEC, _DISCLOSURE),
        (commitments.SPEC, _COMMITMENTS),
    ):
        placed = [
            Placed(None, _entered(row, at, "department" in spec.by_key, control.lang))
            for at, row in enumerate((*rows, *(slip.row for slip in SLIPS.get(spec.key, ()))))
        ]
        yield table_patch(control, spec, placed)


def in_words(row: Entered, lang: Lang) -> dict[str, Value]:
    """The row in the workbook's words."""
    return {key: value(lang) if isinstance(value, Text) else value for key, value in row.items()}


def _entered(row: Entered, at: int, departments: bool, lang: Lang) -> dict[str, Value]:
    """The row in the workbook's words, the departments in turn."""
    own = {"department": DEPARTMENTS[at % len(DEPARTMENTS)][0](lang)} if departments else {}
    return {**own, **in_words(row, lang)}
