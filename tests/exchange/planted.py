"""A control workbook of the small school in which every table has rows of both departments, each text a canary of its own; and
with more of them wherever else a workbook can hold words.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from io import BytesIO
from itertools import count
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from softenv_xl.books import CONTROL
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.registers import REGISTERS, cases, evidence, opinions, rectification
from softenv_xl.registers.packed import TABLES
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang
from tests.support.small_school import GROUPS, NUMBERS, control_of, register

TODAY = date(2026, 10, 20)
OFFICE = "O"
OWN = ("A", "B")
"""The first letters of what only one of the two departments may see; what only the office may see begins with `O`."""

LEFT = tuple(f"QO9{number:04}Z" for number in range(200))
"""What the office left in notes, properties, names, headers, hidden sheets, rows and columns: see `with_leavings`."""

_NUMBER_OF = {GROUPS[0]: NUMBERS[0], GROUPS[1]: NUMBERS[1]}
_REACHED = (Kind.TEXT, Kind.ID)


def canaries(package: str, *who: str) -> list[str]:
    """Those of the planted texts that stand there, of those people."""
    return [word for word in every() if word[1] in who and word in package]


@cache
def every() -> tuple[str, ...]:
    """All that was planted, in either language's workbook."""
    planted("zh")
    return (*_words, *LEFT)


def unzipped(package: bytes) -> str:
    """All that stands in a workbook, part by part and name by name, and what passports state in it."""
    with ZipFile(BytesIO(package)) as parts:
        names = parts.namelist()
        words = [unescape(parts.read(name).decode("utf-8", "replace")) for name in names]
    properties = next(
        (text for name, text in zip(names, words, strict=True) if name.endswith("custom.xml")), ""
    )
    tokens = re.findall(
        r"[\w-]{40,}", "\n".join([*words, "".join(re.findall(r"(?<=lpwstr>)[^<]+", properties))])
    )
    stated = [urlsafe_b64decode(token + "=" * (-len(token) % 4)) for token in tokens if len(token) % 4 != 1]
    return "\n".join([*names, *words, *(each.decode("utf-8", "replace") for each in stated)])


@cache
def with_leavings(lang: Lang = "zh") -> bytes:
    """The planted workbook after somebody has used all that a spreadsheet offers for leaving words behind."""
    book, words = load_workbook(BytesIO(planted(lang))), iter(LEFT)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=5, max_row=6, max_col=3):
            row[1].comment = Comment(next(words), "Office")
        sheet.oddFooter.left.text = next(words)  # type: ignore[union-attr]
    behind = book.create_sheet("Behind")
    behind.sheet_state = "veryHidden"
    beside = book[CONTROL.sheet("settings").name(lang)]
    beside.cell(60, 40).value = beside.cell(61, 40).value = next(words)
    beside.row_dimensions[60].hidden = beside.column_dimensions["AN"].hidden = True
    properties = book.properties
    properties.creator, properties.title, properties.keywords = next(words), next(words), next(words)
    properties.description, properties.lastModifiedBy = next(words), next(words)
    book.custom_doc_props.append(StringProperty(name="Told", value=next(words)))  # type: ignore[attr-defined]
    book.defined_names["left"] = DefinedName("left", attr_text=f'"{next(words)}"')
    for number, word in enumerate(words, 1):
        behind.cell(number, 1).value = word
    file = BytesIO()
    book.save(file)
    there = unzipped(file.getvalue())
    assert all(word in there for word in LEFT)
    return file.getvalue()


_words: list[str] = []


def _word(numbers: Iterator[int], whose: str) -> str:
    word = f"Q{whose}{next(numbers):05}Z"
    if word not in _words:
        _words.append(word)
    return word


@cache
def planted(lang: Lang = "zh", rows: int = 10) -> bytes:
    """Every register of the workbook filled in for both departments, with cases of both, and what belongs to a case."""
    package, numbers = register(lang), count(1)
    for one in REGISTERS:
        if one.key.startswith("appraisal"):
            continue  # the program alone fills these
        package = _with(package, one.spec, list(_rows(one.spec, lang, rows, numbers)))
    return package


def _rows(spec: TableSpec, lang: Lang, rows: int, numbers: Iterator[int]) -> Iterator[dict[str, Value]]:
    leaves = any(table.key == spec.key for table in TABLES)
    for letter, group in zip(OWN, GROUPS, strict=True):
        for at in range(rows):
            whose = letter if leaves else OFFICE
            row = {c.key: _cell(c, whose, numbers, lang) for c in spec.columns if _is_typed(c)}
            for key in ("department", "about_department"):
                if key in row or (spec is rectification.SPEC and key == "department"):
                    row[key] = group(lang)
            for key in ("number", "supervisor", "handler"):
                if key in row:
                    row[key] = _NUMBER_OF[group]
            if spec is rectification.SPEC:
                row["id"] = f"IT-{letter}-{at}"
            if spec is cases.SPEC:
                row["fix"] = f"IT-{letter}-{at}" if at < 2 else None  # the office's as well
            if spec is opinions.SPEC:
                row["kind"] = "suggestion"
            yield row


def _is_typed(column: Column) -> bool:
    return column.owner is not Owner.COMPUTED and column.key not in (
        "case",
        "main",
        "fix",
        "conduct_fix",
        "batch",
    )


def _cell(column: Column, whose: str, numbers: Iterator[int], lang: Lang) -> Value:
    if isinstance(column.choices, Vocabulary):
        return column.choices.words[0][0]
    if column.kind is Kind.DATE:
        return date(2026, 9, 1)
    if column.kind in (Kind.NUMBER, Kind.PERCENT):
        return None if column.confidential else 1
    if column.choices and column.kind is not Kind.TEXT:
        return None
    return _word(numbers, OFFICE if column.confidential else whose)


def _with(package: bytes, spec: TableSpec, rows: list[dict[str, Value]]) -> bytes:
    control = control_of(package)
    return apply(
        package, Patch((table_patch(control, spec, [Placed(None, row) for row in rows]),)), "control.xlsx"
    )


__all__ = ["CONTROL", "OFFICE", "OWN", "TODAY", "canaries", "every", "evidence", "planted", "unzipped"]
