"""S14: whose study notes were checked, what came of it, and what was made good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value
from softenv_xl.registers import note_issues as issues
from softenv_xl.registers.note_words import NOTE_KIND, NOTE_RESULT, NOTE_STATE, RECHECK
from softenv_xl.registers.notes_figures import FIGURES, TILES
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Found, Option, Register, TableRule
from softenv_xl.registers.school import Claim, Row, School, Snapshot
from softenv_xl.registers.shared_columns import person_column
from softenv_xl.registers.shared_rules import entered_twice, needed, not_before
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import (
    All,
    Blank,
    Is,
    IsAny,
    IsNumber,
    Less,
    Not,
    OneOf,
    Past,
    Same,
)
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text, listed

DUE_FOR_WORDS = ("study", "political", "professional")
"""The kinds of notes for which Settings says how many characters are needed."""

_CHECKED, _RECHECKED = OneOf("result", NOTE_RESULT), OneOf("recheck", RECHECK)
_REDONE = IsAny("result", NOTE_RESULT, "fail", "missing")
_NOT_MADE_GOOD = Not(Is("recheck", RECHECK, "made_good"))


SPEC = TableSpec(
    key="notes",
    title=Text("笔记检查", "Study notes"),
    id_column="id",
    header_row=5,
    reach=5005,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, Owner.COMPUTED, width=9),
        Column(
            "period",
            Text("检查期", "Period"),
            Kind.ID,  # so that no program makes a date of 2026-09
            width=9.5,
            required=True,
            limit=30,
            hint=Text("各行写法须一致，如 2026-09。", "The same words in every row, such as 2026-09."),
        ),
        person_column(width=9),
        Column("name", Text("姓名", "Name"), owner=Owner.COMPUTED, width=14.5),
        Column("kind", Text("类别", "Kind"), Kind.CHOICE, width=18, required=True, choices=NOTE_KIND),
        Column("due", Text("应交日期", "Due"), Kind.DATE, width=11.5, required=True),
        Column(
            "checker",
            Text("检查人教职工号", "Checked by"),
            Kind.ID,
            width=11,
            limit=30,
            choices=ListOf("people_numbers"),
            hint=Text("检查人的教职工号，不能是本人。", "The checker's staff number; not the person's own."),
        ),
        Column("checked", Text("检查日期", "Checked on"), Kind.DATE, width=11.5),
        Column("result", Text("检查结果", "Result"), Kind.CHOICE, width=13, choices=NOTE_RESULT),
        Column("state", Text("状态", "State"), Kind.CHOICE, Owner.COMPUTED, width=18, choices=NOTE_STATE),
        Column("department", Text("部门", "Department"), owner=Owner.COMPUTED, width=14),
        Column("check", Text("检查：结果", "Check: result"), Kind.CHECK, Owner.COMPUTED, width=20),
        Column("submitted", Text("上交日期", "Handed in"), Kind.DATE, width=11.5),
        Column("pieces", Text("篇数", "Pieces"), Kind.NUMBER, width=7.5, low=0, high=999),
        Column("words", Text("字数", "Characters"), Kind.NUMBER, width=11, low=0, high=1_000_000),
        Column("needed", Text("规定字数", "Characters needed"), Kind.NUMBER, Owner.COMPUTED, width=11),
        Column(
            "check_handed_in", Text("检查：上交", "Check: handed in"), Kind.CHECK, Owner.COMPUTED, width=20
        ),
        Column("reason", Text("免查或不合格原因", "Reason"), width=20, limit=200),
        Column("recheck_due", Text("补查期限", "Recheck by"), Kind.DATE, width=11.5),
        Column("rechecked", Text("补查日期", "Rechecked"), Kind.DATE, width=11.5),
        Column("recheck", Text("补查结果", "Recheck"), Kind.CHOICE, width=13, choices=RECHECK),
        Column("remarks", Text("备注", "Remarks"), width=16),
        Column("check_recheck", Text("检查：补查", "Check: recheck"), Kind.CHECK, Owner.COMPUTED, width=20),
    ),
    rules=(
        Rule(catalogue.PERSON_SAME, "checker", Same("checker", "number"), (("other", "#number"),)),
        needed("checker", "result", _CHECKED),
        needed("checked", "result", _CHECKED),
        needed("reason", "result", IsAny("result", NOTE_RESULT, "exempt", "fail")),
        Rule(
            catalogue.CELL_CONFLICT,
            "result",
            All((Is("result", NOTE_RESULT, "missing"), IsNumber("submitted"))),
            (("other", "#submitted"),),
        ),
        Rule(
            catalogue.CELL_CONFLICT,
            "recheck",
            All((_RECHECKED, Not(_REDONE))),
            (("other", "#result"),),
        ),
        needed("rechecked", "recheck", _RECHECKED),
        not_before("rechecked", "checked"),
        # What follows from these two for whoever wrote the notes is claimed below: the recheck decides on it.
        Rule(issues.MISSING, "result", All((Is("result", NOTE_RESULT, "missing"), _NOT_MADE_GOOD))),
        Rule(issues.FAILED, "result", All((Is("result", NOTE_RESULT, "fail"), _NOT_MADE_GOOD))),
        Rule(
            issues.SHORT,
            "words",
            All((Less("words", "needed"), IsAny("result", NOTE_RESULT, "pass", "excellent"))),
        ),
        Rule(issues.UNCHECKED, "checked", All((Not(_CHECKED), Past("due")))),
        Rule(
            catalogue.LATE_OPEN,
            "rechecked",
            All((Blank("rechecked"), Past("recheck_due"))),
            (("limit", "recheck_due"),),
        ),
    ),
)

SHEET = SheetSpec(
    "notes",
    SPEC.title,
    Text(
        "每人、每期、每类笔记一行。未交或不合格的，补查后填写补查结果。",
        "One row for each person, period and kind. What wasn't handed in or failed is rechecked.",
    ),
    group="campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    person = school.person(row["number"])
    words = school.number("notes_words") if row["kind"] in DUE_FOR_WORDS else 0
    return {
        "name": person.name if person else None,
        "department": person.department if person else None,
        "needed": words if row["kind"] else None,
        "state": _state(row, school.as_of),
    }


def _state(row: Row, as_of: date) -> str:
    """Where the check of the notes has got to, by NOTE_STATE."""
    match row["result"]:
        case None:
            due = row["due"]
            return "late" if isinstance(due, date) and due < as_of else "waiting"
        case "exempt":
            return "exempt"
        case "fail" | "missing":
            return {"made_good": "pass", "still": "still"}.get(str(row["recheck"]), "open")
    return "pass"


# What a recheck makes of notes that failed or weren't handed in.
_CLAIMED = {"made_good": "rectified", "still": "substantiated"}


def _claims(notes: Snapshot) -> Iterator[Claim]:
    """Each row with notes that failed or are missing says so of their writer, once, whatever came of it."""
    for row in notes.rows:
        kind = {"missing": issues.MISSING, "fail": issues.FAILED}.get(str(row["result"]))
        if kind:
            yield Claim(
                f"{row['id']}/{kind.code}",
                "notes",
                _CLAIMED.get(str(row["recheck"]), "alleged"),
                str(row["number"]),
                source="notes",
                date=row["checked"] if isinstance(row["checked"], date) else None,
                reference=f"{SHEET.name(notes.school.lang)} {row['id']}",
                by_tag=True,
            )


def _twice(notes: Snapshot) -> Iterator[Found]:
    """The second row of the same person, period and kind, and every further one."""
    return entered_twice(notes.rows, "number", "period", "kind")


def _absent(notes: Snapshot) -> Iterator[Found]:
    """Of each period, who owes a return and has no row of any kind."""
    recorded: dict[str, set[Value]] = {}
    for row in notes.rows:
        if row["period"]:
            recorded.setdefault(str(row["period"]), set()).add(row["number"])
    for period, numbers in recorded.items():
        absent = [p.name for p in notes.school.people if p.owes_return and p.number not in numbers]
        if absent:
            yield Found(
                about=period,
                arguments={"period": period, "count": len(absent), "people": listed(absent)},
            )


PACK = PackPart(
    open=tuple(column.key for column in SPEC.inputs),
    person="number",
    grows=True,
)
"""A department checks the notes of its own people."""

REGISTER = Register(
    SHEET,
    "NO",
    pack=PACK,
    complete=_complete,
    claims=_claims,
    tiles=TILES,
    figures=FIGURES,
    whole=(TableRule(issues.TWICE, "number", _twice), TableRule(issues.ABSENT, "period", _absent)),
    duties=(
        Duty(Text("检查笔记", "Check the notes"), ("due",), "result", "name", "checker"),
        Duty(
            Text("补查笔记", "Recheck the notes"),
            ("recheck_due",),
            "recheck",
            "name",
            "checker",
            lambda row: row["result"] not in ("fail", "missing"),
        ),
    ),
    options=(
        Option(
            Column(
                "notes_words",
                Text("笔记最低字数", "Study notes: least letters"),
                Kind.NUMBER,
                low=0,
                high=100_000,
            ),
            5000,
        ),
    ),
)
