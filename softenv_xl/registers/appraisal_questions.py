"""S10: what parents are asked about each teacher, and the words in their comments that hint at a breach."""

from __future__ import annotations

from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value
from softenv_xl.registers.appraisal_words import APPRAISAL_QUESTIONS, APPRAISAL_SCALE
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.shared_rules import needed
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Blank, Is, IsAny, Less
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Lang, Text

_MARKED = IsAny("scale", APPRAISAL_SCALE, "three", "five", "grade")
_UNMARKED = IsAny("scale", APPRAISAL_SCALE, "conduct", "text")

SPEC = TableSpec(
    key="appraisal_questions",
    title=Text("评议题目", "Appraisal questions"),
    id_column="id",
    columns=(
        Column("id", Text("题号", "Question"), Kind.ID, width=10, required=True, limit=10),
        Column("text_zh", Text("题目（中文）", "In Chinese"), width=26, required=True, limit=200),
        Column("text_en", Text("题目（英文）", "In English"), width=30, required=True, limit=300),
        Column("scale", Text("选项", "Scale"), Kind.CHOICE, width=14, required=True, choices=APPRAISAL_SCALE),
        Column("weight", Text("权重", "Weight"), Kind.NUMBER, width=8, low=0, high=100),
        Column(
            "item",
            Text("涉及项目", "Item"),
            Kind.CHOICE,
            width=22,
            choices=ListOf("rulebook_items"),
            hint=Text(
                "“有无”题涉及的规则条目。", "The rulebook's entry that a question of conduct is about."
            ),
        ),
        Column("used", Text("启用", "In use"), Kind.CHOICE, width=8, required=True, choices=YES_NO),
        Column(
            "header",
            Text("表单列名", "Header in the file"),
            width=24,
            limit=200,
            hint=Text("表单中的写法与题目不同时填写。", "Where the form words the question in another way."),
        ),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
    rules=(
        needed("item", "scale", Is("scale", APPRAISAL_SCALE, "conduct")),
        Rule(catalogue.CELL_CONFLICT, "weight", All((_UNMARKED, Less(0, "weight"))), (("other", "#scale"),)),
        needed("weight", "used", All((_MARKED, Is("used", YES_NO, "yes"), Blank("weight")))),
    ),
)

SHEET = SheetSpec(
    "appraisal_questions",
    SPEC.title,
    Text(
        "家长评议问哪些题、怎样计分。得分按权重计算；不了解和未作答的不计。",
        "What parents are asked, and how it is marked. “Don't know” and blanks count for nothing.",
    ),
    group="registers",
    table=SPEC,
    since=3,
)


class _Question(NamedTuple):
    """`tag` is that of the rulebook's entry which the conduct is about."""

    id: str
    text: Text
    scale: str = "three"
    weight: int | None = 20
    tag: str = ""


_QUESTIONS = (
    _Question("Q1", Text("依法从教、为人师表", "Lawful and exemplary conduct")),
    _Question("Q2", Text("关爱尊重学生", "Care and respect for pupils")),
    _Question("Q3", Text("教学认真负责", "Conscientious teaching")),
    _Question("Q4", Text("家校沟通及时耐心", "Prompt and patient with parents")),
    _Question("Q5", Text("总体评价", "Overall")),
    _Question("C1", Text("组织或参与有偿补课", "Paid tutoring"), "conduct", None, "tutoring"),
    _Question("C2", Text("体罚或变相体罚学生", "Corporal punishment"), "conduct", None, "punishment"),
    _Question("C3", Text("收受礼品礼金", "Gifts or money taken"), "conduct", None, "gifts"),
    _Question("C4", Text("推销教辅或强制收费", "Study aids sold, fees forced"), "conduct", None, "sales"),
    _Question("C5", Text("讽刺侮辱学生", "Pupils insulted"), "conduct", None, "insult"),
    _Question("T1", Text("意见建议", "Comments"), "text", None),
)


def _rows(lang: Lang) -> list[dict[str, Value]]:
    """An entry of the rulebook stands there by its tag: what it is called, its own table says."""
    return [
        {
            "id": one.id,
            "text_zh": one.text.zh,
            "text_en": one.text.en,
            "scale": APPRAISAL_SCALE.word(one.scale, lang),
            "weight": one.weight,
            "item": one.tag or None,
            "used": YES_NO.word("yes", lang),
        }
        for one in _QUESTIONS
    ]


LOOKUP = Lookup(SHEET, _rows, {APPRAISAL_QUESTIONS.name: "id"})

WORDS_SPEC = TableSpec(
    key="appraisal_words",
    title=Text("留言关注词", "Words in comments"),
    id_column="word",
    columns=(
        Column("word", Text("关注词", "Word"), Kind.ID, width=18, required=True, limit=40),
        Column("tag", Text("规则标签", "Rulebook tag"), width=18, limit=40),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
)

WORDS_SHEET = SheetSpec(
    "appraisal_words",
    WORDS_SPEC.title,
    Text(
        "家长留言中出现这些词的，列入“评议线索”；标签说明可能涉及规则手册的哪一条。",
        "A comment with such a word becomes a lead; the tag says which entry of the rulebook it may be about.",
    ),
    group="registers",
    table=WORDS_SPEC,
    since=3,
)

_WORDS = {
    "tutoring": ("补课", "补习", "辅导班", "有偿", "tutoring"),
    "punishment": ("体罚", "打孩子", "打学生", "罚站", "罚跪", "扇耳光", "beat", "slap"),
    "insult": ("辱骂", "骂孩子", "骂学生", "讽刺", "侮辱", "insult", "humiliat"),
    "gifts": ("送礼", "红包", "礼金", "购物卡", "礼品", "gift"),
    "meals": ("请客", "宴请", "吃请", "banquet"),
    "sales": ("教辅", "推销", "强制购买", "study aid"),
    "fees": ("乱收费", "强制收费", "overcharg"),
    "cold": ("态度冷漠", "爱理不理"),
}


def _words(_: Lang) -> list[dict[str, Value]]:
    return [{"word": word, "tag": tag} for tag, words in _WORDS.items() for word in words]


WORDS_LOOKUP = Lookup(WORDS_SHEET, _words)
