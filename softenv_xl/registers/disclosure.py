"""S13: what the school makes public: what, for whom, by when; where it stands, and requests for more."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.registers.disclosure_figures import FIGURE, TILE, state
from softenv_xl.registers.disclosure_rules import CLASS_EMPTY, RULES
from softenv_xl.registers.findings import FIX, FIX_STATE, breaches_column, finding_column
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.publicity_words import (
    DISCLOSURE_AUDIENCE,
    DISCLOSURE_CLASS,
    DISCLOSURE_MATTER,
    DISCLOSURE_MODE,
    PUBLISH_STATE,
)
from softenv_xl.registers.register import Duty, Found, Option, Register, TableRule
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.shared_columns import department_column
from softenv_xl.registers.timeliness import end_of_term
from softenv_xl.registers.words import PLACE, YES_NO
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED

_PUBLICATION = (
    Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
    Column(
        "matter", Text("公开事项", "Matter"), Kind.CHOICE, width=14, required=True, choices=DISCLOSURE_MATTER
    ),
    Column("category", Text("目录类别", "Class"), Kind.CHOICE, width=15, choices=DISCLOSURE_CLASS),
    Column("title", Text("公开内容", "What is published"), width=22, required=True, limit=200),
    Column(
        "audience",
        Text("公开范围", "Audience"),
        Kind.CHOICE,
        width=11,
        required=True,
        choices=DISCLOSURE_AUDIENCE,
    ),
    Column("mode", Text("公开时间", "When"), Kind.CHOICE, width=11, required=True, choices=DISCLOSURE_MODE),
    department_column(),
    Column("formed", Text("形成或变更日期", "Made or changed"), Kind.DATE, width=11.5, required=True),
    Column("place1", Text("公开方式一", "Place 1"), Kind.CHOICE, width=12, choices=PLACE),
    Column("published1", Text("公开日期一", "Published 1"), Kind.DATE, width=11.5),
    Column("link", Text("链接或照片", "Link or photo"), width=14, limit=200),
    Column("reviewed", Text("个人信息已隐去", "Personal data removed"), Kind.CHOICE, width=9, choices=YES_NO),
    Column("until", Text("公开至", "Until"), Kind.DATE, width=11.5),
    Column("limit", Text("应公开日期", "Publish by"), Kind.DATE, _C, width=11.5),
    Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=16, choices=PUBLISH_STATE),
    Column("check", Text("检查：公开", "Check: publication"), Kind.CHECK, _C, width=24),
)

_FURTHER = (
    Column(
        "due",
        Text("规定公开日期", "Set day"),
        Kind.DATE,
        width=11.5,
        hint=Text(
            "另有规定的填写；空白的按“台账设置”中的公开时限计算。",
            "Where a day is set; blank: the time in the register settings.",
        ),
    ),
    Column("basis", Text("依据", "Basis"), width=18, limit=200),
    Column("place2", Text("公开方式二", "Place 2"), Kind.CHOICE, width=12, choices=PLACE),
    Column("published2", Text("公开日期二", "Published 2"), Kind.DATE, width=11.5),
    Column("withheld", Text("不公开理由", "Why not published"), width=18, limit=200),
    Column("requested", Text("申请日期", "Requested"), Kind.DATE, width=11.5),
    Column("answered", Text("答复申请日期", "Request answered"), Kind.DATE, width=11.5),
    Column("answer_due", Text("应答复日期", "Answer by"), Kind.DATE, _C, width=11.5),
    Column("remarks", Text("备注", "Remarks"), width=18),
    finding_column(),
    FIX,
    breaches_column(label=Text("公开欠缺", "Lapses")),
    FIX_STATE,
    Column("check_answer", Text("检查：申请与认定", "Check: requests, finding"), Kind.CHECK, _C, width=24),
)

SPEC = TableSpec(
    key="disclosure",
    title=Text("公开台账", "Disclosure"),
    id_column="id",
    header_row=5,
    columns=(*_PUBLICATION, *_FURTHER),
    rules=RULES,
)

SHEET = SheetSpec(
    "disclosure",
    SPEC.title,
    Text(
        "每项公开内容一行；收费和服务承诺的公开日期写在各自的台账中。",
        "One row for each matter. Charges and commitments have their days of publication in their own registers.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)

OPTIONS = (
    Option(
        Column(
            "disclosure_days",
            Text("公开时限（工作日）", "Publish within (working days)"),
            Kind.NUMBER,
            low=1,
            high=60,
        ),
        20,
    ),
    Option(
        Column(
            "request_days",
            Text("依申请答复时限（工作日）", "Answer requests (work days)"),
            Kind.NUMBER,
            low=1,
            high=60,
        ),
        20,
    ),
)


def _complete(row: Row, school: School) -> Row:
    within, answer = (school.number(key) for key in ("disclosure_days", "request_days"))
    days = {
        "limit": row["due"] or end_of_term(row["formed"], within, "working", school.calendar),
        "answer_due": end_of_term(row["requested"], answer, "working", school.calendar),
    }
    return {**days, "state": state({**row, **days}, school.as_of)}


def _empty_classes(disclosure: Snapshot) -> Iterator[Found]:
    """Nothing is missing in a register that nobody has begun."""
    filled = {row["category"] for row in disclosure.rows}
    for key, word in DISCLOSURE_CLASS.words if filled else ():
        if key not in filled and key != "other":
            yield Found(about=word(disclosure.school.lang), arguments={"found": word})


PACK = PackPart(
    open=tuple(column.key for column in SPEC.inputs if column.key not in ("department", "finding", "fix")),
    grows=True,
)
"""A department enters and publishes what it has to; the office decides on what is found."""

REGISTER = Register(
    SHEET,
    "DI",
    pack=PACK,
    complete=_complete,
    source="disclosure",
    dated="formed",
    whole=(TableRule(CLASS_EMPTY, "category", _empty_classes),),
    tiles=(TILE,),
    figures=(FIGURE,),
    options=OPTIONS,
    duties=(
        Duty(
            Text("公开事项", "Publish the matter"),
            ("limit",),
            "published1",
            "title",
            unless=lambda row: row["withheld"] is not None or row["mode"] == "on_request",
        ),
        Duty(Text("答复公开申请", "Answer the request"), ("answer_due",), "answered", "title"),
    ),
)
