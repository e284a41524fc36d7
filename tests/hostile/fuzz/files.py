"""Bytes as a file for the gate: raw, or one part of an otherwise good workbook, so that fuzzing gets past the zip."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.grid import Book
from softenv_xl.words import LANGS
from tests.gate import test_ods as ods
from tests.gate.ole import number, ole, record, xls
from tests.gate.packages import parts, zipped

WORKBOOKS = Path(__file__).parents[3] / "workbooks"

_FORMULA = '<c r="B2"><f t="shared" ref="B2:B3" si="0">A1</f><v>1</v></c><c r="C2" t="e"><v>#REF!</v></c>'
_ROWS = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row><row r="2">{_FORMULA}</row>'


@cache
def _packages() -> tuple[dict[str, bytes], ...]:
    """Good workbooks by their parts: a real return, a small one made by hand, one in OpenDocument."""
    made = (
        (WORKBOOKS / "return.zh.xlsx").read_bytes(),
        zipped(parts(_ROWS, strings="<si><t>甲</t></si>")),
        ods.ods(ods.table(ods.row(ods.cell("float", "1", 'office:value="1.5"')), ods.row(ods.blank(3)))),
    )
    return tuple(_parts(content) for content in made)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def file_of(data: bytes) -> bytes:
    """The first byte says what the rest is: a whole file, a stream of an .xls, or a part (the second byte)."""
    if len(data) < 2:
        return data
    kind, which, rest = data[0] % (2 + len(_packages())), data[1], data[2:]
    if kind == 0:
        return rest
    if kind == 1:
        return ole({("Workbook", "Book", "\5SummaryInformation")[which % 3]: rest[:60_000]})
    package = _packages()[kind - 2]
    name = sorted(package)[which % len(package)]
    return zipped({**package, name: rest}, zipfile.ZIP_STORED)


def seeds() -> list[bytes]:
    """Data of which every part of the good workbooks is made."""
    found = [
        bytes((2 + number, which)) + package[name]
        for number, package in enumerate(_packages())
        for which, name in enumerate(sorted(package))
    ]
    stream = xls(number(1, 1, 1) + record(0x203, b"\0\0\1\0\0\0" + b"\0" * 8))
    return [
        *found,
        bytes((1, 0)) + stream[1024:],
        bytes((0, 0)) + stream,
        bytes((0, 0)) + zipped(parts(_ROWS)),
    ]


def target(data: bytes) -> None:
    """The gate answers with a book or with one error that can be said; it never raises."""
    reading = read(file_of(data), RETURN)
    if reading.book is None:
        (issue,) = reading.issues
        assert issue.severity == "error"
    else:
        assert isinstance(reading.book, Book)
    for issue in reading.issues:
        for lang in LANGS:
            assert issue.message(lang)
            assert issue.remedy(lang) is not None
