"""Conditions that rules of many tables spell, each of nodes that are there."""

from __future__ import annotations

from softenv_xl.schema.expression.base import Expression
from softenv_xl.schema.expression.blanks import Blank
from softenv_xl.schema.expression.logic import AnyOf, Not
from softenv_xl.schema.expression.numbers import Before
from softenv_xl.schema.expression.texts import Is
from softenv_xl.schema.vocabulary import Vocabulary

AS_OF = "settings_as_of"
"""The defined name of the day of the last press."""


def Filled(column: str) -> Not:  # noqa: N802 - reads as the other nodes do
    """There is something to be seen in the cell."""
    return Not(Blank(column))


def Past(column: str) -> Before:  # noqa: N802
    """The day in the cell lies before the day of the press."""
    return Before(column, f"@{AS_OF}")


def IsAny(column: str, vocabulary: Vocabulary, *keys: str) -> Expression:  # noqa: N802
    """The cell holds one of those words, in either language."""
    return AnyOf(tuple(Is(column, vocabulary, key) for key in keys))
