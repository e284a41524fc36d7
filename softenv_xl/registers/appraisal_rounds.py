"""S10: the rounds in which parents appraise teachers: when, how many were asked, how many answered."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.issue_kind import warning
from softenv_xl.registers import appraisal_questions
from softenv_xl.registers.appraisal_figures import FIGURE, TILE
from softenv_xl.registers.appraisal_words import APPRAISAL_SCALE
from softenv_xl.registers.register import Duty, Found, Option, Register, TableRule
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.shared_rules import not_before
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Less, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_MORE = warning(
    "appraisal.more-than-invited",
    "收回份数多于发出份数。",
    "More sheets came back than were handed out.",
    "请检查是否重复填写。",
    "Look for double answers.",
    brief=Text("多于发出", "more than handed out"),
)
_UNDER = warning(
    "appraisal.under-target",
    "有效份数未达到目标人数。",
    "Fewer valid sheets than the target.",
    "请延长或补发。",
    "Extend the time, or hand out more.",
    brief=Text("未达目标", "below target"),
)
_WEIGHTS = warning(
    "appraisal.weights-not-100",
    "“评议题目”中启用题目的权重合计 {sum}，按比例折算。",
    "On the sheet Appraisal questions, the weights in use sum to {sum}; they are scaled.",
    "请改为合计 100。",
    "Make them sum to 100.",
    brief=Text("权重不是100", "not 100"),
)

_C, _MOST, _WHOLE = Owner.COMPUTED, 1_000_000, 100

SPEC = TableSpec(
    key="appraisal_rounds",
    title=Text("评议批次", "Appraisal rounds"),
    id_column="id",
    columns=(
        Column("id", Text("批次", "Round"), Kind.ID, _C, width=9),
        Column("title", Text("名称", "Title"), width=20, required=True, limit=80),
        Column("opened", Text("开始日期", "Opened"), Kind.DATE, width=12, required=True),
        Column("closed", Text("结束日期", "Closed"), Kind.DATE, width=12, required=True),
        Column("invited", Text("发出份数", "Handed out"), Kind.NUMBER, width=10, low=0, high=_MOST),
        Column("target", Text("目标人数", "Target"), Kind.NUMBER, width=10, low=1, high=_MOST),
        Column("received", Text("收回份数", "Received"), Kind.NUMBER, _C, width=10),
        Column("valid", Text("有效份数", "Valid"), Kind.NUMBER, _C, width=10),
        Column("rejected", Text("无效份数", "Not valid"), Kind.NUMBER, _C, width=10),
        Column("coverage", Text("目标完成率", "Of target"), Kind.PERCENT, _C, width=11),
        Column("response", Text("回收率", "Response"), Kind.PERCENT, _C, width=10),
        Column("files", Text("文件数", "Files"), Kind.NUMBER, _C, width=8),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=24),
        Column("remarks", Text("备注", "Remarks"), width=20),
    ),
    rules=(
        not_before("closed", "opened"),
        Rule(_MORE, "invited", Less("invited", "received")),
        Rule(_UNDER, "target", All((Past("closed"), Less("valid", "target")))),
    ),
)

SHEET = SheetSpec(
    "appraisal_rounds",
    SPEC.title,
    Text(
        "每次家长评议一行。答卷文件放入“评议”文件夹中以批次命名的文件夹（如 AP-001），再按“家长评议”。",
        "One row for each round. Put its files into the folder appraisal/AP-001 (the round's id), then press Appraisal.",
    ),
    group="campaign",
    table=SPEC,
    since=3,
)


def _complete(row: Row, _: School) -> Row:
    return {
        "coverage": _share(row["valid"], row["target"]),
        "response": _share(row["received"], row["invited"]),
    }


def _share(part: object, of: object) -> float | None:
    if isinstance(part, int | float) and isinstance(of, int | float) and of > 0:
        return part / of
    return None


def _weights(rounds: Snapshot) -> Iterator[Found]:
    """Nothing is wrong as long as no round has begun."""
    marked = [
        row["weight"]
        for row in rounds.school.lookups.get(appraisal_questions.SPEC.key, ())
        if row["used"] == "yes" and row["scale"] in _MARKED
    ]
    total = sum(weight for weight in marked if isinstance(weight, int | float))
    if rounds.rows and marked and total != _WHOLE:
        yield Found(arguments={"sum": f"{total:g}"})


_MARKED = tuple(key for key, _ in APPRAISAL_SCALE.words if key not in ("conduct", "text"))

REGISTER = Register(
    SHEET,
    "AP",
    pack=None,
    complete=_complete,
    whole=(TableRule(_WEIGHTS, "title", _weights),),
    tiles=(TILE,),
    figures=(FIGURE,),
    lookups=(appraisal_questions.LOOKUP, appraisal_questions.WORDS_LOOKUP),
    duties=(Duty(Text("评议结束，读入答卷", "Count the appraisal"), ("closed",), "received", "title"),),
    options=(
        Option(
            Column(
                "group_min",
                Text("最小公开人数", "Smallest group shown"),
                Kind.NUMBER,
                low=3,
                high=50,
                hint=Text(
                    "有效评价少于此数的教师不显示；结果有这么多新评价后才更新。",
                    "Teachers with fewer valid answers aren't shown, and figures change only by so many new ones.",
                ),
            ),
            5,
        ),
        Option(
            Column(
                "lead_days", Text("评议线索核实天数", "Leads: days to check"), Kind.NUMBER, low=1, high=90
            ),
            15,
        ),
    ),
)
