"""What a merge works with: a pack's copies as they came back, and the control workbook's tables around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from softenv_xl.exchange.merge.memory import Memory, content_digest
from softenv_xl.exchange.snapshot import Cells, Normal, Snapshot
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.vocabulary import ListOf, Vocabulary

Rows: TypeAlias = dict[str, dict[str, Normal]]
"""The rows of one table as they stand in the merge, by id."""


@dataclass(frozen=True)
class TableShape:
    """What the merge knows of one table. `inputs` are the columns that people fill in and a pack shows, `open` those of them
    that the department fills in; `words` what a column with a list may hold. `prefix` begins the ids of its rows; where people
    type the ids themselves, `id_column` is one of the inputs. A row is only added by itself to one that
    `grows`; the column `whose` of it holds the department, where that is the office's to fill in. `about`
    is the column that says in few words what a row concerns.
    """

    key: str
    inputs: Mapping[str, Column]
    open: frozenset[str]
    prefix: str = ""
    id_column: str = "id"
    grows: bool = True
    whose: str = ""
    about: str = ""
    words: Mapping[str, Collection[str]] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that hold what can be renamed: departments, entries of the rulebook."""
        return tuple(
            key
            for key, column in self.inputs.items()
            if key in ("department", "item") or column.choices == ListOf("pick_departments")
        )

    def fits(self, key: str, value: Normal) -> bool:
        """Is it what such a column can hold? What isn't stands in a conflict, as typed, until somebody has read it."""
        column = self.inputs[key]
        if value is None:
            return True
        match column.kind:
            case Kind.DATE | Kind.NUMBER | Kind.PERCENT:
                return not isinstance(value, str)
            case Kind.CHOICE if isinstance(column.choices, Vocabulary):
                return any(value == word for word, _ in column.choices.words)
        return value in words if (words := self.words.get(key)) is not None else True


@dataclass(frozen=True)
class Returned:
    """One table of a copy. `rows` have an id, `extra` those with an id that an earlier row has already, `new` none. Each has
    the columns that are still there.
    """

    rows: Mapping[str, Cells] = field(default_factory=dict)
    extra: tuple[tuple[str, Cells], ...] = ()
    new: tuple[Cells, ...] = ()


@dataclass(frozen=True)
class Copy:
    """One file that came back. `pack` is the serial of the pack that it is a copy of, `base` what that held when it was issued,
    None where that is nowhere to be found. `stamp` sorts copies by when they were saved; `tag` stands in the ids of new rows.
    `lacking` are the tables that aren't in the file any more: of their rows nothing is said.
    """

    pack: str
    department: str
    base: Snapshot | None
    tables: Mapping[str, Returned]
    stamp: str = ""
    file: str = ""
    lacking: frozenset[str] = frozenset()
    tag: str = "P"

    @property
    def identity(self) -> str:
        """What is remembered of it is remembered by this: of equal contents of one pack by the same."""
        return f"{self.pack}-{self.digest[:8]}"

    @cached_property
    def digest(self) -> str:
        """Tells its content from any other's, in whatever order its rows stand."""
        rows = sorted(
            content_digest(table, row, cells=cells)
            for table, returned in self.tables.items()
            for row, cells in (*returned.rows.items(), *returned.extra, *(("", new) for new in returned.new))
        )
        return content_digest(self.pack, sorted(self.lacking), *rows, cells={})


@dataclass(frozen=True)
class MergedCopy:
    """What is remembered of a copy that was merged. Equal contents of one pack are one copy, saved when the last was. `came` is
    the day on which it was merged first; it has so many `edits` of cells that were issued, and so many new `rows`; `told` is
    what was left out of it.
    """

    id: str
    pack: str
    department: str
    stamp: str
    memory: Memory
    came: date | None = None
    edits: int = 0
    rows: int = 0
    told: str = ""
