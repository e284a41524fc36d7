"""What the merge knows of the tables that packs hold, from what the registers declare; and the tables as they stand here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from softenv_xl.control.workbook import Control
from softenv_xl.exchange.merge.values import TableShape
from softenv_xl.exchange.snapshot import Cells, Normal, normalised
from softenv_xl.grid.cell import Value, is_blank
from softenv_xl.registers import REGISTERS
from softenv_xl.registers.packed import TABLES, PackedTable
from softenv_xl.schema.column import Column, Kind, worded
from softenv_xl.schema.normal import in_words
from softenv_xl.schema.repair import repair, typed
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import Lang

_IDS = {register.key: register.ids for register in REGISTERS}

_ABOUT = {register.key: register.duties[0].about for register in REGISTERS if register.duties}


def packed_tables(control: Control) -> Iterator[PackedTable]:
    """The tables that packs of this workbook can hold."""
    return (table for table in TABLES if table.key not in control.lacking)


def shape_of(table: PackedTable, control: Control) -> TableShape:
    """What people fill in of the table and a pack shows."""
    full, shown = table.full, table.spec.by_key
    inputs = {column.key: column for column in full.inputs if column.key in shown}
    lists = {
        key: control.context.lists[column.choices.name]
        for key, column in inputs.items()
        if isinstance(column.choices, ListOf) and column.choices.name in control.context.lists
    }
    return TableShape(
        full.key,
        {key: column for key, column in inputs.items() if column.kind is not Kind.CHECK},
        frozenset(table.part.open) & inputs.keys(),
        _IDS.get(full.key) or "R",
        full.id_column or "",
        table.part.grows,
        table.part.department if not table.part.person and table.part.department in inputs else "",
        _ABOUT.get(full.key, "name"),
        lists,
    )


class Meanings:
    """What cells mean, normalised; what can't be read stays as typed, so that it isn't taken for blank. The same content of
    one column means the same again.
    """

    def __init__(self, control: Control) -> None:
        self._control = control
        self._known: dict[tuple[str, str, type, Value], Normal] = {}

    def of(self, table: str, column: Column, raw: Value, *, since_1904: bool = False) -> Normal:
        if raw is None:
            return None
        key = table, column.key, type(raw), raw
        if since_1904 or key not in self._known:
            choices, year = self._choices(column), self._control.context.year
            read = repair(column, raw, year, choices, since_1904=since_1904).value
            meant = typed(column, read)
            found = normalised(column, raw if meant is None and not is_blank(raw) else meant)
            if since_1904:
                return found
            self._known[key] = found
        return self._known[key]

    def _choices(self, column: Column) -> Collection[str]:
        if isinstance(column.choices, Vocabulary):
            return column.choices.accepted
        lists = self._control.context.lists
        return lists.get(column.choices.name, ()) if isinstance(column.choices, ListOf) else ()


@dataclass(frozen=True, slots=True)
class HereRow:
    """A row in use of the control workbook, by its index among the table's data; `id` is "" where it has none yet."""

    index: int
    id: str
    cells: dict[str, Normal]


def rows_here(packed: PackedTable, shape: TableShape, control: Control, meanings: Meanings) -> list[HereRow]:
    """The table's rows in use, as they stand in the control workbook."""
    table, full = control.tables[packed.key], packed.full
    since_1904, identity = table.grid.since_1904, full.column(shape.id_column)
    return [
        HereRow(
            number - table.header_row - 1,
            in_words(meanings.of(full.key, identity, raw.get(shape.id_column))),
            {
                key: meanings.of(full.key, column, raw.get(key), since_1904=since_1904)
                for key, column in shape.inputs.items()
            },
        )
        for number, raw in table.filled(full.deciding_columns)
    ]


def standing(rows: Iterable[HereRow]) -> dict[str, Cells]:
    """The rows by id: of two with one id the first."""
    found: dict[str, Cells] = {}
    for row in rows:
        if row.id:
            found.setdefault(row.id, row.cells)
    return found


def as_typed(column: Column, value: Normal, lang: Lang) -> Value:
    """A normalised value as somebody types it into a cell of that language."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    try:
        return worded(column, value, lang)
    except KeyError:
        return value


def renamed(column: Column, value: Normal, control: Control) -> Normal:
    """A department, or an entry of the rulebook in a column `item`, as it is called by now."""
    if not isinstance(value, str):
        return value
    return control.renames.item(value) if column.key == "item" else control.renames.department(value)


def with_names_of_today(
    shape: TableShape, cells: Mapping[str, Normal], control: Control
) -> dict[str, Normal]:
    """A row as it was issued or came back, in the words of today."""
    return {
        **cells,
        **{key: renamed(shape.inputs[key], cells[key], control) for key in shape.names if key in cells},
    }
