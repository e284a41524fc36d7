"""What the registers' rows claim about people and departments: what each says itself, and the duties that it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import Register
from softenv_xl.registers.findings import FIX_STATE, FOUND
from softenv_xl.registers.school import Claim, School, Snapshot
from softenv_xl.schema.placed import WholeRow
from softenv_xl.words import Lang


def snapshot(rows: Iterable[WholeRow], school: School) -> Snapshot:
    """The rows that count."""
    return Snapshot([row.row for row in rows if row.counts], school)


def with_claims(school: School, claims: Iterable[Claim]) -> School:
    """The school with what one register more states."""
    return replace(school, claims=(*school.claims, *claims))


def claims_of(register: Register, rows: Sequence[WholeRow], school: School) -> Iterator[Claim]:
    """What the register itself claims, and the breaches that the check found in its rows, as the office decided on them."""
    yield from register.claims(snapshot(rows, school))
    for whole in rows:
        if whole.counts:
            yield from _breaches(register, whole, school.lang)


def _breaches(register: Register, whole: WholeRow, lang: Lang) -> Iterator[Claim]:
    row, identity = whole.row, display_text(whole.row[register.spec.id_column or ""])
    day = row.get(register.dated)
    for rule in whole.breaches:
        if breach := rule.breach:
            whom = {breach.about: display_text(row[breach.about]) or None}
            yield Claim(
                f"{identity}/{rule.kind.code}",
                breach.tag,
                _state(row, breach.finding),
                **whom,
                source=register.source,
                date=day if isinstance(day, date) else None,
                reference=f"{register.sheet.name(lang)} {identity}",
                by_tag=True,
            )


def _state(row: Mapping[str, Value], finding: str) -> str:
    """What a machine found is alleged until somebody has decided; what is substantiated counts as rectified once its
    item in the tracker is closed, and not before.
    """
    decided = str(row.get(finding) or "")
    if decided in FOUND:
        return "rectified" if row.get(FIX_STATE.key) == "closed" else "substantiated"
    return "dismissed" if decided == "dismissed" else "alleged"
