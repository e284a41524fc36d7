"""Fills in a return as a teacher would: the day, an answer to every entry, the problems and their plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from softenv_xl.bans.default import ENTRIES, DefaultEntry
from softenv_xl.demo.wording import EXPLAINED, PROBLEMS, PROOF, WEIGHTS
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.registers.words import ANSWER, PROGRESS
from softenv_xl.return_form import identity, problems, selfcheck
from softenv_xl.schema.expression import Scope
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.verdict import verdict
from softenv_xl.sheets.patch import KEEP, CellPatch, Patch, RowPatch, TablePatch
from softenv_xl.words import Lang, Text

STARTED = date(2026, 7, 31)  # the first day on which problems are looked for
_RECTIFY = (date(2026, 9, 11), date(2026, 12, 30))
_NAMES: dict[str, Value] = dict(
    zip(("identity_rectify_from", "identity_rectify_until"), _RECTIFY, strict=True)
)


@dataclass(frozen=True, slots=True)
class PlannedProblem:
    """One problem row; `entry` is the rulebook entry that it concerns."""

    entry: DefaultEntry
    problem: Text
    measure: Text
    found: date
    deadline: date
    progress: str
    evidence: Text | None


def planned_problems(
    dice: Random, count: int, before: date, *, but: Sequence[str] = ()
) -> tuple[PlannedProblem, ...]:
    """So many problems found before that day, each about another entry; `but` names tags to leave out."""
    ranks = {tag: dice.random() ** (1 / weight) for tag, weight in WEIGHTS.items()}
    tags = sorted(ranks.keys() - set(but), key=lambda tag: -ranks[tag])[:count]
    return tuple(_planned_problem(dice, tag, before) for tag in sorted(tags, key=_rank))


def filled_return(package: bytes, form: Sequence[PlannedProblem], owner: str, day: date, lang: Lang) -> bytes:
    """The return as sent, filled in on that day: yes where there is a problem, no everywhere else."""
    cell = CellPatch(identity.SPEC.name("filled_on"), day)
    patch = Patch((_answers(form, lang), _problems(form, owner, lang)), (cell,))
    return apply(package, patch, "return.xlsx")


def _rank(tag: str) -> int:
    return ENTRIES.index(_entry(tag))


def _entry(tag: str) -> DefaultEntry:
    return next(entry for entry in ENTRIES if tag in entry.tags)


def _planned_problem(dice: Random, tag: str, before: date) -> PlannedProblem:
    problem, measure = dice.choice(PROBLEMS[tag])
    found = STARTED + timedelta(days=dice.randrange((before - STARTED).days))
    # Most people promise to be done within the first weeks of the stage.
    deadline = _RECTIFY[0] + timedelta(days=int(dice.triangular(2, 105, 22)))
    progress = dice.choice(("not_started", "under_way", "under_way", "done"))
    return PlannedProblem(
        _entry(tag), problem, measure, found, deadline, progress, dice.choice((None, *PROOF[:4], *PROOF))
    )


def _label(entry: DefaultEntry, lang: Lang) -> str:
    return f"{entry.number} {entry.title(lang)}"


def _answers(form: Sequence[PlannedProblem], lang: Lang) -> TablePatch:
    rows = {plan.entry.number: row for row, plan in enumerate(form, start=1)}
    cells: list[dict[str, Value]] = [
        {
            "item": _label(entry, lang),
            "answer": ANSWER.word("yes" if entry.number in rows else "no", lang),
            "explanation": EXPLAINED(lang).format(row=rows[entry.number]) if entry.number in rows else None,
        }
        for entry in ENTRIES
    ]
    return _patch(selfcheck.SPEC, ("answer", "explanation"), cells, form, lang)


def _problems(form: Sequence[PlannedProblem], owner: str, lang: Lang) -> TablePatch:
    cells: list[dict[str, Value]] = [
        {
            "item": _label(plan.entry, lang),
            "problem": plan.problem(lang),
            "found": plan.found,
            "measure": plan.measure(lang),
            "owner": owner,
            "deadline": plan.deadline,
            "progress": PROGRESS.word(plan.progress, lang),
            "evidence": plan.evidence(lang) if plan.evidence else None,
        }
        for plan in form
    ]
    keys = ("item", "problem", "found", "measure", "owner", "deadline", "progress", "evidence")
    return _patch(problems.SPEC, keys, cells, form, lang)


def _patch(
    spec: TableSpec,
    keys: Sequence[str],
    cells: Sequence[dict[str, Value]],
    form: Sequence[PlannedProblem],
    lang: Lang,
) -> TablePatch:
    """The rows with their verdicts; ready rows below stay as they are."""
    labels = [_label(entry, lang) for entry in ENTRIES]
    lists = {"selfcheck_items": labels, "problems_items": [_label(plan.entry, lang) for plan in form]}
    rows = []
    for index, row in enumerate(cells):
        whole = {column.key: row.get(column.key) for column in spec.columns}
        verdict_ = verdict(spec, Scope(whole, _NAMES, lists), lang)
        rows.append(RowPatch(index, (*(row[key] for key in keys), verdict_)))
    ready = max(spec.ready_rows, len(rows))
    rows += [RowPatch(index, (KEEP,) * (len(keys) + 1)) for index in range(len(rows), ready)]
    columns = tuple(spec.column(key).label(lang) for key in (*keys, "check"))
    return TablePatch(spec.key, columns, tuple(rows))
