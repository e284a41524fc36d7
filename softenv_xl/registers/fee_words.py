"""S8: the words of what may not be charged for: those of every school on a sheet of their own, and tuition.

A charge whose name contains one is alleged to be unlawful; the office decides. Tuition and miscellaneous fees are
forbidden by law where education is compulsory, and nowhere else: their words are no part of the sheet, the rule about
them goes by the setting `school_stage`.
"""

from __future__ import annotations

from softenv_xl.grid.cell import Value
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.register import Option
from softenv_xl.registers.words import SCHOOL_STAGE
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.expression import All, AnyOf, Expression, IsAny, Mentions, Not
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Lang, Text

FORBIDDEN = ListOf("fee_forbidden")
TUITION = ("学费", "杂费", "Tuition", "tuition", "Miscellaneous fee", "miscellaneous fee")

STAGE = Option(
    Column(
        "school_stage",
        Text("学段", "School stage"),
        Kind.CHOICE,
        width=24,
        choices=SCHOOL_STAGE,
        hint=Text(
            "小学、初中、九年一贯制不得收取学费、杂费（义务教育法第二条）。",
            "Primary, junior secondary and nine-year schools may charge no tuition or miscellaneous fees.",
        ),
    ),
    "junior",
)
_BEYOND = ("kindergarten", "senior", "complete", "vocational")
"""The stages in which not every pupil is in compulsory education."""


def may_not_be_charged(column: str) -> Expression:
    """The name in the column contains a word of what this school may not charge for."""
    beyond = IsAny(
        "@options_school_stage", SCHOOL_STAGE, *_BEYOND
    )  # nothing chosen is the default, which isn't
    return AnyOf((Mentions(column, FORBIDDEN), All((Mentions(column, TUITION), Not(beyond)))))


SPEC = TableSpec(
    key="fee_words",
    title=Text("收费词表", "Fee words"),
    id_column="word",
    reach=204,
    columns=(
        Column("word", Text("不得收取的词语", "Word"), Kind.ID, width=24, required=True, limit=20),
        Column("basis", Text("依据", "Basis"), width=70, limit=120),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
)

SHEET = SheetSpec(
    "fee_words",
    SPEC.title,
    Text(
        "收费项目含有这些词语即列为问题；不适用的删去整行。学费、杂费按“台账设置”的学段检查，不必列入。",
        "Charges named by these are listed; delete what doesn't apply. Tuition goes by the stage in the settings.",
    ),
    group="registers",
    table=SPEC,
    since=3,
)

_SERVICE_FEES = Text(
    "发改价格〔2010〕1619号：不得列为服务性收费和代收费",
    "Fagai jiage [2010] No. 1619: neither a service charge nor collected for others",
)
_TUTORING = Text("教师〔2015〕5号：严禁有偿补课", "Jiaoshi [2015] No. 5: paid tutoring is strictly forbidden")
_LATER = Text(
    "其后的文件取消或禁止；请按当地文件核实",
    "Abolished or forbidden by later notices; verify it by those that hold here",
)
_WORDS: tuple[tuple[Text, Text], ...] = (
    (Text("讲义", "handout"), _SERVICE_FEES),
    (Text("试卷", "exam paper"), _SERVICE_FEES),
    (Text("电子阅览", "e-reading"), _SERVICE_FEES),
    (Text("上机", "computer use"), _SERVICE_FEES),
    (Text("取暖", "heating"), _SERVICE_FEES),
    (Text("降温", "cooling"), _SERVICE_FEES),
    (Text("饮水", "drinking water"), _SERVICE_FEES),
    (Text("安全保卫", "school security"), _SERVICE_FEES),
    (Text("保安", "security guard"), _SERVICE_FEES),
    (Text("补课", "tutoring"), _TUTORING),
    (Text("借读", "guest pupil"), _LATER),
    (Text("择校", "school choice"), _LATER),
    (Text("建校", "school building"), _LATER),
)


def _rows(lang: Lang) -> list[dict[str, Value]]:
    """In English each word twice: it is looked for to the letter, capital or small."""
    return [
        {"word": word, "basis": basis(lang)}
        for text, basis in _WORDS
        for word in dict.fromkeys((text(lang).capitalize(), text(lang)))
    ]


LOOKUP = Lookup(SHEET, _rows, {FORBIDDEN.name: "word"})
