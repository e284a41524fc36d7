"""What else is called a workbook: .ods, .xls, .xlsb, and files that are none."""

from __future__ import annotations

import struct
from random import Random

from tests.gate import test_ods as ods
from tests.gate.ole import BOF, EOF, formula, number, ole, record, xls
from tests.gate.packages import zipped
from tests.hostile.files.base import flipped, package, parts

_COUNTS = ("0", "-1", "1048576", "1048577", "99999999999", "x", "")
_SAID = ("1e400", "NaN", "2026-02-30", "P99999999Y", "PT1e9S", "true", "", "9" * 500)
_KINDS = ("float", "percentage", "date", "time", "boolean", "string", "currency", "x")


def open_document(random: Random) -> bytes:
    def cell() -> str:
        kind, said, count = random.choice(_KINDS), random.choice(_SAID), random.choice(_COUNTS)
        name = random.choice(("value", "date-value", "time-value", "boolean-value", "string-value"))
        where = random.choice(("columns-repeated", "columns-spanned", "rows-spanned", "matrix-rows-spanned"))
        formulas = random.choice(("", 'table:formula="of:=[.A1]"', f'table:formula="{"(" * 9_999}"'))
        return ods.cell(kind, "甲", f'office:{name}="{said}" table:number-{where}="{count}" {formulas}')

    rows = [ods.row(*(cell() for _ in range(random.randint(0, 4)))) for _ in range(random.randint(0, 30))]
    if random.random() < 0.3:
        rows.append(
            ods.row(ods.cell("float", "1", 'office:value="1"'), times=random.choice((1_048_576, 10**9)))
        )
    nested = "".join(rows)
    for _ in range(random.choice((0, 0, 3, 3_000))):
        nested = f"<table:table-row-group>{nested}</table:table-row-group>"
    return ods.ods(
        ods.table(nested, name=random.choice(("表", "", "a" * 99_999))) * random.choice((1, 1, 2, 70))
    )


def open_document_noise(random: Random) -> bytes:
    content = ods.ods(ods.table(ods.row(ods.cell("float", "1", 'office:value="1"'), ods.blank(9))))
    if random.random() < 0.5:
        return flipped(content, random)
    text = random.choice((
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>" * 99_999, "", "\0", "<office:document-content/>",
    ))  # fmt: skip
    return zipped({"content.xml": text, "META-INF/manifest.xml": ods.MANIFEST.format("")})


def _records(random: Random) -> bytes:
    kinds = (
        0x203,
        0x06,
        0xFC,
        0x3C,
        0x85,
        0x18,
        0x200,
        0x208,
        0xE5,
        0x31,
        0x1AE,
        0x204,
        0xFD,
        0xBD,
        0x27E,
        0x205,
    )
    made = b""
    for _ in range(random.choice((3, 40, 2_000))):
        match random.randrange(6):
            case 0:
                made += number(random.randint(1, 65_536), random.randint(1, 256), random.random())
            case 1:
                made += formula(1, 1, random.randbytes(8))
            case 2:
                made += random.choice((BOF, EOF))
            case 3:  # longer than it is
                made += struct.pack(
                    "<HH", random.choice(kinds), random.choice((0xFFFF, 8_225))
                ) + random.randbytes(8)
            case _:
                made += record(random.choice(kinds), random.randbytes(random.choice((0, 2, 8, 20, 300))))
    return made


def old_excel(random: Random) -> bytes:
    more = {"before": _records(random)} if random.random() < 0.4 else {}
    return xls(_records(random)[:50_000], **{name: value[:9_000] for name, value in more.items()})


def old_excel_noise(random: Random) -> bytes:
    content = xls(number(1, 1, 1) + number(2, 3, 4) + formula(3, 1, struct.pack("<d", 1)))
    if random.random() < 0.5:
        return flipped(content, random)
    changed = bytearray(content)  # the container: chains that lead in circles, sizes beyond the end
    for _ in range(random.randint(1, 4)):
        at = random.choice((*range(24, 80, 4), *range(512, 640, 4), *range(1_024, 1_152, 4)))
        struct.pack_into(
            "<I",
            changed,
            at,
            random.choice((0, 1, 2, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF, random.randrange(40))),
        )
    return bytes(changed)


def old_excel_claims(random: Random) -> bytes:
    last = random.choice(((0, 0), (65_536, 256), (0xFFFFFFFF, 0xFFFF), (1, 0xFFFF)))
    claim = record(0x200, struct.pack("<IIHHH", 0, last[0], 0, last[1], 0))
    far = number(65_536, random.choice((1, 256)), 1)
    strings = record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + random.randbytes(20)) * random.choice(
        (0, 1, 9)
    )
    return xls(claim + far * random.choice((1, 2_000)), before=strings)


def binary(random: Random) -> bytes:
    return package({
        "[Content_Types].xml": parts()["[Content_Types].xml"],
        random.choice(("xl/workbook.bin", "XL/Workbook.bin")): random.randbytes(random.choice((0, 40, 9_000))),
        "xl/worksheets/sheet1.bin": random.randbytes(900),
    })  # fmt: skip


def other_ole(random: Random) -> bytes:
    name = random.choice(
        ("WordDocument", "EncryptedPackage", "\6DataSpaces", "PowerPoint Document", "Book", "WORKBOOK", "a")
    )
    return flipped(ole({name: random.randbytes(random.choice((0, 100, 9_000)))}), random)


def no_workbook(random: Random) -> bytes:
    heads = (
        b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"Rar!\x1a\7", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"PK\5\6" + b"\0" * 18,
        b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table>", b"MIME-Version: 1.0\r\n", b"{\\rtf1", b"",
        b"=cmd|'/c calc'!A0,", b"\xff\xfe", b"\xef\xbb\xbf", b"\x09\x08\x10\0", b"\0\0\0\0ftyp", b"#!/bin/sh\n", b"MZ\x90\0",
        "工号,姓名\n".encode("gb18030"), b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
    )  # fmt: skip
    return random.choice(heads) + random.choice(
        (b"", b"\0" * 5_000, random.randbytes(3_000), b"a,b\n" * 5_000)
    )


def large(random: Random) -> bytes:
    return random.choice((b"PK\3\4", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) + b"\0" * random.choice(
        (1 << 20, 26 << 20)
    )


MAKERS = (
    open_document, open_document, open_document, open_document_noise, open_document_noise, old_excel, old_excel,
    old_excel_noise, old_excel_noise, old_excel_claims, binary, other_ole, no_workbook, no_workbook, no_workbook, large,
)  # fmt: skip
