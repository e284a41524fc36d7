"""Statements of the evidence register that people deleted, and that a return which comes again brings back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from softenv_xl import catalogue
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.intake.ledger import Ledger, decode_answers
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.issues import Issue, Place
from softenv_xl.registers.evidence import SPEC
from softenv_xl.schema.placed import Placed


def restored_statements(
    control: Control,
    ledger: Ledger,
    returns: Sequence[CheckedReturn],
    statements: Sequence[Placed],
    accepted: Mapping[str, Mapping[str, Value]],
) -> Iterator[Issue]:
    """A warning for each. `accepted` maps the fingerprints of returns that an earlier run accepted to what the
    ledger had of them: what they said then has stood in the register.
    """
    reported: set[tuple[str, str]] = set()
    for sha in {checked.delivery.fingerprint for checked in returns} & accepted.keys():
        number = str(accepted[sha]["number"])
        if ledger.newest.get(number) == ledger.stamps[sha]:
            answers = decode_answers(str(accepted[sha]["answered"] or ""))
            reported |= {(number, entry) for entry, yes in answers.items() if yes}
    table = control.tables[SPEC.key]
    last = max((row.source for row in statements if row.source is not None), default=-1)
    places = count(table.header_row + 2 + last)
    for row in statements:
        if row.source is not None:
            continue
        row_id, at = str(row.values["id"]), next(places)
        in_cell = "id" in table.columns
        place = table.place("id", at, row_id) if in_cell else Place("", table.grid.sheet, "", row_id)
        entry = control.rulebook.entry_of(str(row.values["item"]))
        if entry and (str(row.values["number"]), entry.number) in reported:
            yield Issue(catalogue.EVIDENCE_CAME_BACK, place)
