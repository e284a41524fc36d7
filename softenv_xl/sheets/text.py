"""The only maker of cell text: what a typed value looks like in a cell, in the workbook's language."""

from __future__ import annotations

from softenv_xl.grid.cell import Value
from softenv_xl.schema.column import Column
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Lang

NO_DATA = "–"
"""Where there is nothing to count or to divide by."""


def cell(column: Column, value: Value, lang: Lang) -> Value:
    """A vocabulary's key becomes its word; everything else is written as it is."""
    if value is not None and isinstance(column.choices, Vocabulary):
        return column.choices.word(str(value), lang)
    return value


def percent(part: float | None) -> str:
    """A share in a sentence: 68%; a dash where there is nothing to divide by."""
    return NO_DATA if part is None else f"{part:.0%}"


def many(count: int, one: str, more: str) -> str:
    """A number with its English noun: 1 day, 2 days."""
    return f"{count} {one if count == 1 else more}"
