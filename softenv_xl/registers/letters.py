"""S2: responsibility letters and pledges: who is to sign what by when, and who has."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl import catalogue
from softenv_xl.grid.cell import display_text, folded
from softenv_xl.issue_kind import note, warning
from softenv_xl.registers.letter_words import LETTER_KIND, LETTER_RESULT, LETTER_STATE, SIGNED
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Found, Register, Shown, TableRule, Tile
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.shared_columns import department_column, overdue_column, person_column
from softenv_xl.registers.shared_rules import needed, not_before, not_in_future
from softenv_xl.registers.timeliness import run_out, timeliness
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.computed import DaysLate
from softenv_xl.schema.expression import All, Blank, Filled, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_NOT_ISSUED = warning(
    "letter.not-issued",
    "责任书已过应签日期，尚未发出。",
    "The letter is past its signing date and hasn't been issued.",
    "请发出并填写日期。",
    "Issue it and fill in the date.",
    brief=Text("应发未发", "not issued"),
)
_FILED_NOWHERE = note(
    "letter.filed-nowhere",
    "已签字，未写存档处。",
    "It is signed, but nothing says where it is kept.",
    "请填写存档处。",
    "Say where it is kept.",
    brief=Text("未写存档处", "not filed"),
)
_NONE = warning(
    "letter.none",
    "部门“{department}”没有部门责任书。",
    "The department “{department}” has no responsibility letter.",
    "请登记并组织签订。",
    "Enter one and have it signed.",
    brief=Text("没有责任书", "no letter"),
)
_NOT_THE_HEAD = warning(
    "letter.not-the-head",
    "签字人“{name}”不是部门现任负责人“{head}”。",
    "The signer “{name}” isn't the department's present head “{head}”.",
    "负责人变更的，请重新签订。",
    "If the head has changed, have a new letter signed.",
    brief=Text("签字人不是负责人", "not the head"),
)

_C = Owner.COMPUTED
_DAYS_LATE = DaysLate("due", None, "state", LETTER_STATE, SIGNED)
_UNSIGNED_AND_PAST = (Blank("signed"), Past("due"))

SPEC = TableSpec(
    key="letters",
    title=Text("责任书", "Letters"),
    id_column="id",
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
        Column("kind", Text("类别", "Kind"), Kind.CHOICE, width=15.5, required=True, choices=LETTER_KIND),
        department_column(Text("部门", "Department")),
        person_column(label=Text("签字人教职工号", "Signer's number"), width=12),
        Column("name", Text("签字人", "Signer"), owner=_C, width=14.5),
        Column("due", Text("应签日期", "Sign by"), Kind.DATE, width=11.5, required=True),
        Column("issued", Text("发出日期", "Issued"), Kind.DATE, width=11.5),
        Column("signed", Text("签字日期", "Signed"), Kind.DATE, width=11.5),
        Column("filed", Text("存档处", "Filed at"), width=15, limit=120),
        Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=13.5, choices=LETTER_STATE),
        overdue_column(_DAYS_LATE),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=22),
        Column(
            "goals",
            Text("责任事项", "Duties taken on"),
            width=30,
            hint=Text(
                "空白：按“部门”表中的职责分工。",
                "Blank: the department's duties as on the sheet Departments.",
            ),
        ),
        Column("valid_from", Text("有效期自", "Valid from"), Kind.DATE, width=11.5),
        Column("valid_until", Text("有效期至", "Valid until"), Kind.DATE, width=11.5),
        Column("copies", Text("份数", "Copies"), Kind.NUMBER, width=8, low=1, high=9),
        Column("result", Text("年终考核", "Year-end result"), Kind.CHOICE, width=14, choices=LETTER_RESULT),
        Column("remarks", Text("备注", "Remarks"), width=20),
    ),
    rules=(
        not_before("signed", "issued"),
        not_before("valid_until", "valid_from"),
        needed("signed", "result"),
        Rule(_NOT_ISSUED, "issued", All((Blank("issued"), *_UNSIGNED_AND_PAST))),
        Rule(
            catalogue.LATE_OPEN, "signed", All((Filled("issued"), *_UNSIGNED_AND_PAST)), (("limit", "due"),)
        ),
        not_in_future("signed"),
        Rule(_FILED_NOWHERE, "filed", All((Filled("signed"), Blank("filed")))),
    ),
)

SHEET = SheetSpec(
    "letters",
    SPEC.title,
    Text(
        "每份责任书或承诺书一行：谁应在哪天前签、何时签了、存在哪里。",
        "One row for each letter or pledge: who is to sign by when, when it was signed, where it is kept.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    state = _state(row, school)
    return {
        "name": school.name(row["number"]),
        "state": state,
        "overdue": _DAYS_LATE.value({**row, "state": state}, school.lang, school.as_of),
    }


def _state(row: Row, school: School) -> str:
    if row["signed"]:
        return "expired" if run_out(row, "valid_until", school.as_of) else "signed"
    return timeliness(row["due"], None, school.as_of) if row["issued"] else "not_issued"


def _departments_without(letters: Snapshot) -> Iterator[Found]:
    """Nothing is missing in a register that nobody has begun."""
    having = {row["department"] for row in letters.rows if row["kind"] == "department"}
    for department in letters.school.departments if letters.rows else ():
        if department.name not in having:
            yield Found(about=department.name, arguments={"department": department.name})


def _not_the_head(letters: Snapshot) -> Iterator[Found]:
    heads = {department.name: department.head for department in letters.school.departments}
    for row in letters.rows:
        head, name = heads.get(display_text(row["department"])), display_text(row["name"])
        if row["kind"] == "department" and head and name and folded(head) != folded(name):
            yield Found(row, arguments={"name": name, "head": head})


def _signed(letters: Snapshot) -> Shown:
    signed, total = sum(row["state"] in SIGNED for row in letters.rows), len(letters.rows)
    late = sum(bool(row["overdue"]) for row in letters.rows)
    return Shown(
        signed if total else None, Text(f"共 {total} 份；逾期 {late} 份", f"of {total}; {late} late")
    )


PACK = PackPart(open=("signed", "filed", "remarks"))
"""A department has it signed and keeps it; the office issues it and judges at the year's end."""

REGISTER = Register(
    SHEET,
    "LT",
    pack=PACK,
    complete=_complete,
    whole=(
        TableRule(_NONE, "department", _departments_without),
        TableRule(_NOT_THE_HEAD, "number", _not_the_head),
    ),
    tiles=(Tile("letters", Text("已签责任书", "Letters signed"), sheet="letters", value=_signed),),
    duties=(Duty(Text("签订责任书", "Have the letter signed"), ("due",), "signed", "kind", "number"),),
)
