"""S9: what cases say of the people and departments that they concern. Breaches in their handling are claimed by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from softenv_xl.registers.cases.outcome import evidence_state
from softenv_xl.registers.cases.words import TITLE
from softenv_xl.registers.school import Claim, Row, Snapshot


def claims(cases: Snapshot) -> Iterator[Claim]:
    """One for each matter: a row that was joined to another speaks only where it says something else."""
    by_id = {str(case["id"]): case for case in cases.rows}
    for case in cases.rows:
        state = evidence_state(case, cases.school)
        number, department = _text(case["number"]), _text(case["about_department"])
        if state and case["item"] and (number or department) and not _said_by_main(case, by_id):
            yield Claim(
                f"{case['id']}/conduct",
                str(case["item"]),
                state,
                number,
                None if number else department,
                "inspection" if case["channel"] == "inspection" else "complaint",
                day if isinstance(day := case["received"], date) else None,
                f"{TITLE(cases.school.lang)} {case['id']}",
            )


def first_entry(case: Row, by_id: Mapping[str, Row]) -> Row:
    """The row that a case was joined to in the end: itself where it wasn't, or to none that is there."""
    seen = {id(case)}
    while (main := by_id.get(str(case["main"]))) is not None and id(main) not in seen:
        seen.add(id(main))
        case = main
    return case


def concerns(case: Row) -> tuple[object, object]:
    """Whom a case is about, and what."""
    return case["number"] or case["about_department"], case["item"]


def _said_by_main(case: Row, by_id: Mapping[str, Row]) -> bool:
    main = first_entry(case, by_id)
    return main is not case and concerns(main) == concerns(case)


def _text(value: object) -> str | None:
    return str(value) if value else None
