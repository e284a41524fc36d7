"""S11: by what nominees are marked, and how much each criterion weighs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from softenv_xl.grid.cell import Value
from softenv_xl.registers.honour_words import CRITERION, CRITERION_SOURCE
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.school import Row, School
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Lang, Text

WHOLE = 100
"""What all weights come to, and the best mark."""

SPEC = TableSpec(
    key="criteria",
    title=Text("评选标准", "Criteria"),
    id_column="id",
    columns=(
        Column("id", Text("编号", "No."), Kind.CHOICE, width=9, required=True, choices=CRITERION),
        Column("title", Text("标准", "Criterion"), width=40, required=True, limit=60),
        Column("weight", Text("分值", "Weight"), Kind.NUMBER, width=10, required=True, low=0, high=WHOLE),
        Column(
            "source",
            Text("打分方式", "Marked by"),
            Kind.CHOICE,
            width=20,
            required=True,
            choices=CRITERION_SOURCE,
        ),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
)

SHEET = SheetSpec(
    "criteria",
    SPEC.title,
    Text(
        "“十佳评选”按这里的标准打分，最多六项；分值合计为 100。",
        "Nominees on the sheet Top ten are marked by these, six at most; the weights come to 100.",
    ),
    group="registers",
    table=SPEC,
    since=3,
)

_DEFAULT = (
    (Text("依法执教", "Teaches by the law"), "office"),
    (Text("关爱学生", "Cares for pupils"), "office"),
    (Text("教书育人", "Teaches well"), "office"),
    (Text("为人师表", "Sets an example"), "office"),
    (Text("家长评议", "Parents' appraisal"), "parents"),
)


def _rows(lang: Lang) -> list[dict[str, Value]]:
    return [
        {
            "id": CRITERION.word(f"k{place}", lang),
            "title": title(lang),
            "weight": WHOLE // len(_DEFAULT),
            "source": CRITERION_SOURCE.word(source, lang),
        }
        for place, (title, source) in enumerate(_DEFAULT, 1)
    ]


LOOKUP = Lookup(SHEET, _rows)


class Criterion(NamedTuple):
    """`key` is the column of its marks, `source` a key of CRITERION_SOURCE."""

    key: str
    weight: float
    source: str


def criteria_of(school: School) -> list[Criterion]:
    """Those that weigh anything, each once."""
    return [*{one.key: one for one in reversed([*_read(school.lookups[SPEC.key])])}.values()]


def _read(rows: Iterable[Row]) -> Iterable[Criterion]:
    for row in rows:
        key, weight = row["id"], row["weight"]
        if key in dict(CRITERION.words) and isinstance(weight, int | float) and 0 < weight <= WHOLE:
            yield Criterion(str(key), weight, str(row["source"]))
