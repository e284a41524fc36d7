"""What a row was called before: a hidden column that the program keeps, so that a renaming is seen as one.

The names stand there as a JSON list, oldest first; the last one is the name at the last press. Before them stands
the row's key, by which a copied row is known not to be the one that it was copied from.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from softenv_xl.schema.column import Column, Owner
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.grid.cell import Value

KNOWN_AS = Column(
    "known_as",
    Text("曾用名称", "Known as"),
    owner=Owner.COMPUTED,
    width=10,
    limit=32_767,
    hidden=True,
    optional=True,
)

_KEPT = 12


def former_names(cell: Value, key: str) -> tuple[str, ...]:
    """The names that were written for the row of that key; none where it is another row's, or damaged."""
    try:
        found = json.loads(cell) if isinstance(cell, str) else None
    except (ValueError, RecursionError):
        return ()
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        return ()
    return tuple(found[1:]) if found[:1] == [key] else ()


def former_names_cell(key: str, names: Iterable[str]) -> str:
    """The cell for the row of that key: its last names, each once, where it was used last."""
    each = list(dict.fromkeys(reversed([name for name in names if name])))[:_KEPT]
    return json.dumps([key, *reversed(each)], ensure_ascii=False)
