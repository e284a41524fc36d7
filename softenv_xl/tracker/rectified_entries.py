"""What the tracker says about compliance."""

from __future__ import annotations

from collections.abc import Iterable

from softenv_xl.bans.rulebook import Rulebook
from softenv_xl.grid.cell import display_text
from softenv_xl.schema.placed import WholeRow


def closed_entries(rows: Iterable[WholeRow], rulebook: Rulebook) -> frozenset[tuple[str, str]]:
    """(person, entry's number) wherever all of that person's items about that entry are closed.

    What the person reported of himself there counts as rectified. A withdrawn item is none: it neither rectifies
    an entry nor stands in the way.
    """
    closed: dict[tuple[str, str], bool] = {}
    for merged in rows:
        person, entry = (
            display_text(merged.row["number"]),
            rulebook.entry_of(display_text(merged.row["item"])),
        )
        if person and entry and merged.row["standing"] != "withdrawn":
            about = (person, entry.number)
            closed[about] = closed.get(about, True) and merged.row["standing"] == "closed"
    return frozenset(about for about, all_closed in closed.items() if all_closed)
