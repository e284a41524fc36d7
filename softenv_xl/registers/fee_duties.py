"""S8: the six duties of whoever charges: which of them a charge needs by its nature, and which it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from softenv_xl.grid.cell import Value
from softenv_xl.registers.fee_vocabularies import FEE_NATURE
from softenv_xl.registers.register import Chart, Figure
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text

_EVERY = frozenset(key for key, _ in FEE_NATURE.words)
_CHARGES = _EVERY - {"donation"}


class ChargingDuty(NamedTuple):
    """`natures` need it; `kept` says of a row and the day of the press whether it is kept."""

    name: Text
    natures: frozenset[str]
    kept: Callable[[Row, date], bool]


# Where the money of each nature belongs.
_ACCOUNTS = {
    "admin": ("treasury", "special"),
    "service": ("school",),
    "agency": ("supplier", "school"),
    "donation": ("school",),
    "other": ("treasury", "special", "school", "supplier"),
}
# The day by which the money of each nature is to be paid in, or settled, and the day on which it was.
_TERMS = {
    "admin": ("remit_due", "remitted"),
    "service": ("settle_due", "settled"),
    "agency": ("settle_due", "settled"),
}


def _in_time(row: Row, column: str) -> bool:
    """Was it done, and not after charging began?"""
    day, start = row[column], row["start"]
    return isinstance(day, date) and not (isinstance(start, date) and start < day)


def _approved(row: Row, _: date) -> bool:
    until, start = row["valid_until"], row["start"]
    expired = isinstance(until, date) and isinstance(start, date) and until < start
    return bool(row["authority"] and row["document"]) and not expired


def _two_lines(row: Row, today: date) -> bool:
    """The money is where it belongs, and what was to be paid in or settled by now was."""
    nature = str(row["nature"])
    due, done = _TERMS.get(nature, ("remit_due", "remitted"))
    term = row[due]
    open_ = isinstance(term, date) and term < today and row[done] is None
    return row["account"] in _ACCOUNTS[nature] and not open_


DUTIES = (
    ChargingDuty(Text("公示", "Publicity"), _EVERY, lambda row, _: _in_time(row, "posted")),
    ChargingDuty(Text("审批", "Approval"), _CHARGES, _approved),
    ChargingDuty(Text("承诺", "Commitment"), _CHARGES, lambda row, _: row["committed"] is not None),
    ChargingDuty(Text("通知书", "Notice"), _CHARGES, lambda row, _: _in_time(row, "notified")),
    ChargingDuty(Text("收费卡", "Charge card"), _CHARGES, lambda row, _: row["card"] is not None),
    ChargingDuty(Text("两条线", "Two lines"), _EVERY, _two_lines),
)


def _needed(row: Row) -> Iterator[ChargingDuty]:
    return (duty for duty in DUTIES if row["nature"] in duty.natures)


def duties_kept(row: Row, today: date) -> str | None:
    """5/6: how many are kept of those that the charge needs; nothing while its nature isn't known."""
    needed = [duty.kept(row, today) for duty in _needed(row)]
    return f"{sum(needed)}/{len(needed)}" if needed else None


def _by_duty(fees: Snapshot) -> list[tuple[Value, ...]]:
    """Of the charges that have begun: before that a duty may still be kept."""
    today, lang = fees.school.as_of, fees.school.lang
    begun = [row for row in fees.rows if isinstance(start := row["start"], date) and start < today]
    rows: list[tuple[Value, ...]] = []
    for duty in DUTIES:
        needed = [duty.kept(row, today) for row in begun if row["nature"] in duty.natures]
        rows.append((duty.name(lang), len(needed), sum(needed)))
    return rows


FIGURE = Figure(
    TableSpec(
        "fig_fees",
        Text("收费六项制度", "Six duties of charging"),
        (
            Column("duty", Text("制度", "Duty"), Kind.ID, Owner.COMPUTED, width=14),
            Column("needed", Text("应落实", "Needed"), Kind.NUMBER, Owner.COMPUTED, width=10),
            Column("kept", Text("已落实", "Kept"), Kind.NUMBER, Owner.COMPUTED, width=10),
        ),
        id_column="duty",
    ),
    Chart(
        "columns",
        {"needed": "none", "kept": "good"},
        Text(
            "柱形图：已开始的收费中，六项制度各应落实和已落实的项数。",
            "Column chart: of the charges that have begun, how many need each of the six duties, and how many keep it.",
        ),
    ),
    _by_duty,
)
