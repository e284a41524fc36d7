"""What went wrong at the demo school, one slip in each row, with what the check has to say of it and of nothing else.

A test goes through them: every one is found in its row, and all other rows raise nothing but what their own files say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from softenv_xl.demo.charges import Entered, charge
from softenv_xl.grid.cell import Value
from softenv_xl.registers import cases, commitments, disclosure, fees, opinions
from softenv_xl.words import Text


class Slip(NamedTuple):
    """A row and the codes of its issues. `people` are columns with somebody's staff number, by department and place in it,
    both from 0.
    """

    row: Entered
    codes: tuple[str, ...]
    people: Mapping[str, tuple[int, int]] = MappingProxyType({})


_SPRING: Entered = {
    "term": Text("2026春", "Spring 2026"),
    "start": date(2026, 4, 20),
    "posted": date(2026, 4, 15),
    "committed": date(2026, 4, 10),
    "notified": date(2026, 4, 16),
    "card": date(2026, 4, 20),
    "settle_due": date(2026, 7, 10),
    "settled": date(2026, 7, 5),
    "settled_posted": date(2026, 7, 6),
}
_FEES = (
    Slip(charge("13", "试卷印刷", "Exam paper copies", 60, 60, headcount=90, received=5400), ("fee.forbidden",)),
    Slip(
        charge("", "班级绿植", "Plants for the class", None, 20, authority=None, headcount=40, received=800),
        ("fee.no-approval",),
    ),
    Slip(
        charge("14", "校车", "School bus", 300, 300, posted=date(2026, 9, 12), headcount=60, received=18000),
        ("fee.not-published",),
    ),
    Slip(
        charge("15", "课后服务", "After-school care", 100, 100, voluntary="no", headcount=80, received=8000),
        ("fee.not-voluntary",),
    ),
    Slip(
        charge(
            "16", "研学活动", "Study trip", 120, 120, **_SPRING, headcount=200, received=24000, spent=21000, refunded=0
        ),
        ("fee.surplus-kept",),
    ),
    Slip(
        charge("17", "校服清洗", "Laundry", 30, 30, receipt="none", headcount=40, received=1200), ("fee.no-receipt",)
    ),
)  # fmt: skip

_CASE: Entered = {
    "channel": "letter",
    "matter": "redress",
    "anonymous": "no",
    "complainant": Text("学生家长", "A parent"),
    "route": "accept",
    "received": date(2026, 9, 7),
    "accepted": date(2026, 9, 8),
    "informed": date(2026, 9, 9),
    "closed": date(2026, 10, 20),
    "outcome": "answered",
    "replied": date(2026, 10, 20),
}


_OPEN: Entered = {
    "matter": "accusation",
    "received": date(2026, 11, 4),
    "accepted": date(2026, 11, 5),
    "informed": date(2026, 11, 6),
    **dict.fromkeys(("closed", "outcome", "replied")),
}


def _case(words: Text, *codes: str, **other: Value | Text) -> Slip:
    return Slip({**_CASE, "text": words, **other}, codes)


_CASES = (
    _case(Text("询问奖学金名额", "Asks about scholarships"), "case.informed-late", informed=date(2026, 9, 28)),
    _case(
        Text("请求调整作业量", "Asks for less homework"), "case.extension-untold", "case.closed-late",
        received=date(2026, 7, 6), accepted=date(2026, 7, 7), informed=date(2026, 7, 8), extend_days=20,
        extend_by=Text("校长", "Principal"),
    ),
    _case(
        Text("反映食堂排队过长", "Says the queue is long"), "case.measure-unproven", outcome="untrue",
        measure="criticism", measure_from=date(2026, 10, 20),
    ),
    _case(
        Text("反映课间管理松散", "Says breaks aren't watched"), "case.review-changed", outcome="true",
        closed=date(2026, 9, 20), replied=date(2026, 9, 20), review_asked=date(2026, 9, 25),
        review_replied=date(2026, 10, 9), review_result="changed",
    ),
    _case(
        Text("反映学生被打", "Says that a pupil was hit"), "case.minor-not-reported", minor="yes",
        item=Text("4 体罚学生", "4 Corporal punishment"), **_OPEN
    )._replace(people={"number": (3, 3)}),
    _case(
        Text("反映课上讽刺学生", "Says that a pupil was mocked"), "person.same",
        item=Text("5 侵害学生人格", "5 Insult, bias, privacy"), **_OPEN
    )._replace(people={"number": (3, 4), "handler": (3, 4)}),
    _case(
        Text("反映教师收受购物卡", "Says that a teacher took a gift card"), "case.head-open", matter="accusation",
        item=Text("6 收受财物", "6 Gifts and money"), outcome="true", measure="notice",
        measure_from=date(2026, 10, 20), exposure="none",
    )._replace(people={"number": (5, 6)}),
)  # fmt: skip


def _opinion(words: Text, *codes: str, **other: Value | Text) -> Slip:
    row: Entered = {"group": "parent", "received": date(2026, 10, 8), "text": words, **other}
    return Slip(row, codes)


_OPINIONS = (
    _opinion(
        Text("反映有人推销教辅", "Says that study aids are sold"), "opinion.is-a-case", kind="complaint",
        replied=date(2026, 10, 12), reply=Text("正在了解", "Being looked into"), result="reference",
    ),
    _opinion(
        Text("希望延长图书馆时间", "Wants the library open longer"), "opinion.promised-without-item", kind="suggestion",
        replied=date(2026, 10, 12), reply=Text("列入下学期计划", "Planned for next term"), result="planned",
    ),
    _opinion(
        Text("会议太多", "Too many meetings"), "opinion.unsatisfied", kind="criticism", replied=date(2026, 10, 12),
        reply=Text("已合并", "Joined into one"), result="solved", satisfied="no",
    ),
)  # fmt: skip


def _published(words: Text, *codes: str, **other: Value | Text) -> Slip:
    row: Entered = {
        "matter": "interests",
        "category": "other",
        "title": words,
        "audience": "public",
        "mode": "at_once",
        "formed": date(2026, 9, 1),
        **other,
    }
    return Slip(row, codes)


_SHOWN: Entered = {
    "place1": "website",
    "published1": date(2026, 9, 7),
    "link": Text("网站“公开”栏", "Website, page “Open”"),
    "reviewed": "yes",
}
_DISCLOSURE = (
    _published(
        Text("依申请公开的会议记录", "Minutes that somebody asked for"), "disclosure.answer-overdue", mode="on_request",
        audience="applicant", requested=date(2026, 9, 8),
    ),
    _published(Text("采购底价", "What was to be paid at most"), "cell.conflict", **_SHOWN,
        withheld=Text("涉及商业秘密", "Trade secret"),
    ),
    _published(
        Text("学校章程", "The school's charter"), "disclosure.to-renew", **_SHOWN, mode="long", until=date(2026, 10, 31)
    ),
)  # fmt: skip

_COMMITMENTS = (
    Slip(
        {
            "kind": "service",
            "matter": Text("图书借阅", "Library"),
            "text": Text("随到随借", "Lent at once"),
            "limit_days": 0,
            "due": date(2026, 7, 30),
            "place1": "board",
            "posted1": date(2026, 7, 1),
            "place2": "website",
            "posted2": date(2026, 7, 1),
        },
        ("commitment.no-phone",),
    ),
)

SLIPS: dict[str, tuple[Slip, ...]] = {
    fees.SPEC.key: _FEES,
    cases.SPEC.key: _CASES,
    opinions.SPEC.key: _OPINIONS,
    disclosure.SPEC.key: _DISCLOSURE,
    commitments.SPEC.key: _COMMITMENTS,
}
"""By the register's key."""
