"""What the office has to look into: comments that hint at a breach, and conduct that several parents say they have seen.

A teacher is named where the figures are shown. Of the others it isn't told who it is, nor how many said so: the office
looks into the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from softenv_xl.appraisal.questions import SEEN, Question
from softenv_xl.appraisal.results import Published
from softenv_xl.appraisal.tally import Tally
from softenv_xl.grid.cell import Value

AT_LEAST = 3
"""So many who say “seen” of one teacher make a lead: one may have ticked the wrong box."""


class Lead(NamedTuple):
    """`text` is the comment, or the question; `answers` how many said so; `suggested` an entry of the rulebook."""

    kind: str
    number: str | None
    text: str
    answers: int | None
    suggested: str | None

    @property
    def key(self) -> tuple[Value, ...]:
        """By which it is known again at a later press."""
        return (self.kind, self.number, self.text)


def leads(
    tally: Tally, questions: Sequence[Question], published: Published, entry_with: Callable[[str], str | None]
) -> list[Lead]:
    """In an order that says nothing of the sheets'. `entry_with` gives the rulebook's entry of a tag."""
    found = {lead.key: lead for lead in _of_answers(tally, questions, published)}
    for comment, count in tally.comments.items():
        number = comment.number if comment.number in published.shown else None
        lead = Lead("comment", number, comment.text, count if number else None, entry_with(comment.tag))
        found.setdefault(lead.key, lead)
    return sorted(found.values(), key=lambda lead: (lead.kind, lead.number or "", lead.text))


def _of_answers(tally: Tally, questions: Sequence[Question], published: Published) -> Iterator[Lead]:
    for question in questions:
        if question.scale != "conduct":
            continue
        for number, answers in tally.answers.items():
            count = answers[question.id][SEEN] if question.id in answers else 0
            if count >= AT_LEAST:
                named = number in published.shown
                yield Lead(
                    "answers",
                    number if named else None,
                    question.names[0],
                    count if named and number not in published.waiting else None,
                    question.item,
                )


def known_key(row: Mapping[str, Value]) -> tuple[Value, ...]:
    """The key of a lead that stands in the workbook."""
    return (row["kind"], row["number"] or None, row["text"])


def new_leads(found: Iterable[Lead], rows: Iterable[Mapping[str, Value]]) -> list[Lead]:
    """Those that don't stand in the round's rows yet."""
    known = {known_key(row) for row in rows}
    return [lead for lead in found if lead.key not in known]
