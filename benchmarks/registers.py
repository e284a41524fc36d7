"""A school whose registers are long: cases and fees beside the tracker, most of them in order, some overdue."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import cases, fees
from softenv_xl.sheets.patch import Patch
from tests.support import large_school

PEOPLE, ITEMS, CASES, FEES = 300, 5000, 2000, 500
SHARES = (0.25, 0.5, 1.0)
"""Of all rows: whether the time grows as they do."""

_FIRST = date(2026, 3, 2)
_CASE = (
    "received", "channel", "matter", "anonymous", "text", "about_department", "route", "department", "handler",
    "accepted", "informed", "closed", "outcome", "replied",
)  # fmt: skip
_FEE = (
    "term", "nature", "name", "department", "scope", "unit", "approved", "charged", "start", "authority", "document",
    "voluntary", "consent", "hotline", "posted", "posted_at", "committed", "notified", "card", "settle_due",
)  # fmt: skip


def made(path: Path, share: float) -> None:
    """The control workbook of that share of everything but the people."""
    large_school.control(path, PEOPLE, round(ITEMS * share))
    workbook = FileWorkbook(path)
    workbook.read()
    kept = [_case(number) for number in range(round(CASES * share))]
    charged = [_fee(number) for number in range(round(FEES * share))]
    workbook.write(
        Patch((large_school.table(cases.SPEC, _CASE, kept), large_school.table(fees.SPEC, _FEE, charged)))
    )


def _case(number: int) -> tuple[Value, ...]:
    """Every tenth is still open, and every thirtieth was told late."""
    received = _FIRST + timedelta(days=number % 200)
    told = received + timedelta(days=20 if number % 30 == 0 else 5)
    closed = received + timedelta(days=25) if number % 10 else None
    done = ("Unfounded", closed) if closed else (None, None)
    group, another = (f"Department {(number + step) % 12 + 1}" for step in (0, 1))
    return (
        received, "Letter", "Request for redress", "Yes", f"Asks for {number}", group, "Accepted",
        another, f"T{number % PEOPLE + 1:04d}", told, told, closed, *done,
    )  # fmt: skip


def _fee(number: int) -> tuple[Value, ...]:
    """Every tenth is above its rate."""
    start = date(2026, 9, 1)
    return (
        "2026 autumn", "Collected for others", f"Exercise book {number}", f"Department {number % 12 + 1}", "Who orders",
        "Yuan per set", 30, 40 if number % 10 == 0 else 28, start, "County", f"List {number}", "Yes", "Slips on file",
        "000-0000", start - timedelta(days=7), "Notice board", start - timedelta(days=12), start - timedelta(days=4),
        start, date(2027, 1, 20),
    )  # fmt: skip
