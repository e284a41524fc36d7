"""Public commitments: those that are posted and still hold."""

from __future__ import annotations

from softenv_xl.publication.models import Commitment, CommitmentsPage
from softenv_xl.publication.source import Source, is_past, said
from softenv_xl.registers import commitments as register
from softenv_xl.registers.publicity_words import COMMITMENT_KIND
from softenv_xl.registers.school import Row
from softenv_xl.registers.timeliness import run_out

_SAID = ("matter", "department", "text", "basis", "materials")


def commitments(source: Source) -> CommitmentsPage | None:
    rows = source.rows(register.REGISTER)
    if rows is None:
        return None
    posted = [row for row in rows if _holds(row, source) and source.fits(register.REGISTER, row, *_SAID)]
    return CommitmentsPage(
        valid_until=source.valid_until(*(row["valid_until"] for row in posted)),
        rows=tuple(_commitment(row) for row in posted),
    )


def _holds(row: Row, source: Source) -> bool:
    posted = any(is_past(row[key], source.as_of) for key in ("posted1", "posted2"))
    return posted and not run_out(row, "valid_until", source.as_of)


def _commitment(row: Row) -> Commitment:
    days = row["limit_days"]
    return Commitment(
        kind=COMMITMENT_KIND.text(str(row["kind"])),
        matter=said(row["matter"]),
        department=said(row["department"]),
        text=said(row["text"]),
        basis=said(row["basis"]),
        materials=said(row["materials"]),
        working_days=days if isinstance(days, int) else None,
        phone=said(row["phone"]),
    )
