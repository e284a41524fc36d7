"""What is encrypted with the password that every program knows is opened; any other password is asked to be removed."""

from __future__ import annotations

import hashlib
import io
import struct
from random import Random

import msoffcrypto.format.ooxml as ooxml
import pytest

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.passwords import is_encrypted
from softenv_xl.gate.read import read
from tests.gate.ole import number, ole, record, xls
from tests.gate.packages import book_of, parts, refusal, zipped

DEFAULT = "VelvetSweatshop"
PLAIN = zipped(
    {**parts('<row r="1"><c r="A1"><v>7</v></c></row>'), "xl/media/a.png": Random(7).randbytes(9000)}
)


def locked(password: str, content: bytes = PLAIN) -> bytes:
    """The package encrypted as Excel 2010 and later do it ([MS-OFFCRYPTO], agile)."""
    out = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def test_the_default_password_is_none() -> None:
    content = locked(DEFAULT)
    assert is_encrypted(content)
    reading = read(content, RETURN)
    assert reading.book is not None
    assert (reading.book.grids[0].rows, reading.issues) == (((7.0,),), ())


def test_any_other_password_is_asked_to_be_removed() -> None:
    assert refusal(locked("secret")).code == "file.encrypted"


def test_what_comes_out_is_looked_at_like_any_file() -> None:
    # Encrypted is only what starts like a package; it can still be anything.
    assert (
        refusal(locked(DEFAULT, zipped({**parts(), "word/document.xml": Random(7).randbytes(9000)}))).code
        == "file.other-document"
    )
    bomb = zipped({**parts(), "xl/a.bin": b"\0" * 4_000_000, "b": Random(7).randbytes(9000)})
    assert refusal(locked(DEFAULT, bomb)).code == "file.suspicious"


@pytest.mark.parametrize(
    "info",
    [
        b"",
        b"\4\0\4\0",
        b"\4\0\4\0\x40\0\0\0<encryption spinCount='10000000'/>",
        b"\4\0\4\0\x40\0\0\0<!DOCTYPE a [<!ENTITY b 'c'>]><encryption spinCount='1'/>",
        b"\3\0\2\0" + b"\xff" * 200,
    ],
)
def test_nothing_laborious_or_unheard_of_is_tried(info: bytes) -> None:
    assert refusal(ole({"EncryptionInfo": info, "EncryptedPackage": b"\x99" * 5000})).code == "file.encrypted"


def rc4(key: bytes, data: bytes) -> bytes:
    state, at = list(range(256)), 0
    for n in range(256):
        at = (at + state[n] + key[n % len(key)]) % 256
        state[n], state[at] = state[at], state[n]
    out, n, at = bytearray(), 0, 0
    for byte in data:
        n = (n + 1) % 256
        at = (at + state[n]) % 256
        state[n], state[at] = state[at], state[n]
        out.append(byte ^ state[(state[n] + state[at]) % 256])
    return bytes(out)


def key_of(password: str, salt: bytes, block: int) -> bytes:
    """[MS-OFFCRYPTO] 2.3.6.2."""
    first = hashlib.md5(password.encode("utf-16-le"), usedforsecurity=False).digest()[:5]
    second = hashlib.md5((first + salt) * 16, usedforsecurity=False).digest()[:5]
    return hashlib.md5(second + struct.pack("<I", block), usedforsecurity=False).digest()


def locked_xls(password: str) -> bytes:
    """A workbook of one number in the encryption of Excel 97; only what that leaves in the clear is so."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    checked = rc4(key_of(password, salt, 0), verifier + hashlib.md5(verifier, usedforsecurity=False).digest())
    aligned = record(0x1, b"\0" * 3)  # the stream ends with records of nothing; they take four bytes each
    pass_ = record(0x2F, struct.pack("<HHH", 1, 1, 1) + salt + checked)
    plain = xls(number(1, 1, 7.0), before=pass_ + aligned)
    start = plain.index(struct.pack("<HHH", 0x809, 16, 0x600))
    stream = bytearray(plain[start:])
    hidden = bytearray(stream)
    for block in range(0, len(hidden), 1024):
        hidden[block : block + 1024] = rc4(
            key_of(password, salt, block // 1024), bytes(hidden[block : block + 1024])
        )
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        clear = 0 if kind not in (0x809, 0x2F) else length
        clear = 4 if kind == 0x85 else clear  # where the sheet starts
        stream[at + 4 + clear : at + 4 + length] = hidden[at + 4 + clear : at + 4 + length]
        at += 4 + length
    return plain[:start] + bytes(stream)


def test_the_same_in_xls() -> None:
    content = locked_xls(DEFAULT)
    assert is_encrypted(content)
    assert book_of(content).grids[0].rows == ((7.0,),)
    assert refusal(locked_xls("secret")).code == "file.encrypted"
