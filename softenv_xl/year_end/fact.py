"""A number of the report, where it stands in the workbook, and sentences that hold numbers as fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from softenv_xl.documents.dates import written
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.words import LANGS, NO_DATA, Text, same


class Way(Protocol):
    """How one finds a number on its sheet: the name of its cell, a row and a column, a filter."""

    @property
    def words(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class Fact:
    """`key` is what a template calls it, `label` what it is; `sheet` is the sheet's name in the workbook. A `percent` is 0–1."""

    key: str
    label: Text
    value: Value
    sheet: str
    way: Way
    percent: bool = False

    @property
    def number(self) -> float:
        return self.value if isinstance(self.value, int | float) else 0

    @property
    def words(self) -> Text:
        """The value as a sentence has it."""
        value = self.value
        if isinstance(value, date):
            return Text(*(written(value, lang) for lang in LANGS))
        if self.percent and isinstance(value, int | float):
            return same(_percent(value))
        if isinstance(value, float):
            return same(f"{value:.2f}".rstrip("0").rstrip("."))
        return same(NO_DATA if value is None else display_text(value))


class Rate(NamedTuple):
    """A part of a whole, never without either: 86人中84人（97.7%）."""

    of: Fact
    part: Fact
    unit: Text = Text("", "")

    @property
    def words(self) -> Text:
        of, part = self.of.number, self.part.number
        share = _percent(part / of) if of else NO_DATA
        return Text(
            f"{of:g}{self.unit.zh}中{part:g}{self.unit.zh}（{share}）", f"{part:g} of {of:g} ({share})"
        )


class Share(NamedTuple):
    """What part of a whole is, in a sentence that says both."""

    of: Fact
    part: Fact

    @property
    def words(self) -> Text:
        return same(_percent(self.part.number / self.of.number) if self.of.number else NO_DATA)


def _percent(share: float) -> str:
    """With one decimal; all is said of all alone, none of none."""
    rounded = round(100 * share, 1)
    if 0 < share < 1:
        rounded = min(max(rounded, 0.1), 99.9)
    return f"{rounded:.1f}%"


Part = Fact | Rate | Share | Text | str


@dataclass(frozen=True)
class Sentence:
    """One sentence: its words with fields in braces, and what they hold."""

    text: Text
    parts: Mapping[str, Part]

    @property
    def words(self) -> Text:
        said = {
            name: part.words if isinstance(part, Fact | Rate | Share) else part
            for name, part in self.parts.items()
        }
        return self.text.format(**said)

    @property
    def facts(self) -> Iterator[Fact]:
        for part in self.parts.values():
            yield from facts_of(part)


def sentence(zh: str, en: str, **parts: Part) -> Sentence:
    return Sentence(Text(zh, en), parts)


@dataclass(frozen=True)
class Table:
    """`rows` by column; a template loops over them by the table's key."""

    key: str
    rows: tuple[Mapping[str, Part], ...]

    @property
    def facts(self) -> Iterator[Fact]:
        for row in self.rows:
            for part in row.values():
                yield from facts_of(part)


@dataclass(frozen=True)
class Section:
    """`key` is what a template calls its sentences."""

    key: str
    lines: tuple[Sentence, ...]
    tables: tuple[Table, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Each once, in the order in which they are said."""
        said: tuple[Sentence | Table, ...] = (*self.lines, *self.tables)
        return tuple({fact.key: fact for one in said for fact in one.facts}.values())


def facts_of(part: Part) -> Iterable[Fact]:
    if isinstance(part, Fact):
        return (part,)
    return (part.of, part.part) if isinstance(part, Rate | Share) else ()
