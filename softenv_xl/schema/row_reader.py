"""Reads one row of a table, or a form's fields: repairs each cell, then judges the row by the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from softenv_xl import catalogue
from softenv_xl.grid.cell import CellError, Value, display_text
from softenv_xl.grid.grid import Grid
from softenv_xl.issues import Issue, Place
from softenv_xl.schema.checked import Complete, Context
from softenv_xl.schema.choice_words import explain_choice
from softenv_xl.schema.column import HIDDEN, Column, Kind, Owner, Rule, worded
from softenv_xl.schema.expression import Scope
from softenv_xl.schema.lookalike import lookalike
from softenv_xl.schema.repair import repair, typed
from softenv_xl.schema.table import FormSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import Lang, Text, listed

# What can't be an input at all is told once; no rule judges it.
_LEFT_OUT = (catalogue.CELL_FORMULA, catalogue.CELL_ERROR, catalogue.DATE_UNCLEAR)

PICTURE = Text("单元格内图片", "picture in cell")
"""What is read of a picture that stands in a cell."""


@dataclass(slots=True)
class RowReader:
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
        alike, required, meant = not (self.formulas or self.grid.pictures), self.spec.required, self.meant
        for key, column in self.spec.by_key.items():
            raw = row[key]
            if raw is None and alike:
                repaired[key] = values[key] = None
                if key in required:
                    judged += self.spec.own_rules.get(key, ())
                continue
            known = meant.get((key, type(raw), raw)) if alike else None
            if known is None:
                count = len(issues)
                value = self._cell(column, raw, issues, spoilt)
                known = value, typed(column, value)
                own = self.spec.own_rules.get(key, ())
                if alike and len(issues) == count and not any(self._failing(own, {key: value}, {key: raw})):
                    meant[key, type(raw), raw] = known
                else:
                    judged += own
            repaired[key], values[key] = known
        if self.complete:
            computed = self.complete(values)
            values |= computed
            repaired |= {
                key: worded(self.spec.column(key), value, self.lang) for key, value in computed.items()
            }
        rules = (*judged, *self.spec.rules)
        if spoilt:
            rules = tuple(rule for rule in rules if rule.column not in spoilt)
        # Breaches first: other rules may look at the cells that name them.
        self.breaches += self._failing([rule for rule in rules if rule.breach], repaired, row)
        for key, words in self._named_breaches().items():
            repaired[key] = values[key] = words
        others = [*self._failing([rule for rule in rules if not rule.breach], repaired, row)]
        broken = sorted((*self.breaches, *others), key=rules.index) if self.breaches else others
        issues += [self._broken(rule, repaired) for rule in broken]
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
            seen = scope._replace(row=row) if rule.kind is catalogue.CELL_TOO_LONG else scope
            if rule.fails.value(seen):
                yield rule

    def _named_breaches(self) -> dict[str, str | None]:
        """The row's breaches in words, by the column that names them; nothing where a table has no such column."""
        return {
            key: listed(r.kind.brief for r in self.breaches if r.breach and r.breach.names == key)(self.lang)
            or None
            for key in self.spec.naming_breaches
        }

    def place(self, key: str) -> Place:
        address = self.address(key)
        cell = address.a1 if address else ""
        return Place("", self.grid.sheet, cell, self.row_id, self.texts.get(key, ""))

    def arguments(self, key: str, value: Value) -> dict[str, Any]:
        column = self.spec.column(key)
        return {"column": self.texts.get(key, column.label), "found": column.told(value)}

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
        kind, values = result.kind, _told(column, result.arguments or {})
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
        own: dict[str, Any] = {}
        if kind is catalogue.CHOICE_UNKNOWN:
            kind = explain_choice(column, display_text(row[column.key]), self._choices(column), own)
        elif kind is catalogue.ID_UNLISTED:
            near = lookalike(display_text(row[rule.column]), self._choices(column))
            kind = catalogue.ID_UNLISTED_NEAR if near else kind
            own["near"] = near or ""
        return Issue(kind, self.place(rule.column), {**values, **_told(column, own)})

    def _other(self, ref: str, row: Mapping[str, Value]) -> str | Text:
        if ref.startswith("@"):
            return display_text(self.context.names.get(ref[1:]))
        if ref.startswith("#"):
            return self.texts.get(ref[1:]) or self.spec.column(ref[1:]).label
        return self.spec.column(ref).told(row[ref])


def _told(column: Column, arguments: dict[str, Any]) -> dict[str, Any]:
    """What a message says besides of one cell: how it was read, which word is near."""
    return dict.fromkeys(arguments, HIDDEN) if column.confidential else arguments
