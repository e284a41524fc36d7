"""Cases for the tests: typed in a few words, completed in the school of the samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers.cases import SPEC
from softenv_xl.registers.cases.course import complete
from softenv_xl.registers.school import School, Snapshot
from softenv_xl.schema.column import Kind
from softenv_xl.schema.repair import typed
from tests.registers.samples import school
from tests.support.text_tables import tables_in

TODAY = date(2026, 10, 15)


def case(words: Mapping[str, str] | None = None, **cells: str) -> dict[str, Value]:
    """A case as it is read from what somebody typed; a request for redress by letter, if nothing else is said."""
    given = {"channel": "来信", "matter": "申诉求决", "anonymous": "否", **(words or {}), **cells}
    row: dict[str, Value] = dict.fromkeys(column.key for column in SPEC.columns)
    for key, word in given.items():
        column = SPEC.column(key)
        value: Value = word or None
        if word and column.kind is Kind.DATE:
            value = date.fromisoformat(word)
        elif word and column.kind is Kind.NUMBER:
            value = int(word)
        row[key] = typed(column, value)
        assert (row[key] is None) == (not word), (key, word)
    return row


def at(day: date = TODAY, **options: Value) -> School:
    known = school(day)
    return replace(known, options={**known.options, **options})


def completed(rows: Sequence[Mapping[str, Value]], known: School) -> Snapshot:
    return Snapshot([{**row, **complete(row, known)} for row in rows], known)


def table(text: str) -> list[dict[str, str]]:
    (rows,) = tables_in(text)
    return rows
