"""A csv file as a table's rows: its headers recognised, its lines as cells by column key."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import folded
from softenv_xl.issues import Issue, Place
from softenv_xl.open_data.tables import Exported
from softenv_xl.open_data.writing import LABEL
from softenv_xl.words import same

_SEPARATORS = ",;\t"
_LONGEST = 1 << 17
"""Letters of one cell: more than any workbook's can hold, marks before them and all."""

_ENCODINGS = ("utf-8-sig", "gb18030")


class Line(NamedTuple):
    """`number` counts the file's rows from 1, the headers' first; `cells` are spelt as in the file, by column key."""

    number: int
    cells: Mapping[str, str]


class Sheet(NamedTuple):
    """What a file says. `places` are the columns' numbers, by their keys."""

    file: str
    lines: Sequence[Line]
    places: Mapping[str, int]
    issues: Sequence[Issue]

    def place(self, line: Line, key: str = "") -> Place:
        cell = (
            Address(line.number, self.places[key]).a1
            if key in self.places
            else f"{line.number}:{line.number}"
        )
        return Place(self.file, cell=cell, column=key)


def read_sheet(content: bytes, file: str, table: Exported) -> Sheet:
    """The lines of one file, and what is wrong with it as a whole."""
    text = _decoded(content)
    if text is None:
        return _refused(file, "encoding")
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(_LONGEST)  # a setting of the whole process, which others set as well
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return _refused(file, str(error))
    if not rows:
        return _refused(file, "empty")
    keys, found = _keys(rows[0], file, table)
    places = {key: at for at, key in enumerate(keys, 1) if key}
    lines = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) > len(keys):  # blank or not: what stands left of it may stand one too far
            found.append(Issue(catalogue.IMPORT_ROW_TOO_LONG, Place(file, cell=f"{number}:{number}")))
        if any(row):
            cells = {key: cell for key, cell in zip(keys, row, strict=False) if key}
            lines.append(Line(number, cells))
    return Sheet(file, lines, places, found)


def _refused(file: str, reason: str) -> Sheet:
    return Sheet(file, (), {}, [Issue(catalogue.IMPORT_UNREADABLE, Place(file), {"reason": same(reason)})])


def _decoded(content: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _keys(headers: Sequence[str], file: str, table: Exported) -> tuple[list[str], list[Issue]]:
    """Each header's column key, blank where it is none that is read: a label beside a dropdown's key."""
    known = {folded(word): column.key for column in table.spec.columns for word in column.label}
    known |= {folded(column.key): column.key for column in table.spec.columns}
    labels = {folded(column.key + LABEL) for column in table.spec.columns}
    keys: list[str] = []
    found: list[Issue] = []
    for at, header in enumerate(headers, 1):
        key = known.get(folded(header), "")
        place = Place(file, cell=Address(1, at).a1, column=header)
        if key and key in keys:
            found.append(Issue(catalogue.IMPORT_HEADER_TWICE, place, {"found": header}))
        elif not key and header and folded(header) not in labels:
            found.append(Issue(catalogue.IMPORT_HEADER_UNKNOWN, place, {"found": header}))
        keys.append(key)
    return keys, found
