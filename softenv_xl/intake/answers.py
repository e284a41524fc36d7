"""The teacher's answers, entry by entry of the rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from softenv_xl import catalogue
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import display_text
from softenv_xl.grid.table import Table, plain
from softenv_xl.intake.problem_rows import ProblemRow
from softenv_xl.intake.return_parts import another
from softenv_xl.issues import Issue, Place
from softenv_xl.return_form import selfcheck
from softenv_xl.schema.check import Context, Row, check_table
from softenv_xl.words import listed


@dataclass(frozen=True, slots=True)
class Answers:
    """`yes` maps answered entries' numbers to the answer; `explanations` holds what was explained.

    A problem says yes to its entry, whatever the self-check says: `by_problem` holds the first row of each
    entry that only the list of problems admits.
    """

    yes: dict[str, bool] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    by_problem: dict[str, Place] = field(default_factory=dict)


def read_answers(
    table: Table | None,
    control: Control,
    context: Context,
    problems: Sequence[ProblemRow],
    copies: Sequence[Table] = (),
    *,
    same_rules: bool,
) -> tuple[Answers, list[Issue]]:
    """Reads the self-check. With another rulebook than today's, entries that it lacks stay unanswered.

    `copies` are other sheets of the kind that say something else: which of them is meant only the sender knows.
    """
    if table is None:
        return Answers(), []
    checked = check_table(selfcheck.SPEC, table, context)
    rows = _by_entry(checked.rows, control)
    issues = list(checked.issues)
    if same_rules:
        issues += _rows_missing(table, rows, control)
    for copy in copies:
        issues += _contradictions(
            table, rows, copy, _by_entry(check_table(selfcheck.SPEC, copy, context).rows, control)
        )
    answered = {number: row for number, row in rows.items() if row.values["answer"]}
    yes = {number: row.values["answer"] == "yes" for number, row in answered.items()}
    unprompted = [problem for problem in problems if problem.entry and not yes.get(problem.entry)]
    issues += [
        Issue(catalogue.PROBLEM_WITHOUT_ANSWER, problem.place, {"item": problem.values["item"]})
        for problem in unprompted
    ]
    by_problem = {str(problem.entry): problem.place for problem in reversed(unprompted)}
    explanations = {
        number: str(row.values["explanation"]) for number, row in rows.items() if row.values["explanation"]
    }
    return Answers({**yes, **dict.fromkeys(by_problem, True)}, explanations, by_problem), issues


def _by_entry(rows: Sequence[Row], control: Control) -> dict[str, Row]:
    """The first row of each entry, by the entry's number."""
    found: dict[str, Row] = {}
    for row in rows:
        entry = control.rulebook.entry_of(str(row.values["item"]))
        if entry:
            found.setdefault(entry.number, row)
    return found


def _contradictions(
    table: Table, ours: dict[str, Row], copy: Table, theirs: dict[str, Row]
) -> Iterator[Issue]:
    """An error where the copy answers otherwise, naming both; else a word that the copy was not read."""
    both = [(ours[number], theirs[number]) for number in ours if number in theirs]
    cells = [
        (table.place("answer", a.number), copy.place("answer", b.number))
        for a, b in both
        if _answer(a) and _answer(b) and _answer(a) != _answer(b)
    ]
    if cells:
        cell_pairs = [f"{one.cell}/{other.cell}" for one, other in cells]
        values = {"sheet": copy.grid.sheet, "cells": listed(cell_pairs)}
        yield Issue(catalogue.ANSWER_CONTRADICTED, cells[0][0], values)
    else:
        yield another(copy)


def _answer(row: Row) -> str:
    """The answer as it was read, or as typed where it can't be."""
    return display_text(row.values["answer"]) or plain(display_text(row.raw["answer"]))


def _rows_missing(table: Table, rows: dict[str, Row], control: Control) -> list[Issue]:
    place = Place("", table.grid.sheet)
    gone = (entry for entry in control.rulebook.entries if entry.number not in rows)
    return [Issue(catalogue.ANSWER_ROW_MISSING, place, {"item": entry.label(table.lang)}) for entry in gone]
