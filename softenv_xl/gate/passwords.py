"""Files that are encrypted: those with the password that every program knows open without asking anybody, others with the
passwords that the office was given.

Excel encrypts a workbook whose structure is protected with the default password "VelvetSweatshop"
([MS-OFFCRYPTO] 2.3.7.2, [MS-XLS] 2.2.10), and tries it first when it opens one.
"""

from __future__ import annotations

import io
import re
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

import olefile

from softenv_xl import catalogue
from softenv_xl.gate.file_kinds import WORKBOOK_STREAMS
from softenv_xl.gate.reading import Refused, catching_panics

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEFAULT = "VelvetSweatshop"
_AGILE = b"\4\0\4\0"
_SPINS = re.compile(rb"spinCount=[\"'](\d{1,9})[\"']")
_MOST_SPINS = 1_000_000  # Excel writes 100,000; ten million is what the format allows
_FILEPASS = b"\x2f\0"
_BOF_FIRST = re.compile(rb"\x09\x08(..)", re.DOTALL)


def decrypt(content: bytes, passwords: Passwords, seconds: float) -> bytes:
    """The OLE file without its encryption, or as it is where it has none; raises Refused(file.encrypted)
    where none of the passwords opens it, or none that could be tried in so many seconds.
    """
    if not is_encrypted(content):
        return content
    if not catching_panics(lambda: _is_laborious(content)):
        until = time.monotonic() + seconds
        for password in passwords.in_turn():
            plain = catching_panics(partial(_decrypted, content, password))
            if plain is not None and not is_encrypted(plain):
                passwords.opened(password)
                return plain
            if time.monotonic() > until:
                break
    raise Refused(catalogue.FILE_ENCRYPTED)


class Passwords:
    """Those that are tried, the one that every program knows first, and then the one that opened the file before."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given = deque(dict.fromkeys(given))

    def in_turn(self) -> list[str]:
        return [_DEFAULT, *self._given]

    def opened(self, password: str) -> None:
        """People use one for many."""
        if password in self._given:
            self._given.remove(password)
            self._given.appendleft(password)


def is_encrypted(content: bytes) -> bool:
    """Is it an OLE file that holds an encrypted package, or a workbook stream that says so?"""
    if not content.startswith(olefile.MAGIC):
        return False
    return bool(catching_panics(lambda: _says_so(content)))


def _says_so(content: bytes) -> bool:
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        if ole.exists("EncryptedPackage"):
            return True
        stream = next((name for name in WORKBOOK_STREAMS if ole.exists(name)), None)
        head = ole.openstream(stream).read(64) if stream else b""
    first = _BOF_FIRST.match(head)
    # The record stands right behind BOF, or behind one for write protection, which is empty.
    after = 4 + int.from_bytes(first[1], "little") if first else len(head)
    rest = head[after:].removeprefix(b"\x86\0\0\0")
    return rest.startswith(_FILEPASS)


def _decrypted(content: bytes, password: str) -> bytes | None:
    """None where the password is another."""
    import msoffcrypto  # only for these: it loads a whole library of ciphers

    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    if file.format == "ooxml":
        file.load_key(password=password, verify_password=True)
    else:
        file.load_key(password=password)
    plain = io.BytesIO()
    file.decrypt(plain)
    return plain.getvalue()


def _is_laborious(content: bytes) -> bool:
    """Does the file ask for very many rounds of hashing, or declare entities?"""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        info = ole.openstream("EncryptionInfo").read() if ole.exists("EncryptionInfo") else b""
    spins = [int(count) for count in _SPINS.findall(info)]
    return info.startswith(_AGILE) and (b"<!" in info or not spins or max(spins) > _MOST_SPINS)
