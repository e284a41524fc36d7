"""Follows a number's trace back into the workbook, as a reader would: by what stands in the cells of the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.table import Table

from softenv_xl.grid.cell import folded
from softenv_xl.registers import REGISTERS
from softenv_xl.registers.cases.words import OUTCOME, PROVEN, REVIEW_RESULT
from softenv_xl.registers.interval import wilson
from softenv_xl.schema.column import Kind
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Lang
from softenv_xl.year_end import filters
from softenv_xl.year_end.fact import Fact
from softenv_xl.year_end.ways import Computed, Entry, Filter, LeftOut, Named

_REGISTERS = {register.key for register in REGISTERS}
Cells = Mapping[str, Any]


class Workbook:
    """The cells as the file has them."""

    def __init__(self, content: bytes, lang: Lang) -> None:
        self._book = load_workbook(BytesIO(content), data_only=True)
        self._lang = lang

    @cached_property
    def _tables(self) -> dict[str, tuple[Any, Table]]:
        return {name: (sheet, sheet.tables[name]) for sheet in self._book for name in sheet.tables}

    def found(self, fact: Fact) -> object:
        """What the trace leads to, on the sheet that it names."""
        match fact.way:
            case Named(name):
                ((sheet, cell),) = self._book.defined_names[name].destinations
                assert sheet == fact.sheet
                return self._book[sheet][cell].value
            case Entry(spec, row, key):
                rows = self.rows(spec, fact.sheet, counted=False)
                first = spec.id_column or spec.columns[0].key
                cells = [one[key] for one in rows if not row or one[first] == row]
                return _day(cells[0]) if row else sum(cells)
            case Filter(spec, conditions, total, share):
                rows = self.rows(spec, fact.sheet)
                picked = [
                    one for one in rows if all(self._holds(spec, each, one, rows) for each in conditions)
                ]
                if not total:
                    return len(picked)
                if share:
                    return sum(round(one[total] * one[share]) for one in picked)
                return round(sum(one[total] or 0 for one in picked), 2)
            case LeftOut(spec):
                return sum(self._wrong(spec, one) for one in self.rows(spec, fact.sheet, counted=False))
            case Computed(_, of):
                values = [self.found(one) for one in of]
                if fact.percent:
                    interval = wilson(*map(_whole, values))
                    return interval.low if fact.key.endswith("low") else interval.high
                return sum(map(_whole, values))
        raise AssertionError(fact.way)

    def rows(self, spec: TableSpec, sheet: str, *, counted: bool = True) -> list[Cells]:
        """The rows of the table by column key; of a register only those in which the check finds no error."""
        page, table = self._tables[spec.key]
        assert page.title == sheet
        head, *lines = ([cell.value for cell in line] for line in page[table.ref])
        keys = [spec.by_label.get(folded(str(label))) for label in head]
        rows: list[Cells] = [
            {key: value for key, value in zip(keys, line, strict=True) if key} for line in lines
        ]
        filled = [
            row for row in rows if any(row.get(column.key) not in (None, "") for column in spec.columns)
        ]
        if not counted or spec.key not in _REGISTERS:
            return filled
        return [row for row in filled if not self._wrong(spec, row)]

    def _wrong(self, spec: TableSpec, row: Cells) -> bool:
        checks = (column.key for column in spec.columns if column.kind is Kind.CHECK)
        return any("✗" in str(row.get(key) or "") for key in checks)

    def _holds(self, spec: TableSpec, one: filters.Condition, row: Cells, rows: list[Cells]) -> bool:
        """Whether the condition holds of the cells, in the words of the file."""
        match one:
            case filters.As(_, conditions):
                return all(self._holds(spec, each, row, rows) for each in conditions)
            case filters.AnyOf(groups):
                return any(all(self._holds(spec, each, row, rows) for each in group) for group in groups)
            case filters.OneOf(key, vocabulary, keys):
                return row[key] in self._words(vocabulary, keys)
            case filters.NoneOf(key, vocabulary, keys):
                return row[key] not in self._words(vocabulary, keys)
            case filters.NotAmong(key, other):
                return not row[key] or all(each is row or each[other] != row[key] for each in rows)
            case filters.Told():
                return self._proven(row)
            case filters.Before() | filters.LaterThan() | filters.NotLater():
                return _in_order(one, row)
        return _says(one, row)

    def _proven(self, row: Cells) -> bool:
        """As the sentence of petitions.PROVEN says it."""
        found = row["outcome_now"] or row["outcome"]
        revoked, changed = (self._words(REVIEW_RESULT, (key,)) for key in ("revoked", "changed"))
        undone = row["rereview_result"] in revoked or (
            row["review_result"] in revoked and row["rereview_result"] not in changed
        )
        return found in self._words(OUTCOME, PROVEN) and not undone

    def _words(self, vocabulary: Vocabulary, keys: Any) -> set[str]:
        return {vocabulary.word(key, self._lang) for key in keys}


def _in_order(one: filters.Before | filters.LaterThan | filters.NotLater, row: Cells) -> bool:
    """Of days; what isn't filled in is neither before nor after, and never late."""
    day = row[one.key] and _day(row[one.key])
    match one:
        case filters.Before(_, limit):
            return day is not None and day < limit
        case filters.LaterThan(_, limit):
            return day is not None and limit < day
    other = row[one.other]
    return day is None or other is None or day <= _day(other)


def _says(one: filters.Condition, row: Cells) -> bool:
    match one:
        case filters.Is(key, text):
            return str(row[key]) == text
        case filters.Names(key, text):
            return text in str(row[key] or "")
        case filters.Filled(key):
            return row[key] not in (None, "")
        case filters.Blank(key):
            return row[key] in (None, "")
        case filters.Positive(key):
            return isinstance(row[key], int | float) and row[key] > 0
    raise AssertionError(one)


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def _whole(value: object) -> int:
    assert isinstance(value, int | float)
    return round(value)
