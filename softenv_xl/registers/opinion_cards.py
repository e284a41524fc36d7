"""S12: consultation cards: how many went out to whom, how many came back, how many opinions they brought."""

from __future__ import annotations

from softenv_xl import catalogue
from softenv_xl.issue_kind import error
from softenv_xl.registers import opinions
from softenv_xl.registers.opinion_rules import CARD_BATCHES
from softenv_xl.registers.opinion_words import OPINION_GROUP
from softenv_xl.registers.register import Duty, Register
from softenv_xl.registers.school import Row, School
from softenv_xl.registers.shared_rules import not_before
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Blank, Less, Past
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_MORE_BACK = error(
    "opinion.more-cards-back",
    "收回份数多于发出份数。",
    "More cards came back than were handed out.",
    "请核对。",
    "Check the numbers.",
    brief=Text("多于发出", "more than handed out"),
)

_MOST = 100_000
_C = Owner.COMPUTED

SPEC = TableSpec(
    key="opinion_cards",
    title=Text("征求意见批次", "Card batches"),
    id_column="id",
    columns=(
        Column("id", Text("批次", "Batch"), Kind.ID, _C, width=9),
        Column("group", Text("对象", "Group"), Kind.CHOICE, width=18, required=True, choices=OPINION_GROUP),
        Column("sent_on", Text("发出日期", "Sent on"), Kind.DATE, width=12, required=True),
        Column(
            "handed_out",
            Text("发出份数", "Handed out"),
            Kind.NUMBER,
            width=10,
            required=True,
            low=1,
            high=_MOST,
        ),
        Column("back_by", Text("收回期限", "Back by"), Kind.DATE, width=12),
        Column("returned", Text("收回份数", "Returned"), Kind.NUMBER, width=10, low=0, high=_MOST),
        Column("opinions", Text("意见条数", "Opinions"), Kind.NUMBER, _C, width=10),
        Column("way", Text("方式", "How"), width=16, limit=60),
        Column("remarks", Text("备注", "Remarks"), width=22),
        Column("check", Text("检查", "Check"), Kind.CHECK, _C, width=24),
    ),
    rules=(
        Rule(_MORE_BACK, "returned", Less("handed_out", "returned")),
        not_before("back_by", "sent_on"),
        Rule(
            catalogue.LATE_OPEN,
            "returned",
            All((Blank("returned"), Past("back_by"))),
            (("limit", "back_by"),),
        ),
    ),
)

SHEET = SheetSpec(
    "opinion_cards",
    SPEC.title,
    Text(
        "每批意见卡一行；收到的意见逐条写在“意见台账”中，选择这里的批次。",
        "One row for each batch of cards; what they say goes into Opinions, row by row, with the batch's id.",
    ),
    "campaign",
    table=SPEC,
    since=3,
)


def _complete(row: Row, school: School) -> Row:
    brought = (opinion["batch"] for opinion in school.kept(opinions.SPEC.key))
    return {"opinions": sum(batch == row["id"] for batch in brought) if row["id"] else 0}


REGISTER = Register(
    SHEET,
    "CB",
    pack=None,
    complete=_complete,
    lists={CARD_BATCHES.name: "id"},
    duties=(Duty(Text("收回征求意见卡", "Collect the cards"), ("back_by",), "returned", "group"),),
    part_of="opinions",
)
