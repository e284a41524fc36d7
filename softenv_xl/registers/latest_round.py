"""S10: which round of the appraisal counts as the latest, for whatever shows or takes over its results."""

from __future__ import annotations

from collections.abc import Iterable

from softenv_xl.grid.cell import display_text
from softenv_xl.registers.school import Row


def latest_counted(rounds: Iterable[Row]) -> Row | None:
    """The round that opened last of those whose sheets were counted."""
    counted = [row for row in rounds if row["valid"] is not None]
    return max(counted, key=lambda row: (display_text(row["opened"]), display_text(row["id"])), default=None)
