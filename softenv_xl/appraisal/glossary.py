"""What the words of the files mean: as the office said, as was proposed, or as nobody knows yet.

The table of the mapping stands in the workbook. A header, an answer or a teacher's name that no row has yet gets one,
with what it may mean where that can be told; the office fills in the others, and what it fills in goes before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from softenv_xl.appraisal import layouts
from softenv_xl.appraisal.comments import redacted
from softenv_xl.appraisal.layouts import Meaning
from softenv_xl.appraisal.questions import SKIPPED, Question
from softenv_xl.grid.cell import Value, display_text, folded, is_blank
from softenv_xl.registers.appraisal_words import APPRAISAL_STEP, APPRAISAL_USE
from softenv_xl.registers.people import Person
from softenv_xl.words import Lang

MOST = 300
"""So many new rows come into the mapping at one press: more words than that are no form's."""

# What tools write where a question was passed over; a sheet of paper has a dash there.
_SKIPPED = frozenset(
    map(folded, ("-2", "-3", "(跳过)", "（跳过）", "(空)", "（空）", "-", "—", "/", "n/a", "(skipped)"))
)
_JOINED = ("┋", "\n", ";", "；", "|")


@dataclass
class Glossary:
    """Looks words up, and notes those that no row of the table has yet (`new`). `proposals` are what headers are taken for
    now, as people compare them; `left_out` words came beyond MOST.
    """

    questions: Sequence[Question]
    people: Sequence[Person]
    lang: Lang
    rows: Sequence[Mapping[str, Value]] = ()
    new: list[dict[str, Value]] = field(default_factory=list)
    proposals: dict[str, str | None] = field(default_factory=dict)
    left_out: int = 0

    def __post_init__(self) -> None:
        self.by_id = {question.id: question for question in self.questions}
        self._numbers = {person.number for person in self.people}
        self._names = unique_names(self.people)
        self._said = {(str(row["kind"]), folded(display_text(row["found"]))): row for row in self.rows}
        self._noted: set[tuple[str, str]] = set()
        self._steps: dict[tuple[str, Value], str | None] = {}
        self._whom: dict[Value, tuple[str, ...]] = {}

    def column(self, header: str) -> Meaning | None:
        """What the column is; None where it is passed over, or nobody has said yet."""
        if is_blank(header) or layouts.is_personal(header):
            return None
        said = self._said.get(("column", _key(header)))
        if said and said["use"]:
            question, number = display_text(said["question"]) or None, display_text(said["number"])
            meaning: Meaning | None = Meaning(
                str(said["use"]), question, number if number in self._numbers else None
            )
        else:
            meaning = layouts.proposed(header, self.questions, self._names)
            self.proposals[_key(header)] = self._in_words(meaning)
            self._note("column", header, self._in_words(meaning))
        known = meaning and (meaning.use != "question" or meaning.question in self.by_id)
        return meaning if known and meaning and meaning.use != "ignored" else None

    def step(self, question: Question, value: Value) -> str | None:
        """The step of the question's scale that an answer is; UNSURE and SKIPPED are such; None for words unknown."""
        key = (question.id, value)
        if key not in self._steps:
            if len(self._steps) > MOST * 100:  # texts without end
                self._steps.clear()
            self._steps[key] = self._step(question, value)
        return self._steps[key]

    def teachers(self, value: Value) -> tuple[str, ...]:
        """The staff numbers of those whom a sheet says it is about."""
        if value not in self._whom:
            if len(self._whom) > MOST * 100:
                self._whom.clear()
            found = (self._teacher(part) for part in parts(value))
            self._whom[value] = tuple(dict.fromkeys(number for number in found if number))
        return self._whom[value]

    def _step(self, question: Question, value: Value) -> str | None:
        words = parts(value)
        if not words or all(folded(word) in _SKIPPED for word in words):
            return SKIPPED
        known = {self._meant(question, word) for word in words}
        if len(known) == 1 and None not in known:
            return known.pop()
        if None not in known:  # several answers that contradict each other are none
            return SKIPPED
        return None

    def _meant(self, question: Question, word: str) -> str | None:
        said = self._said.get(("answer", _key(word)))
        step = str(said["answer"]) if said and said["answer"] else APPRAISAL_STEP.resolve(word)
        if step in (*question.steps, "unsure", SKIPPED):
            return step
        self._note("answer", word, None)
        return None

    def _teacher(self, word: str) -> str | None:
        said = self._said.get(("person", _key(word)))
        if said and (number := display_text(said["number"])) in self._numbers:
            return number
        if word in self._numbers:
            return word
        named = self._names.get(folded(word))
        if named is None and folded(word) not in _SKIPPED:
            self._note("person", word, None)
        return named

    def _note(self, kind: str, found: str, proposal: str | None) -> None:
        """A row for words that have none yet."""
        key = (kind, _key(found))
        if key in self._said or key in self._noted:
            return
        if len(self._noted) >= MOST:
            self.left_out += 1
            return
        self._noted.add(key)
        self.new.append({"kind": kind, "found": _kept(found), "proposed": proposal})

    def _in_words(self, meaning: Meaning | None) -> str | None:
        if meaning is None:
            return None
        words = (APPRAISAL_USE.word(meaning.use, self.lang), meaning.question, meaning.number)
        return " ".join(filter(None, words))


def _kept(words: str) -> str:
    """The words as they stand in the table: without what says how to reach somebody."""
    return redacted(words)[: layouts.LONGEST]


def _key(words: str) -> str:
    """By which they are found there again."""
    return folded(_kept(words))


def parts(value: Value) -> list[str]:
    """What a cell says, choice by choice."""
    text = display_text(value)
    for mark in _JOINED:
        text = text.replace(mark, _JOINED[0])
    return [part.strip() for part in text.split(_JOINED[0]) if not is_blank(part)]


def unique_names(people: Iterable[Person]) -> dict[str, str]:
    """The staff numbers by the names that one person alone has."""
    numbers: dict[str, list[str]] = {}
    for person in people:
        numbers.setdefault(folded(person.name), []).append(person.number)
    return {name: found[0] for name, found in numbers.items() if name and len(found) == 1}
