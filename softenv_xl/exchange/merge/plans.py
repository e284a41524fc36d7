"""From the tables before and after a merge to what is typed into the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from softenv_xl.control.workbook import Control
from softenv_xl.exchange.merge.shapes import HereRow, as_typed
from softenv_xl.exchange.merge.values import TableShape
from softenv_xl.exchange.snapshot import Cells, Tables
from softenv_xl.grid.amended import Kept, rows_of
from softenv_xl.grid.cell import Value
from softenv_xl.retyping import Plans, ready_indices

# Ids that a merge gave; people's own rows have others.
_ADDED = re.compile(r"[A-Z]+-\w+-[A-Z2-7]{4,12}")


@dataclass(frozen=True)
class Edits:
    """What a merge did to one table: cells of rows that stay, whole rows that came, ids of rows that go."""

    changed: Mapping[str, Cells]
    added: Mapping[str, Cells]
    deleted: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.deleted)


def edits_between(before: Tables, after: Tables) -> Iterator[tuple[str, Edits]]:
    """Table by table, where there are any."""
    for key, rows in after.items():
        known = before.get(key, {})
        changed = {
            row: differing
            for row, cells in rows.items()
            if row in known
            and (differing := {name: v for name, v in cells.items() if known[row].get(name) != v})
        }
        added = {row: cells for row, cells in rows.items() if row not in known}
        edits = Edits(changed, added, frozenset(known.keys() - rows.keys()))
        if edits:
            yield key, edits


def plans_for(
    before: Tables,
    after: Tables,
    shapes: Mapping[str, TableShape],
    rows: Mapping[str, Sequence[HereRow]],
    control: Control,
) -> Plans:
    """The tables that the merge changes, row by row."""
    return {key: _plan(edits, shapes[key], rows[key], control) for key, edits in edits_between(before, after)}


def _plan(edits: Edits, shape: TableShape, rows: Sequence[HereRow], control: Control) -> list[Kept]:
    """Rows stay where they are. New ones go below the last in use, those of several merges in the order of their ids: so the
    order in which packs come makes no difference to where they stand.
    """
    table = control.tables[shape.key]
    ids = [(row.id, row.index) for row in rows]
    first = dict(reversed([(identity, index) for identity, index in ids if identity]))
    typed = {first[row]: _words(cells, shape, control) for row, cells in edits.changed.items()}
    gone = {first[row] for row in edits.deleted}
    named = {index: identity for identity, index in ids}
    last = max((row.index for row in rows), default=-1)
    kept = [(named.get(at, ""), Kept(at, typed.get(at, {}))) for at in range(last + 1) if at not in gone]
    tail = len(kept)
    while tail and _ADDED.fullmatch(kept[tail - 1][0]):
        tail -= 1
    ready = iter(ready_indices(table, (row.index for row in rows)))
    new = [
        (row, Kept(next(ready, None), {shape.id_column: row, **_words(cells, shape, control)}))
        for row, cells in sorted(edits.added.items())
    ]
    ending = [each for _, each in sorted([*kept[tail:], *new], key=lambda pair: pair[0])]
    plan = [*(each for _, each in kept[:tail]), *ending, *(Kept(at) for at in ready)]
    return plan or [Kept(0, dict.fromkeys(table.columns))] if rows_of(table) else plan


def _words(cells: Cells, shape: TableShape, control: Control) -> dict[str, Value]:
    return {key: as_typed(shape.inputs[key], value, control.lang) for key, value in cells.items()}
