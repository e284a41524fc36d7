"""The evidence register: what accepted self-checks say, beside what the office entered and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from softenv_xl import catalogue
from softenv_xl.bans.rulebook import Entry
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.intake.ledger import Ledger
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.issues import Issue
from softenv_xl.registers.evidence import REGISTER, SPEC
from softenv_xl.schema.placed import WholeRow
from softenv_xl.schema.row_ids import free_ids
from softenv_xl.words import Text

_PERSON = Text("“人员”表中此人的一行没有填全", "the row of this person on People is not complete")
_ENTRY = Text("“规则”表中此条没有填全", "the row of this entry on Rulebook is not complete")


@dataclass(frozen=True, slots=True)
class AssembledEvidence:
    """The register's rows as they shall be; those that count today say as what (`standing`).

    `unattributed` is how many statements count for nothing because whom or what they are about can't be determined.
    """

    rows: tuple[WholeRow, ...]
    unattributed: int
    issues: tuple[Issue, ...]


def assemble_evidence(
    control: Control,
    ledger: Ledger,
    returns: Sequence[CheckedReturn],
    closed: frozenset[tuple[str, str]],
    as_of: date,
) -> AssembledEvidence:
    """The register's rows as they shall be, with what each counts as today.

    `closed` holds (person, entry) where every rectification item is closed: what somebody reported of
    himself there counts as rectified. A self-report that the newest return takes back no longer counts;
    its row stays. A statement that names no known entry, or nobody, counts for nothing and is an issue.
    """
    rows = [*control.checked[SPEC.key].rows]
    existing_ids = {str(row.values["id"]) for row in rows}
    news: dict[str, dict[str, Value]] = {}
    for checked in sorted(returns, key=lambda each: each.delivery.file):  # the same file may have come twice
        for new in _self_reports(control, ledger, checked, as_of):
            news.setdefault(str(new["id"]), new)
    fresh = [new for identity, new in news.items() if identity not in existing_ids]
    placed, unattributed = [], 0
    issues: list[Issue] = []
    free = free_ids(REGISTER.ids, existing_ids)
    for source, values in [*((row.index, row.values) for row in rows), *((None, new) for new in fresh)]:
        row_id = values["id"] or next(free)
        entry = _attributed(control, values)
        standing = _counts_as(ledger, values, entry, closed) if entry else None
        person = control.person(str(values["number"] or ""))
        written: dict[str, Value] = {
            "id": row_id,
            "name": person.name if person else None,
            "standing": standing,
        }
        whole = {**values, **written}
        placed.append(WholeRow(source, whole if source is None else written, whole))
        if entry is None:
            unattributed += 1
            issues += _unfinished(control, values, source)
    return AssembledEvidence(tuple(placed), unattributed, tuple(issues))


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
            "reference": _reference(checked, entry),
        }
        for entry in yes
    ]


def _reference(checked: CheckedReturn, entry: Entry) -> str:
    """The problem row where it alone admits the entry; else what was explained, or the file."""
    file, place = checked.delivery.file, checked.answers.by_problem.get(entry.number)
    if place:
        return f"{file} {place.sheet} {place.cell}"
    return checked.answers.explanations.get(entry.number) or file


def _attributed(control: Control, values: Mapping[str, Value]) -> Entry | None:
    """The entry that the statement is about; None where it names no known entry, or nobody who is known."""
    entry = control.rulebook.entry_of(str(values["item"])) if values["item"] else None
    if values["number"]:
        known = control.person(str(values["number"])) is not None
    else:
        known = values["department"] in control.context.lists["pick_departments"]
    return entry if known and values["state"] else None


def _unfinished(control: Control, values: Mapping[str, Value], source: int | None) -> Iterator[Issue]:
    """What the row's own check can't see: it names a person or an entry whose own row isn't filled in."""
    table, lists = control.tables[SPEC.key], control.context.lists
    number, item = str(values["number"] or ""), str(values["item"] or "")
    reasons = (
        ("number", number in lists["people_numbers"] and control.person(number) is None, _PERSON),
        ("item", item in lists["rulebook_items"] and control.rulebook.entry_of(item) is None, _ENTRY),
    )
    for key, unfinished, why in reasons:
        if unfinished and source is not None and key in table.columns:
            place = table.place(key, table.header_row + 1 + source, str(values["id"] or ""))
            yield Issue(catalogue.EVIDENCE_NOT_COUNTED, place, {"why": why})


def _counts_as(
    ledger: Ledger, values: Mapping[str, Value], entry: Entry, closed: frozenset[tuple[str, str]]
) -> Value:
    """The state in which the statement counts today; None for a self-report that the newest return takes back."""
    number, state = values["number"], values["state"]
    if state == "self_reported" and number and values["source"] == "self_check":
        if not ledger.answers.get(str(number), {}).get(entry.number, True):
            return None
        if (str(number), entry.number) in closed:
            return "rectified"
    return state
