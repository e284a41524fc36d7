"""Writes the tables as csv, JSON or Parquet into a folder, with the data dictionary in the same format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.grid.grid import Book
from softenv_xl.open_data.dictionary import NAME, dictionary
from softenv_xl.open_data.tables import Exported, tables
from softenv_xl.open_data.values import spelt
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.serial import serial
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang

Format = Literal["csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "json", "parquet")

LABEL = ".label"
"""Ends the key of the column with a dropdown's word, beside the column with its key."""

_BOM = "\ufeff"  # without it, Excel takes a csv for the system's code page
_Rows = Iterable[Mapping[str, Value]]


class Field(NamedTuple):
    """One column of a file: its key and its kind."""

    key: str
    kind: Kind


class Export(NamedTuple):
    """`rows` are all tables' together."""

    files: store.Derived
    tables: int
    rows: int


def export(
    book: Book,
    result: Result,
    out: Path,
    format_: Format,
    *,
    labels: bool = False,
    confidential: bool = False,
) -> Export:
    """Makes the folder's files of that format those of the workbook as it was read.

    Raises Stop: export.no-pyarrow, folder.not-ours, file.not-writable.
    """
    made = list(tables(book, result, confidential=confidential))
    lang = result.control.lang
    write = {"csv": as_csv, "json": as_json, "parquet": as_parquet}[format_]
    files = {
        f"{table.key}.{format_}": write(
            fields_of(table, labels=labels), labelled(table, lang) if labels else table.rows
        )
        for table in made
    }
    described = list(dictionary(made))
    files[f"{NAME}.{format_}"] = write([Field(key, Kind.TEXT) for key in described[0]], described)
    rows = sum(len(table.rows) for table in made)
    return Export(store.derive(out, files, f"export-{format_}"), len(made), rows)


def fields_of(table: Exported, *, labels: bool) -> list[Field]:
    return [
        field
        for column in table.columns
        for field in (
            Field(column.key, column.kind),
            *([Field(column.key + LABEL, Kind.TEXT)] if labels and _has_words(column) else []),
        )
    ]


def _has_words(column: Column) -> bool:
    return isinstance(column.choices, Vocabulary)


def labelled(table: Exported, lang: Lang) -> Iterable[Mapping[str, Value]]:
    for row in table.rows:
        yield {**row, **{c.key + LABEL: _word(c, row[c.key], lang) for c in table.columns if _has_words(c)}}


def _word(column: Column, value: Value, lang: Lang) -> Value:
    words = column.choices
    known = isinstance(words, Vocabulary) and isinstance(value, str) and value in dict(words.words)
    return words.word(str(value), lang) if known and isinstance(words, Vocabulary) else value


def as_csv(fields: Sequence[Field], rows: _Rows) -> bytes:
    """RFC 4180: commas, double quotes doubled, lines that end in CR LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.key for field in fields])
    writer.writerows([spelt(row[field.key]) for field in fields] for row in rows)
    return (_BOM + text.getvalue()).encode()


def as_json(fields: Sequence[Field], rows: _Rows) -> bytes:
    """A list of objects; days as 2026-09-01."""
    whole = [{field.key: _in_json(row[field.key]) for field in fields} for row in rows]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _in_json(value: Value) -> Value:
    return display_text(value) if isinstance(value, date) else value


def as_parquet(fields: Sequence[Field], rows: _Rows) -> bytes:
    """Days are days, numbers numbers; what is typed in such a column and is none is left out."""
    try:
        import pyarrow as pa  # an extra: large, and only this needs it
        import pyarrow.parquet as pq
    except ImportError as error:
        raise Stop("export.no-pyarrow") from error
    whole = list(rows)
    arrays = []
    for field in fields:
        values = [row[field.key] for row in whole]
        match field.kind:
            case Kind.DATE:
                days = [value if isinstance(value, date) else None for value in values]
                arrays.append(pa.array(days, pa.date32()))
            case Kind.NUMBER | Kind.PERCENT:
                arrays.append(pa.array([serial(value) for value in values], pa.float64()))
            case _:
                texts = [None if value is None else display_text(value) for value in values]
                arrays.append(pa.array(texts, pa.string()))
    names = [field.key for field in fields]
    stream = io.BytesIO()
    pq.write_table(pa.table(arrays, names=names), stream)
    return stream.getvalue()
