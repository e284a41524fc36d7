"""The data dictionary: every exported column with its headers, kind, owner, words and rules, from the schema alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.open_data.tables import Exported
from softenv_xl.registers import REGISTERS
from softenv_xl.schema.column import Column
from softenv_xl.schema.table import FormSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import LANGS, Lang

NAME = "dictionary"
"""What its file is called."""

_OPEN = re.compile(r"\{\w+\}")


def dictionary(tables: Iterable[Exported]) -> Iterator[Mapping[str, Value]]:
    """A row for each column of each table."""
    for table in tables:
        for column in table.columns:
            yield {
                "table": table.key,
                "table_zh": table.title.zh,
                "table_en": table.title.en,
                "key": column.key,
                "zh": column.label.zh,
                "en": column.label.en,
                "kind": column.kind.value,
                "owner": column.owner.value,
                "required": "yes" if column.required else "no",
                "confidential": "yes" if column.confidential else "no",
                "words": _words(column),
                "rules_zh": _rules(table.spec, column, "zh"),
                "rules_en": _rules(table.spec, column, "en"),
            }


def _words(column: Column) -> str:
    """A dropdown's keys with their words; of a list in the workbook its name."""
    match column.choices:
        case Vocabulary() as words:
            return "; ".join(
                f"{key} = {' / '.join(words.word(key, lang) for lang in LANGS)}" for key, _ in words.words
            )
        case ListOf(name):
            return f"[{name}]"
    return ""


def _rules(spec: TableSpec | FormSpec, column: Column, lang: Lang) -> str:
    """What is told of a row that breaks a rule of this column, its values left open but for the column's own limits."""
    kinds = [rule.kind for rule in spec.all_rules if rule.column == column.key]
    kinds += [
        rule.kind
        for each in REGISTERS
        if each.spec is spec
        for rule in each.whole
        if rule.column == column.key
    ]
    known = {
        "{column}": column.label(lang),
        "{low}": display_text(column.low),
        "{high}": display_text(column.high),
        "{limit}": str(column.limit) if column.low is None else "…",
    }
    told = dict.fromkeys(kind.message(lang) for kind in kinds)
    return " ".join(_OPEN.sub(lambda found: known.get(found[0], "…"), words) for words in told)
