"""The school with a unique name, telephone number, identity number or address in every free text cell, and where each of
them comes out.
"""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from pyarrow import parquet

from softenv_xl.books import CONTROL
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.amended import amended, rows_of
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book
from softenv_xl.grid.table import Table
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import LOOKUPS, appraisal_rounds, departments, honours, people, rulebook
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import CellPatch, Patch, RowPatch, TablePatch
from softenv_xl.sheets.result import Result
from tests.publication.school import SCHOOL, STAFF_NUMBERS, Row, computed, field, rows, typed, whole
from tests.support.small_school import register

KINDS = ("name", "phone", "identity", "address")
COPIES = 4
LEAST = 1_000
"""As many canaries there are at least."""

PUBLIC = {
    "milestones": {"title", "summary"},
    "commitments": {"matter", "text", "basis", "materials", "phone"},
    "fees": {"term", "name", "authority", "document", "scope", "waiver", "hotline"},
    "cases": {"exposure_text"},
    "opinions": {"published_text"},
    "disclosure": {"title"},
    "honours": {"reason"},
    "appraisal_rounds": {"title"},
}
"""The cells of people's texts that are published by decision, as the spec of the bulletin has them."""

NUMBERED = {("commitments", "phone"), ("fees", "hotline"), ("fees", "document")}
"""Those of them that may hold a long number."""

UNDOING = {"dropped", "withheld"}
"""Columns in which any word means that the row isn't published."""

KEPT = (people.SPEC, departments.SPEC, rulebook.SPEC, *(lookup.spec for lookup in LOOKUPS))
"""Tables whose rows stay, as other rows refer to them."""

LETTERS = "甲乙丙丁戊己庚辛壬癸"


class Canary(NamedTuple):
    text: str
    kind: str
    table: str
    column: str


class Aviary:
    """Gives out unique canaries and remembers where each was planted."""

    def __init__(self) -> None:
        self.canaries: list[Canary] = []

    def catch(self, kind: str, table: str, column: str) -> str:
        number = len(self.canaries)
        letters = "".join(LETTERS[int(digit)] for digit in f"{number:04}")
        text = {
            "name": f"雀{letters}",
            "phone": f"139{number:04}{number * 7919 % 10_000:04}",
            "identity": f"34010119900101{number:04}X"[:18],
            "address": f"桂{letters}巷",
        }[kind]
        self.canaries.append(Canary(text, kind, table, column))
        return text


def free(column: Column) -> bool:
    return column.kind is Kind.TEXT and column.owner is not Owner.COMPUTED and column.choices is None


def planted(spec: TableSpec, row: Row, kind: str, aviary: Aviary, *, whole_row: bool) -> Row:
    cells = dict(row)
    for column in spec.columns:
        if free(column) and (whole_row or column.key not in UNDOING):
            cells[column.key] = aviary.catch(kind, spec.key, column.key)
    return cells


@cache
def aviary() -> tuple[Result, tuple[Canary, ...]]:
    """What the school comes to, and the canaries in it."""
    book, canaries = _planted()
    return computed(book), canaries


@cache
def _planted() -> tuple[Book, tuple[Canary, ...]]:
    """The school's rows, each text in them a canary; every other table gets rows of canaries as well."""
    made, book, known = Aviary(), whole("zh"), rows("zh")
    for _, spec in CONTROL.tables():
        kept = known.get(spec, [{}])[0]
        if spec in KEPT:
            book = _beside(book, spec, made)
        elif any(map(free, spec.columns)):
            copies = [
                planted(spec, {**kept, **_told_apart(spec, number)}, kind, made, whole_row=not copy)
                for number, (copy, kind) in enumerate(product(range(_copies(spec, kept)), KINDS))
            ]
            book = typed(book, spec, copies, "zh")
    book = field(book, "settings_office", made.catch("phone", "settings", "office"))
    return book, tuple(made.canaries)


@cache
def package() -> bytes:
    """The same workbook as a file."""
    book, draft = _planted()[0], Draft("control.xlsx", register("zh"))
    new, old = read_control(book), read_control(draft.read())
    settings = {"settings_school": SCHOOL, "settings_office": _office()}
    cells = tuple(CellPatch(name, value) for name, value in settings.items())
    tables = (
        _written(spec, new.tables[spec.key], old.tables[spec.key])
        for _, spec in CONTROL.tables()
        if any(map(free, spec.columns))
    )
    draft.write(Patch(tuple(tables), cells))
    return draft.content


def _office() -> str:
    return next(one.text for one in _planted()[1] if one.table == "settings")


def _written(spec: TableSpec, new: Table, old: Table) -> TablePatch:
    keys = [
        c.key for c in spec.columns if c.key in old.columns and c.kind is not Kind.CHECK and not c.formula
    ]
    rows = [tuple(cells[key] for key in keys) for _, cells in new.rows()]
    while rows and not any(rows[-1]):
        rows.pop()
    there = rows_of(old)
    placed = (RowPatch(at if at < there else None, row) for at, row in enumerate(rows))
    return TablePatch(spec.key, tuple(old.texts[key] for key in keys), tuple(placed))


def _copies(spec: TableSpec, kept: Row) -> int:
    if spec is honours.SPEC:
        return len(STAFF_NUMBERS) // len(KINDS)
    return COPIES if kept else 2


def _told_apart(spec: TableSpec, number: int) -> Row:
    """What rows that count must not have in common: the id where the program makes them, who is put forward."""
    if spec is honours.SPEC:
        return {"number": STAFF_NUMBERS[number]}
    if spec is appraisal_rounds.SPEC:
        return {"id": f"AP-{number + 1:03}"}
    return {spec.id_column: f"X{number}"} if spec.prefilled and spec.id_column else {}


def _beside(book: Book, spec: TableSpec, made: Aviary) -> Book:
    """Canaries in the cells of the rows that are there: people, departments, entries of the rulebook."""
    table = read_control(book).tables[spec.key]
    columns = [c for c in spec.columns if free(c) and not c.hidden and c.key not in ("title_zh", "title_en")]
    there = [number - table.header_row - 1 for number, _ in table.filled(spec.deciding_columns)]
    changed: dict[int, dict[str, Value]] = {
        index: {
            c.key: made.catch(KINDS[at % len(KINDS)] if c.key != "name" else "name", spec.key, c.key)
            for c in columns
        }
        for at, index in enumerate(there)
    }
    return amended(book, table, changed, ())


@cache
def honoured() -> frozenset[str]:
    """Who is named because they were elected and the notice is over."""
    rows_ = aviary()[0].registers[honours.SPEC.key]
    return frozenset(str(row.row["name"]) for row in rows_ if row.counts)


def allowed(canary: Canary) -> bool:
    if canary.table == people.SPEC.key and canary.column == "name":
        return canary.text in honoured()
    public = canary.column in PUBLIC.get(canary.table, ())
    numbers = canary.kind in ("phone", "identity") and (canary.table, canary.column) not in NUMBERED
    return public and not numbers


def let_out(text: str) -> set[tuple[str, str, str]]:
    return {(c.kind, c.table, c.column) for c in aviary()[1] if c.text in text}


def flown(text: str) -> list[Canary]:
    return [canary for canary in aviary()[1] if canary.text in text and not allowed(canary)]


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file's name, and all texts in it."""
    for path in sorted(folder.rglob("*")):
        yield "names", str(path.relative_to(folder))
        if path.is_file():
            yield from contents_of(path)


def contents_of(path: Path) -> Iterator[tuple[str, str]]:
    """All texts in a file: of packages each part, of a PDF each stream."""
    content = path.read_bytes()
    yield path.name, content.decode("utf-8", "replace")
    if path.suffix == ".parquet":
        yield path.name, str(parquet.read_table(path).to_pylist())
    if path.suffix == ".docx":
        with ZipFile(path) as parts:
            for name in parts.namelist():
                part = parts.read(name).decode("utf-8", "replace")
                yield f"{path.name}/{name}", part
                yield f"{path.name}/{name}", re.sub(r"<[^>]*>", "", part)
    if path.suffix == ".pdf":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            try:
                yield path.name, zlib.decompress(stream).decode("utf-8", "replace")
            except zlib.error:
                yield path.name, stream.decode("utf-8", "replace")
        said = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True)
        yield path.name, re.sub(r"\s", "", said.stdout)
