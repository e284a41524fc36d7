"""A workbook that came back becomes a Copy, whoever saved it: tables are found by their headers, rows by their ids.

Sorted rows, rows that a filter hides, blank rows between others, moved columns, columns of the department's own make no
difference. A row whose id was lost is known by what else it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from softenv_xl.control.finding_tables import located
from softenv_xl.control.workbook import Control
from softenv_xl.exchange.merge.memory import content_digest
from softenv_xl.exchange.merge.new_rows import pairs_alike, remains, tag_of
from softenv_xl.exchange.merge.shapes import Meanings, packed_tables, shape_of, with_names_of_today
from softenv_xl.exchange.merge.values import Copy, Returned, TableShape
from softenv_xl.exchange.snapshot import Cells, Normal, Snapshot
from softenv_xl.grid.cell import display_text
from softenv_xl.grid.grid import Book
from softenv_xl.grid.table import Table
from softenv_xl.legible import storable_text
from softenv_xl.registers.packed import PackedTable
from softenv_xl.schema.extent import with_end

_NEARLY_ALL = 0.75


@dataclass(frozen=True)
class Reader:
    """Reads packs that came back to one control workbook. What the same cells mean is found out once."""

    control: Control
    meanings: Meanings

    def knows(self, book: Book) -> bool:
        """Has the workbook any of the tables that packs hold?"""
        return any(located(book, packed.sheet, packed.spec) for packed in packed_tables(self.control))

    def copy(self, book: Book, pack: str, department: str, base: Snapshot | None, file: str = "") -> Copy:
        """The workbook as a copy of the pack with that serial; `base` is what it held when it was issued."""
        tables: dict[str, Returned] = {}
        lacking: set[str] = set()
        issued: dict[str, Mapping[str, Cells]] = {}
        for packed in packed_tables(self.control):
            shape, rows = shape_of(packed, self.control), base.tables.get(packed.key, {}) if base else {}
            if rows:
                issued[packed.key] = {
                    row: with_names_of_today(shape, cells, self.control) for row, cells in rows.items()
                }
            table = located(book, packed.sheet, packed.spec)
            if table is not None:
                found = self._rows(packed, shape, with_end(packed.spec, table, gaps=True))
                tables[packed.key] = _returned(found, issued.get(packed.key, {}))
            elif rows:
                lacking.add(packed.key)
        stamp = f"{book.saved_at:%Y-%m-%d %H:%M:%S}" if book.saved_at else ""
        today = Snapshot(base.id, issued) if base else None
        name = self.control.renames.department(department)
        return Copy(pack, name, today, tables, stamp, file, frozenset(lacking), tag_of(pack, department))

    def _rows(
        self, packed: PackedTable, shape: TableShape, table: Table
    ) -> Iterator[tuple[str, dict[str, Normal]]]:
        """Every row that anybody filled in, with its id: of the columns that are still there, as they mean to be read."""
        full = packed.full
        columns = [column for column in packed.spec.columns if column.key in table.columns]
        deciding = {shape.id_column, *shape.inputs}
        for _, raw in table.filled([column.key for column in columns if column.key in deciding]):
            cells: dict[str, Normal] = {
                column.key: self.meanings.of(
                    full.key, full.column(column.key), raw[column.key], since_1904=table.grid.since_1904
                )
                for column in columns
                if column.key in deciding
            }
            identity = display_text(str(cells.get(shape.id_column) or ""))
            yield (
                identity,
                {
                    key: value
                    for key, value in with_names_of_today(shape, cells, self.control).items()
                    if key in shape.inputs
                },
            )


def _returned(rows: Iterable[tuple[str, dict[str, Normal]]], issued: Mapping[str, Cells]) -> Returned:
    """Of several rows with one id the one that is nearest to what was issued is that row."""
    by_id: dict[str, list[Cells]] = {}
    for identity, cells in rows:
        by_id.setdefault(identity, []).append(_as_issued(cells, issued.get(identity, {})))
    new = by_id.pop("", [])
    known: dict[str, Cells] = {}
    extra: list[tuple[str, Cells]] = []
    for identity, same in by_id.items():
        base = issued.get(identity, {})
        if len(same) == 1:
            known[identity] = same[0]
            continue
        first, *others = sorted(
            same, key=lambda cells: (_differing(cells, base), content_digest(cells=cells))
        )
        known[identity] = first
        extra += [(identity, cells) for cells in others]
    return _with_recognised(known, new, issued, tuple(extra))


def _with_recognised(
    known: dict[str, Cells],
    new: list[Cells],
    issued: Mapping[str, Cells],
    extra: tuple[tuple[str, Cells], ...],
) -> Returned:
    """Rows without an id that are, by nearly all that they hold, rows that were issued and didn't come back by their ids."""
    lost = [(row, cells) for row, cells in issued.items() if row not in known]
    if lost and new:
        named = {str(place): cells for place, cells in enumerate(new)}
        for place, row in pairs_alike(named.items(), lost, _NEARLY_ALL, remains):
            known[row] = _as_issued(named.pop(place), issued[row])
        new = list(named.values())
    return Returned(known, extra, tuple(new))


def _differing(cells: Cells, base: Cells) -> int:
    return sum(value != base.get(key) for key, value in cells.items())


def _as_issued(cells: Cells, base: Cells) -> Cells:
    """Letters that no file holds, and that the pack was written without, are no edit."""
    if all(value == base.get(key, value) for key, value in cells.items()):
        return cells
    return {
        key: base[key] if key in base and _stored(base[key]) == _stored(value) else value
        for key, value in cells.items()
    }


def _stored(value: Normal) -> Normal:
    return storable_text(value) if isinstance(value, str) else value
