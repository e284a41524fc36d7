"""What the store has written since the program began, for whoever has to say so when it ends before its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from softenv_xl.store.backup_folder import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Kind = Literal["created", "replaced", "undone"]


class Written(NamedTuple):
    """One file that was made, written over, or brought back to what it was."""

    kind: Kind
    path: Path


@dataclass(slots=True)
class Entry:
    """A write that begins; `done` once it is known to be there."""

    kind: Kind
    path: Path
    left: str
    done: bool = False

    def is_there(self) -> bool:
        """Whoever was interrupted between the move and noting it finds out by looking."""
        try:
            return self.done or fingerprint(self.path.read_bytes()) == self.left
        except OSError:
            return False


_ENTRIES: list[Entry] = []


def begin(kind: Kind, path: Path, left: str) -> Entry:
    """To be noted before the move; `left` is the fingerprint of what it leaves at `path`."""
    entry = Entry(kind, path, left)
    _ENTRIES.append(entry)
    return entry


def reset() -> None:
    """A command begins: what an earlier one in this process wrote is told."""
    _ENTRIES.clear()


def written() -> Sequence[Written]:
    """The writes that are on the disk, in their order."""
    return [Written(entry.kind, entry.path) for entry in _ENTRIES if entry.is_there()]
