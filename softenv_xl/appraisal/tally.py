"""Counts sheets as they go by: of each teacher and question how often each step was chosen, and no sheet is kept.

What is needed of memory goes by the number of teachers, questions and lists of teachers on one sheet, not by the number
of sheets; but for eight bytes or so for each, while the files are counted, by which the same sheet counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import NamedTuple

from softenv_xl.appraisal.comments import Comment, Words
from softenv_xl.appraisal.glossary import Glossary
from softenv_xl.appraisal.layouts import headers_of, is_time
from softenv_xl.appraisal.questions import SKIPPED, UNSURE, Question
from softenv_xl.grid.cell import Value, display_text, is_blank

MOST_SHEETS = 1_000_000
"""More sheets aren't counted in one round."""

_MOST_LISTS, _MOST_COMMENTS = 50_000, 2_000

Answers = dict[str, Counter[str]]
"""How often each step was chosen, by the question's id."""


class Whose(NamedTuple):
    """Whom a sheet names, and of whom it gives a valid answer: what decides whether it counts as shown."""

    named: frozenset[str]
    answered: frozenset[str]


class Columns(NamedTuple):
    """What a file's columns are, by their places from 0. `times` say when a sheet came."""

    questions: tuple[tuple[int, Question, str | None], ...]
    comments: tuple[tuple[int, Question, str | None], ...]
    teachers: tuple[int, ...]
    code: int | None
    times: tuple[int, ...]


@dataclass
class Tally:
    """All that is known of a round's files while they are counted; `total` sheets were counted, and `codes_twice` and
    `sheets_twice` left out.
    """

    answers: dict[str, Answers] = field(default_factory=dict)
    sheets: Counter[Whose] = field(default_factory=Counter)
    comments: Counter[Comment] = field(default_factory=Counter)
    codes_twice: int = 0
    sheets_twice: int = 0
    left_out: int = 0
    total: int = 0
    _seen: set[int] = field(default_factory=set)
    _codes: set[int] = field(default_factory=set)

    def add(
        self, sheet: Iterable[Sequence[Value]], columns: Columns, glossary: Glossary, words: Words
    ) -> None:
        """Counts a file's sheets, row by row."""
        fixed = frozenset(n for _, _, n in (*columns.questions, *columns.comments) if n)
        for row in sheet:
            if row.count(None) == len(row) or all(map(is_blank, row)) or self._is_repeated(row, columns):
                continue
            if self.total >= MOST_SHEETS:
                self.left_out += 1
                continue
            self.total += 1
            self._count(row, columns, glossary, words, fixed)

    def _count(
        self, row: Sequence[Value], columns: Columns, glossary: Glossary, words: Words, fixed: frozenset[str]
    ) -> None:
        width = len(row)
        told = tuple(
            dict.fromkeys(n for at in columns.teachers if at < width for n in glossary.teachers(row[at]))
        )
        answered: set[str] = set()
        for at, question, whose in columns.questions:
            step = glossary.step(question, row[at]) if at < width else SKIPPED
            if step is None or step == SKIPPED:
                continue
            about = (whose,) if whose else told
            for number in about:
                self.answers.setdefault(number, {}).setdefault(question.id, Counter())[step] += 1
            if step != UNSURE:
                answered.update(about)
        named = fixed.union(told)
        whose_sheet = Whose(named, frozenset(answered))
        if whose_sheet in self.sheets or len(self.sheets) < _MOST_LISTS:
            self.sheets[whose_sheet] += 1
        else:
            self.left_out += 1
        for at, question, whose in columns.comments:
            if at < width and isinstance(row[at], str):
                about = (whose,) if whose else told
                self._hear(display_text(row[at]), question, about[0] if len(about) == 1 else None, words)

    def _hear(self, text: str, question: Question, number: str | None, words: Words) -> None:
        comment = words.comment(text, question.id, number)
        if comment and (comment in self.comments or len(self.comments) < _MOST_COMMENTS):
            self.comments[comment] += 1

    def _is_repeated(self, row: Sequence[Value], columns: Columns) -> bool:
        """Was the sheet counted already: the very same one, sent in at the same moment, or one with the same code?"""
        code = (
            display_text(row[columns.code]).strip()
            if columns.code is not None and columns.code < len(row)
            else ""
        )
        if code:
            if hash(code) in self._codes:
                self.codes_twice += 1
                return True
            self._codes.add(hash(code))
        if any(at < len(row) and _is_moment(row[at]) for at in columns.times):
            mark = hash(tuple(row))
            if mark in self._seen:
                self.sheets_twice += 1
                return True
            self._seen.add(mark)
        return False


def _is_moment(value: Value) -> bool:
    """Does it say at which minute? By the day alone, two parents who say the same can't be told apart."""
    return value.time() != time() if isinstance(value, datetime) else isinstance(value, str) and ":" in value


def columns_of(texts: Sequence[str], glossary: Glossary) -> Columns:
    """What the columns with those headers are."""
    questions: list[tuple[int, Question, str | None]] = []
    comments: list[tuple[int, Question, str | None]] = []
    teachers: list[int] = []
    code: int | None = None
    for at, header in enumerate(texts):
        meaning = glossary.column(header)
        if meaning is None:
            continue
        if meaning.use == "teacher":
            teachers.append(at)
        elif meaning.use == "code":
            code = at
        elif meaning.question:
            question = glossary.by_id[meaning.question]
            (comments if question.scale == "text" else questions).append((at, question, meaning.number))
    times = tuple(at for at, header in enumerate(texts) if is_time(header))
    return Columns(tuple(questions), tuple(comments), tuple(teachers), code, times)


def count_grid(
    tally: Tally, rows: Sequence[Sequence[Value]], glossary: Glossary, words: Words
) -> Columns | None:
    """Counts one sheet of a file; what its columns are, None where it has no headers."""
    headers = headers_of(rows, glossary.questions)
    if headers is None:
        return None
    columns = columns_of(headers.texts, glossary)
    if about_somebody(columns):
        tally.add(_from(rows, headers.first), columns, glossary, words)
    return columns


def about_somebody(columns: Columns) -> bool:
    """Does the file say whom its answers are about?"""
    return bool(columns.teachers or any(number for _, _, number in columns.questions))


def _from(rows: Sequence[Sequence[Value]], first: int) -> Iterator[Sequence[Value]]:
    return (rows[at] for at in range(first, len(rows)))


def valid(answers: Mapping[str, int], question: Question) -> int:
    """How many valid answers there are: neither passed over nor “don't know”."""
    return sum(answers.get(step, 0) for step in question.steps)
