"""S16: items of the tracker under supervision: who watches over each, when it is next looked at, how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import followups
from softenv_xl.registers import supervised_issues as issues
from softenv_xl.registers.findings import FIX_STATE, TRACKER_IDS
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Found, Register, Shown, TableRule, Tile
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.shared_columns import person_column
from softenv_xl.registers.shared_rules import entered_twice, needed, not_before, still_there
from softenv_xl.registers.supervision_words import BEHIND, ESCALATION, STEPS, SUPER_COLOUR, SUPER_LEVEL
from softenv_xl.registers.timeliness import run_out
from softenv_xl.registers.words import AT_REST, STATUS
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Blank, Filled, IsAny, Less, Not, Past, Same
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_NEAR = timedelta(days=7)
_C = Owner.COMPUTED
_ESCALATED = IsAny("escalation", ESCALATION, *STEPS)
_RESTS = IsAny("fix_state", STATUS, *AT_REST)

SPEC = TableSpec(
    key="supervised",
    title=Text("督办台账", "Supervised"),
    id_column="id",
    columns=(
        Column("id", Text("督办编号", "Id"), Kind.ID, _C, width=9),
        Column("fix", Text("整改编号", "Item"), width=13, required=True, limit=60, choices=TRACKER_IDS),
        Column("problem", Text("问题", "Problem"), owner=_C, width=18),
        Column("level", Text("督办级别", "Level"), Kind.CHOICE, width=11, required=True, choices=SUPER_LEVEL),
        person_column("supervisor", Text("督办人教职工号", "Supervisor"), width=10),
        Column("name", Text("督办人", "Name"), owner=_C, width=12),
        Column("reason", Text("督办原因", "Why"), width=14, required=True, limit=200),
        Column("listed", Text("列入日期", "Listed"), Kind.DATE, width=11.5, required=True),
        Column("due", Text("督办期限", "Due"), Kind.DATE, width=11.5, required=True),
        Column(
            "every",
            Text("间隔天数", "Every days"),
            Kind.NUMBER,
            width=9,
            required=True,
            low=1,
            high=90,
            hint=Text("每隔多少天跟进一次。", "How many days from one follow-up to the next."),
        ),
        Column("next", Text("下次跟进", "Next look"), Kind.DATE, _C, width=11.5),
        Column("colour", Text("督办状态", "Light"), Kind.CHOICE, _C, width=15, choices=SUPER_COLOUR),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=22),
        Column("missed", Text("漏跟进次数", "Missed"), Kind.NUMBER, _C, width=9),
        Column("last", Text("最近跟进", "Last look"), Kind.DATE, _C, width=11.5),
        Column("escalation", Text("督促措施", "Escalation"), Kind.CHOICE, width=16, choices=ESCALATION),
        Column("escalated", Text("督促日期", "Escalated"), Kind.DATE, width=11.5),
        Column("department", Text("责任部门", "Department"), owner=_C, width=14),
        Column("owner", Text("责任人", "Responsible"), owner=_C, width=14),
        FIX_STATE,
        Column("lifted", Text("解除日期", "Lifted"), Kind.DATE, width=11.5),
        Column("lifted_by", Text("解除批准人", "Lifted by"), width=13, limit=60),
        Column("remarks", Text("备注", "Remarks"), width=20),
    ),
    rules=(
        not_before("due", "listed"),
        not_before("lifted", "listed"),
        needed("lifted_by", "lifted"),
        Rule(issues.LIFTED_OPEN, "lifted", All((Filled("lifted"), Filled("fix_state"), Not(_RESTS)))),
        needed("escalated", "escalation", _ESCALATED),
        Rule(
            issues.MUST_ESCALATE,
            "escalation",
            All((Blank("lifted"), Less(1, "missed"), Not(_ESCALATED))),
            (("times", "missed"),),
        ),
        Rule(issues.FOLLOW_UP_MISSED, "next", All((Blank("lifted"), Past("next")))),
        Rule(issues.OVERDUE, "due", All((Blank("lifted"), Not(_RESTS), Past("due")))),
        Rule(issues.OWN_SUPERVISOR, "supervisor", Same("name", "owner")),
        still_there("fix", TRACKER_IDS),
    ),
)

SHEET = SheetSpec(
    "supervised",
    SPEC.title,
    Text(
        "每个督办的整改项一行；每次跟进写在“督办跟进”中，颜色和下次跟进日期自动计算。",
        "One row for each supervised item; follow-ups go into their own sheet; light and next look are computed.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    item = school.item(row["fix"]) or {}
    done = _looked(row, school)
    last = done[-1] if done else None
    on, every = (last["on"] if last else row["listed"]), row["every"]
    runs = not _at_rest(row) and school.uses(followups.SPEC.key)
    term = timedelta(days=every) if runs and isinstance(every, int) and every > 0 else None
    missed = _missed(on, term, school.as_of)
    return {
        "name": school.name(row["supervisor"]),
        **{key: item.get(key) for key in ("problem", "department", "owner")},
        "last": last["on"] if last else None,
        "next": on + term if isinstance(on, date) and term else None,
        "missed": missed,
        "colour": _colour(
            row, behind=bool(missed or (last and last["result"] in BEHIND)), as_of=school.as_of
        ),
    }


def _looked(row: Row, school: School) -> list[Row]:
    """The item's follow-ups that count, the latest one last."""
    known, listed = school.kept(followups.SPEC.key), row["listed"]
    dated = [
        (on, one)
        for one in known
        if row["id"] and one["supervised"] == row["id"] and isinstance(on := one["on"], date)
        if on <= school.as_of and not (isinstance(listed, date) and on < listed)
    ]
    return [one for _, one in sorted(dated, key=lambda pair: pair[0])]


def _missed(since: Value, term: timedelta | None, as_of: date) -> int:
    """How many follow-ups should have been and weren't; on the day itself there is still time."""
    if not (term and isinstance(since, date)):
        return 0
    return max(0, ((as_of - since).days - 1) // term.days)


def _at_rest(row: Row) -> bool:
    """Is there nothing left to be followed up?"""
    return row["lifted"] is not None or row["fix_state"] in AT_REST


def _colour(row: Row, *, behind: bool, as_of: date) -> str:
    if _at_rest(row):
        return "green"
    if run_out(row, "due", as_of):
        return "red"
    if behind:
        return "yellow"
    return "blue" if run_out(row, "due", as_of + _NEAR + timedelta(days=1)) else "grey"


def _twice(supervised: Snapshot) -> Iterator[Found]:
    """A further row about an item that another, which isn't lifted, is about."""
    return entered_twice((row for row in supervised.rows if row["lifted"] is None), "fix")


def _early(supervised: Snapshot) -> Iterator[Found]:
    """Follow-ups from before their item was listed. They are told here: their own rows are judged before these."""
    by_id = {row["id"]: row for row in supervised.rows}
    for one in supervised.school.kept(followups.SPEC.key):
        row, on = by_id.get(one["supervised"]), one["on"]
        if row and isinstance(on, date) and isinstance(listed := row["listed"], date) and on < listed:
            yield Found(row, arguments={"other": display_text(one["id"]), "day": display_text(on)})


def _under_way(supervised: Snapshot) -> Shown:
    colours = [row["colour"] for row in supervised.rows]
    red, yellow, total = colours.count("red"), colours.count("yellow"), len(colours)
    open_ = total - colours.count("green")
    note = Text(f"共 {total} 项；红 {red}，黄 {yellow}", f"of {total}; {red} red, {yellow} yellow")
    return Shown(open_ if total else None, note)


PACK = PackPart(office=("remarks",))
"""A department sees what of it is watched over, and by when; nothing here is its own to fill in."""

REGISTER = Register(
    SHEET,
    "SU",
    pack=PACK,
    complete=_complete,
    lists={followups.SUPERVISED_IDS.name: "id"},
    whole=(
        TableRule(issues.TWICE, "fix", _twice),
        TableRule(issues.EARLY_FOLLOW_UP, "listed", _early),
    ),
    tiles=(Tile("supervised", Text("督办中", "Under supervision"), sheet="supervised", value=_under_way),),
    duties=(
        Duty(Text("跟进督办事项", "Follow up the supervised item"), ("next",), "", "problem", "supervisor"),
        Duty(
            Text("督办到期办结", "End the supervision"), ("due",), "lifted", "problem", "supervisor", _at_rest
        ),
    ),
)
