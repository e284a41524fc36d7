"""A table on a grid, found by its headers in either language, wherever people have moved it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from softenv_xl import catalogue
from softenv_xl.grid.address import MAX_ROW, Address
from softenv_xl.grid.cell import Value, folded, is_blank, without_marks
from softenv_xl.grid.likeness import NEAR, likeness
from softenv_xl.issues import Issue, Place
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from softenv_xl.grid.grid import Grid, TableArea

# No header takes more letters; looking for the remark is slow in a whole cell of blanks.
_LONGEST = 200
_REMARK = re.compile(r"\s*[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]\s*$")


@dataclass(frozen=True, slots=True)
class Header:
    """A column to look for: its key and its label in both languages. An `optional` one may be missing."""

    key: str
    label: Text
    optional: bool = False


class Headers(tuple[Header, ...]):
    """The columns of one table. `wanted` maps each label, as people compare it, to its column's key."""

    @cached_property
    def wanted(self) -> dict[str, str]:
        return {plain(words): header.key for header in self for words in header.label}


@dataclass(frozen=True)
class Table:
    """Where a table's columns stand. `columns` maps keys to one-based sheet columns.

    `texts` are the headers as they stand in the sheet, by key; `extra` the headers nobody asked for.
    `last` is the sheet row that the data end with; `passed_over` are rows among the data that are none.
    """

    grid: Grid
    header_row: int
    columns: dict[str, int]
    texts: dict[str, str]
    lang: Lang
    extra: tuple[tuple[str, int], ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    last: int = MAX_ROW
    passed_over: frozenset[int] = frozenset()

    @cached_property
    def home(self) -> TableArea | None:
        """The real table whose header these columns are."""
        left = min(self.columns.values())
        return next(
            (
                table
                for table in self.grid.tables
                if table.area.top == self.header_row and table.area.left <= left <= table.area.right
            ),
            None,
        )

    def rows(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """(sheet row, raw values by key) for every row of data, blank ones included."""
        for number in range(self.header_row + 1, min(len(self.grid.rows), self.last) + 1):
            if number not in self.passed_over:
                row = self.grid.rows[number - 1]
                yield number, {k: row[c - 1] if c <= len(row) else None for k, c in self.columns.items()}

    def column(self, key: str) -> Iterator[Value]:
        """The raw values of one column, row by row; none where the column is gone."""
        at = self.columns.get(key, 0) - 1
        data = self.grid.rows[self.header_row : self.last] if at >= 0 else ()
        for number, row in enumerate(data, self.header_row + 1):
            if at < len(row) and number not in self.passed_over:
                yield row[at]

    def filled(self, keys: Iterable[str]) -> Iterator[tuple[int, dict[str, Value]]]:
        """The same for the rows where one of `keys` is filled in: most rows of a form stand ready and are blank."""
        deciding = [self.columns[key] - 1 for key in keys if key in self.columns]
        columns = [(key, column - 1) for key, column in self.columns.items()]
        data = self.grid.rows[self.header_row : self.last]
        # Two calls find most rows blank; a column by itself would come without its tuple.
        in_use, needed = itemgetter(*deciding, *deciding[:1]) if deciding else None, max(deciding, default=0)
        for number, row in enumerate(data, self.header_row + 1):
            width = len(row)
            if in_use and needed < width:
                cells = in_use(row)
                if cells.count(None) == len(cells):
                    continue
            else:
                cells = tuple(row[at] for at in deciding if at < width)
            if number not in self.passed_over and not all(map(is_blank, cells)):
                yield number, {key: row[at] if at < width else None for key, at in columns}

    def cell(self, key: str, row: int) -> Address:
        return Address(row, self.columns[key])

    def place(self, key: str, row: int, row_id: str = "") -> Place:
        """The place of a cell, for an issue; of the whole row where the column is gone."""
        cell = self.cell(key, row).a1 if key in self.columns else f"{row}:{row}"
        return Place("", self.grid.sheet, cell, row_id, self.texts.get(key, ""))


def plain(text: Value) -> str:
    """A header's text reduced to what people read: no spaces, one width, one case."""
    return folded(text) if isinstance(text, str) else ""


def find_table(grid: Grid, headers: Sequence[Header], *, as_sent: bool = False) -> Table | None:
    """The table with most of these headers; None when less than half of them stand in any row.

    Headers are recognised in either language. A missing header that a stray one resembles is taken
    for it, with a warning; without such, it is an error among the table's `issues`. `as_sent` is for
    forms whose columns nobody has reason to change: moved and extra columns are noted as well.
    """
    wanted = (headers if isinstance(headers, Headers) else Headers(headers)).wanted
    best = row = 0
    labels = wanted.keys()
    for number, words in grid.words:
        if labels.isdisjoint(words.texts):
            continue
        hits = len({wanted[text] for text in words.texts if text in wanted})
        if hits > best:
            best, row = hits, number
        if hits == len(headers):
            break
    if best * 2 < len(headers) or best == 0:
        return None
    return _located(grid, row, headers, wanted, as_sent=as_sent)


def _located(
    grid: Grid, row: int, headers: Sequence[Header], wanted: dict[str, str], *, as_sent: bool
) -> Table:
    columns: dict[str, int] = {}
    texts: dict[str, str] = {}
    strays: list[tuple[str, int]] = []
    issues: list[Issue] = []
    for column, value in enumerate(grid.rows[row - 1], start=1):
        if is_blank(value):
            continue
        text = str(value)
        key = wanted.get(plain(value))
        if key is None:
            strays.append((text, column))
        elif key in columns:
            place = Place("", grid.sheet, Address(row, column).a1, "", text)
            issues.append(Issue(catalogue.COLUMN_TWICE, place, {"column": text}))
        else:
            columns[key], texts[key] = column, text
    lang = _language(headers, texts)
    _adopt(grid, row, headers, lang, columns, texts, strays, issues)
    if as_sent:
        issues += [*_moves(grid, row, headers, columns, texts), *_strangers(grid, row, strays)]
    extra = tuple(strays)
    return Table(grid, row, columns, texts, lang, extra, tuple(issues))


def _language(headers: Sequence[Header], texts: dict[str, str]) -> Lang:
    bilingual = [h for h in headers if h.key in texts and h.label.zh != h.label.en]
    chinese = sum(plain(texts[h.key]) == plain(h.label.zh) for h in bilingual)
    return "zh" if chinese * 2 >= len(bilingual) else "en"


def _adopt(
    grid: Grid,
    row: int,
    headers: Sequence[Header],
    lang: Lang,
    columns: dict[str, int],
    texts: dict[str, str],
    strays: list[tuple[str, int]],
    issues: list[Issue],
) -> None:
    """Takes stray headers for the missing ones that they resemble; reports what stays missing."""
    for header in headers:
        if header.key in columns or header.optional:
            continue
        alike = max(((_likeness(text, header), -column, text) for text, column in strays), default=None)
        if alike and alike[0] >= NEAR:
            _, column, text = alike
            strays.remove((text, -column))
            columns[header.key], texts[header.key] = -column, text
            place = Place("", grid.sheet, Address(row, -column).a1, "", text)
            values = {"found": text, "column": header.label(lang)}
            issues.append(Issue(catalogue.COLUMN_RENAMED, place, values))
        else:
            place = Place("", grid.sheet, f"{row}:{row}", "", header.label(lang))
            issues.append(Issue(catalogue.COLUMN_MISSING, place, {"column": header.label(lang)}))


def _likeness(text: str, header: Header) -> float:
    """A remark in brackets behind a header, `Deadline (required)`, makes no other header of it."""
    own = _REMARK.sub("", without_marks(text)) if len(text) <= _LONGEST else text
    return max(likeness(own, words) for words in header.label)


def _moves(
    grid: Grid, row: int, headers: Sequence[Header], columns: dict[str, int], texts: dict[str, str]
) -> Iterator[Issue]:
    """The fewest columns that, put elsewhere, make up for the difference; an inserted one moves nothing."""
    stays = _rising([columns[header.key] for header in headers if header.key in columns])
    for header in headers:
        column = columns.get(header.key)
        if column is not None and column not in stays:
            place = Place("", grid.sheet, Address(row, column).a1, "", texts[header.key])
            yield Issue(catalogue.COLUMN_MOVED, place, {"column": texts[header.key]})


def _rising(columns: Sequence[int]) -> list[int]:
    """The longest of the sequences that rise from left to right."""
    runs: list[list[int]] = []
    for column in columns:
        before = max((run for run in runs if run[-1] < column), key=len, default=[])
        runs.append([*before, column])
    return max(runs, key=len, default=[])


def _strangers(grid: Grid, row: int, strays: Sequence[tuple[str, int]]) -> Iterator[Issue]:
    for text, column in strays:
        place = Place("", grid.sheet, Address(row, column).a1, "", text)
        yield Issue(catalogue.COLUMN_UNKNOWN, place, {"column": text})
