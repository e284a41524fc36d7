"""Charges of the current term that were published: what is charged, on which basis, and who needn't pay. What was found
about a charge, its sums and who handles it are nobody's business here.
"""

from __future__ import annotations

from datetime import date

from softenv_xl.publication.models import Fee, FeesPage
from softenv_xl.publication.source import Source, is_past, said
from softenv_xl.registers import fees as register
from softenv_xl.registers.fee_vocabularies import FEE_NATURE, FEE_UNIT
from softenv_xl.registers.school import Row
from softenv_xl.schema.serial import serial

_SAID = ("term", "name", "authority", "scope", "waiver")
_AUTUMN, _SPRING = 8, 2
"""The months in which something may begin to be charged for the term that lasts until the other one begins."""


def fees(source: Source) -> FeesPage | None:
    rows = source.rows(register.REGISTER)
    if rows is None:
        return None
    due = [row for row in rows if is_past(row["posted"], source.as_of) and _is_current(row, source.as_of)]
    fit = [
        row
        for row in due
        if source.fits(register.REGISTER, row, *_SAID)
        and source.fits(register.REGISTER, row, "document", numbers=False)
    ]
    ends = (_end(row["start"], row["unit"]) for row in fit if isinstance(row["start"], date))
    return FeesPage(valid_until=source.valid_until(*ends), rows=tuple(map(_fee, fit)))


def _is_current(row: Row, as_of: date) -> bool:
    start = row["start"]
    return isinstance(start, date) and start <= as_of <= _end(start, row["unit"])


def _end(start: date, unit: object) -> date:
    """The last day of the term, or of the school year, in which it began to be charged: 31 August, or the last of February
    for autumn's (a term's dates differ from place to place by less than that).
    """
    autumn = start.month >= _AUTUMN or start.month < _SPRING
    first = start.year if start.month >= _SPRING else start.year - 1
    if autumn and unit != "year":
        return date(first + 1, 2, 28)
    if autumn:
        return date(first + 1, 8, 31)
    return date(first, 8, 31)


def _fee(row: Row) -> Fee:
    return Fee(
        term=said(row["term"]),
        nature=FEE_NATURE.text(str(row["nature"])),
        name=said(row["name"]),
        unit=FEE_UNIT.text(str(row["unit"])),
        charged=f"{serial(row['charged']) or 0:,.2f}".removesuffix(".00"),
        authority=said(row["authority"]),
        document=said(row["document"]),
        scope=said(row["scope"]),
        waiver=said(row["waiver"]),
        phone=said(row["hotline"]),
    )
