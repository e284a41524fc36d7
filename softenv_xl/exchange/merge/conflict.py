"""A conflict: what was issued, what stands here, what came back, and what the office makes of it.

A conflict is about one cell, or where `column` is "" about a whole row. Its id follows from what came back, so that the same edit
is the same conflict whenever and however often it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Literal, NamedTuple, TypeAlias

from softenv_xl.exchange.merge.memory import content_digest
from softenv_xl.exchange.snapshot import Cells, Normal
from softenv_xl.grid.cell import Value
from softenv_xl.schema.normal import meant, told


class Kind(StrEnum):
    """What the two sides did."""

    CHANGED = "changed"
    UNREADABLE = "unreadable"
    NO_BASE = "no_base"
    NO_BASE_ROW = "no_base_row"
    DELETED_HERE = "deleted_here"
    MISSING = "missing"
    MISSING_CHANGED = "missing_changed"
    OTHER_ROW = "other_row"
    ID_TWICE = "id_twice"
    ADDED = "added"


OF_CELLS = (Kind.CHANGED, Kind.UNREADABLE, Kind.NO_BASE)
OF_MISSING = (Kind.MISSING, Kind.MISSING_CHANGED)
OF_ADDITIONS = (Kind.OTHER_ROW, Kind.ID_TWICE, Kind.ADDED, Kind.NO_BASE_ROW)
"""Theirs would be a new row."""


class NoSide(StrEnum):
    """What a side can be besides a value or a row."""

    GONE = "gone"
    UNKNOWN = "unknown"


Side: TypeAlias = Normal | NoSide | Mapping[str, Normal]
"""A cell's value, or a row; or there is none."""

Choice = Literal["ours", "theirs", "own"]
State = Literal["open", "applied"]


class Cell(NamedTuple):
    """Which cell: of a whole row `column` is ""."""

    table: str
    row: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """`pack` and `department` are those of whoever said `theirs`. `ours` is what stood here at the last merge; `came` the day
    of the first merge that found it. `choice` and `own` are the office's; `state` is "applied" once the choice was carried
    out, on the day `settled`.
    """

    kind: Kind
    cell: Cell
    pack: str
    department: str
    base: Side
    ours: Side
    theirs: Side
    came: date | None = None
    choice: Choice | None = None
    own: Value = None
    state: State = "open"
    settled: date | None = None

    @property
    def id(self) -> str:
        """The same for the same edit, whatever stands here by now."""
        base = side_digest(self.base) if self.kind in OF_CELLS else ""
        parts = (self.pack, *self.cell, _PLACE[self.kind], base, side_digest(self.theirs))
        return "CF-" + sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:10].upper()

    @property
    def hash(self) -> str:
        """Of base, ours and theirs: what a decision was made about."""
        sides = "\n".join(map(side_digest, (self.base, self.ours, self.theirs)))
        return sha256(sides.encode()).hexdigest()[:16]

    @property
    def is_open(self) -> bool:
        return self.state == "open"


# Which kinds are one conflict seen at different times.
_PLACE: dict[Kind, str] = {kind: kind.value for kind in Kind} | {
    Kind.MISSING_CHANGED: Kind.MISSING.value,
    Kind.UNREADABLE: Kind.CHANGED.value,
}


def side_digest(side: Side) -> str:
    """Tells one side's content from another, in hexadecimal."""
    return content_digest(type(side).__name__ if isinstance(side, NoSide) else "", cells=_cells(side))


def side_to_json(side: Side) -> Any:
    """As JSON has it: a row is an object of its cells, in a list."""
    if isinstance(side, NoSide):
        return [side.value]
    if isinstance(side, Mapping):
        return [{key: told(value) for key, value in side.items()}]
    return told(side)


def side_from_json(said: Any) -> Side:
    """What `side_to_json` told. Raises ValueError for anything else."""
    match said:
        case [str(none)]:
            return NoSide(none)
        case [dict(cells)]:
            return {str(key): meant(value) for key, value in cells.items()}
    return meant(said)


def _cells(side: Side) -> Cells:
    if isinstance(side, NoSide):
        return {"": side.value}
    return side if isinstance(side, Mapping) else {"": side}
