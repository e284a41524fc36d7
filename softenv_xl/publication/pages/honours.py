"""Good experience: who was elected, once the public notice is over and what was objected is settled."""

from __future__ import annotations

from softenv_xl.publication.models import Honour, HonoursPage
from softenv_xl.publication.source import Source, said
from softenv_xl.registers import honours as register
from softenv_xl.registers.school import Row
from softenv_xl.registers.timeliness import run_out


def honours(source: Source) -> HonoursPage | None:
    rows = source.rows(register.REGISTER)
    if rows is None:
        return None
    elected = [row for row in rows if row["decision"] == "elected" and _is_final(row, source)]
    fit = [row for row in elected if source.fits(register.REGISTER, row, "reason", named=said(row["name"]))]
    return HonoursPage(
        valid_until=source.valid_until(),
        rows=tuple(
            Honour(name=said(row["name"]), department=said(row["department"]), merits=said(row["reason"]))
            for row in fit
        ),
    )


def _is_final(row: Row, source: Source) -> bool:
    objections = row["objections"]
    objected = isinstance(objections, int | float) and objections > 0
    return (
        row["barred"] != "yes"
        and row["notice_from"] is not None
        and run_out(row, "notice_until", source.as_of)
        and not (objected and not row["objection_result"])
    )
