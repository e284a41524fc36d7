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

from softenv_xl.grid.cell import Value, is_blank, shown, trimmed

# What a cell can hold, and how much of that one value may take when they don't all fit: of five columns of
# text, what is said and what was agreed to, with room for the dates and stamps.
_CELL, _SHARE = 32_767, 2_500


@dataclass(frozen=True, slots=True)
class Digest:
    """Stands for a value too long to be remembered: it can be compared, but not given back."""

    sha: str


Remembered = str | date | Digest | None


class Verdict(Enum):
    """How a visible cell and the returns stand to each other."""

    AGREED = "they say the same, or the returns say nothing"
    NEWS = "nobody but the returns changed it"
    EDITED = "nobody but the office changed it"
    CONFLICT = "both changed it, to different values"


@dataclass(frozen=True, slots=True)
class Told:
    """One cell: what the returns say of it, since which of them (`stamp`), and what it last agreed to.

    `base` is only supposed when the memory was lost: it is what stood in the cell then, whoever wrote it.
    """

    stamp: str = ""
    said: Remembered = None
    base: Remembered = None
    supposed: bool = False

    def hear(self, stamp: str, value: Value) -> Told:
        """One return's word on the cell. The order of hearing makes no difference, nor does hearing twice."""
        word = plain(value)
        if word is None:
            return self
        supposed = self.supposed and not alike(word, self.base)
        if stamp > self.stamp or (stamp == self.stamp and _sha(word) >= _sha(self.said)):
            return Told(stamp, word, self.base, supposed)
        return Told(self.stamp, self.said, self.base, supposed)

    def against(self, visible: Value) -> Verdict:
        """Compares what the returns say with the cell as it stands."""
        shows = plain(visible)
        if self.said is None or alike(shows, self.said):
            return Verdict.AGREED
        if shows is None or (alike(shows, self.base) and not self.supposed):
            return Verdict.NEWS
        return Verdict.EDITED if alike(self.said, self.base) else Verdict.CONFLICT


UNTOLD = Told()


@dataclass(frozen=True, slots=True)
class Memory:
    """`seen` is the greatest stamp of a return that had the item, `told` maps columns to what is known of each."""

    seen: str = ""
    told: Mapping[str, Told] = field(default_factory=dict)

    def hear(self, stamp: str, values: Mapping[str, Value]) -> Memory:
        """One return's word on the whole item."""
        heard = {key: self.told.get(key, UNTOLD).hear(stamp, value) for key, value in values.items()}
        return Memory(max(self.seen, stamp), {**self.told, **heard})

    def renamed(self, key: str, now: Callable[[str], str]) -> Memory:
        """The same with a column's words as they are called now; itself where none was renamed."""
        cell = self.told.get(key)
        if cell is None:
            return self
        said, base = (now(word) if isinstance(word, str) else word for word in (cell.said, cell.base))
        if (said, base) == (cell.said, cell.base):
            return self
        return Memory(self.seen, {**self.told, key: replace(cell, said=said, base=base)})

    def taken(self, key: str) -> Memory:
        """The same, once the visible cell has what the returns say of it."""
        cell = self.told[key]
        return Memory(self.seen, {**self.told, key: Told(cell.stamp, cell.said, cell.said)})


def recall(text: Value, row_id: str, visible: Mapping[str, Value]) -> Memory:
    """Reads the memory of a row. `visible` are the teacher's cells of the row as they stand.

    A memory that is gone, damaged or another row's (people clear cells and copy rows) is made up for:
    whatever stands in the cells stays, unless some return turns out to have said it.
    """
    try:
        return _read(json.loads(str(text), object_hook=_revived), row_id)
    except (ValueError, TypeError, RecursionError):
        return Memory("", {k: Told("", None, plain(v), True) for k, v in visible.items() if not is_blank(v)})


def written(memory: Memory, row_id: str) -> str:
    """The memory as JSON; the same memory always gives the same text."""
    text = _json(memory, row_id)
    return text if len(text) <= _CELL else _json(_shortened(memory), row_id)


def plain(value: Value) -> str | date | None:
    """A value in the form that is compared: days without time; text without outer spaces, one kind of line end."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = shown(value).replace("\r\n", "\n").replace("\r", "\n")
    return trimmed(text) or None


def alike(one: Remembered, other: Remembered) -> bool:
    """Equal, as far as can be told of a Digest."""
    if isinstance(one, Digest) or isinstance(other, Digest):
        return _sha(one) == _sha(other)
    return one == other


def _sha(value: Remembered) -> str:
    """Settles ties and stands for long values; nothing at all sorts first."""
    if value is None or isinstance(value, Digest):
        return value.sha if value else ""
    return sha256(_dump(value).encode()).hexdigest()[:16]


def _shortened(memory: Memory) -> Memory:
    def short(value: Remembered) -> Remembered:
        return Digest(_sha(value)) if len(_dump(value)) > _SHARE else value

    told = {k: replace(cell, said=short(cell.said), base=short(cell.base)) for k, cell in memory.told.items()}
    return Memory(memory.seen, told)


def _json(memory: Memory, row_id: str) -> str:
    told = {key: list(_parts(cell, memory.seen)) for key, cell in memory.told.items() if cell != UNTOLD}
    return _dump({"id": row_id, "seen": memory.seen, "told": told})


def _parts(cell: Told, seen: str) -> Iterator[object]:
    """Stamp (blank where it is the row's), said, base where it differs, a mark where that is supposed."""
    yield "" if cell.stamp == seen else cell.stamp
    yield cell.said
    if cell.base != cell.said or cell.supposed:
        yield cell.base
    if cell.supposed:
        yield True


def _read(kept: object, row_id: str) -> Memory:
    """Raises ValueError or TypeError for anything that `_json` didn't write for this row."""
    match kept:
        case {"id": str(owner), "seen": str(seen), "told": dict(told)} if owner == row_id:
            return Memory(seen, {str(key): _told(parts, seen) for key, parts in told.items()})
    raise ValueError("another row's, or damaged")


def _told(parts: Any, seen: str) -> Told:
    match parts:
        case [str(stamp), said]:
            told = Told(stamp or seen, said, said)
        case [str(stamp), said, base]:
            told = Told(stamp or seen, said, base)
        case [str(stamp), said, base, True]:
            told = Told((stamp or seen) if said else "", said, base, True)
        case _:
            raise ValueError("damaged")
    if not isinstance(told.said, Remembered) or not isinstance(told.base, Remembered):
        raise TypeError("damaged")
    return told


def _dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True, default=_tagged)


def _tagged(value: object) -> dict[str, str]:
    return {"sha": value.sha} if isinstance(value, Digest) else {"day": str(value)}


def _revived(found: dict[str, Any]) -> object:
    if found.keys() == {"day"}:
        return date.fromisoformat(found["day"])
    return Digest(str(found["sha"])) if found.keys() == {"sha"} else found
