"""What is published of the counts: a row for each teacher, with figures where they may be shown.

A row's figures change only when enough answers have come since: who has two states of the workbook must not find from
the difference what the few parents in between have said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from softenv_xl.appraisal.hiding import shown
from softenv_xl.appraisal.questions import SATISFIED, UNSURE, Question
from softenv_xl.appraisal.tally import Answers, Tally, valid
from softenv_xl.grid.cell import Value
from softenv_xl.registers.interval import wilson

FIGURES = ("respondents", "satisfied", "top", "low", "high", "score", "unsure")
"""The columns of a row that say something of the answers."""

_BEST = 100
_PLACES = 6  # of a share: as exact as any number of parents


class Published(NamedTuple):
    """The rows of the round, by staff number; whose figures wait; and how many sheets count for what is shown."""

    rows: dict[str, dict[str, Value]]
    shown: frozenset[str]
    waiting: frozenset[str]
    valid: int
    rejected: int


def publish(
    tally: Tally,
    questions: Sequence[Question],
    departments: Mapping[str, str],
    before: Mapping[str, Mapping[str, Value]],
    least: int,
) -> Published:
    """`before` are the rows that stand in the workbook, by staff number; `least` how many answers may be shown."""
    marked = [question for question in questions if question.points]
    teachers = {number: tally.answers.get(number, {}) for number in _named(tally)}
    counts = {number: respondents(answers, marked) for number, answers in teachers.items()}
    may = shown(counts, departments, least)
    rows: dict[str, dict[str, Value]] = {}
    waiting = set()
    for number, answers in teachers.items():
        row: dict[str, Value] = {"shown": "hidden", **dict.fromkeys(FIGURES)}
        if number in may:
            row = {"shown": "shown", **figures(answers, marked, least)}
            old = before.get(number, {})
            if _is_too_close(row, old, least):
                row = {"shown": "shown", **{key: old.get(key) for key in FIGURES}}
                waiting.add(number)
        rows[number] = row
    counted = Counter[bool]()
    for whose, sheets in tally.sheets.items():
        # Sheets about hidden teachers alone would tell how many these are.
        if not whose.named or whose.named & may:
            counted[bool(whose.answered & may)] += sheets
    return Published(rows, may, frozenset(waiting), counted[True], counted[False])


def respondents(answers: Answers, marked: Sequence[Question]) -> int:
    """How many valid answers the overall question has; without such a question, the one with the most."""
    counts = [valid(answers.get(question.id, Counter()), question) for question in _deciding(marked)]
    return max(counts, default=0)


def figures(answers: Answers, marked: Sequence[Question], least: int) -> dict[str, Value]:
    """The figures of one teacher that may be shown. A question with fewer answers than `least` enters none of them."""
    enough = [q for q in marked if valid(answers.get(q.id, Counter()), q) >= least]
    deciding = [question for question in _deciding(marked) if question in enough]
    count = respondents(answers, marked)
    share = _mean([_share(answers[question.id], question, SATISFIED) for question in deciding])
    low, high = wilson(round(share * count), count)
    return {
        "respondents": count,
        "satisfied": round(share, _PLACES),
        "top": round(
            _mean([_share(answers[question.id], question, _BEST) for question in deciding]), _PLACES
        ),
        "low": round(low, _PLACES),
        "high": round(high, _PLACES),
        "score": _score(answers, enough),
        "unsure": round(_mean([_unsure(answers[question.id], question) for question in deciding]), _PLACES),
    }


def _named(tally: Tally) -> Iterable[str]:
    return sorted(frozenset[str]().union(*(whose.named for whose in tally.sheets)))


def _deciding(marked: Sequence[Question]) -> Sequence[Question]:
    """The question about all in all; the others together where there is none."""
    overall = [question for question in marked if question.overall]
    return overall[-1:] or marked


def _share(counts: Counter[str], question: Question, points: int) -> float:
    hits = sum(counts[step] for step, worth in question.points.items() if worth >= points)
    return hits / valid(counts, question)


def _unsure(counts: Counter[str], question: Question) -> float:
    return counts[UNSURE] / (counts[UNSURE] + valid(counts, question))


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares)


def _score(answers: Answers, enough: Sequence[Question]) -> float | None:
    """The questions' mean points by their weights."""
    weights = sum(question.weight for question in enough)
    if not weights:
        return None
    total = 0.0
    for question in enough:
        counts = answers[question.id]
        points = sum(worth * counts[step] for step, worth in question.points.items())
        total += question.weight * points / valid(counts, question)
    return round(total / weights, 2)


def _is_too_close(row: Mapping[str, Value], old: Mapping[str, Value], least: int) -> bool:
    """Would the two states together tell what a few parents said?"""
    then, now = old.get("respondents"), row["respondents"]
    if not isinstance(then, int | float) or not isinstance(now, int | float):
        return False
    return abs(now - then) < least and any(old.get(key) != row[key] for key in FIGURES)
