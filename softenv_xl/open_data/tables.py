"""What is exported: which tables, which of their columns, and what stands in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from softenv_xl.appraisal.results import FIGURES
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.grid.grid import Book
from softenv_xl.open_data.values import plain
from softenv_xl.registers import (
    LOOKUPS,
    REGISTERS,
    appraisal_results,
    departments,
    options,
    people,
    rulebook,
    settings,
)
from softenv_xl.schema.check import Context, Row, check_form
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.form import find_form
from softenv_xl.schema.table import FormSpec, TableSpec
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text

FORMS = (settings.SPEC, options.SPEC)
"""The settings: exported as tables of one row."""

_HELD = {register.key: register for register in REGISTERS}
_OF = {lookup.key: register.key for register in REGISTERS for lookup in register.lookups}


class Exported(NamedTuple):
    """One table: its columns, and its rows as plain values by their keys. `places` are the rows' indices in the workbook."""

    spec: TableSpec | FormSpec
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    places: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        return self.spec.key

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(column for column in self.columns if column.owner is not Owner.COMPUTED)


def tables(book: Book, result: Result, *, confidential: bool) -> Iterator[Exported]:
    """The settings, then the office's tables, but for those of registers that the school doesn't use.

    The program's own sheets follow from them, and are left out, as are columns that are the program's own or say what is
    wrong with a row.
    """
    for form in FORMS:
        yield _form(form, book, result, confidential=confidential)
    specs = (
        *((register.spec, register.sheet.name) for register in REGISTERS),
        *((each.SPEC, each.SHEET.name) for each in (people, departments, rulebook)),
        (settings.STAGES, settings.STAGES.title),
        *((lookup.spec, lookup.sheet.name) for lookup in LOOKUPS),
    )
    for spec, title in specs:
        if result.school.uses(_OF.get(spec.key, spec.key)) and spec.key not in result.control.lacking:
            yield _table(spec, title, result, confidential=confidential)


def _columns(spec: TableSpec | FormSpec, *, confidential: bool) -> tuple[Column, ...]:
    return tuple(
        column
        for column in spec.columns
        if not column.hidden
        and column.kind is not Kind.CHECK
        and (confidential or not column.confidential)
        and not (isinstance(spec, FormSpec) and column.owner is Owner.COMPUTED)
    )


def _table(spec: TableSpec, title: Text, result: Result, *, confidential: bool) -> Exported:
    columns = _columns(spec, confidential=confidential)
    checked = {row.index: row for row in result.control.checked[spec.key].rows}
    computed: dict[int, Mapping[str, Value]] = {index: row.values for index, row in checked.items()}
    if spec.key in _HELD:
        computed |= {row.source: row.row for row in result.registers[spec.key] if row.source is not None}
    rows = tuple(
        _shown(spec, {c.key: _cell(c, checked[index], computed[index]) for c in columns})
        for index in sorted(checked)
    )
    return Exported(spec, title, columns, rows, tuple(sorted(checked)))


def _cell(column: Column, row: Row, computed: Mapping[str, Value]) -> Value:
    """What people typed as it stands, not as a press would leave it; what is computed as it shall be."""
    if column.owner is Owner.COMPUTED:
        value = computed.get(column.key)
        return plain(column, value, value)
    return plain(column, row.raw.get(column.key), row.values.get(column.key))


def _shown(spec: TableSpec, row: dict[str, Value]) -> Mapping[str, Value]:
    """What may not be shown of parents' answers isn't in any file either, whatever stands in its cells."""
    if spec is appraisal_results.SPEC and row["shown"] != "shown":
        return {**row, **dict.fromkeys(FIGURES)}
    return row


def _form(spec: FormSpec, book: Book, result: Result, *, confidential: bool) -> Exported:
    columns = _columns(spec, confidential=confidential)
    found = find_form(book, spec)
    row: dict[str, Value] = dict.fromkeys(column.key for column in columns)
    if found:
        grid, cells = found
        context = Context(year=result.control.campaign.year, formulas_allowed=True)
        meant, _ = check_form(spec, grid, cells, result.control.lang, context)
        row = {
            column.key: plain(column, grid.value(cells[column.key]), meant[column.key])
            if column.key in cells
            else None
            for column in columns
        }
    return Exported(spec, spec.title, columns, (row,))


def identity(exported: Exported, row: Mapping[str, Value]) -> str:
    """The row's id; blank where it has none."""
    key = exported.spec.id_column if isinstance(exported.spec, TableSpec) else None
    return display_text(row[key]).strip() if key else ""
