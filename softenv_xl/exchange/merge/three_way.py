"""The merge itself: what the office decided, then each copy, by what was issued, what stands here, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from softenv_xl.exchange.merge.cells import CellMerge
from softenv_xl.exchange.merge.conflict import Cell
from softenv_xl.exchange.merge.deciding import carry_out
from softenv_xl.exchange.merge.rows import TableMerge
from softenv_xl.exchange.merge.values import Copy, Returned, TableShape
from softenv_xl.exchange.merge.work import Event, State, Work


class Merged(NamedTuple):
    """What a merge came to, and what is to be told of it."""

    state: State
    events: tuple[Event, ...]


def merge(before: State, copies: Iterable[Copy], shapes: Mapping[str, TableShape], day: date) -> Merged:
    """The state after the office's decisions and the copies. The order of the copies makes no difference, nor does a copy
    that comes again, in this merge or a later one.
    """
    work = Work(before, shapes, day)
    work.bring_up_to_date(typed=True)
    carry_out(work)
    for copy in sorted(copies, key=lambda copy: (copy.stamp, copy.pack, copy.digest, copy.file)):
        _take(work, copy)
    work.bring_up_to_date(typed=False)
    return Merged(work.state(), tuple(work.events))


def _take(work: Work, copy: Copy) -> None:
    known = work.remembered(copy)
    cells = CellMerge(work, copy, known)
    known.edits = known.rows = 0
    cells.look_ahead()
    if copy.base is None:
        work.tell("pack.base-missing", Cell("", ""), copy)
    for key, shape in work.shapes.items():
        if key in copy.lacking:
            work.tell("pack.table-missing", Cell(key, ""), copy)
        elif key in copy.tables or (copy.base and key in copy.base.tables):
            table = TableMerge(cells, shape, copy.tables.get(key, Returned()))
            table.take()
            known.edits += table.edits
            known.rows += table.added
