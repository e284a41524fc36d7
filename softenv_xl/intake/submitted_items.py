"""What accepted returns bring into the tracker, and what its merge looks up."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from softenv_xl.control.workbook import Control
from softenv_xl.intake.ledger import Ledger
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.tracker import Context, SubmittedItem, item_id


def submitted_items(
    returns: Sequence[CheckedReturn], ledger: Ledger, accepted: Container[str]
) -> Iterator[SubmittedItem]:
    """The problem rows of accepted returns. Those of superseded ones count as well: no item vanishes.

    `accepted` holds the fingerprints of returns that an earlier run merged.
    """
    for checked in returns:
        if checked.person and checked.state == "accepted":
            sha, number = checked.delivery.fingerprint, checked.person.number
            for problem in checked.problems:
                row_id = item_id(number, problem.number)
                yield SubmittedItem(
                    row_id, number, ledger.stamps[sha], problem.values, merged=sha in accepted
                )


def merge_context(control: Control, ledger: Ledger) -> Context:
    """What the merge looks up, and how the tracker's sheet and headers are called in this workbook."""
    table = control.tables["tracker"]
    return Context(
        control.people,
        control.departments,
        ledger.newest,
        control.lang,
        table.grid.sheet,
        table.texts,
        control.renames.item,
    )
