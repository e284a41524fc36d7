"""S7: the rectification tracker: what the teacher wrote, what the office decides, what follows from both."""

from __future__ import annotations

from softenv_xl import catalogue
from softenv_xl.issue_kind import IssueKind
from softenv_xl.registers.departments import LISTED_DEPARTMENT
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Register
from softenv_xl.registers.tracker_figures import FIGURES, TILES
from softenv_xl.registers.words import AT_REST, PROGRESS, STATUS
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.computed import DaysLate
from softenv_xl.schema.expression import All, AnyOf, Blank, Expression, Is, Not, Pairs
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

# Work may go back and forth until an item is closed or, as it should never have been one, withdrawn; then it
# can only be reopened.
NEXT: dict[str, tuple[str, ...]] = {
    "open": ("investigating", "remediating", "deviation_requested", "withdrawn"),
    "investigating": ("open", "remediating", "deviation_requested", "closed", "withdrawn"),
    "remediating": ("open", "investigating", "deviation_requested", "closed", "withdrawn"),
    "deviation_requested": ("open", "investigating", "remediating", "deviation_approved", "withdrawn"),
    "deviation_approved": ("investigating", "remediating", "deviation_requested", "closed", "withdrawn"),
    "closed": ("open",),
    "withdrawn": ("open",),
}

# What has to be filled in before a status counts, and the issue when it isn't.
NEEDS: dict[str, tuple[IssueKind, tuple[str, ...]]] = {
    "closed": (catalogue.TRACKER_CLOSE_UNSIGNED, ("decision", "signed_off")),
    "deviation_approved": (catalogue.TRACKER_DEVIATION_UNDATED, ("revised",)),
    "withdrawn": (catalogue.TRACKER_WITHDRAWN_UNEXPLAINED, ("decision",)),
}


def _not_allowed() -> Expression:
    """The status is one that the item can't go to from what it counts as."""
    barred = (
        (after, before) for after in NEXT for before in NEXT if after != before and after not in NEXT[before]
    )
    return Pairs("status", "standing", STATUS, tuple(barred))


def _unfit(status: str) -> Expression:
    """The status is chosen and doesn't count yet, and a cell that it needs is blank."""
    needs = tuple(Blank(key) for key in NEEDS[status][1])
    return All((Is("status", STATUS, status), Not(Is("standing", STATUS, status)), AnyOf(needs)))


_C, _T = Owner.COMPUTED, Owner.TEACHER

OVERDUE = DaysLate("deadline", "revised", "standing", STATUS, AT_REST)

SPEC = TableSpec(
    key="tracker",
    title=Text("整改台账", "Tracker"),
    id_column="id",
    faded=("standing", AT_REST),
    reordered=True,
    reach=5004,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=13),
        Column(
            "number",
            Text("教职工号", "Staff number"),
            Kind.ID,
            width=10,
            limit=30,
            choices=ListOf("people_numbers"),
        ),
        Column("name", Text("姓名", "Name"), Kind.TEXT, _C, width=15),
        Column(
            "department",
            Text("责任部门", "Department"),
            Kind.TEXT,
            _C,
            width=14,
            choices=ListOf("pick_departments"),
        ),
        Column(
            "item",
            Text("对应项目", "Item"),
            Kind.CHOICE,
            _T,
            width=17,
            required=True,
            choices=ListOf("rulebook_items"),
        ),
        Column("problem", Text("存在问题", "Problem"), Kind.TEXT, _T, width=28, required=True),
        Column("status", Text("状态", "Status"), Kind.CHOICE, width=13, choices=STATUS),
        Column("deadline", Text("原定期限", "Original due"), Kind.DATE, _T, width=11.5, required=True),
        Column("revised", Text("调整后期限", "Revised due"), Kind.DATE, width=11.5),
        Column(
            "overdue",
            Text("超期天数", "Days overdue"),
            Kind.NUMBER,
            _C,
            width=9,
            formula=OVERDUE,
        ),
        Column("measure", Text("整改措施", "Measure"), Kind.TEXT, _T, width=28),
        Column("owner", Text("责任人", "Responsible"), Kind.TEXT, _T, width=14, limit=60),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=20),
        Column("reviewer", Text("验收人", "Reviewer"), width=11, limit=60),
        Column("decision", Text("验收意见", "Decision"), width=18),
        Column("signed_off", Text("销号签字", "Sign-off"), width=10, limit=60),
        Column("remarks", Text("备注", "Remarks"), width=16),
        Column("memory", Text("合并底稿", "Merge memory"), Kind.ID, _C, width=10, hidden=True),
        Column("head", Text("部门负责人", "Department head"), Kind.TEXT, _C, width=12, aside=True),
        Column("found", Text("发现日期", "Found on"), Kind.DATE, _T, width=11.5, aside=True),
        Column(
            "progress",
            Text("教师自报进展", "Teacher's progress"),
            Kind.CHOICE,
            _T,
            width=12,
            choices=PROGRESS,
            aside=True,
        ),
        Column("evidence", Text("佐证材料", "Evidence"), Kind.TEXT, _T, width=14, aside=True),
        Column(
            "standing", Text("认定状态", "Counts as"), Kind.CHOICE, _C, width=13, choices=STATUS, aside=True
        ),
        Column("since", Text("状态日期", "Since"), Kind.DATE, _C, width=11.5, aside=True),
        Column("received", Text("列入日期", "Entered on"), Kind.DATE, _C, width=11.5, aside=True),
    ),
    # The merge tells all but the first with what each item counts as (tracker.lifecycle).
    rules=(
        LISTED_DEPARTMENT,
        Rule(catalogue.TRACKER_TRANSITION, "status", _not_allowed(), elsewhere=True, certain=True),
        *(Rule(NEEDS[status][0], "status", _unfit(status), elsewhere=True, certain=True) for status in NEEDS),
    ),
)

SHEET = SheetSpec(
    "tracker",
    Text("整改台账", "Tracker"),
    Text(
        "每项整改一行；销号前须填写验收意见和销号签字。不要删除行，可改为“已撤回”并写明理由。右侧可自行加列。",
        "One row per item. Closing needs decision and sign-off. Don't delete: withdraw. Own columns: at the right.",
    ),
    group="results",
    table=SPEC,
    wide=True,
)

DUTIES = (
    Duty(
        Text("整改并销号", "Put right and close"),
        ("revised", "deadline"),
        "",
        "problem",
        unless=lambda row: row["standing"] in AT_REST,
    ),
)

PACK = PackPart(
    open=(
        "measure",
        "owner",
        "progress",
        "evidence",
        "status",
        "reviewer",
        "decision",
        "signed_off",
        "remarks",
    )
)
"""A department puts right, and its head signs off; a later day than the first is the office's to grant."""

REGISTER = Register(
    SHEET, pack=PACK, lists={"tracker_ids": "id"}, tiles=TILES, figures=FIGURES, made=True, duties=DUTIES
)
