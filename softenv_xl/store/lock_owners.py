"""Who has a workbook open: Excel, WPS and LibreOffice each leave a small file beside it that says so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from softenv_xl import lock_file
from softenv_xl.errors import Stop
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Excel's owner file has 165 bytes: a length and the name in the system's code page (0–54), then the length
# in two bytes (55) and the name in UTF-16 (57), each padded with spaces.
_WIDE_LENGTH, _WIDE_NAME, _LONGEST_NAME = 55, 57, 54


def require_free(workbook: Path) -> None:
    """Stop `file.in-use`, with the program and the person, if the workbook is open in an office program."""
    for lock, program, person in (
        (f"~${workbook.name}", Text("Excel 或 WPS", "Excel or WPS"), excel_person),
        (f".~lock.{workbook.name}#", Text("LibreOffice", "LibreOffice"), libreoffice_person),
    ):
        if os.path.lexists(workbook.parent / lock):
            owner = _described(program, _owner(workbook.parent / lock, person))
            raise Stop(
                "file.in-use", file=str(workbook), holder=owner, leftover=_leftover_hint(lock), mark=lock
            )


def excel_person(lock: bytes) -> str:
    """The name in an owner file of Excel or WPS; empty if there is none to be read."""
    length = int.from_bytes(lock[_WIDE_LENGTH:_WIDE_NAME], "little")
    if 0 < length <= _LONGEST_NAME:
        return _clean(lock[_WIDE_NAME : _WIDE_NAME + 2 * length].decode("utf-16-le", "replace"))
    # Chinese Windows writes the narrow name in GB 18030; plain Latin names read the same in it.
    return _clean(lock[1 : 1 + lock[0]].decode("gb18030", "replace")) if lock else ""


def libreoffice_person(lock: bytes) -> str:
    """The name in a lock file of LibreOffice: the user's own, else the account and the computer."""
    name, account, computer = ([*map(_clean, lock_file.fields(lock)), "", "", ""])[:3]
    return name or "@".join(filter(None, (account, computer)))


def _owner(lock: Path, person: Callable[[bytes], str]) -> str:
    try:
        return person(lock_file.read_lock(lock))
    except (
        OSError
    ):  # Windows may keep the owner file to Excel alone, or it was closed this moment, or is no file
        return ""


def _described(program: Text, person: str) -> Text:
    return Text(f"{program.zh}（{person}）", f"{program.en} ({person})") if person else program


def _leftover_hint(lock: str) -> Text:
    return Text(
        f"如果确定没有人打开，请删除旁边遗留的隐藏文件“{lock}”。",
        f" If nobody has it open, delete the hidden file “{lock}” that was left beside it.",
    )


def _clean(name: str) -> str:
    """A damaged file must not put unprintable characters into a message."""
    return "".join(character for character in name if character.isprintable()).strip()
