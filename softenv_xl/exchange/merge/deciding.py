"""What the office decided on the conflicts: carried out once, and remembered.

A decision is about base, ours and theirs as they were listed. Where something else stands there by now, nothing is done, and
the choice is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from softenv_xl.exchange.merge.conflict import (
    OF_ADDITIONS,
    OF_CELLS,
    OF_MISSING,
    Cell,
    Conflict,
    Kind,
    NoSide,
    Side,
    side_digest,
)
from softenv_xl.exchange.merge.memory import content_digest
from softenv_xl.exchange.merge.work import Work
from softenv_xl.exchange.snapshot import Normal, normalised
from softenv_xl.grid.cell import display_text
from softenv_xl.words import Text

_OWN_ROW = Text("整行没有自填内容可用", "own words can't stand for a whole row")
_NO_WORDS = Text("没有填写自填内容", "no own words are filled in")
_UNFIT = Text("自填内容无法读作该列的内容", "the own words can't be read as what the column holds")
_SEVERAL = Text("同一单元格的几处冲突选择不一", "several conflicts about one cell were decided differently")
_NO_ROW = Text("该行已不在本台账中", "the row isn't in this workbook any more")
_TOO_LONG = Text(
    "该行内容过长，请在本台账中直接删除", "the row is too long to be kept in mind; delete it here by hand"
)


def carry_out(work: Work) -> None:
    """Carries out all that was decided since the last merge."""
    decided = sorted(
        (conflict for conflict in work.conflicts.values() if conflict.is_open and conflict.choice),
        key=lambda conflict: (conflict.cell, conflict.id),
    )
    for cell, group in groupby(decided, lambda conflict: conflict.cell):
        _carry_out(work, cell, list(group))


def _carry_out(work: Work, cell: Cell, conflicts: list[Conflict]) -> None:
    now = work.value(cell)
    for conflict in conflicts:
        if conflict.choice == "ours":
            _settle(work, conflict)
    wanted = [conflict for conflict in conflicts if conflict.choice != "ours"]
    if len({side_digest(_outcome(work, conflict)) for conflict in wanted}) > 1:
        for conflict in wanted:
            work.tell("pack.decision-unfit", cell, conflict=conflict, why=_SEVERAL)
        return
    for conflict in wanted:
        if why := _hindrance(work, conflict):
            work.tell("pack.decision-unfit", cell, conflict=conflict, why=why)
        elif conflict.kind not in OF_ADDITIONS and side_digest(now) not in _expected(work, conflict):
            work.tell("pack.decision-overtaken", cell, conflict=conflict)
            work.conflicts[conflict.id] = replace(conflict, choice=None)
        else:
            _apply(work, conflict)
            _settle(work, conflict)


def _outcome(work: Work, conflict: Conflict) -> Side:
    if conflict.choice == "own" and (
        column := work.shapes[conflict.cell.table].inputs.get(conflict.cell.column)
    ):
        return normalised(column, conflict.own)
    return conflict.theirs


def _expected(work: Work, conflict: Conflict) -> Iterator[str]:
    """What may stand there: what was listed, or what is to stand there already."""
    yield side_digest(conflict.ours)
    yield side_digest(_outcome(work, conflict))


def _hindrance(work: Work, conflict: Conflict) -> Text | None:
    """Why the decision can't be carried out."""
    shape = work.shapes.get(conflict.cell.table)
    if shape is None:
        return _NO_ROW
    if conflict.kind in OF_CELLS and work.value(conflict.cell) is NoSide.GONE:
        return _NO_ROW
    if conflict.choice == "own":
        if conflict.kind not in OF_CELLS:
            return _OWN_ROW
        outcome = _outcome(work, conflict)
        if outcome is None:
            return _NO_WORDS
        if isinstance(outcome, NoSide | Mapping) or not shape.fits(conflict.cell.column, outcome):
            return _UNFIT
    if conflict.kind in OF_MISSING and conflict.ours is NoSide.UNKNOWN:
        return _TOO_LONG
    return None


def _apply(work: Work, conflict: Conflict) -> None:
    cell, rows = conflict.cell, work.tables[conflict.cell.table]
    outcome = _outcome(work, conflict)
    if conflict.kind in OF_MISSING:
        rows.pop(cell.row, None)
    elif conflict.kind in OF_CELLS and not isinstance(outcome, NoSide | Mapping):
        rows[cell.row][cell.column] = outcome
    elif isinstance(outcome, Mapping):
        shape = work.shapes[cell.table]
        row = _added_id(conflict, outcome, shape.id_column) if conflict.kind in OF_ADDITIONS else cell.row
        new = conflict.kind in OF_ADDITIONS and shape.whose and row not in rows
        whose = {shape.whose: conflict.department} if new else {}
        filled = {key: value for key, value in outcome.items() if value is not None or row in rows}
        rows[row] = {**rows.get(row, dict.fromkeys(shape.inputs)), **filled, **whose}


def _added_id(conflict: Conflict, cells: Mapping[str, Normal], id_column: str) -> str:
    """The id that people typed, where they do; or what the row was listed by; or, of a copy of that row, one of its own."""
    if conflict.kind in (Kind.ADDED, Kind.NO_BASE_ROW):
        return display_text(str(cells.get(id_column) or "")) or conflict.cell.row
    return f"{conflict.cell.row}-{content_digest(conflict.id, cells=cells)[:4].upper()}"


def _settle(work: Work, conflict: Conflict) -> None:
    work.settle(conflict)
    work.tell("decided", conflict.cell, conflict=conflict)
    work.conflicts[conflict.id] = replace(conflict, state="applied", settled=work.day)
