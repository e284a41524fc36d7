"""What was accepted stays accepted: rules, names and people that changed since change no verdict in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from softenv_xl import catalogue
from softenv_xl.intake.ledger import decode_answers
from softenv_xl.issues import Issue, Place, Severity

if TYPE_CHECKING:
    from softenv_xl.control.workbook import Control
    from softenv_xl.intake.returns import CheckedReturn


def keep_accepted(checked: CheckedReturn, control: Control) -> CheckedReturn:
    """The return as an earlier run took it, where today's rules or registers would send it back.

    What it says is read anew, so that entries which were renamed are known; answers that today's check can't
    read are those of the ledger.
    """
    known = control.accepted_rows.get(checked.delivery.fingerprint)
    if known is None or checked.state == "accepted":
        return checked
    person = control.person(str(known["number"]))
    if person is None:
        return checked
    errors = sum(issue.severity is Severity.ERROR for issue in checked.issues)
    kept = [issue for issue in checked.issues if issue.severity is not Severity.ERROR]
    kept.append(Issue(catalogue.RETURN_KEPT, Place(file=checked.delivery.file), {"errors": errors}))
    answers = replace(
        checked.answers, yes={**decode_answers(str(known["answered"] or "")), **checked.answers.yes}
    )
    return replace(
        checked, person=person, state="accepted", answers=answers, issues=tuple(kept), kept_accepted=True
    )
