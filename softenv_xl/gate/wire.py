"""A Reading as bytes, between the worker and who asked: MessagePack, looked at before anything is made of it.

A file may have taken its worker over. Then the answer can be a lie, but it is always a Reading within the limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from types import NoneType
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from softenv_xl.catalogue import CATALOGUE
from softenv_xl.gate.addresses import addresses, refs_of
from softenv_xl.gate.limits import Limits
from softenv_xl.gate.reading import Contents, Member, Reading, Refused
from softenv_xl.gate.tally import Tally
from softenv_xl.gate.wire_values import InvalidAnswerError, OddKind, meant, said
from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book, Grid, TableArea, Tokens
from softenv_xl.issues import Issue, Place, Severity
from softenv_xl.legible import legible
from softenv_xl.passport.model import LONGEST
from softenv_xl.passport.places import LONGEST_SNAPSHOT
from softenv_xl.words import LANGS, Text

_WORDS = 1000  # of one value in a message; a file may give its parts names of any length
_ISSUES = 300  # of one file: more than it may have sheets
_SENDERS = 20  # of messages in messages

_Place = Annotated[int, Meta(ge=0)]
_Row = Annotated[tuple[str | float | int | bool | None, ...], Meta(max_length=MAX_COLUMN)]
_Short = Annotated[str, Meta(max_length=_WORDS)]
_Token: TypeAlias = Annotated[str, Meta(max_length=LONGEST)] | None
_PLAIN = frozenset((str, float, int, bool, NoneType))


class _Odd(Struct, array_like=True, gc=False):
    """A value that MessagePack has no type for; its cell in the rows is empty."""

    row: _Place
    column: _Place
    kind: OddKind
    value: str | int


class _Sheet(Struct, array_like=True, gc=False):
    name: str
    rows: Annotated[tuple[_Row, ...], Meta(max_length=MAX_ROW)]
    odd: tuple[_Odd, ...]
    formulas: bytes
    merged: tuple[Area, ...]
    tables: tuple[TableArea, ...]
    visible: bool
    pictures: bytes
    since_1904: bool


class _Book(Struct, array_like=True, gc=False):
    sheets: tuple[_Sheet, ...]
    names: Mapping[str, tuple[str, Area]]
    saved_at: datetime | None
    format: Literal["xlsx", "xlsm", "xltx", "xltm", "ods", "xls", "csv"]
    passport: tuple[_Token, _Token, Annotated[str, Meta(max_length=LONGEST_SNAPSHOT)] | None]


class _WireIssue(Struct, array_like=True, gc=False):
    code: _Short
    sheet: _Short
    values: dict[str, str | int | float | tuple[str, str]]  # their lengths: see _issue


class _Member(Struct, array_like=True, gc=False):
    name: _Short
    content: bytes
    senders: Annotated[tuple[_Short, ...], Meta(max_length=_SENDERS)]
    saved: datetime | None
    issue: _WireIssue | None
    named: bool


class _Contents(Struct, array_like=True, gc=False):
    kind: Literal["archive", "mail", "mailbox"]
    members: tuple[_Member, ...]
    sender: _Short


class _Answer(Struct, array_like=True, gc=False):
    book: _Book | None
    issues: Annotated[tuple[_WireIssue, ...], Meta(max_length=_ISSUES)]
    contents: _Contents | None = None


_encode = Encoder().encode
_decode = Decoder(_Answer).decode


def encode_reading(reading: Reading) -> bytes:
    """Everything that a Reading of the gate holds, for unpacked. Raises MemoryError."""
    issues = tuple(map(_wire_issue, reading.issues))
    return _encode(_Answer(_packed_book(reading.book), issues[:_ISSUES], _packed_contents(reading.contents)))


def decode_reading(data: bytes, limits: Limits) -> Reading:
    """The Reading that was packed. Raises InvalidAnswerError for whatever can't have come of reading a file under `limits`."""
    try:
        answer = _decode(data)
        issues = tuple(map(_issue, answer.issues))
        if answer.contents:
            return Reading(None, (), _unpacked_contents(answer.contents, limits))
        if len(data) > limits.result:
            raise InvalidAnswerError("more than a workbook may come to")
        if answer.book is None and [issue.severity for issue in issues] != [Severity.ERROR]:
            raise InvalidAnswerError("neither a book nor one error")
        return Reading(_unpacked_book(answer.book, limits) if answer.book else None, issues)
    except (MsgspecError, ValueError, LookupError, OverflowError, Refused) as error:
        raise InvalidAnswerError(str(error)) from error


def _packed_contents(contents: Contents | None) -> _Contents | None:
    if contents is None:
        return None
    members = (
        _Member(
            _short(one.name),
            one.content,
            tuple(map(_short, one.senders[:_SENDERS])),
            one.saved,
            _wire_issue(one.issue) if one.issue else None,
            one.named,
        )
        for one in contents.members
    )
    return _Contents(contents.kind, tuple(members), _short(contents.sender))


def _unpacked_contents(contents: _Contents, limits: Limits) -> Contents:
    """Names are told, and never used as paths."""
    if not limits.unpacks or len(contents.members) > limits.members + 2:
        raise InvalidAnswerError("more files than can be taken out of one")
    if any(len(one.content) > limits.file or (one.saved and one.saved.tzinfo) for one in contents.members):
        raise InvalidAnswerError("a file that can't have been taken out")
    members = (
        Member(
            legible(one.name),
            one.content,
            tuple(map(legible, one.senders)),
            one.saved,
            _issue(one.issue) if one.issue else None,
            one.named,
        )
        for one in contents.members
    )
    return Contents(contents.kind, tuple(members), legible(contents.sender))


def _wire_issue(issue: Issue) -> _WireIssue:
    return _WireIssue(issue.code, _short(issue.place.sheet), _short_values(issue.arguments))


def _issue(wire_issue: _WireIssue) -> Issue:
    """Raises LookupError, ValueError where its message couldn't be said."""
    values = {
        key: Text(*value) if isinstance(value, tuple) else value for key, value in wire_issue.values.items()
    }
    words = [each for value in values.values() for each in (value if isinstance(value, Text) else (value,))]
    if any(isinstance(each, str) and len(each) > _WORDS for each in words):
        raise InvalidAnswerError("more words than a message has")
    issue = Issue(CATALOGUE[wire_issue.code], Place(sheet=wire_issue.sheet), values)
    if not all(issue.message(lang) and issue.remedy(lang) for lang in LANGS):
        raise InvalidAnswerError("an issue without words")
    return issue


def _packed_book(book: Book | None) -> _Book | None:
    if book is None:
        return None
    sheets = tuple(
        _Sheet(
            grid.sheet,
            *_packed_rows(grid.rows),
            refs_of(grid.formulas),
            grid.merged,
            grid.tables,
            grid.visible,
            refs_of(grid.pictures),
            grid.since_1904,
        )
        for grid in book.grids
    )
    return _Book(sheets, dict(book.names), book.saved_at, book.format, book.passport)  # type: ignore[arg-type]


def _unpacked_book(book: _Book, limits: Limits) -> Book:
    tally = Tally(limits)
    tally.sheets(len(book.sheets))
    for sheet in book.sheets:
        tally.area(Address(len(sheet.rows), max(map(len, sheet.rows), default=0)))
        tally.rows(sheet.rows)
        tally.rows([sheet.odd])
        tally.merged(sheet.merged)
        areas = (*sheet.merged, *(table.area for table in sheet.tables))
        if not all(map(_is_area, areas)) or len(sheet.tables) > limits.members:
            raise InvalidAnswerError("an area that can't be")
    if book.saved_at and book.saved_at.tzinfo:
        raise InvalidAnswerError("a time with its zone")
    if not all(_is_area(area) for _, area in book.names.values()):
        raise InvalidAnswerError("a name for an area that can't be")
    sheets = tuple(map(_unpacked_sheet, book.sheets))
    return Book(sheets, book.names, book.saved_at, book.format, Tokens(*book.passport))


def _unpacked_sheet(sheet: _Sheet) -> Grid:
    return Grid(
        sheet.name,
        _unpacked_rows(sheet),
        addresses(sheet.formulas),
        sheet.merged,
        sheet.tables,
        sheet.visible,
        addresses(sheet.pictures),
        sheet.since_1904,
    )


def _is_area(area: Area) -> bool:
    """Merged cells may reach past a sheet's end, by no more than another sheet."""
    return 0 < area.top <= area.bottom <= 2 * MAX_ROW and 0 < area.left <= area.right <= 2 * MAX_ROW


def _packed_rows(rows: tuple[tuple[Value, ...], ...]) -> tuple[Any, tuple[_Odd, ...]]:
    if _PLAIN.issuperset(map(type, chain.from_iterable(rows))):
        return rows, ()
    plain: list[tuple[Value, ...]] = []
    odd: list[_Odd] = []
    for at, row in enumerate(rows):
        strange = dict.fromkeys(n for n, value in enumerate(row) if type(value) not in _PLAIN)
        odd += [_Odd(at, n, *said(row[n])) for n in strange]
        plain.append(
            tuple(None if n in strange else value for n, value in enumerate(row)) if strange else row
        )
    return tuple(plain), tuple(odd)


def _unpacked_rows(sheet: _Sheet) -> tuple[tuple[Value, ...], ...]:
    if not sheet.odd:
        return sheet.rows
    rows: list[Sequence[Value]] = [*sheet.rows]
    for odd in sheet.odd:
        row = rows[odd.row]
        if not isinstance(row, list):
            row = rows[odd.row] = [*row]
        row[odd.column] = meant(odd.kind, odd.value)
    return tuple(map(tuple, rows))


def _short(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"


def _short_values(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(map(_short, value))
        if isinstance(value, Text)
        else _short(value)
        if isinstance(value, str)
        else value
        for key, value in values.items()
    }
