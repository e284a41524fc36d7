"""S10: what parents' comments and answers hint at, and what the office found out about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl.issue_kind import note, warning
from softenv_xl.registers.appraisal_words import APPRAISAL_FINDING, COMMENT_DECISION
from softenv_xl.registers.cases.columns import CASE_IDS
from softenv_xl.registers.register import Duty, Register
from softenv_xl.registers.school import Claim, Row, School, Snapshot
from softenv_xl.registers.shared_rules import needed, still_there
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, AnyOf, Blank, Is, IsAny, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

_WAITING = warning(
    "appraisal.lead-waiting",
    "线索已过核实日期 {limit}。",
    "The lead is past its date, {limit}.",
    "请核实并填写结果。",
    "Check it and decide.",
    brief=Text("线索未核实", "lead waiting"),
)
_NEEDS_CASE = note(
    "appraisal.lead-needs-case",
    "按线索登记，尚未建立信访件。",
    "It is entered as a lead and has no case.",
    "请在“信访案件”中登记并填写编号。",
    "Enter a case and give its id.",
    brief=Text("未登记信访件", "no case yet"),
)
_NEEDS_PERSON = warning(
    "appraisal.lead-needs-person",
    "按线索登记，未填教职工号，不计入证据。",
    "It is entered as a lead and names nobody, so it is no evidence.",
    "请核实后填写“核实为”，或登记信访件。",
    "Say whom it is about in “About”, or enter a case.",
    brief=Text("未填何人", "about whom?"),
)

_C = Owner.COMPUTED
_CONFIRMED = Is("decision", COMMENT_DECISION, "confirmed")
_DECIDED = IsAny("decision", COMMENT_DECISION, "confirmed", "not_ban", "baseless")

SPEC = TableSpec(
    key="appraisal_findings",
    title=Text("评议线索", "Appraisal leads"),
    id_column="id",
    prefilled=True,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
        Column("round", Text("批次", "Round"), Kind.ID, _C, width=9),
        Column("kind", Text("类型", "Kind"), Kind.CHOICE, _C, width=15, choices=APPRAISAL_FINDING),
        Column("number", Text("教职工号", "Staff number"), Kind.ID, _C, width=10),
        Column("name", Text("姓名", "Name"), Kind.TEXT, _C, width=14.5),
        Column(
            "text", Text("内容（已隐去联系方式）", "What it says"), Kind.TEXT, _C, width=30, confidential=True
        ),
        Column("count", Text("答卷数", "Answers"), Kind.NUMBER, _C, width=8),
        Column("suggested", Text("可能涉及", "May concern"), Kind.TEXT, _C, width=18),
        Column("decide_by", Text("应核实日期", "Check by"), Kind.DATE, _C, width=11.5),
        Column("decision", Text("核实结果", "Decision"), Kind.CHOICE, width=14, choices=COMMENT_DECISION),
        Column(
            "about",
            Text("核实为", "About"),
            Kind.ID,
            width=11,
            limit=30,
            choices=ListOf("people_numbers"),
            hint=Text(
                "线索未列教师、或查明是他人的，填教职工号。",
                "The staff number, where the lead names nobody, or it is about somebody else.",
            ),
        ),
        Column("item", Text("涉及项目", "Item"), Kind.CHOICE, width=20, choices=ListOf("rulebook_items")),
        Column("decided_on", Text("核实日期", "Decided on"), Kind.DATE, width=11.5),
        Column("decided_by", Text("核实人", "Decided by"), width=12, limit=60),
        Column("case", Text("信访编号", "Case"), width=10, limit=60, choices=CASE_IDS),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=24),
        Column("remarks", Text("备注", "Remarks"), width=18),
    ),
    rules=(
        needed("item", "decision", _CONFIRMED),
        needed("decided_by", "decision", _DECIDED),
        needed("decided_on", "decision", _DECIDED),
        Rule(
            _WAITING,
            "decision",
            All(
                (
                    AnyOf((Blank("decision"), Is("decision", COMMENT_DECISION, "waiting"))),
                    Past("decide_by"),
                )
            ),
            (("limit", "decide_by"),),
        ),
        Rule(_NEEDS_CASE, "case", All((_CONFIRMED, Blank("case")))),
        Rule(_NEEDS_PERSON, "about", All((_CONFIRMED, Blank("case"), Blank("number"), Blank("about")))),
        still_there("case", CASE_IDS),
    ),
)

SHEET = SheetSpec(
    "appraisal_findings",
    SPEC.title,
    Text(
        "由“家长评议”列出，须逐条核实。未列教师的，评价人数少：请查看答卷文件。登记信访件后以信访件为准。",
        "Listed by Appraisal; check each. Where nobody is named, few have answered: see the files. A case goes before a lead.",
    ),
    group="campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    person = school.person(row["number"])
    return {"name": person.name if person else None}


def _claims(leads: Snapshot) -> Iterator[Claim]:
    """What was entered as a lead, as long as no case speaks of it."""
    for row in leads.rows:
        number = row["about"] or row["number"]
        if row["decision"] == "confirmed" and not row["case"] and number and row["item"]:
            yield Claim(
                f"{row['id']}/lead",
                str(row["item"]),
                "alleged",
                str(number),
                source="appraisal",
                date=day if isinstance(day := row["decided_on"], date) else None,
                reference=f"{SHEET.name(leads.school.lang)} {row['id']}",
            )


REGISTER = Register(
    SHEET,
    "AL",
    pack=None,
    complete=_complete,
    claims=_claims,
    part_of="appraisal_rounds",
    duties=(
        Duty(
            Text("核实评议线索", "Check the lead"),
            ("decide_by",),
            "decided_on",
            "suggested",
        ),
    ),
)
