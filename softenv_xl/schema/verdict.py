"""The check column: one verdict per row, as a formula in the cell and as the same words from Python.

The verdict names the first rule that the row's raw cells break. It judges what is typed; the office's
check (schema.check) first repairs what can be read all the same, such as dates typed as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.catalogue import BRIEFS
from softenv_xl.schema.expression import AllBlank, AnyError, AnyOf
from softenv_xl.schema.table import FormSpec, TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from softenv_xl.schema.column import Rule
    from softenv_xl.schema.expression import Expression, Refs, Scope
    from softenv_xl.words import Lang

GOOD, BAD = "✓", "✗"


def formula(spec: TableSpec, refs: Refs, lang: Lang) -> str:
    """The check column's formula for one row, without the leading '='."""
    judged = _nested(list(spec.all_rules), spec, refs, lang)
    judged = f'IF({_unused(spec).excel(refs)},"",{judged})'
    return _with_errors(_judged_columns(spec), judged, refs, lang)


def field_formula(spec: FormSpec, key: str, refs: Refs, lang: Lang) -> str:
    """The check beside one field of a form."""
    judged = _nested([rule for rule in spec.all_rules if rule.column == key], spec, refs, lang)
    return _with_errors((key,), judged, refs, lang)


def verdict(spec: TableSpec, scope: Scope, lang: Lang) -> str:
    """What the check column shows for the row, computed in Python."""
    if AnyError(_judged_columns(spec)).value(scope):
        return _error_words(lang)
    if _unused(spec).value(scope):
        return ""
    broken = next((rule for rule in spec.all_rules if rule.fails.value(scope)), None)
    return _words(broken, spec, lang) if broken else GOOD


def field_verdict(spec: FormSpec, key: str, scope: Scope, lang: Lang) -> str:
    """What the check beside one field of a form shows, computed in Python."""
    if AnyError((key,)).value(scope):
        return _error_words(lang)
    own = (rule for rule in spec.all_rules if rule.column == key)
    broken = next((rule for rule in own if rule.fails.value(scope)), None)
    return _words(broken, spec, lang) if broken else GOOD


def _judged_columns(spec: TableSpec) -> tuple[str, ...]:
    """The cells whose error values would spoil the formula."""
    inputs = tuple(column.key for column in spec.inputs)
    own = (spec.id_column,) if spec.prefilled and spec.id_column else ()
    computed = (rule.column for rule in spec.rules if spec.column(rule.column) not in spec.inputs)
    return tuple(dict.fromkeys((*own, *inputs, *computed)))


def _unused(spec: TableSpec) -> Expression:
    if spec.prefilled and spec.id_column:
        return AllBlank((spec.id_column,))
    return AllBlank(tuple(column.key for column in spec.inputs))


def _nested(rules: list[Rule], spec: TableSpec | FormSpec, refs: Refs, lang: Lang) -> str:
    """Each rule is asked only where all before it are kept, so it needn't ask again what they asked."""
    false = [frozenset(_parts(rule.fails for rule in rules[:at])) for at in range(len(rules))]
    tests = [rule.fails.unless(known).excel(refs) for rule, known in zip(rules, false, strict=True)]
    text = f'"{GOOD}"'
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
    return f"{BAD} {BRIEFS['cell.error'](lang)}"


def _words(rule: Rule, spec: TableSpec | FormSpec, lang: Lang) -> str:
    label = spec.column(rule.column).label(lang)
    return f"{BAD} {label}{'：' if lang == 'zh' else ': '}{BRIEFS[rule.code](lang)}"
