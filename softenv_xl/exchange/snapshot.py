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
from decimal import InvalidOperation
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeAlias

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.normal import Normal, meant, normalised, told

__all__ = ["Cells", "InvalidSnapshotError", "Normal", "Snapshot", "Tables", "normalised", "rows_of"]

Cells: TypeAlias = Mapping[str, Normal]
"""A row, by column key."""

Tables: TypeAlias = Mapping[str, Mapping[str, Cells]]
"""Rows by table key and row id."""

_ID_DIGITS = 16
# A pack carries its snapshot in an XML part, which can't hold these as they are.
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


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
        found = _digest(content)
        if _json(tables) != content or (digest is not None and found != digest):
            raise InvalidSnapshotError
        return cls(found[:_ID_DIGITS], tables)


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


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _json(tables: Tables) -> bytes:
    plain = {
        table: {row: {key: told(value) for key, value in cells.items()} for row, cells in rows.items()}
        for table, rows in tables.items()
    }
    words = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _NOT_IN_XML.sub(lambda letter: f"\\u{ord(letter[0]):04x}", words).encode()


def _tables(plain: Any) -> Tables:
    return {
        table: {row: {key: meant(value) for key, value in cells.items()} for row, cells in rows.items()}
        for table, rows in plain.items()
    }
