"""When the cells of a column share one spelling of their formula in a file, which makes it smaller."""

from __future__ import annotations

from collections.abc import Sequence

FEWEST = 8
"""Rows from which on a formula is shared: below that it saves nothing."""


def can_be_shared(around: Sequence[str]) -> bool:
    """Does a formula name cells of its own row by their addresses? `around` is its text before, between and behind all
    mentions of that row. Programs write no columns of tables into shared formulas.
    """
    return len(around) > 1 and not any("[" in piece for piece in around)
