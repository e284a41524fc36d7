"""S8: the columns of the register of fees: the charge, three chaos, six duties, the money, the finding."""

from __future__ import annotations

from softenv_xl.registers.fee_vocabularies import FEE_ACCOUNT, FEE_NATURE, FEE_RECEIPT, FEE_UNIT
from softenv_xl.registers.findings import FIX, FIX_STATE, breaches_column, finding_column
from softenv_xl.registers.words import PLACE, YES_NO
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

_C = Owner.COMPUTED
_RATE, _SUM, _PUPILS = 100_000, 1_000_000_000, 100_000  # the highest that anybody means


def _day(key: str, zh: str, en: str, *, required: bool = False) -> Column:
    return Column(key, Text(zh, en), Kind.DATE, width=12, required=required)


def _yuan(key: str, zh: str, en: str, high: int, *, required: bool = False) -> Column:
    label = Text(zh, en)
    width = 11 if high == _RATE else 14
    return Column(key, label, Kind.NUMBER, width=width, required=required, low=0, high=high, decimals=2)


def _computed_yuan(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en), Kind.NUMBER, _C, width=14, decimals=2)


def _yes_no(key: str, zh: str, en: str, hint: Text) -> Column:
    return Column(key, Text(zh, en), Kind.CHOICE, width=11, choices=YES_NO, hint=hint)


def _check(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(f"检查：{zh}", f"Check: {en}"), Kind.CHECK, _C, width=25)


CHARGE = (
    Column("id", Text("编号", "Id"), Kind.ID, _C, width=10),
    Column("term", Text("学期", "Term"), width=11, required=True, limit=30),
    Column("nature", Text("收费性质", "Nature"), Kind.CHOICE, width=16, required=True, choices=FEE_NATURE),
    Column("name", Text("收费项目", "Charge"), width=18, required=True, limit=80),
    Column(
        "department",
        Text("责任部门", "Department"),
        Kind.CHOICE,
        width=14,
        required=True,
        choices=ListOf("pick_departments"),
    ),
    Column("scope", Text("收费对象", "Who pays"), width=18, required=True, limit=120),
    Column("unit", Text("计费单位", "Unit"), Kind.CHOICE, width=14, required=True, choices=FEE_UNIT),
    _yuan("approved", "批准标准", "Approved rate", _RATE),
    _yuan("charged", "实收标准", "Rate charged", _RATE, required=True),
    _day("start", "开始收取日期", "Charged from", required=True),
    _check("check", "项目", "charge"),
)

CHAOS = (
    Column("authority", Text("批准机关", "Approved by"), width=18, limit=120),
    Column("document", Text("文号或目录项", "Document number"), width=18, limit=120),
    _day("valid_until", "批准有效期至", "Approved until"),
    _yes_no(
        "voluntary",
        "是否自愿",
        "Voluntary",
        Text(
            "服务性收费、代收费、捐资赞助须填写。",
            "Needed for service charges, what is collected for others, and donations.",
        ),
    ),
    Column("consent", Text("自愿凭证", "Proof of consent"), width=16, limit=120),
    _yes_no(
        "bundled",
        "是否捆绑搭车",
        "Bundled",
        Text("与其他收费捆绑或搭车收取。", "Charged together with something else, or riding on it."),
    ),
    _yes_no(
        "linked",
        "与入学评优挂钩",
        "Tied to enrolment",
        Text(
            "缴费与否影响入学、学籍或评优。", "Whether one pays counts for enrolment, registration or awards."
        ),
    ),
    _yes_no(
        "margin",
        "是否从中获利",
        "Profit taken",
        Text("学校或教师从中得到差价、回扣。", "The school or a teacher gains by it."),
    ),
    _check("check_chaos", "三乱", "three chaos"),
)

DUTIES = (
    Column("waiver", Text("减免政策", "Waivers"), width=18, limit=200),
    Column("hotline", Text("监督电话", "Complaints telephone"), width=14, limit=40),
    _day("posted", "公示日期", "Published"),
    Column("posted_at", Text("公示地点", "Published at"), Kind.CHOICE, width=14, choices=PLACE),
    _day("committed", "承诺日期", "Commitment"),
    _day("notified", "通知书日期", "Payment notice"),
    _day("card", "收费卡日期", "Charge card"),
    Column("duties", Text("六项制度", "Duties kept"), owner=_C, width=10),
    _check("check_duties", "六项制度", "six duties"),
)

MONEY = (
    Column("headcount", Text("缴费人数", "Pupils paying"), Kind.NUMBER, width=10, low=0, high=_PUPILS),
    Column(
        "times",
        Text("每人次数", "Times each"),
        Kind.NUMBER,
        width=10,
        low=0,
        high=1000,
        hint=Text(
            "按月、按餐、按套收取的，填每名学生的月数、餐数、套数；空白按 1 计。",
            "Charged by month, meal or set: how many for each pupil. Blank counts as 1.",
        ),
    ),
    _computed_yuan("total", "应收总额", "Due in all"),
    _yuan("received", "实收总额", "Received", _SUM),
    _computed_yuan("excess", "超标准金额", "Above the rate"),
    Column("receipt", Text("票据", "Receipt"), Kind.CHOICE, width=18, choices=FEE_RECEIPT),
    Column("account", Text("资金去向", "Paid into"), Kind.CHOICE, width=28, choices=FEE_ACCOUNT),
    _day("remit_due", "应缴日期", "Pay in by"),
    _day("remitted", "上缴日期", "Paid in"),
    _check("check_money", "收款", "receipts"),
)

SETTLEMENT = (
    _day("settle_due", "应结算日期", "Settle by"),
    _day("settled", "结算日期", "Settled"),
    _yuan("spent", "实际支出", "Spent", _SUM),
    _yuan("refunded", "退还金额", "Refunded", _SUM),
    _computed_yuan("surplus", "结余", "Surplus"),
    _day("settled_posted", "结算公布日期", "Settlement published"),
    _check("check_settlement", "结算", "settlement"),
)

FINDING = (
    breaches_column(),
    finding_column(label=Text("认定：收费", "Finding: charge")),
    breaches_column("breaches_duty", Text("公开欠缺", "Publicity lapses")),
    finding_column("finding_duty", Text("认定：公开", "Finding: publicity")),
    FIX,
    FIX_STATE,
    Column("remarks", Text("备注", "Remarks"), width=18, limit=500),
    _check("check_finding", "认定", "finding"),
)

COLUMNS = (*CHARGE, *CHAOS, *DUTIES, *MONEY, *SETTLEMENT, *FINDING)
