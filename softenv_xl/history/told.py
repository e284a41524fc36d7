"""What the history must not tell."""

from __future__ import annotations

from functools import cache

from softenv_xl.books import CONTROL

HIDDEN_MARK = "***"
"""In place of what stood, or stands, in a confidential cell: that it changed is told, and nothing else."""


@cache
def hidden_columns(table: str) -> frozenset[str]:
    """The keys of a table's confidential columns."""
    return frozenset(
        column.key
        for _, spec in CONTROL.tables()
        if spec.key == table
        for column in spec.columns
        if column.confidential
    )
