"""What one run came to: all that the sheets are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from softenv_xl.compliance.assessment import Assessment
from softenv_xl.compliance.evidence_record import Evidence
from softenv_xl.control.claims import snapshot
from softenv_xl.control.workbook import Control
from softenv_xl.intake.evidence_assembly import AssembledEvidence
from softenv_xl.intake.ledger import Ledger, Outcome
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.issues import Issue
from softenv_xl.registers import Register, rectification
from softenv_xl.registers.people import Person
from softenv_xl.registers.school import School, Snapshot
from softenv_xl.registers.tracker_counts import urgency
from softenv_xl.schema.placed import WholeRow


@dataclass(frozen=True, slots=True)
class Result:
    """The control workbook as read, and everything that follows from it and the returns on that day.

    `registers` are the rows of each register as they shall be, by its table's key; `assembled_evidence` is what became of the
    evidence; `issues` are the control workbook's own, `elsewhere` those of places that are neither the workbook nor
    returns: folders, devices. `school` is what the registers look things up in, `evidence` all that the assessment goes by.
    """

    control: Control
    returns: tuple[CheckedReturn, ...]
    ledger: Ledger
    registers: Mapping[str, tuple[WholeRow, ...]]
    assembled_evidence: AssembledEvidence
    assessment: Assessment
    issues: tuple[Issue, ...]
    school: School
    evidence: tuple[Evidence, ...]
    elsewhere: tuple[Issue, ...] = ()

    @property
    def tracker(self) -> tuple[WholeRow, ...]:
        """The tracker's rows as they shall be."""
        return self.registers[rectification.SPEC.key]

    @property
    def as_of(self) -> date:
        """The day of the press."""
        return self.school.as_of

    def in_file(self, name: str) -> Result:
        """The same with the file in the place of every issue."""
        return replace(self, issues=tuple(issue.in_file(name) for issue in self.issues))

    def snapshot(self, register: Register) -> Snapshot:
        """The register as it shall stand; one that the school doesn't use has no rows."""
        rows = self.registers[register.key] if self.school.uses(register.key) else ()
        return snapshot(rows, self.school)

    def order_of(self, register: Register) -> Sequence[WholeRow]:
        """The register's rows in the order in which they shall stand: of the tracker the most urgent items first, unless
        the office keeps an order of its own.
        """
        rows = self.registers[register.key]
        if register.spec is not rectification.SPEC or self.control.campaign.tracker_order == "as_it_stands":
            return rows
        return sorted(rows, key=lambda merged: urgency(merged.row))

    def rows_on_sheet(self, register: Register) -> Iterator[tuple[int, WholeRow]]:
        """The register's rows with the sheet rows on which they come to stand."""
        rows = self.order_of(register)
        top = self.control.tables[register.key].header_row + 1
        if register.spec.reordered:
            yield from enumerate(rows, top)
            return
        after = count(1 + max((row.source for row in rows if row.source is not None), default=-1))
        for row in rows:
            yield top + (next(after) if row.source is None else row.source), row

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.ledger.outcomes

    def people_in_state(self, state: str) -> tuple[Person, ...]:
        """Who owes a return and has it in that state."""
        return tuple(
            p for p in self.control.people if p.owes_return and self.ledger.states.get(p.number) == state
        )

    @property
    def missing(self) -> tuple[Person, ...]:
        """Who owes a return and has sent nothing, as far as is known."""
        return tuple(p for p in self.control.people if p.owes_return and p.number not in self.ledger.states)

    @property
    def fresh_returns(self) -> tuple[CheckedReturn, ...]:
        """Those that no earlier run had taken in; of the same file twice the first."""
        seen = {row.values["sha"] for row in self.control.checked["submissions"].rows}
        fresh: dict[str, CheckedReturn] = {}
        for checked in self.returns:
            if checked.delivery.fingerprint not in seen:
                fresh.setdefault(checked.delivery.fingerprint, checked)
        return tuple(fresh.values())

    @property
    def all_issues(self) -> tuple[Issue, ...]:
        """The control workbook's own, those of other places, and of the returns that no newer one supersedes."""
        return (*self.issues, *self.elsewhere, *self.issues_of(self.returns))

    def issues_of(self, returns: Iterable[CheckedReturn]) -> Iterator[Issue]:
        """The issues of those of the returns that still matter to somebody."""
        live = self.ledger.live_ids()
        ids = {
            row.values.get("sha"): str(row.values["id"]) for row in self.ledger.rows if row.values.get("sha")
        }
        for checked in returns:
            if ids[checked.delivery.fingerprint] in live:
                yield from checked.issues
