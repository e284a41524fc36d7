"""S8: what can be wrong with a charge."""

from __future__ import annotations

from softenv_xl.issue_kind import note, warning
from softenv_xl.words import Text

FORBIDDEN = warning(
    "fee.forbidden",
    "“{found}”含有不得收取的项目。",
    "“{found}” names something that may not be charged.",
    "请停止收取并退还；误判的，认定为“不成立”。",
    "Stop and refund it; if it is misread, decide “Dismissed”.",
    brief=Text("不得收取的项目", "may not be charged"),
)
NO_APPROVAL = warning(
    "fee.no-approval",
    "没有写明批准机关和文号。",
    "No approving authority and document number are given.",
    "请补依据；没有依据的停止收取并退还。",
    "Give the basis; without one, stop and refund.",
    brief=Text("无批准依据", "no approval"),
)
OVER_APPROVED = warning(
    "fee.over-approved",
    "实收标准 {found} 高于批准标准 {limit}。",
    "The rate charged, {found}, is above the approved {limit}.",
    "请核对；属实的退还超收部分。",
    "Check it; if it is so, refund the excess.",
    brief=Text("超过批准标准", "above the rate"),
)
EXPIRED = warning(
    "fee.expired",
    "开始收取时批准已到期。",
    "The approval had expired when charging began.",
    "请补办或停止收取并退还。",
    "Renew it, or stop and refund.",
    brief=Text("批准已到期", "approval expired"),
)
BUNDLED = warning(
    "fee.bundled",
    "与其他收费捆绑或搭车收取。",
    "It is bundled with another charge.",
    "请分开、自愿并退还多收部分。",
    "Separate it, make it voluntary, refund what was overcharged.",
    brief=Text("捆绑搭车", "bundled"),
)
NOT_VOLUNTARY = warning(
    "fee.not-voluntary",
    "服务性收费或代收费不是自愿。",
    "A service or agency charge isn't voluntary.",
    "请改为自愿并退还。",
    "Make it voluntary and refund.",
    brief=Text("不是自愿", "not voluntary"),
)
LEVIED = warning(
    "fee.levied",
    "捐资赞助不是自愿。",
    "The donation isn't voluntary.",
    "请停止并退还。",
    "Stop it and refund.",
    brief=Text("摊派", "levied"),
)
LINKED = warning(
    "fee.linked",
    "与入学、学籍或评优挂钩。",
    "It is tied to enrolment, registration or awards.",
    "请停止并退还。",
    "Stop it and refund.",
    brief=Text("与入学评优挂钩", "tied to enrolment"),
)
PROFIT = warning(
    "fee.profit",
    "学校或教师从代收费中获利。",
    "The school or a teacher profits from it.",
    "请退还差价。",
    "Refund the margin.",
    brief=Text("从中获利", "profit taken"),
)
NO_CONSENT = warning(
    "fee.no-consent",
    "没有家长自愿的凭证。",
    "Nothing proves that parents agreed.",
    "请补留书面或可查的同意记录。",
    "Keep a written or traceable consent.",
    brief=Text("缺自愿凭证", "no proof of consent"),
)
NO_HOTLINE = note(
    "fee.no-hotline",
    "公示内容缺监督电话。",
    "No complaints telephone is given.",
    "请填写。",
    "Fill it in.",
    brief=Text("缺监督电话", "no telephone"),
)
NATURE_OTHER = note(
    "fee.nature-other",
    "性质为“其他”，按最严的要求检查。",
    "The nature is “other”, so it is checked by the strictest rules.",
    "能归类的请改。",
    "Choose a nature if one fits.",
    brief=Text("性质为“其他”", "nature “other”"),
)
NOT_PUBLISHED = warning(
    "fee.not-published",
    "开始收取前没有公示。",
    "It wasn't published before charging began.",
    "请公示并写明日期。",
    "Publish it and give the date.",
    brief=Text("未事先公示", "not published first"),
)
NO_COMMITMENT = warning(
    "fee.no-commitment",
    "没有公开承诺。",
    "No public commitment was made.",
    "请补承诺并写明日期。",
    "Make it and give the date.",
    brief=Text("缺收费承诺", "no commitment"),
)
NO_NOTICE = warning(
    "fee.no-notice",
    "收费前没有发通知书。",
    "No payment notice went out before charging.",
    "请补发并写明日期。",
    "Send it and give the date.",
    brief=Text("未事先通知", "no notice first"),
)
NO_CARD = warning(
    "fee.no-card",
    "没有发收费明白卡。",
    "No charge card was given out.",
    "请补发并写明日期。",
    "Give it out and give the date.",
    brief=Text("缺收费卡", "no charge card"),
)
NO_RECEIPT = warning(
    "fee.no-receipt",
    "收费未开票据。",
    "No receipt was given.",
    "请补开票据。",
    "Give receipts now.",
    brief=Text("未开票据", "no receipt"),
)
WRONG_RECEIPT = warning(
    "fee.wrong-receipt",
    "票据种类与收费性质不符。",
    "The kind of receipt doesn't fit the charge.",
    "请与财务核对。",
    "Check with the accountant.",
    brief=Text("票据种类不符", "wrong receipt"),
)
OFF_THE_BOOKS = warning(
    "fee.off-the-books",
    "资金在账外。",
    "The money is outside the books.",
    "请立即入账并报告。",
    "Book it at once and report it.",
    brief=Text("账外资金", "off the books"),
)
WRONG_ACCOUNT = warning(
    "fee.wrong-account",
    "行政事业性收费未缴国库或财政专户。",
    "An administrative charge wasn't paid into the treasury or special account.",
    "请与财务核对。",
    "Check with the accountant.",
    brief=Text("去向不符", "wrong account"),
)
RECEIVED_OVER_TOTAL = warning(
    "fee.received-over-total",
    "实收总额多于标准乘人数。",
    "More was received than rate times pupils.",
    "请核对人数和金额。",
    "Check the pupils and the sums.",
    brief=Text("多于应收", "more than due"),
)
NOT_SETTLED = warning(
    "fee.not-settled",
    "已过结算日期，尚未结算。",
    "The settlement date has passed.",
    "请结算、公布并退还结余。",
    "Settle, publish, refund the surplus.",
    brief=Text("未按期结算", "not settled"),
)
OVERSPENT = warning(
    "fee.overspent",
    "支出与退还之和超过实收。",
    "Spending and refunds exceed what was received.",
    "请核对金额。",
    "Check the sums.",
    brief=Text("支出超过收入", "overspent"),
)
SURPLUS_KEPT = warning(
    "fee.surplus-kept",
    "已结算，结余 {surplus} 元未退还。",
    "It is settled, and {surplus} yuan of surplus weren't refunded.",
    "请退还并填写金额。",
    "Refund it and give the sum.",
    brief=Text("结余未退", "surplus kept"),
)
SETTLEMENT_UNPUBLISHED = warning(
    "fee.settlement-unpublished",
    "结算后没有向家长公布支出。",
    "The settlement wasn't published to parents.",
    "请公布并写明日期。",
    "Publish it and give the date.",
    brief=Text("结算未公布", "settlement unpublished"),
)
TWICE = warning(
    "fee.twice",
    "同一学期同一对象的“{found}”登记了两次。",
    "“{found}” of the same term and payers is entered twice.",
    "请合并或写明区别。",
    "Merge the rows, or say how they differ.",
    brief=Text("重复登记", "entered twice"),
)
