"""The rulebook as the school has it now: what its bans and service attitudes say, how much each weighs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

from pydantic import Field, ValidationError

from softenv_xl.grid.cell import Value, folded, is_blank, without_marks
from softenv_xl.registers.rulebook import SPEC
from softenv_xl.schema.computed import labelled
from softenv_xl.schema.record import Record
from softenv_xl.words import LANGS, Lang, Text

Kind = Literal["ban", "service"]
_HEADER = 255  # characters that the header of a table's column may have


class Entry(Record):
    """One line of the rulebook. `severity` is its weight in every sum; a substantiated `veto` entry bars from honours."""

    number: str
    kind: Kind
    title: Text
    text: Text
    severity: float = Field(gt=0, allow_inf_nan=False)
    veto: bool
    tags: tuple[str, ...] = ()
    source: str = ""

    def label(self, lang: Lang) -> str:
        """What dropdowns and headers call it: `1 Paid tutoring`."""
        return labelled(self.number, self.title(lang))


@dataclass(frozen=True)
class Rulebook:
    """The entries in the sheet's order. `version` tells rulebooks apart even when the declared one wasn't raised."""

    entries: tuple[Entry, ...]
    version: str

    @cached_property
    def bans(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "ban")

    @cached_property
    def services(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "service")

    def entry_of(self, label_or_number: str) -> Entry | None:
        """The entry with that number, or with that label in either language.

        A label with an outdated title is known by the number before its first space, of any width.
        """
        if label_or_number in self._as_written:
            return self._as_written[label_or_number]
        return self._by_name(label_or_number)

    def _by_name(self, label_or_number: str) -> Entry | None:
        words = without_marks(label_or_number)
        return self._named.get(folded(words)) or self._named.get(folded(next(iter(words.split()), "")))

    def entry_with(self, tag: str) -> Entry | None:
        """The one entry that has that tag; none where no entry has it, or more than one."""
        having = [entry for entry in self.entries if tag in entry.tags]
        return having[0] if len(having) == 1 else None

    @cached_property
    def _as_written(self) -> dict[str, Entry | None]:
        """The same for the labels as they are, which nearly all that is asked for is."""
        labels = (entry.label(lang) for entry in self.entries for lang in LANGS)
        return {label: self._by_name(label) for label in labels}

    @cached_property
    def _named(self) -> dict[str, Entry]:
        labels = {folded(entry.label(lang)): entry for entry in self.entries for lang in LANGS}
        return labels | {folded(entry.number): entry for entry in self.entries}


def read_rulebook(rows: Sequence[Mapping[str, Value]], version: str) -> Rulebook:
    """The rulebook of the sheet's rows; the first of two with the same number.

    Rows that lack what is required, or are called by more than a header holds, are left out: the check of the sheet
    reports them. `version` is what
    the settings declare; four hex digits of the entries' content are added to it, whatever their order.
    """
    entries: dict[str, Entry] = {}
    for row in rows:
        entry = _entry(row)
        if entry:
            entries.setdefault(entry.number, entry)
    return Rulebook(tuple(entries.values()), f"{version}·{_fingerprint(entries)}")


def _entry(row: Mapping[str, Value]) -> Entry | None:
    if any(column.required and is_blank(row.get(column.key)) for column in SPEC.columns):
        return None
    fields = {
        **row,
        "title": (row["title_zh"], row["title_en"]),
        "text": (row["text_zh"], row["text_en"]),
        "tags": _words(row.get("tags")),
        "source": row.get("source") or "",
    }
    try:
        entry = Entry.model_validate(fields)
    except ValidationError:
        return None
    return entry if all(len(entry.label(lang)) <= _HEADER for lang in LANGS) else None


def _words(tags: Value) -> tuple[str, ...]:
    """Tags as people list them: with commas or spaces of either width."""
    text = str(tags or "")
    for mark in "，、,;；":
        text = text.replace(mark, " ")
    return tuple(text.split())


def _fingerprint(entries: Mapping[str, Entry]) -> str:
    content = [entries[number].model_dump() for number in sorted(entries)]
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:4]
