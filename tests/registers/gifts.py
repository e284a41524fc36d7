"""A register for the tests: what teachers handed in. It shows all that a register's file may declare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from softenv_xl.grid.cell import Value
from softenv_xl.issue_kind import error, note, warning
from softenv_xl.registers.findings import FIX, FIX_STATE, breaches_column, finding_column, finding_rules
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Chart, Duty, Figure, Found, Register, Shown, TableRule, Tile
from softenv_xl.registers.school import Claim, Row, School, Snapshot
from softenv_xl.registers.shared_rules import entered_twice
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Breach, Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Before, Blank, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text, many

_KEPT = error(
    "gifts.kept-too-long",
    "礼品在“{due}”之前应已上交。",
    "The gift was to be handed in by {due}.",
    "请核对日期。",
    "Check the dates.",
    brief=Text("上交太晚", "handed in late"),
)

_WITHHELD = warning(
    "gifts.withheld",
    "礼品应在“{due}”之前上交，至今未交。",
    "The gift was to be handed in by {due}, and hasn't been.",
    "请上交并填写日期。",
    "Hand it in and fill in the day.",
    brief=Text("未上交", "not handed in"),
)

_TWICE = error(
    "gifts.entered-twice",
    "“{column}”{found}：此人当天的礼品已登记为 {first}。",
    "“{column}” {found}: the person's gift of that day is entered as {first}.",
    "请删去一行。",
    "Remove one row.",
    brief=Text("重复登记", "entered twice"),
)

_NONE = note(
    "gifts.department-without",
    "部门“{department}”没有登记。",
    "The department “{department}” has no entry.",
    "请核实。",
    "Make sure that there is none.",
)

SPEC = TableSpec(
    key="gifts",
    title=Text("礼品登记", "Gifts"),
    id_column="id",
    header_row=5,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, Owner.COMPUTED, width=10),
        Column(
            "number",
            Text("教职工号", "Staff number"),
            Kind.ID,
            width=14,
            required=True,
            choices=ListOf("people_numbers"),
        ),
        Column("name", Text("姓名", "Name"), owner=Owner.COMPUTED, width=16),
        Column("received", Text("收到日期", "Received"), Kind.DATE, required=True),
        Column("due", Text("上交期限", "Due"), Kind.DATE, Owner.COMPUTED),
        Column("handed_in", Text("上交日期", "Handed in"), Kind.DATE),
        Column("asked", Text("是否索要", "Asked for"), Kind.CHOICE, choices=YES_NO),
        Column("check", Text("检查：礼品", "Check: gift"), Kind.CHECK, Owner.COMPUTED, width=24),
        finding_column(),
        FIX,
        breaches_column(),
        FIX_STATE,
        Column("of_person", Text("本人件数", "Gifts of theirs"), Kind.NUMBER, Owner.COMPUTED),
        Column("check_finding", Text("检查：认定", "Check: finding"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
    rules=(
        Rule(
            _WITHHELD,
            "handed_in",
            All((Blank("handed_in"), Past("due"))),
            (("due", "due"),),
            breach=Breach("levies", about="number"),
        ),
        Rule(_KEPT, "handed_in", Before("due", "handed_in"), (("due", "due"),)),
        *finding_rules(),
    ),
)

SHEET = SheetSpec(
    "gifts", SPEC.title, Text("每件礼品一行。", "One row for each gift."), "campaign", table=SPEC, since=3
)


def _complete(row: Row, school: School) -> Row:
    person, received = school.person(row["number"]), row["received"]
    return {
        "name": person.name if person else None,
        "due": received + timedelta(days=7) if isinstance(received, date) else None,
        "of_person": None,  # follows from all rows
    }


def _together(gifts: Snapshot) -> Iterator[Row]:
    counts = Counter(row["number"] for row in gifts.rows)
    yield from ({"of_person": counts[row["number"]]} for row in gifts.rows)


def _claims(gifts: Snapshot) -> Iterator[Claim]:
    """Who asked for one is said to have broken the ban on gifts."""
    for row in gifts.rows:
        if row["asked"] == "yes" and row["number"]:
            claim = f"{row['id']}/asked"
            yield Claim(claim, "gifts", "alleged", str(row["number"]), source="inspection", by_tag=True)


def _twice(gifts: Snapshot) -> Iterator[Found]:
    """Somebody's second gift of one day, and every further one."""
    return entered_twice(gifts.rows, "number", "received")


def _departments_without(gifts: Snapshot) -> Iterator[Found]:
    people = (gifts.school.person(row["number"]) for row in gifts.rows)
    entered = {person.department for person in people if person}
    for department in gifts.school.departments:
        if department.name not in entered:
            yield Found(about=department.name, arguments={"department": department.name})


def _waiting(gifts: Snapshot) -> Shown:
    waiting = sum(row["handed_in"] is None for row in gifts.rows)
    total = len(gifts.rows)
    return Shown(waiting, Text(f"共 {total} 件", f"of {many(total, 'gift', 'gifts')}"))


def _by_answer(gifts: Snapshot) -> list[tuple[Value, ...]]:
    words = dict(YES_NO.words)
    return [
        (words[key](gifts.school.lang), sum(row["asked"] == key for row in gifts.rows))
        for key in ("yes", "no")
    ]


REGISTER = Register(
    SHEET,
    "G",
    pack=PackPart(open=("handed_in",), person="number"),
    complete=_complete,
    together=_together,
    source="inspection",
    dated="received",
    claims=_claims,
    duties=(Duty(Text("上交礼品", "Hand the gift in"), ("due",), "handed_in", "name", "number"),),
    whole=(
        TableRule(_TWICE, "received", _twice),
        TableRule(_NONE, "number", _departments_without),
    ),
    tiles=(Tile("gifts", Text("未上交礼品", "Gifts not handed in"), sheet="gifts", value=_waiting),),
    figures=(
        Figure(
            TableSpec(
                "fig_gifts",
                Text("礼品", "Gifts asked for"),
                (
                    Column("asked", Text("是否索要", "Asked for"), Kind.ID, Owner.COMPUTED),
                    Column("gifts", Text("件数", "Gifts"), Kind.NUMBER, Owner.COMPUTED),
                ),
                id_column="asked",
            ),
            Chart(
                "columns",
                {"gifts": "attention"},
                Text("柱形图：索要与否。", "Column chart: asked for or not."),
            ),
            _by_answer,
        ),
    ),
)
