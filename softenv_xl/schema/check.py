"""Checks the rows of a table, or the fields of a form, against what the schema declares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from softenv_xl import catalogue
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError, Value, display_text
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.likeness import nearest
from softenv_xl.grid.table import Table
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue, Place
from softenv_xl.schema.column import Column, Kind, Owner, Rule, worded
from softenv_xl.schema.expression import Scope
from softenv_xl.schema.lookalike import lookalike
from softenv_xl.schema.repair import repair, typed
from softenv_xl.schema.table import FormSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import LANGS, Lang, Text

# What can't be an input at all is told once; no rule judges it.
_LEFT_OUT = (catalogue.CELL_FORMULA, catalogue.CELL_ERROR, catalogue.DATE_UNCLEAR)

# So many of the words that a list offers are named in a message.
_TOLD = 12
PICTURE = Text("单元格内图片", "picture in cell")
"""What is read of a picture that stands in a cell."""


@dataclass(frozen=True, slots=True)
class Context:
    """What rules may look at outside their row: named values, lists of words, the campaign's year.

    A list that has an order (a dict's keys have) is told in it.
    """

    names: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, Collection[str]] = field(default_factory=dict)
    year: int | None = None
    formulas_allowed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row that was read. `index` counts the table's data rows from 0, `number` is the sheet's row.

    `raw` are the cells as they stand, `values` what they mean (schema.repair.typed).
    """

    index: int
    number: int
    raw: dict[str, Value]
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows in use, blank ones left out, and everything that is wrong with them."""

    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]


Complete = Callable[[Mapping[str, Value]], Mapping[str, Value]]
"""Computes cells of a row from what is typed in it: both by column key, as their kinds have it."""


def check_table(spec: TableSpec, table: Table, context: Context, complete: Complete | None = None) -> Checked:
    """Reads and checks every row below the header that somebody has filled in; the rules see computed cells as
    `complete` has them.
    """
    rows: list[Row] = []
    issues = [*table.issues, *_merged(spec, table)]
    seen: dict[Value, str] = {}
    gone = frozenset(column.key for column in spec.columns if column.key not in table.columns)
    calculated = _rows_with_formulas(spec, table)
    for number, raw in table.filled(spec.deciding_columns):
        row = {column.key: raw.get(column.key) for column in spec.columns}
        reader = _RowReader(
            spec,
            context,
            table.grid,
            lambda key, n=number: _cell(table, key, n),
            table.texts,
            gone,
            lang=table.lang,
            formulas=number in calculated and not context.formulas_allowed,
            complete=complete,
        )
        values, found = reader.read(row)
        found += _repeated(spec, values, seen, reader)
        rows.append(Row(number - table.header_row - 1, number, row, values))
        issues += found
    return Checked(tuple(rows), tuple(issues))


def check_form(
    spec: FormSpec, grid: Grid, cells: Mapping[str, Address], lang: Lang, context: Context
) -> tuple[dict[str, Value], list[Issue]]:
    """Reads and checks a form's fields; `cells` says where each value stands."""
    row = {c.key: grid.value(cells[c.key]) if c.key in cells else None for c in spec.columns}
    texts = {column.key: column.label(lang) for column in spec.columns}
    formulas = bool(grid.formulas) and not context.formulas_allowed
    reader = _RowReader(spec, context, grid, cells.get, texts, lang=lang, formulas=formulas)
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
    spec: TableSpec, values: Mapping[str, Value], seen: dict[Value, str], reader: _RowReader
) -> list[Issue]:
    key = spec.id_column
    if key is None or values.get(key) is None:
        return []
    place = reader.place(key)
    first = seen.setdefault(values[key], place.cell)
    if first == place.cell:
        return []
    return [Issue(catalogue.ID_TWICE, place, {**reader.arguments(key, values[key]), "first": first})]


@dataclass(slots=True)
class _RowReader:
    """Reads one row: repairs each cell, then judges the row by the rules.

    Columns that are `gone` have been reported once for the whole table; `formulas` says that some input
    cell may hold one, where none is allowed.
    """

    spec: TableSpec | FormSpec
    context: Context
    grid: Grid
    address: Any
    texts: Mapping[str, str]
    gone: frozenset[str] = frozenset()
    row_id: str = ""
    lang: Lang = "zh"
    formulas: bool = False
    complete: Complete | None = None

    def read(self, row: Mapping[str, Value]) -> tuple[dict[str, Value], list[Issue]]:
        key = getattr(self.spec, "id_column", None)
        self.row_id = display_text(row.get(key)) if key else ""
        issues: list[Issue] = []
        spoilt = set(self.gone)
        repaired = {c.key: self._cell(c, row[c.key], issues, spoilt) for c in self.spec.columns}
        values = {c.key: typed(c, repaired[c.key]) for c in self.spec.columns}
        if self.complete:
            computed = self.complete(values)
            values |= computed
            repaired |= {
                key: worded(self.spec.column(key), value, self.lang) for key, value in computed.items()
            }
        scope = Scope(repaired, self.context.names, self.context.lists)
        as_typed = Scope(row, self.context.names, self.context.lists)
        broken = (
            rule
            for rule in self.spec.all_rules
            # Repairing has read every date that can be read; other text is no date at all.
            if rule.kind is not catalogue.DATE_AS_TEXT
            and not rule.elsewhere
            and rule.column not in spoilt
            # A space at the end counts, as it does for the check column's LEN.
            and rule.fails.value(as_typed if rule.kind is catalogue.CELL_TOO_LONG else scope)
        )
        issues += [self._broken(rule, repaired) for rule in broken]
        return values, issues

    def place(self, key: str) -> Place:
        address = self.address(key)
        cell = address.a1 if address else ""
        return Place("", self.grid.sheet, cell, self.row_id, self.texts.get(key, ""))

    def arguments(self, key: str, value: Value) -> dict[str, Any]:
        column = self.spec.column(key)
        return {"column": self.texts.get(key, column.label), "found": display_text(value)}

    def _cell(self, column: Column, raw: Value, issues: list[Issue], spoilt: set[str]) -> Value:
        """The cell as read; what can't be an input at all is reported and left out."""
        if (raw is None and not self.formulas) or column.kind is Kind.CHECK:
            return None
        if self.grid.pictures and self.address(column.key) in self.grid.pictures:
            return self._picture(column, issues, spoilt)
        result = repair(
            column, raw, self.context.year, self._choices(column), since_1904=self.grid.since_1904
        )
        if column.owner is Owner.COMPUTED:
            return result.value
        kind, values = result.kind, result.arguments or {}
        if self.formulas and self.address(column.key) in self.grid.formulas:
            kind, values = catalogue.CELL_FORMULA, {}
        elif isinstance(result.value, CellError):
            kind = catalogue.CELL_ERROR
        if kind:
            issues.append(Issue(kind, self.place(column.key), {**self.arguments(column.key, raw), **values}))
        if kind in _LEFT_OUT:
            spoilt.add(column.key)
            return None
        return result.value

    def _picture(self, column: Column, issues: list[Issue], spoilt: set[str]) -> Value:
        """A picture is as good as words where any words will do; elsewhere it is reported and left out."""
        read = (
            PICTURE(self.lang)
            if column.kind is Kind.TEXT and not (column.required or column.choices)
            else None
        )
        if read is None:
            issues.append(
                Issue(catalogue.CELL_PICTURE, self.place(column.key), self.arguments(column.key, read))
            )
            spoilt.add(column.key)
        elif not self.context.formulas_allowed:  # the office can see its own
            values = {**self.arguments(column.key, read), "read": read}
            issues.append(Issue(catalogue.CELL_PICTURE_KEPT, self.place(column.key), values))
        return read

    def _choices(self, column: Column) -> Collection[str]:
        if isinstance(column.choices, Vocabulary):
            return column.choices.accepted
        if isinstance(column.choices, ListOf):
            return self.context.lists.get(column.choices.name, ())
        return ()

    def _broken(self, rule: Rule, row: Mapping[str, Value]) -> Issue:
        """The issue for a rule that the repaired row breaks."""
        column = self.spec.column(rule.column)
        values = self.arguments(rule.column, row[rule.column])
        values |= {"limit": column.limit, "low": display_text(column.low), "high": display_text(column.high)}
        for name, ref in rule.others:
            values[name] = self._other(ref, row)
        kind = rule.kind
        if kind is catalogue.CHOICE_UNKNOWN:
            kind = self._explain_choice(column, row, values)
        elif kind is catalogue.ID_UNLISTED:
            near = lookalike(display_text(row[rule.column]), self._choices(column))
            kind = catalogue.ID_UNLISTED_NEAR if near else kind
            values["near"] = near or ""
        return Issue(kind, self.place(rule.column), values)

    def _other(self, ref: str, row: Mapping[str, Value]) -> str | Text:
        if ref.startswith("@"):
            return display_text(self.context.names.get(ref[1:]))
        if ref.startswith("#"):
            return self.texts.get(ref[1:]) or self.spec.column(ref[1:]).label
        return display_text(row[ref])

    def _explain_choice(self, column: Column, row: Mapping[str, Value], values: dict[str, Any]) -> IssueKind:
        choices = _in_order(self._choices(column))
        near = nearest(display_text(row[column.key]), choices)
        if near:
            values["near"] = near
            return catalogue.CHOICE_NEAR
        if isinstance(column.choices, Vocabulary):
            values["choices"] = Text(*(_listed(column.choices.allowed_words(lang))(lang) for lang in LANGS))
        else:
            values["choices"] = _listed([*choices[:_TOLD], *(["…"] if len(choices) > _TOLD else [])])
        return catalogue.CHOICE_UNKNOWN


def _in_order(words: Collection[str]) -> list[str]:
    return sorted(words) if isinstance(words, Set) else list(words)


def _listed(words: Sequence[str]) -> Text:
    return Text("、".join(words), ", ".join(words))
