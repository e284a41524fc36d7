"""Checks the rows of a table, or the fields of a form, against what the schema declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from softenv_xl import catalogue
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Table
from softenv_xl.issues import Issue, Place, Severity
from softenv_xl.schema.checked import Checked, Complete, Context, Row
from softenv_xl.schema.row_reader import RowReader
from softenv_xl.schema.table import FormSpec, TableSpec
from softenv_xl.words import Lang

__all__ = ["Checked", "Context", "Row", "check_form", "check_table"]

# So many rows of one context are remembered, none of them with more letters than that.
_KNOWN, _SHORT = 1024, 2048


def check_table(spec: TableSpec, table: Table, context: Context, complete: Complete | None = None) -> Checked:
    """Reads and checks every row below the header that somebody has filled in; the rules see computed cells as
    `complete` has them.
    """
    rows: list[Row] = []
    issues = [*table.issues, *_merged(spec, table)]
    seen: dict[Value, int] = {}
    gone = frozenset(column.key for column in spec.columns if column.key not in table.columns)
    calculated = _rows_with_formulas(spec, table)
    meant: dict[tuple[str, type, Value], tuple[Value, Value]] = {}
    for number, raw in table.filled(spec.deciding_columns):
        row = {column.key: raw.get(column.key) for column in spec.columns}
        reader = RowReader(
            spec,
            context,
            table.grid,
            lambda key, n=number: _cell(table, key, n),
            table.texts,
            gone,
            display_text(row[spec.id_column]) if spec.id_column else "",
            table.lang,
            formulas=number in calculated and not context.formulas_allowed,
            meant=meant,
            complete=complete,
        )
        same = _same_as_before(reader, row)
        if same in context.known:
            values = {**context.known[same]}
            found: list[Issue] = []
        else:
            values, found = reader.read(row)
            if same and not found and len(context.known) < _KNOWN:
                context.known[same] = {**values}
        found += _repeated(spec, values, number, seen, reader)
        sound = not any(issue.severity is Severity.ERROR for issue in found)
        rows.append(Row(number - table.header_row - 1, number, row, values, sound, tuple(reader.breaches)))
        issues += found
    return Checked(tuple(rows), tuple(issues))


def _same_as_before(reader: RowReader, row: Mapping[str, Value]) -> object:
    """All that a row's check goes by, where it may be a row like others: those that the program wrote into a form
    are in hundreds of returns, most of them with the same answer. None where it isn't worth while, or says more than
    its values do.
    """
    spec, grid = reader.spec, reader.grid
    if (
        not (isinstance(spec, TableSpec) and spec.prefilled)
        or reader.formulas
        or reader.complete
        or grid.pictures
    ):
        return None
    cells = tuple(row.values())
    if sum(len(cell) for cell in cells if isinstance(cell, str)) > _SHORT:
        return None
    # True, 1 and 1.0 are equal, but not the same in a cell.
    return spec.key, reader.gone, grid.since_1904, cells, tuple(map(type, cells))


def check_form(
    spec: FormSpec, grid: Grid, cells: Mapping[str, Address], lang: Lang, context: Context
) -> tuple[dict[str, Value], list[Issue]]:
    """Reads and checks a form's fields; `cells` says where each value stands."""
    row = {c.key: grid.value(cells[c.key]) if c.key in cells else None for c in spec.columns}
    texts = {column.key: column.label(lang) for column in spec.columns}
    formulas = bool(grid.formulas) and not context.formulas_allowed
    reader = RowReader(spec, context, grid, cells.get, texts, lang=lang, formulas=formulas)
    return reader.read(row)


def _cell(table: Table, key: str, row: int) -> Address | None:
    return table.cell(key, row) if key in table.columns else None


def _rows_with_formulas(spec: TableSpec, table: Table) -> frozenset[int]:
    """The sheet rows in which some input cell holds a formula."""
    inputs = {table.columns[column.key] for column in spec.inputs if column.key in table.columns}
    return frozenset(address.row for address in table.grid.formulas if address.column in inputs)


def _merged(spec: TableSpec, table: Table) -> Iterator[Issue]:
    """Merged cells in the table's body, which hide what stands below them."""
    wide = table.columns.values()
    body = Area(
        table.header_row,
        min(wide),
        max(min(len(table.grid.rows), table.last), table.header_row + 1),
        max(wide),
    )
    for area in table.grid.merged:
        if area.meets(body):
            place = Place("", table.grid.sheet, area.ref.split(":")[0])
            yield Issue(catalogue.TABLE_MERGED_CELLS, place, {"area": area.ref, "table": spec.title})


def _repeated(
    spec: TableSpec, values: Mapping[str, Value], number: int, seen: dict[Value, int], reader: RowReader
) -> list[Issue]:
    """`seen` has the sheet row in which each id stands first."""
    key = spec.id_column
    if key is None or values.get(key) is None:
        return []
    first = seen.setdefault(values[key], number)
    if first == number:
        return []
    place = reader.place(key)
    at = reader.address(key)
    cell = at._replace(row=first).a1 if at else ""
    return [Issue(catalogue.ID_TWICE, place, {**reader.arguments(key, values[key]), "first": cell})]
