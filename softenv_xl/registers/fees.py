"""S8: what is charged, one row for each charge and term: three chaos, six duties, and what has to be given back."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.grid.cell import Value
from softenv_xl.registers import fee_issues as issues
from softenv_xl.registers import fee_words
from softenv_xl.registers.fee_columns import COLUMNS
from softenv_xl.registers.fee_duties import FIGURE, duties_kept
from softenv_xl.registers.fee_rules import RULES
from softenv_xl.registers.pack_part import PackPart
from softenv_xl.registers.register import Duty, Found, Register, Shown, TableRule, Tile
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.schema.serial import serial
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

SPEC = TableSpec(
    key="fees",
    title=Text("收费台账", "Fees"),
    id_column="id",
    header_row=5,
    columns=COLUMNS,
    rules=RULES,
)

SHEET = SheetSpec(
    "fees",
    SPEC.title,
    Text(
        "每项收费每学期一行。其余各栏在右侧收起的分组中，点上方的“+”展开；发现的问题由办公室在“认定”中决定。",
        "One row per charge and term. Open the groups (+) above for the rest; the office decides in “Finding”.",
    ),
    group="campaign",
    table=SPEC,
    since=3,
)

# A charge by month or by meal is paid an unknown number of times as long as nobody says how many.
_BY_COUNT = ("month", "meal")


def _complete(row: Row, school: School) -> Row:
    approved, charged, pupils, received, spent = (
        serial(row[key]) for key in ("approved", "charged", "headcount", "received", "spent")
    )
    times = serial(row["times"])
    if times is None and row["unit"] not in _BY_COUNT:
        times = 1.0
    paid = None if pupils is None or times is None else pupils * times
    above = None if approved is None or charged is None else max(0.0, charged - approved)
    refunded = serial(row["refunded"]) or 0.0
    return {
        "total": None if charged is None or paid is None else _yuan(charged * paid),
        "excess": None if above is None or paid is None else _yuan(above * paid),
        "surplus": None if received is None or spent is None else _yuan(received - spent - refunded),
        "duties": duties_kept(row, school.as_of),
    }


def _yuan(amount: float) -> float | int:
    """To the cent."""
    rounded = round(amount, 2)
    return int(rounded) if rounded.is_integer() else rounded


def _twice(fees: Snapshot) -> Iterator[Found]:
    """The same charge of one term for the same payers, from its second row on."""
    seen: set[tuple[Value, ...]] = set()
    for row in fees.rows:
        charge = row["term"], row["name"], row["scope"]
        if all(charge):
            if charge in seen:
                yield Found(row)
            seen.add(charge)


def _shown(fees: Snapshot) -> Shown:
    """How many charges, what the office has to decide or found of them, and what was taken above the rate."""
    found = [
        row[finding]
        for row in fees.rows
        for finding, breaches in (("finding", "breaches"), ("finding_duty", "breaches_duty"))
        if row[breaches] and row[finding] != "dismissed"
    ]
    open_ = sum(finding in (None, "to_decide") for finding in found)
    amounts = (serial(row["excess"]) or 0.0 for row in fees.rows if row["finding"] != "dismissed")
    amount = f"{sum(amounts):,.2f}".removesuffix(".00")
    return Shown(
        len(fees.rows),
        Text(
            f"违规 {len(found)}（待认定 {open_}）\n超标准应退 {amount} 元",
            f"breaches {len(found)} (to decide {open_})\nto refund: {amount} yuan",
        ),
    )


PACK = PackPart(
    open=tuple(
        column.key
        for column in SPEC.inputs
        if column.key not in ("department", "finding", "finding_duty", "fix")
    ),
    grows=True,
)
"""A department enters what it charges; the office decides on what is found."""

REGISTER = Register(
    SHEET,
    "FE",
    pack=PACK,
    complete=_complete,
    source="fees",
    dated="start",
    whole=(TableRule(issues.TWICE, "name", _twice),),
    tiles=(Tile("fees", Text("收费项目", "Charges"), sheet="fees", value=_shown),),
    figures=(FIGURE,),
    options=(fee_words.STAGE,),
    lookups=(fee_words.LOOKUP,),
    duties=(
        Duty(Text("上缴收费", "Pay the money in"), ("remit_due",), "remitted", "name"),
        Duty(Text("结算并公布", "Settle and publish"), ("settle_due",), "settled", "name"),
    ),
)
