"""The sheet Conflicts: where what a department sent back and what stands here can't both be right, and the office decides."""

from __future__ import annotations

from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

_C = Owner.COMPUTED

CONFLICT_STATE = Vocabulary(
    "conflict_state",
    (("open", Text("△ 待选择", "△ To decide")), ("applied", Text("✓ 已处理", "✓ Done"))),
)

CONFLICT_KIND = Vocabulary(
    "conflict_kind",
    (
        ("changed", Text("两边都改了", "Changed on both sides")),
        ("unreadable", Text("填写无法读取", "Can't be read")),
        ("no_base", Text("不同，不知发出时内容", "Differs; issue unknown")),
        ("no_base_row", Text("此处没有的行", "A row that isn't here")),
        ("deleted_here", Text("此处已删，对方改了", "Deleted here, changed there")),
        ("missing", Text("对方删了", "Deleted there")),
        ("missing_changed", Text("对方删了，此处改了", "Deleted there, changed here")),
        ("other_row", Text("编号相同的另一行", "Another row, same id")),
        ("id_twice", Text("编号重复的行", "The same id twice")),
        ("added", Text("对方新增", "Added there")),
    ),
)

DECISION = Vocabulary(
    "decision",
    (
        ("ours", Text("保留本台账的", "Ours")),
        ("theirs", Text("采用交回的", "Theirs")),
        ("own", Text("用自填内容", "Own words")),
    ),
    also=(
        ("ours", ("保留", "本台账", "不采用", "keep", "keep ours")),
        ("theirs", ("采用", "交回的", "对方的", "take theirs", "take")),
        ("own", ("自填", "自填内容", "own", "other")),
    ),
)

SPEC = TableSpec(
    key="conflicts",
    title=Text("冲突", "Conflicts"),
    prefilled=True,
    reordered=True,
    id_column="id",
    faded=("state", ("applied",)),
    reach=5004,
    columns=(
        Column("state", Text("状态", "State"), Kind.CHOICE, _C, width=11.5, choices=CONFLICT_STATE),
        Column("sheet", Text("工作表", "Sheet"), Kind.TEXT, _C, width=12),
        Column("about", Text("该行", "About"), Kind.TEXT, _C, width=17),
        Column("column", Text("列", "Column"), Kind.TEXT, _C, width=13),
        Column("base", Text("发出时", "As issued"), Kind.TEXT, _C, width=16),
        Column("ours", Text("本台账", "Ours"), Kind.TEXT, _C, width=18),
        Column("theirs", Text("交回的", "Theirs"), Kind.TEXT, _C, width=18),
        Column(
            "decision",
            Text("选择", "Decision"),
            Kind.CHOICE,
            width=14,
            choices=DECISION,
            hint=Text(
                "选好后再按“收回部门表”即生效。删除的行：“采用交回的”即删除。",
                "Takes effect at the next Merge back. Of a deleted row, Theirs deletes it here.",
            ),
        ),
        Column("own", Text("自填内容", "Own words"), width=16),
        Column("kind", Text("情形", "What happened"), Kind.CHOICE, _C, width=18, choices=CONFLICT_KIND),
        Column("row_id", Text("行编号", "Row id"), Kind.ID, _C, width=14),
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=13),
        Column("remarks", Text("备注", "Remarks"), width=14),
        Column("came", Text("收到日期", "Came on"), Kind.DATE, _C, width=11.5),
        Column("settled", Text("处理日期", "Done on"), Kind.DATE, _C, width=11.5),
        Column("memory", Text("合并底稿", "Merge memory"), Kind.ID, _C, width=10, hidden=True),
        Column("pack", Text("部门表编号", "Pack"), Kind.ID, _C, width=11, aside=True),
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=14, aside=True),
    ),
)

SHEET = SheetSpec(
    "conflicts",
    SPEC.title,
    Text(
        "收回部门表时两边不一致之处；台账保持不变，选择后再次收回时生效。",
        "Where a pack that came back and this workbook disagree. Nothing changes until you choose and merge again.",
    ),
    group="returns",
    table=SPEC,
    since=4,
    wide=True,
)
