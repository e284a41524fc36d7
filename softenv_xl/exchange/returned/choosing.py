"""Which returns need changes: of those that were collected, the ones that count and have an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import display_text
from softenv_xl.intake.ledger import LIVE
from softenv_xl.intake.sender import likely_sender
from softenv_xl.issues import Issue, Severity
from softenv_xl.registers.people import Person
from softenv_xl.sheets.result import Result


class ToMend(NamedTuple):
    """One return. `person` is whose it is for certain; else `likely` is whose it may be. `file` is as it was collected."""

    fingerprint: str
    file: str
    person: Person | None
    likely: Person | None
    issues: tuple[Issue, ...]


def collected(control: Control) -> frozenset[str]:
    """The fingerprints of all that the ledger has had from earlier runs."""
    rows = control.checked["submissions"].rows
    return frozenset(str(row.values["sha"]) for row in rows if row.values["sha"])


def to_mend(result: Result) -> Iterator[ToMend]:
    """Those among the returns at hand, one for each content, in the ledger's order."""
    checked = {one.delivery.fingerprint: one for one in reversed(result.returns)}
    live = result.ledger.live_ids()
    for row in result.ledger.rows:
        one = checked.get(str(row.values.get("sha")))
        if one is None or str(row.values["id"]) not in live:
            continue
        if any(issue.severity is Severity.ERROR for issue in one.issues):
            likely = None if one.person else _likely(result, one.delivery.file, one.form)
            yield ToMend(one.delivery.fingerprint, one.delivery.file, one.person, likely, one.issues)


def not_at_hand(result: Result) -> Iterator[ToMend]:
    """Those that the ledger says need changes, but whose files were not given. What is wrong in them isn't known."""
    there = {one.delivery.fingerprint for one in result.returns}
    live = result.ledger.live_ids()
    for row in result.ledger.rows:
        values = row.values
        wrong = values.get("state") in ("rejected", LIVE[1])
        if wrong and values.get("sha") and str(values["sha"]) not in there and str(values["id"]) in live:
            person = result.control.person(display_text(values.get("number")))
            certain = person if values["state"] == LIVE[1] else None
            yield ToMend(str(values["sha"]), display_text(values.get("file")), certain, person, ())


def _likely(result: Result, file: str, form: Mapping[str, object]) -> Person | None:
    number, name = (str(form[key]) if form.get(key) else None for key in ("number", "name"))
    return likely_sender(result.control.people, number, name, file)
