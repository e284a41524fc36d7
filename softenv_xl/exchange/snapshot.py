"""What a pack held when it was issued, in normalised values: the base that a merge compares both sides with.

Values are normalised so that no program's way of saving makes a difference: dates are days, numbers Decimals without
trailing zeros, text is NFC with trimmed ends and `\\n` for a line's end, words of a vocabulary are its keys, and blank is
None. The same content has the same JSON to the byte, and with it the same digest and id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeAlias
from unicodedata import normalize

from softenv_xl.grid.cell import Value, display_text, is_blank, trimmed
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.vocabulary import Vocabulary

Normal: TypeAlias = str | Decimal | date | None
"""A normalised value; a date has no time of day."""

Cells: TypeAlias = Mapping[str, Normal]
"""A row, by column key."""

Tables: TypeAlias = Mapping[str, Mapping[str, Cells]]
"""Rows by table key and row id."""

_ID_DIGITS = 16
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")


class InvalidSnapshotError(ValueError):
    """It isn't a snapshot, or not what its digest says."""


@dataclass(frozen=True)
class Snapshot:
    """`tables` has the rows by table key, row id and column key. Equal content has an equal `id`."""

    id: str
    tables: Tables

    @classmethod
    def of(cls, tables: Tables) -> Snapshot:
        """The snapshot of those normalised values."""
        return cls(_digest(_json(tables))[:_ID_DIGITS], tables)

    @cached_property
    def content(self) -> bytes:
        """As JSON in UTF-8; equal content is equal to the byte."""
        return _json(self.tables)

    @property
    def digest(self) -> str:
        """SHA-256 of `content`, in hexadecimal."""
        return _digest(self.content)

    @classmethod
    def read(cls, content: bytes, digest: str | None = None) -> Snapshot:
        """The snapshot that has that `content`. Raises InvalidSnapshotError: it isn't one, or hasn't that digest."""
        try:
            tables = _tables(json.loads(content))
        except (ValueError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
            raise InvalidSnapshotError from error
        snapshot = cls.of(tables)
        if snapshot.content != content or (digest is not None and snapshot.digest != digest):
            raise InvalidSnapshotError
        return snapshot


def rows_of(
    columns: Iterable[Column], id_column: str, rows: Iterable[Mapping[str, Value]]
) -> dict[str, Cells]:
    """A table's rows as a snapshot has them: of each the columns named, but for verdicts. A row without an id has no place
    in a snapshot.
    """
    kept = [column for column in columns if column.kind is not Kind.CHECK]
    return {
        identity: MappingProxyType({column.key: normalised(column, row[column.key]) for column in kept})
        for row in rows
        if (identity := display_text(row[id_column]))
    }


def normalised(column: Column, value: Value) -> Normal:
    """A cell's value, as typed or as it stands in a workbook of either language, as snapshots compare it."""
    if is_blank(value):
        return None
    match value:
        case bool():
            return display_text(value)
        case datetime() if column.kind is Kind.DATE or value.time() == time():
            return value.date()
        case date() if not isinstance(value, datetime):
            return value
        case int() | float() if column.kind in (Kind.NUMBER, Kind.PERCENT, Kind.DATE):
            return _number(value)
    return _word(column, text(display_text(value)))


def text(words: str) -> str:
    """Text as it is compared: NFC, lines ended by `\\n`, nothing unseen at its ends."""
    return trimmed(normalize("NFC", _LINE_END.sub("\n", words)))


def _number(value: float) -> Normal:
    number = Decimal(repr(value))
    return (number.normalize() + 0) if number.is_finite() else repr(value)


def _word(column: Column, words: str) -> str:
    if not isinstance(column.choices, Vocabulary):
        return words
    if any(words == key for key, _ in column.choices.words):
        return words
    return column.choices.key_of(words) or column.choices.resolve(words) or words


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _json(tables: Tables) -> bytes:
    told = {
        table: {row: {key: _told(value) for key, value in cells.items()} for row, cells in rows.items()}
        for table, rows in tables.items()
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        errors="surrogatepass"
    )


def _told(value: Normal) -> Any:
    match value:
        case Decimal():
            return {"number": f"{value:f}"}
        case date():
            return {"day": value.isoformat()}
    return value


def _tables(told: Any) -> Tables:
    return {
        table: {row: {key: _meant(value) for key, value in cells.items()} for row, cells in rows.items()}
        for table, rows in told.items()
    }


def _meant(told: Any) -> Normal:
    match told:
        case None | str():
            return told
        case {"number": str(number)}:
            return Decimal(number).normalize() + 0
        case {"day": str(day)}:
            return date.fromisoformat(day)
    raise InvalidSnapshotError
