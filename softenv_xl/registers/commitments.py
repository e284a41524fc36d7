"""S18: what departments promise in public: on which basis, by which procedure, how soon; and where that is posted."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.issue_kind import note, warning
from softenv_xl.registers.findings import FIX, FIX_STATE, breaches_column, finding_column, finding_rules
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.publicity_words import COMMITMENT_KIND, PUBLISH_STATE
from softenv_xl.registers.register import Duty, Found, Register, Shown, TableRule, Tile
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.shared_columns import department_column
from softenv_xl.registers.shared_rules import needed, not_before
from softenv_xl.registers.timeliness import run_out, timeliness
from softenv_xl.registers.words import PLACE
from softenv_xl.schema.column import Breach, Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Before, Blank, Filled, Is, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_OVERDUE = warning(
    "commitment.overdue",
    "应于 {limit} 前公开。",
    "It should have been posted by {limit}.",
    "请公开并填写日期。",
    "Post it and give the date.",
    brief=Text("逾期未公开", "not posted"),
)
_LATE = warning(
    "commitment.late",
    "公开晚于 {limit}。",
    "It was posted after {limit}.",
    "请写明原因。",
    "Note why.",
    brief=Text("逾期公开", "posted late"),
)
_NO_PHONE = warning(
    "commitment.no-phone",
    "服务承诺缺监督电话。",
    "The commitment names no complaints telephone.",
    "请填写。",
    "Fill it in.",
    brief=Text("缺监督电话", "no telephone"),
)
_EXPIRED = warning(
    "commitment.expired",
    "承诺已到期。",
    "The commitment has expired.",
    "请修订后重新公开。",
    "Revise and post it again.",
    brief=Text("已到期", "expired"),
)
_ONE_PLACE = note(
    "commitment.one-place",
    "只在一处公开。",
    "It is posted in one place only.",
    "方案要求公示栏和报纸等，请补充。",
    "The plan asks for notice board and newspaper; add another.",
    brief=Text("只在一处公开", "one place only"),
)
_WITHOUT = warning(
    "commitment.department-without",
    "部门“{department}”没有公开承诺。",
    "The department “{department}” has no commitment.",
    "请补充；不对外服务的，在“问题清单”中标为“不需处理”。",
    "Add one; if it serves nobody outside, mark this “No action needed” on the sheet Issues.",
    brief=Text("没有承诺", "no commitment"),
)

_C = Owner.COMPUTED
_SERVICE = Is("kind", COMMITMENT_KIND, "service")

SPEC = TableSpec(
    key="commitments",
    title=Text("服务承诺", "Commitments"),
    id_column="id",
    header_row=5,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=9),
        Column("kind", Text("类别", "Kind"), Kind.CHOICE, width=12, required=True, choices=COMMITMENT_KIND),
        Column("matter", Text("事项", "Matter"), width=16, required=True, limit=80),
        department_column(),
        Column("text", Text("承诺或程序内容", "Commitment"), width=26, required=True),
        Column(
            "limit_days", Text("办结工作日", "Done in working days"), Kind.NUMBER, width=11, low=0, high=365
        ),
        Column("phone", Text("监督电话", "Complaints telephone"), width=13, limit=40),
        Column("basis", Text("依据", "Basis"), width=16, limit=200),
        Column("due", Text("应公开日期", "Post by"), Kind.DATE, width=11.5, required=True),
        Column("place1", Text("公开方式一", "Place 1"), Kind.CHOICE, width=12, choices=PLACE),
        Column("posted1", Text("公开日期一", "Posted 1"), Kind.DATE, width=11.5),
        Column("place2", Text("公开方式二", "Place 2"), Kind.CHOICE, width=12, choices=PLACE),
        Column("posted2", Text("公开日期二", "Posted 2"), Kind.DATE, width=11.5),
        Column("valid_until", Text("有效期至", "Valid until"), Kind.DATE, width=11.5),
        Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=16, choices=PUBLISH_STATE),
        Column("check", Text("检查：承诺", "Check: commitment"), Kind.CHECK, _C, width=24),
        Column("materials", Text("所需材料", "What to bring"), width=20, limit=300),
        Column("remarks", Text("备注", "Remarks"), width=18),
        finding_column(),
        FIX,
        breaches_column(label=Text("公开欠缺", "Lapses")),
        FIX_STATE,
        Column("check_finding", Text("检查：认定", "Check: finding"), Kind.CHECK, _C, width=24),
    ),
    rules=(
        needed("place1", "posted1"),
        needed("place2", "posted2"),
        needed("basis", "kind", Is("kind", COMMITMENT_KIND, "basis")),
        needed("limit_days", "kind", _SERVICE),
        not_before("valid_until", "posted1"),
        Rule(
            _OVERDUE,
            "posted1",
            All((Blank("posted1"), Past("due"))),
            (("limit", "due"),),
            breach=Breach("disclosure"),
        ),
        Rule(_LATE, "posted1", Before("due", "posted1"), (("limit", "due"),), breach=Breach("disclosure")),
        Rule(_NO_PHONE, "phone", All((_SERVICE, Blank("phone")))),
        Rule(_EXPIRED, "valid_until", Past("valid_until")),
        Rule(_ONE_PLACE, "posted2", All((Filled("posted1"), Blank("posted2")))),
        *finding_rules(),
    ),
)

SHEET = SheetSpec(
    "commitments",
    SPEC.title,
    Text(
        "每项办事依据、办事程序或服务承诺一行，写明应公开日期和公开的地方。",
        "One row for each basis, procedure or service commitment: by when it is to be posted, and where it is.",
    ),
    "campaign",
    table=SPEC,
    since=3,
    wide=True,
)


def _complete(row: Row, school: School) -> Row:
    expired = row["posted1"] is not None and run_out(row, "valid_until", school.as_of)
    return {"state": "renew" if expired else timeliness(row["due"], row["posted1"], school.as_of)}


def _departments_without(commitments: Snapshot) -> Iterator[Found]:
    """Nothing is missing in a register that nobody has begun."""
    with_one = {row["department"] for row in commitments.rows}
    for department in commitments.school.departments if with_one else ():
        if department.name not in with_one:
            yield Found(about=department.name, arguments={"department": department.name})


def _posted(commitments: Snapshot) -> Shown:
    posted, total = sum(row["posted1"] is not None for row in commitments.rows), len(commitments.rows)
    return Shown(posted if total else None, Text(f"共 {total} 项", f"posted, of {total}"))


PACK = PackPart(
    open=tuple(column.key for column in SPEC.inputs if column.key not in ("department", "finding", "fix")),
    grows=True,
)
"""A department enters and posts its own; the office decides on what is found."""

REGISTER = Register(
    SHEET,
    "CM",
    pack=PACK,
    complete=_complete,
    source="commitments",
    dated="due",
    whole=(TableRule(_WITHOUT, "department", _departments_without),),
    tiles=(Tile("commitments", Text("已公开承诺", "Commitments"), sheet="commitments", value=_posted),),
    duties=(Duty(Text("公开承诺", "Post the commitment"), ("due",), "posted1", "matter"),),
)
