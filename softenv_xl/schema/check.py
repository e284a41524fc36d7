"""Checks the rows of a table, or the fields of a form, against what the schema declares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from softenv_xl import catalogue
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError, Value, display_text
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.likeness import nearest
from softenv_xl.grid.table import Table
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue, Place, Severity
from softenv_xl.schema.column import Column, Kind, Owner, Rule, worded
from softenv_xl.schema.expression import Scope
from softenv_xl.schema.lookalike import lookalike
from softenv_xl.schema.repair import repair, typed
from softenv_xl.schema.table import FormSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import LANGS, Lang, Text

# What can't be an input at all is told once; no rule judges it.
_LEFT_OUT = (catalogue.CELL_FORMULA, catalogue.CELL_ERROR, catalogue.DATE_UNCLEAR)

# So many rows of one context are remembered, none of them with more letters than that.
_KNOWN, _SHORT = 1024, 2048

# So many of the words that a list offers are told.
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
    known: dict[object, dict[str, Value]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What rows mean that were found without any issue in this context, see `_same_as_before`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that was read. `index` counts the table's data rows from 0, `number` is the sheet's row.

    `raw` are the cells as they stand, `values` what they mean (schema.repair.typed); `sound` when no error was found in
    the row. `breaches` are the rules of duties that it breaks.
    """

    index: int
    number: int
    raw: dict[str, Value]
    values: dict[str, Value]
    sound: bool
    breaches: tuple[Rule, ...] = ()


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
    seen: dict[Value, int] = {}
    gone = frozenset(column.key for column in spec.columns if column.key not in table.columns)
    calculated = _rows_with_formulas(spec, table)
    meant: dict[tuple[str, type, Value], tuple[Value, Value]] = {}
    for number, raw in table.filled(spec.deciding_columns):
        row = {column.key: raw.get(column.key) for column in spec.columns}
        reader = _RowReader(
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


def _same_as_before(reader: _RowReader, row: Mapping[str, Value]) -> object:
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
    spec: TableSpec, values: Mapping[str, Value], number: int, seen: dict[Value, int], reader: _RowReader
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
    meant: dict[tuple[str, type, Value], tuple[Value, Value]] = field(default_factory=dict)
    """Of cells that were read before and kept their column's rules: column, type and content; as repaired, and
    what that means. The same content means the same again.
    """
    complete: Complete | None = None
    breaches: list[Rule] = field(default_factory=list)

    def read(self, row: Mapping[str, Value]) -> tuple[dict[str, Value], list[Issue]]:
        issues: list[Issue] = []
        spoilt = set(self.gone)
        repaired: dict[str, Value] = {}
        values: dict[str, Value] = {}
        judged: list[Rule] = []
        alike = not (self.formulas or self.grid.pictures)
        for column in self.spec.columns:
            key, raw = column.key, row[column.key]
            if raw is None and alike:
                repaired[key] = values[key] = None
                if column.required:
                    judged += self.spec.own_rules.get(key, ())
                continue
            known = self.meant.get((key, type(raw), raw)) if alike else None
            if known is None:
                count = len(issues)
                value = self._cell(column, raw, issues, spoilt)
                known = value, typed(column, value)
                own = self.spec.own_rules.get(key, ())
                if alike and len(issues) == count and not any(self._failing(own, {key: value}, {key: raw})):
                    self.meant[key, type(raw), raw] = known
                else:
                    judged += own
            repaired[key], values[key] = known
        if self.complete:
            computed = self.complete(values)
            values |= computed
            repaired |= {
                key: worded(self.spec.column(key), value, self.lang) for key, value in computed.items()
            }
        duties = [rule for rule in self.spec.rules if rule.breach and rule.column not in spoilt]
        self.breaches += self._failing(duties, repaired, row)
        for key, words in self._named_breaches().items():
            repaired[key] = values[key] = words
        rules = (rule for rule in (*judged, *self.spec.rules) if rule.column not in spoilt)
        issues += [self._broken(rule, repaired) for rule in self._failing(rules, repaired, row)]
        return values, issues

    def _failing(
        self, rules: Iterable[Rule], repaired: Mapping[str, Value], row: Mapping[str, Value]
    ) -> Iterator[Rule]:
        """Those of the rules that the row breaks, as repaired and as typed."""
        scope = Scope(repaired, self.context.names, self.context.lists)
        for rule in rules:
            # Repairing has read every date that can be read; other text is no date at all.
            if rule.kind is catalogue.DATE_AS_TEXT or rule.elsewhere:
                continue
            # A space at the end counts, as it does for the check column's LEN.
            seen = replace(scope, row=row) if rule.kind is catalogue.CELL_TOO_LONG else scope
            if rule.fails.value(seen):
                yield rule

    def _named_breaches(self) -> dict[str, str | None]:
        """The row's breaches in words, by the column that names them; nothing where a table has no such column."""
        found: dict[str, list[str]] = {}
        for rule in self.spec.rules:
            if rule.breach and rule.breach.names in self.spec.by_key:
                found.setdefault(rule.breach.names, [])
        for rule in self.breaches:
            if rule.breach and rule.breach.names in found:
                found[rule.breach.names].append(rule.kind.brief(self.lang))
        return {
            key: ("、" if self.lang == "zh" else ", ").join(names) or None for key, names in found.items()
        }

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
