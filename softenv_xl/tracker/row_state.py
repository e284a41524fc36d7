"""What a tracker row remembers of the returns it was merged from, so that no order of arrival matters.

Each cell that teachers own is a last-writer-wins register: the newest return with something to say has the
say, a blank never overwrites. Beside it stands the value that the visible cell last agreed to; a visible
cell that differs from it was edited by the office, and is kept.

The memory is JSON in the row's hidden column: plain ASCII, since what reads ids makes full-width characters
narrow, and never longer than a cell can hold.
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
# text, what is said and what was agreed to, with room for the dates and stamps.
_MAX_CELL, _MAX_VALUE = 32_767, 2_500


@dataclass(frozen=True, slots=True)
class Digest:
    """Stands for a value too long to be remembered: it can be compared, but not given back."""

    sha: str


StoredValue = str | date | Digest | None


class Comparison(Enum):
    """How a visible cell and the returns stand to each other."""

    AGREED = "they say the same, or the returns say nothing"
    INCOMING = "nobody but the returns changed it"
    EDITED = "nobody but the office changed it"
    CONFLICT = "both changed it, to different values"


@dataclass(frozen=True, slots=True)
class CellRegister:
    """One cell: what the returns say of it, since which of them (`stamp`), and what it last agreed to.

    `base` is only supposed when the memory was lost: it is what stood in the cell then, whoever wrote it.
    """

    stamp: str = ""
    value: StoredValue = None
    base: StoredValue = None
    base_assumed: bool = False

    def updated(self, stamp: str, value: Value) -> CellRegister:
        """One return's word on the cell. The order of hearing makes no difference, nor does hearing twice."""
        incoming = normalized(value)
        if incoming is None:
            return self
        base_assumed = self.base_assumed and not equal(incoming, self.base)
        if stamp > self.stamp or (stamp == self.stamp and _sha(incoming) >= _sha(self.value)):
            return CellRegister(stamp, incoming, self.base, base_assumed)
        return CellRegister(self.stamp, self.value, self.base, base_assumed)

    def compare(self, visible: Value) -> Comparison:
        """Compares what the returns say with the cell as it stands."""
        shows = normalized(visible)
        if self.value is None or equal(shows, self.value):
            return Comparison.AGREED
        if shows is None or (equal(shows, self.base) and not self.base_assumed):
            return Comparison.INCOMING
        return Comparison.EDITED if equal(self.value, self.base) else Comparison.CONFLICT


EMPTY = CellRegister()


@dataclass(frozen=True, slots=True)
class RowState:
    """`newest_stamp` is the greatest stamp of a return that had the item, `cells` maps columns to what is known of each."""

    newest_stamp: str = ""
    cells: Mapping[str, CellRegister] = field(default_factory=dict)

    def updated(self, stamp: str, values: Mapping[str, Value]) -> RowState:
        """One return's word on the whole item."""
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
        """The same, once the visible cell has what the returns say of it."""
        cell = self.cells[key]
        return RowState(
            self.newest_stamp, {**self.cells, key: CellRegister(cell.stamp, cell.value, cell.value)}
        )


def parse_state(text: Value, row_id: str, visible: Mapping[str, Value]) -> RowState:
    """Reads the memory of a row. `visible` are the teacher's cells of the row as they stand.

    A memory that is gone, damaged or another row's (people clear cells and copy rows) is made up for:
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
    """The memory as JSON; the same memory always gives the same text."""
    text = _json(state, row_id)
    return text if len(text) <= _MAX_CELL else _json(_shortened(state), row_id)


def normalized(value: Value) -> str | date | None:
    """A value in the form that is compared: days without time; text without outer spaces, one kind of line end."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = display_text(value).replace("\r\n", "\n").replace("\r", "\n")
    return trimmed(text) or None


def equal(one: StoredValue, other: StoredValue) -> bool:
    """Equal, as far as can be told of a Digest."""
    if isinstance(one, Digest) or isinstance(other, Digest):
        return _sha(one) == _sha(other)
    return one == other


def _sha(value: StoredValue) -> str:
    """Settles ties and stands for long values; nothing at all sorts first."""
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
    """Stamp (blank where it is the row's), said, base where it differs, a mark where that is supposed."""
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
