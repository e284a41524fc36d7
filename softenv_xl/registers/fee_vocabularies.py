"""The vocabularies of the register of fees."""

from __future__ import annotations

from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

FEE_NATURE = Vocabulary(
    "fee_nature",
    (
        ("admin", Text("行政事业性收费", "Administrative charge")),
        ("service", Text("服务性收费", "Service charge")),
        ("agency", Text("代收费", "Collected for others")),
        ("donation", Text("捐资赞助", "Donation")),
        ("other", Text("其他", "Other")),
    ),
)

FEE_UNIT = Vocabulary(
    "fee_unit",
    (
        ("term", Text("元/生·学期", "Yuan per pupil and term")),
        ("year", Text("元/生·学年", "Yuan per pupil and year")),
        ("month", Text("元/生·月", "Yuan per pupil and month")),
        ("once", Text("元/生·次", "Yuan per pupil, once")),
        ("set", Text("元/套", "Yuan per set")),
        ("meal", Text("元/餐", "Yuan per meal")),
        ("other", Text("其他", "Other")),
    ),
)

FEE_RECEIPT = Vocabulary(
    "fee_receipt",
    (
        ("fiscal", Text("财政票据", "Fiscal receipt")),
        ("tax", Text("税务发票", "Tax invoice")),
        ("transit", Text("往来结算票据", "Settlement receipt")),
        ("donation", Text("捐赠票据", "Donation receipt")),
        ("none", Text("未开票据", "None given")),
    ),
)

FEE_ACCOUNT = Vocabulary(
    "fee_account",
    (
        ("treasury", Text("国库", "Treasury")),
        ("special", Text("财政专户", "Fiscal special account")),
        ("school", Text("学校账户单独核算", "School account, separate books")),
        ("supplier", Text("直付供货单位", "Paid straight to the supplier")),
        ("outside", Text("账外", "Outside the books")),
    ),
)
