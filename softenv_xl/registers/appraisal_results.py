"""S10: what parents said of each teacher in each round, as far as it may be shown. A press on Appraisal fills it in."""

from __future__ import annotations

from softenv_xl.registers.appraisal_issues import TOLD
from softenv_xl.registers.appraisal_words import APPRAISAL_SHOWN
from softenv_xl.registers.register import Register
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED


def _share(key: str, label: Text, width: float = 11) -> Column:
    return Column(key, label, Kind.PERCENT, _C, width=width)


SPEC = TableSpec(
    key="appraisal",
    title=Text("评议结果", "Appraisal results"),
    id_column="id",
    prefilled=True,
    reach=5004,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, _C, width=18),
        Column("round", Text("批次", "Round"), Kind.ID, _C, width=9),
        Column("number", Text("教职工号", "Staff number"), Kind.ID, _C, width=10),
        Column("name", Text("姓名", "Name"), Kind.TEXT, _C, width=14.5),
        Column("department", Text("部门", "Department"), Kind.TEXT, _C, width=14),
        Column("shown", Text("可否显示", "Shown"), Kind.CHOICE, _C, width=19, choices=APPRAISAL_SHOWN),
        Column("respondents", Text("有效评价人数", "Valid answers"), Kind.NUMBER, _C, width=10),
        _share("satisfied", Text("满意率", "Satisfied")),
        _share("low", Text("区间下限", "Interval from")),
        _share("high", Text("区间上限", "Interval to")),
        _share("top", Text("其中满意", "Best step")),
        Column("score", Text("得分", "Score"), Kind.NUMBER, _C, width=9, decimals=1),
        _share("unsure", Text("不了解比例", "Don't know")),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=16),
    ),
)

SHEET = SheetSpec(
    "appraisal",
    SPEC.title,
    Text(
        "由“家长评议”按钮填写。人数少的不显示，同部门人数次少的一并隐去；满意率附95%区间，不作排名。",
        "Filled in by Appraisal. Few answers aren't shown, nor the next fewest of a department; 95 % intervals, no ranking.",
    ),
    group="campaign",
    table=SPEC,
    since=3,
)

REGISTER = Register(SHEET, "AR", pack=None, part_of="appraisal_rounds", told=TOLD)
