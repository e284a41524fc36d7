"""Which rows of a table a number counts, in conditions that a reader can set as filters in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.registers.school import Row
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import LANGS, Text


class Condition(Protocol):
    def holds(self, row: Row, rows: Sequence[Row]) -> bool: ...

    def words(self, spec: TableSpec) -> Text: ...


def column(spec: TableSpec, key: str) -> Text:
    """A column as sentences call it."""
    zh, en = spec.column(key).label
    return Text(f"“{zh}”", f"“{en}”")


def _either(words: Sequence[Text]) -> Text:
    return Text("或".join(w.zh for w in words), " or ".join(w.en for w in words))


def _quoted(vocabulary: Vocabulary, keys: Collection[str]) -> Text:
    return _either(
        [
            Text(*(f"“{vocabulary.word(key, lang)}”" for lang in LANGS))
            for key, _ in vocabulary.words
            if key in keys
        ]
    )


@dataclass(frozen=True, slots=True)
class OneOf:
    """The cell is one of these words."""

    key: str
    vocabulary: Vocabulary
    keys: Collection[str]

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return row[self.key] in self.keys

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}为{words}", "{column} is {words}").format(
            column=column(spec, self.key), words=_quoted(self.vocabulary, self.keys)
        )


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The cell is blank, or none of these words."""

    key: str
    vocabulary: Vocabulary
    keys: Collection[str]

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return row[self.key] not in self.keys

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}不为{words}", "{column} is not {words}").format(
            column=column(spec, self.key), words=_quoted(self.vocabulary, self.keys)
        )


@dataclass(frozen=True, slots=True)
class Is:
    """The cell is this text."""

    key: str
    text: str

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return display_text(row[self.key]) == self.text

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}为“{text}”", "{column} is “{text}”").format(
            column=column(spec, self.key), text=self.text
        )


@dataclass(frozen=True, slots=True)
class Names:
    """The cell lists several things, and this among them."""

    key: str
    text: str

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return self.text in named(row[self.key])

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}包含“{text}”", "{column} contains “{text}”").format(
            column=column(spec, self.key), text=self.text
        )


def named(value: Value) -> list[str]:
    """What a cell lists, by either language's comma."""
    return [one for part in display_text(value).split("、") for one in part.split(", ") if one]


@dataclass(frozen=True, slots=True)
class Filled:
    key: str

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return not is_blank(row[self.key])

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}不为空", "{column} is filled in").format(column=column(spec, self.key))


@dataclass(frozen=True, slots=True)
class Blank:
    key: str

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return is_blank(row[self.key])

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}为空", "{column} is blank").format(column=column(spec, self.key))


@dataclass(frozen=True, slots=True)
class Positive:
    """The cell is a number above 0."""

    key: str

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return isinstance(value := row[self.key], int | float) and value > 0

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}大于 0", "{column} is above 0").format(column=column(spec, self.key))


@dataclass(frozen=True, slots=True)
class Before:
    """The cell is a day before this one."""

    key: str
    day: date

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return isinstance(value := row[self.key], date) and value < self.day

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}早于 {day}", "{column} is before {day}").format(
            column=column(spec, self.key), day=self.day.isoformat()
        )


@dataclass(frozen=True, slots=True)
class LaterThan:
    """The cell is a day after this one."""

    key: str
    day: date

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return isinstance(value := row[self.key], date) and self.day < value

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}晚于 {day}", "{column} is after {day}").format(
            column=column(spec, self.key), day=self.day.isoformat()
        )


@dataclass(frozen=True, slots=True)
class NotLater:
    """The day is not after the other; where there is no other day, nothing is late."""

    key: str
    other: str

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        day, other = row[self.key], row[self.other]
        return not (isinstance(day, date) and isinstance(other, date) and other < day)

    def words(self, spec: TableSpec) -> Text:
        return Text("{column}不晚于{other}", "{column} is not after {other}").format(
            column=column(spec, self.key), other=column(spec, self.other)
        )


@dataclass(frozen=True, slots=True)
class NotAmong:
    """The cell names no other row of the table."""

    key: str
    other: str

    def holds(self, row: Row, rows: Sequence[Row]) -> bool:
        value = display_text(row[self.key])
        return not value or all(one is row or display_text(one[self.other]) != value for one in rows)

    def words(self, spec: TableSpec) -> Text:
        return Text(
            "{column}为空（或不是本表另一行的{other}）", "{column} is blank (or no other row's {other})"
        ).format(column=column(spec, self.key), other=column(spec, self.other))


@dataclass(frozen=True, slots=True)
class Told:
    """What takes more than one filter, in words; `how` says it of a row."""

    name: Text
    how: Callable[[Row], bool]

    def holds(self, row: Row, _: Sequence[Row]) -> bool:
        return self.how(row)

    def words(self, _: TableSpec) -> Text:
        return self.name


@dataclass(frozen=True, slots=True)
class As:
    """The conditions of another number of the report, by its name."""

    name: Text
    conditions: tuple[Condition, ...]

    def holds(self, row: Row, rows: Sequence[Row]) -> bool:
        return all(one.holds(row, rows) for one in self.conditions)

    def words(self, _: TableSpec) -> Text:
        return Text("“{name}”的条件", "as for “{name}”").format(name=self.name)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """All conditions of one of the groups hold."""

    groups: tuple[tuple[Condition, ...], ...]

    def holds(self, row: Row, rows: Sequence[Row]) -> bool:
        return any(all(one.holds(row, rows) for one in group) for group in self.groups)

    def words(self, spec: TableSpec) -> Text:
        each = [together([one.words(spec) for one in group]) for group in self.groups]
        return Text(f"（{'；或'.join(w.zh for w in each)}）", f"({'; or '.join(w.en for w in each)})")


def together(words: Sequence[Text]) -> Text:
    """Several conditions at once."""
    return Text("，".join(w.zh for w in words), ", ".join(w.en for w in words))


def picked(conditions: Sequence[Condition], rows: Sequence[Row]) -> list[Row]:
    """The rows for which all hold."""
    return [row for row in rows if all(one.holds(row, rows) for one in conditions)]


def said(spec: TableSpec, conditions: Sequence[Condition]) -> Text:
    """The filter in words; all rows where there is none."""
    if not conditions:
        return Text("全部行", "all rows")
    return Text("筛选：{what}", "Filter: {what}").format(
        what=together([one.words(spec) for one in conditions])
    )
