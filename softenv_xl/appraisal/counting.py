"""A round of the appraisal counted: file by file, then what it comes to in the four tables of the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from softenv_xl.appraisal.comments import Words
from softenv_xl.appraisal.glossary import Glossary
from softenv_xl.appraisal.leads import known_key, leads, new_leads
from softenv_xl.appraisal.questions import Question
from softenv_xl.appraisal.results import Published, publish
from softenv_xl.appraisal.tally import Tally, about_somebody, count_grid
from softenv_xl.grid.amended import Cells
from softenv_xl.grid.cell import Value, display_text, folded
from softenv_xl.grid.grid import Book
from softenv_xl.issues import Issue
from softenv_xl.registers import appraisal_issues as issues
from softenv_xl.registers.people import Person

IndexedRows = Sequence[tuple[int, Mapping[str, Value]]]
"""A table's rows, typed, with their indexes among its data."""


@dataclass(frozen=True)
class Change:
    """What becomes of a table: rows that stand there, by their index; rows that come. An id is given by who writes them."""

    changed: Mapping[int, Cells] = field(default_factory=dict)
    new: Sequence[Cells] = ()


@dataclass(frozen=True)
class Around:
    """What a round is counted by. `results`, `leads` and `mapping` are the tables' rows as they stand."""

    round: str
    questions: Sequence[Question]
    people: Sequence[Person]
    glossary: Glossary
    words: Words
    results: IndexedRows
    leads: IndexedRows
    mapping: IndexedRows
    least: int
    check_by: date
    entry_with: Callable[[str], str | None]


@dataclass
class Counting:
    """The files of one round as they go by. `issues` are told of the files, `told` of the round as a whole."""

    around: Around
    tally: Tally = field(default_factory=Tally)
    files: int = 0
    _seen: set[str] = field(default_factory=set)

    def add(self, fingerprint: str, book: Book | None) -> Iterator[Issue]:
        """Counts a file unless the same was counted before; what is to be told of it."""
        if book is None:
            return
        if fingerprint in self._seen:
            yield Issue(issues.FILE_AGAIN)
            return
        self._seen.add(fingerprint)
        glossary, words = self.around.glossary, self.around.words
        counted = [count_grid(self.tally, grid.rows, glossary, words) for grid in book.grids if grid.visible]
        found = [columns for columns in counted if columns]
        if not found:
            yield Issue(issues.NO_HEADERS)
        elif not any(map(about_somebody, found)):
            yield Issue(issues.NOBODY)
        else:
            self.files += 1

    def published(self) -> Published:
        """What may be shown, by what stands in the workbook."""
        before = {
            display_text(row["number"]): row
            for _, row in self.around.results
            if row["round"] == self.around.round and row["shown"] == "shown"
        }
        departments = {person.number: person.department for person in self.around.people}
        return publish(self.tally, self.around.questions, departments, before, self.around.least)

    def told(self, published: Published) -> Iterator[Issue]:
        """Of the round as a whole."""
        tally, waiting = self.tally, len(published.waiting)
        # How many were handed in twice would tell, beside those that are counted, how many are about the hidden.
        if tally.sheets_twice:
            yield Issue(issues.SHEETS_TWICE)
        if tally.codes_twice:
            yield Issue(issues.CODES_TWICE, arguments={"count": tally.codes_twice})
        if waiting:
            yield Issue(issues.WAITS, arguments={"count": waiting, "limit": self.around.least})
        if tally.left_out or self.around.glossary.left_out:
            yield Issue(issues.LEFT_OUT)

    def figures(self, published: Published) -> Cells:
        """The round's own row."""
        return {
            "id": self.around.round,
            "received": published.valid + published.rejected,
            "valid": published.valid,
            "rejected": published.rejected,
            "files": self.files,
        }

    def results(self, published: Published) -> Change:
        """A row for each teacher whom sheets name, in the register's order; rows of others go."""
        rows: dict[str, Cells] = {
            person.number: {
                "id": f"{self.around.round}/{person.number}",
                "round": self.around.round,
                "number": person.number,
                "name": person.name,
                "department": person.department,
                **published.rows[person.number],
            }
            for person in self.around.people
            if person.number in published.rows
        }
        there = {
            index: display_text(row["number"])
            for index, row in self.around.results
            if row["round"] == self.around.round
        }
        blank: Cells = dict.fromkeys(
            ("id", "round", "number", "name", "department", *next(iter(published.rows.values()), {}))
        )
        changed = {index: rows.get(number, blank) for index, number in there.items()}
        return Change(changed, [row for number, row in rows.items() if number not in there.values()])

    def leads(self, published: Published) -> Change:
        """New ones are added; of those that stand there only the number of answers moves on."""
        own = [(index, row) for index, row in self.around.leads if row["round"] == self.around.round]
        found = leads(self.tally, self.around.questions, published, self.around.entry_with)
        counts = {lead.key: lead.answers for lead in found if lead.answers is not None}
        changed = {index: {"count": counts[known_key(row)]} for index, row in own if known_key(row) in counts}
        names = {person.number: person.name for person in self.around.people}
        new = [
            {
                **lead._asdict(),
                "count": lead.answers,
                "round": self.around.round,
                "name": names.get(lead.number or ""),
                "decide_by": self.around.check_by,
            }
            for lead in new_leads(found, (row for _, row in own))
        ]
        return Change(changed, new)

    def mapping(self) -> Change:
        """Words that had no row yet; what columns are taken for, where that is another thing by now."""
        proposals = self.around.glossary.proposals
        changed = {}
        for index, row in self.around.mapping:
            proposal = proposals.get(folded(display_text(row["found"])), row["proposed"])
            if row["kind"] == "column" and proposal != row["proposed"]:
                changed[index] = {"proposed": proposal}
        return Change(changed, self.around.glossary.new)


def check_by(as_of: date, days: int) -> date:
    """Until when a lead that comes up today is to be looked into."""
    return as_of + timedelta(days=days)
