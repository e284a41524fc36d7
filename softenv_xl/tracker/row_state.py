"""The merge state of a tracker row: a last-writer-wins register with a merge base for each of the teacher's cells.

A register (LWW-Register, Shapiro et al. 2011) holds the value of the newest return that has one; returns are ordered by
their stamps, ties by the value's hash, and a blank never overwrites. So updates commute and
can be repeated: no order of arrival matters. The base is the value on which the visible cell and the register last agreed:
the visible cell is compared with both, as in a three-way merge. One that differs from the base was edited by the
office, and is kept.

The state is JSON in the row's hidden column `memory`, with the keys `seen` (the newest stamp) and `told` (the registers):
plain ASCII, since what reads ids makes full-width characters narrow, and never longer than a cell can hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from softenv_xl.grid.cell import Value, display_text, is_blank, trimmed

# What a cell can hold, and how much of that one value may take when they don't all fit: of five columns of
# text, the value and the base, with room for the dates and stamps.
_MAX_CELL, _MAX_VALUE = 32_767, 2_500


@dataclass(frozen=True, slots=True)
class Digest:
    """The hash of a value that is too long to be stored: it can be compared, but not given back."""

    sha: str


StoredValue = str | date | Digest | None


class Comparison(Enum):
    """How a visible cell compares with the returns' value and the base."""

    AGREED = "they say the same, or the returns say nothing"
    INCOMING = "nobody but the returns changed it"
    EDITED = "nobody but the office changed it"
    CONFLICT = "both changed it, to different values"


@dataclass(frozen=True, slots=True)
class CellRegister:
    """One cell's last-writer-wins register, with its merge base.

    `value` is what the returns say, `stamp` the return that says so, `base` the value on which cell and returns last agreed.
    `base_assumed`: the stored state was lost, and `base` is what stood in the cell then, whoever wrote it.
    """

    stamp: str = ""
    value: StoredValue = None
    base: StoredValue = None
    base_assumed: bool = False

    def updated(self, stamp: str, value: Value) -> CellRegister:
        """The register after one return's value. The order of updates makes no difference, nor does repeating one."""
        incoming = normalized(value)
        if incoming is None:
            return self
        base_assumed = self.base_assumed and not equal(incoming, self.base)
        if stamp > self.stamp or (stamp == self.stamp and _sha(incoming) >= _sha(self.value)):
            return CellRegister(stamp, incoming, self.base, base_assumed)
        return CellRegister(self.stamp, self.value, self.base, base_assumed)

    def compare(self, visible: Value) -> Comparison:
        """Compares the visible cell with the value and the base."""
        shows = normalized(visible)
        if self.value is None or equal(shows, self.value):
            return Comparison.AGREED
        if shows is None or (equal(shows, self.base) and not self.base_assumed):
            return Comparison.INCOMING
        return Comparison.EDITED if equal(self.value, self.base) else Comparison.CONFLICT


EMPTY = CellRegister()


@dataclass(frozen=True, slots=True)
class RowState:
    """`newest_stamp` is the greatest stamp of a return that had the item, `cells` the register of each column."""

    newest_stamp: str = ""
    cells: Mapping[str, CellRegister] = field(default_factory=dict)

    def updated(self, stamp: str, values: Mapping[str, Value]) -> RowState:
        """The state after one return's values of the item."""
        updated = {key: self.cells.get(key, EMPTY).updated(stamp, value) for key, value in values.items()}
        return RowState(max(self.newest_stamp, stamp), {**self.cells, **updated})

    def renamed(self, key: str, now: Callable[[str], str]) -> RowState:
        """The same with a column's words as they are called now; itself where none was renamed."""
        cell = self.cells.get(key)
        if cell is None:
            return self
        value, base = (now(word) if isinstance(word, str) else word for word in (cell.value, cell.base))
        if (value, base) == (cell.value, cell.base):
            return self
        return RowState(self.newest_stamp, {**self.cells, key: replace(cell, value=value, base=base)})

    def with_base_updated(self, key: str) -> RowState:
        """The same, once the visible cell has the register's value: that is the new base."""
        cell = self.cells[key]
        return RowState(
            self.newest_stamp, {**self.cells, key: CellRegister(cell.stamp, cell.value, cell.value)}
        )


def parse_state(text: Value, row_id: str, visible: Mapping[str, Value]) -> RowState:
    """Reads the stored state of a row. `visible` are the teacher's cells of the row as they stand.

    A state that is gone, damaged or another row's (people clear cells and copy rows) is made up for:
    whatever stands in the cells stays, unless some return turns out to have said it.
    """
    try:
        return _parse(json.loads(str(text), object_hook=_untagged), row_id)
    except (ValueError, TypeError, RecursionError):
        return RowState(
            "",
            {k: CellRegister("", None, normalized(v), True) for k, v in visible.items() if not is_blank(v)},
        )


def serialize_state(state: RowState, row_id: str) -> str:
    """The state as JSON; the same state always gives the same text."""
    text = _json(state, row_id)
    return text if len(text) <= _MAX_CELL else _json(_shortened(state), row_id)


def normalized(value: Value) -> str | date | None:
    """A value in the form that is compared: days without time; text without outer spaces, one kind of line end."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = display_text(value).replace("\r\n", "\n").replace("\r", "\n")
    return trimmed(text) or None


def equal(one: StoredValue, other: StoredValue) -> bool:
    """Equal; of a Digest, by its hash."""
    if isinstance(one, Digest) or isinstance(other, Digest):
        return _sha(one) == _sha(other)
    return one == other


def _sha(value: StoredValue) -> str:
    """Breaks ties and stands for long values; nothing at all sorts first."""
    if value is None or isinstance(value, Digest):
        return value.sha if value else ""
    return sha256(_dump(value).encode()).hexdigest()[:16]


def _shortened(state: RowState) -> RowState:
    def short(value: StoredValue) -> StoredValue:
        return Digest(_sha(value)) if len(_dump(value)) > _MAX_VALUE else value

    cells = {
        k: replace(cell, value=short(cell.value), base=short(cell.base)) for k, cell in state.cells.items()
    }
    return RowState(state.newest_stamp, cells)


def _json(state: RowState, row_id: str) -> str:
    cells = {
        key: list(_register_parts(cell, state.newest_stamp))
        for key, cell in state.cells.items()
        if cell != EMPTY
    }
    return _dump({"id": row_id, "seen": state.newest_stamp, "told": cells})


def _register_parts(register: CellRegister, newest_stamp: str) -> Iterator[object]:
    """Stamp (blank where it is the row's newest), value, base where it differs, True where that is assumed."""
    yield "" if register.stamp == newest_stamp else register.stamp
    yield register.value
    if register.base != register.value or register.base_assumed:
        yield register.base
    if register.base_assumed:
        yield True


def _parse(stored: object, row_id: str) -> RowState:
    """Raises ValueError or TypeError for anything that `_json` didn't write for this row."""
    match stored:
        case {"id": str(owner), "seen": str(newest_stamp), "told": dict(cells)} if owner == row_id:
            return RowState(
                newest_stamp, {str(key): _parse_register(parts, newest_stamp) for key, parts in cells.items()}
            )
    raise ValueError("another row's, or damaged")


def _parse_register(parts: Any, newest_stamp: str) -> CellRegister:
    match parts:
        case [str(stamp), value]:
            register = CellRegister(stamp or newest_stamp, value, value)
        case [str(stamp), value, base]:
            register = CellRegister(stamp or newest_stamp, value, base)
        case [str(stamp), value, base, True]:
            register = CellRegister((stamp or newest_stamp) if value else "", value, base, True)
        case _:
            raise ValueError("damaged")
    if not isinstance(register.value, StoredValue) or not isinstance(register.base, StoredValue):
        raise TypeError("damaged")
    return register


def _dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True, default=_tagged)


def _tagged(value: object) -> dict[str, str]:
    return {"sha": value.sha} if isinstance(value, Digest) else {"day": str(value)}


def _untagged(found: dict[str, Any]) -> object:
    if found.keys() == {"day"}:
        return date.fromisoformat(found["day"])
    return Digest(str(found["sha"])) if found.keys() == {"sha"} else found
