"""The check column: one verdict per row, as a formula in the cell and as the same words from Python.

The verdict is the gravest thing that is wrong with the row, and starts with its severity's symbol: ✗ error, △ warning,
○ note; ✓ where nothing is. A formula judges what is typed. The office's check (schema.check) first repairs what can
be read all the same, and knows more than a row: so in a workbook with a list of issues, what the last run found
goes before every rule that a repair could satisfy, and before ✓. After a run, cell and list always agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl import catalogue
from softenv_xl.schema.expression import AllBlank, AnyError, AnyOf
from softenv_xl.schema.listing import Listing, row_key, row_key_formula, said_formula
from softenv_xl.schema.table import Block, FormSpec, TableSpec

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from softenv_xl.grid.cell import Value
    from softenv_xl.issue_kind import IssueKind
    from softenv_xl.schema.column import Rule
    from softenv_xl.schema.expression import Expression, Refs, Scope
    from softenv_xl.schema.table import Block
    from softenv_xl.words import Lang

GOOD = "✓"


def formula(
    spec: TableSpec, refs: Refs, lang: Lang, *, listed: bool = False, block: Block | None = None
) -> str:
    """A check column's formula for one row, without the leading '='; `listed` where the workbook has a list. `block` is
    what it judges, the first one if not given.
    """
    block = block or spec.blocks[0]
    certain, others = _ordered(spec, block, listed=listed)
    judged = _nested(others, spec, refs, lang, f'"{GOOD}"', certain)
    if listed and spec.id_column:
        judged = said_formula(row_key_formula(block.name, refs(spec.id_column)), judged)
    judged = _nested(certain, spec, refs, lang, judged)
    judged = f'IF({_unused_formula(spec, refs, block)},"",{judged})'
    return _with_errors(_judged_columns(spec, block), judged, refs, lang)


def field_formula(spec: FormSpec, key: str, refs: Refs, lang: Lang) -> str:
    """The check beside one field of a form."""
    judged = _nested([r for r in spec.all_rules if r.column == key], spec, refs, lang, f'"{GOOD}"')
    return _with_errors((key,), judged, refs, lang)


def verdict(
    spec: TableSpec,
    scope: Scope,
    lang: Lang,
    listing: Listing | None = None,
    row: str = "",
    block: Block | None = None,
) -> str:
    """What a check column shows for the row, computed in Python. `row` is its name in the listing."""
    return Judge(spec, lang, listing, block).verdict(scope, row)


class Judge:
    """Says of one row after the other what a check column of the table shows: that of `block`, or the first."""

    def __init__(
        self, spec: TableSpec, lang: Lang, listing: Listing | None = None, block: Block | None = None
    ) -> None:
        self._spec, self._lang, self._listing = spec, lang, listing
        self._block = block = block or spec.blocks[0]
        self._errors, self._unused = AnyError(_judged_columns(spec, block)), _unused(spec)
        own = {id(rule): rule.column for rules in spec.own_rules.values() for rule in rules}
        certain, others = _ordered(spec, block, listed=listing is not None)
        self._certain, self._others = (
            [(own.get(id(r), ""), r) for r in rules] for rules in (certain, others)
        )
        self._quiet = {column.key: not column.required for column in spec.inputs if column.key in block.keys}
        self._sound: dict[tuple[str, type, Value], bool] = {}

    def verdict(self, scope: Scope, row: str = "") -> str:
        """`row` is its name in the listing."""
        if self._errors.value(scope):
            return _error_words(self._lang)
        if self._unused.value(scope):
            return ""
        sound = self._sound_in(scope)
        if broken := self._first_broken(self._certain, scope, sound):
            return _words(broken, self._spec, self._lang)
        if self._listing and (said := self._listing.rows.get(row_key(self._block.name, row))):
            return said
        broken = self._first_broken(self._others, scope, sound)
        return _words(broken, self._spec, self._lang) if broken else GOOD

    def _sound_in(self, scope: Scope) -> frozenset[str]:
        """The columns whose own rules the row keeps. They look at nothing else of the row, so that what they find is true
        of the same content in any row. A blank cell keeps them where it is `quiet`.
        """
        found, row = [], scope.row
        for key, quiet in self._quiet.items():
            cell = row[key]
            if cell is None:
                sound: bool | None = quiet
            elif (sound := self._sound.get((key, type(cell), cell))) is None:
                sound = _first_broken(self._spec.own_rules[key], scope) is None
                self._sound[key, type(cell), cell] = sound
            if sound:
                found.append(key)
        return frozenset(found)

    def _first_broken(
        self, rules: Sequence[tuple[str, Rule]], scope: Scope, sound: Container[str]
    ) -> Rule | None:
        """`sound` are the columns whose own rules are kept."""
        for own, rule in rules:
            if own not in sound and rule.fails.value(scope):
                return rule
        return None


def field_verdict(spec: FormSpec, key: str, scope: Scope, lang: Lang) -> str:
    """What the check beside one field of a form shows, computed in Python."""
    if AnyError((key,)).value(scope):
        return _error_words(lang)
    broken = _first_broken([rule for rule in spec.all_rules if rule.column == key], scope)
    return _words(broken, spec, lang) if broken else GOOD


def issue_verdict(symbol: str, spec: TableSpec | FormSpec, column: str, kind: IssueKind, lang: Lang) -> str:
    """An issue in as few words as a cell of the check column is wide."""
    label = spec.column(column).label(lang)
    return f"{symbol} {label}{'：' if lang == 'zh' else ': '}{kind.brief(lang)}"


def _ordered(spec: TableSpec, block: Block, *, listed: bool) -> tuple[Sequence[Rule], Sequence[Rule]]:
    """The block's rules that go before what a run found, and those that come after it: the columns' own in their order,
    then the gravest first.
    """
    across = sorted(spec.rules, key=lambda rule: rule.severity.rank)
    every = (*(rule for rules in spec.own_rules.values() for rule in rules), *across)
    rules = [rule for rule in every if rule.column in block.keys]
    if not listed:
        return (), rules
    return [rule for rule in rules if rule.certain], [rule for rule in rules if not rule.certain]


def _first_broken(rules: Sequence[Rule], scope: Scope) -> Rule | None:
    for rule in rules:
        if rule.fails.value(scope):
            return rule
    return None


def _judged_columns(spec: TableSpec, block: Block) -> tuple[str, ...]:
    """The cells whose error values would spoil the formula."""
    own = (spec.id_column,) if spec.prefilled and spec.id_column else ()
    inputs = (column.key for column in spec.inputs if column.key in block.keys)
    rules = (rule for rule in spec.rules if rule.column in block.keys)
    read = (key for rule in rules for key in (rule.column, *sorted(rule.fails.exposed())))
    return tuple(dict.fromkeys((*own, *inputs, *(key for key in read if key in spec.by_key))))


def _unused(spec: TableSpec) -> Expression:
    if spec.prefilled and spec.id_column:
        return AllBlank((spec.id_column,))
    return AllBlank(tuple(column.key for column in spec.inputs))


def _unused_formula(spec: TableSpec, refs: Refs, block: Block) -> str:
    """The first block's check looks at the whole row and shows nothing where it is unused; the others look at that check."""
    first = spec.blocks[0]
    if block is not first:
        return f'{refs(first.check.key)}=""'
    unused = _unused(spec).excel(refs)
    # An error may stand in another block.
    return f"IFERROR({unused},FALSE)" if len(spec.blocks) > 1 else unused


def _nested(
    rules: Sequence[Rule],
    spec: TableSpec | FormSpec,
    refs: Refs,
    lang: Lang,
    otherwise: str,
    before: Sequence[Rule] = (),
) -> str:
    """Each rule is asked only where all `before` it are kept, so it needn't ask again what they asked."""
    asked = [*before, *rules]
    false = [frozenset(_parts(r.fails for r in asked[:at])) for at in range(len(before), len(asked))]
    tests = [rule.fails.unless(known).excel(refs) for rule, known in zip(rules, false, strict=True)]
    text = otherwise
    for test, rule in zip(reversed(tests), reversed(rules), strict=True):
        text = f'IF({test},"{_words(rule, spec, lang)}",{text})'
    return text


def _parts(false: Iterable[Expression]) -> Iterator[Expression]:
    """What is false where all of those are: each part of an OR as well."""
    for expression in false:
        yield expression
        if isinstance(expression, AnyOf):
            yield from _parts(expression.parts)


def _with_errors(columns: tuple[str, ...], judged: str, refs: Refs, lang: Lang) -> str:
    errors = AnyError(columns).excel(refs)
    return f'IF({errors},"{_error_words(lang)}",{judged})'


def _error_words(lang: Lang) -> str:
    return f"{catalogue.CELL_ERROR.severity.symbol} {catalogue.CELL_ERROR.brief(lang)}"


def _words(rule: Rule, spec: TableSpec | FormSpec, lang: Lang) -> str:
    return issue_verdict(rule.severity.symbol, spec, rule.column, rule.kind, lang)
