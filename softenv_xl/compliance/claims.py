"""What registers claim, as evidence about entries of the school's own rulebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from softenv_xl.bans.rulebook import Rulebook
from softenv_xl.compliance.evidence_record import Evidence
from softenv_xl.registers.school import Claim


@dataclass(frozen=True, slots=True)
class Resolved:
    """The evidence; and the tags that no entry of the rulebook has, or more than one."""

    evidence: tuple[Evidence, ...]
    unknown_tags: tuple[str, ...]


def resolve(claims: Iterable[Claim], rulebook: Rulebook) -> Resolved:
    """Finds the entry that each claim is about. A claim about none counts for nothing.

    Rows that people copied have one id and may speak of different people: each counts. The same claim made twice comes
    to the same, as an assessment goes by the states that there are (compliance.assessment).
    """
    found: list[Evidence] = []
    unknown: dict[str, None] = {}
    for claim in claims:
        entry = rulebook.entry_with(claim.about) if claim.by_tag else rulebook.entry_of(claim.about)
        if entry:
            evidence = Evidence(
                id=claim.id,
                number=claim.number,
                department=claim.department,
                entry=entry.number,
                source=claim.source,
                state=claim.state,
                date=claim.date,
                reference=claim.reference,
            )
            found.append(evidence)
        elif claim.by_tag:
            unknown[claim.about] = None
    return Resolved(tuple(found), tuple(unknown))
