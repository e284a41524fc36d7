"""The evidence register: what accepted self-checks say, beside what the office entered and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from softenv_xl.compliance.evidence import Evidence
from softenv_xl.grid.cell import Value
from softenv_xl.intake.control import Control
from softenv_xl.intake.ledger import Ledger
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.registers.evidence import SPEC
from softenv_xl.schema.placed import Placed


def gather(
    control: Control,
    ledger: Ledger,
    returns: Sequence[CheckedReturn],
    closed: frozenset[tuple[str, str]],
    as_of: date,
) -> tuple[list[Placed], list[Evidence]]:
    """The register's rows as they shall be, and the evidence that counts today.

    `closed` holds (person, entry) where every rectification item is closed: what somebody reported of
    himself there counts as rectified. A self-report that the newest return takes back no longer counts;
    its row stays. A statement that names no known entry, or nobody, counts for nothing and is an issue.
    """
    rows = [*control.checked[SPEC.key].rows]
    have = {str(row.values["id"]) for row in rows}
    news: dict[str, dict[str, Value]] = {}
    for checked in sorted(returns, key=lambda each: each.delivery.file):  # the same file may have come twice
        for new in _self_reports(control, ledger, checked, as_of):
            news.setdefault(str(new["id"]), new)
    fresh = [new for identity, new in news.items() if identity not in have]
    placed, counted = [], []
    free = _free_ids(have)
    for source, values in [*((row.index, row.values) for row in rows), *((None, new) for new in fresh)]:
        row_id = values["id"] or next(free)
        evidence = _counts(control, ledger, {**values, "id": row_id}, closed)
        person = control.person(str(values["number"] or ""))
        written: dict[str, Value] = {
            "id": row_id,
            "name": person.name if person else None,
            "standing": evidence.state if evidence else None,
        }
        placed.append(Placed(source, {**values, **written} if source is None else written))
        if evidence:
            counted.append(evidence)
    return placed, counted


def _self_reports(
    control: Control, ledger: Ledger, checked: CheckedReturn, as_of: date
) -> list[dict[str, Value]]:
    """A row for each yes of the return that counts, if this is the one."""
    person = checked.person
    if person is None or ledger.newest.get(person.number) != ledger.stamps[checked.delivery.fingerprint]:
        return []
    yes = [entry for entry in control.rulebook.entries if checked.answers.yes.get(entry.number)]
    return [
        {
            "id": f"SC-{person.number}-{entry.number}",
            "number": person.number,
            "department": person.department,
            "item": entry.label(control.lang),
            "source": "self_check",
            "state": "self_reported",
            "date": checked.form.get("filled_on") or as_of,
            "reference": checked.answers.said.get(entry.number) or checked.delivery.file,
        }
        for entry in yes
    ]


def _free_ids(taken: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"E-{number:03d}") not in taken)


def _counts(
    control: Control, ledger: Ledger, values: Mapping[str, Value], closed: frozenset[tuple[str, str]]
) -> Evidence | None:
    """The statement as it counts today, or None when it counts for nothing."""
    entry = control.rulebook.entry_of(str(values["item"])) if values["item"] else None
    number, state = values["number"], values["state"]
    known = control.person(str(number)) is not None if number else bool(values["department"])
    if entry is None or state is None or not known:
        return None
    if state == "self_reported" and number and values["source"] == "self_check":
        if not ledger.answers.get(str(number), {}).get(entry.number, True):
            return None
        if (str(number), entry.number) in closed:
            state = "rectified"
    return Evidence.model_validate({**values, "entry": entry.number, "state": state})
