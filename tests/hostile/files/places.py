"""Names that files have on disks, and what is no file at all."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random

ODD = (
    b"%s.xlsx", b"\xd5\xc5 %s.xlsx", b"\xff\xfe%s.xlsx", b"\x1b[2J\x1b]0;x\x07%s.xlsx", b"a\nb %s.xlsx", b"%s\x7f.xlsx",
    "\u202exslx.%s".encode()[:3] + b"%s.xlsx", "\u200b%s\u2028.xlsx".encode(), b"=cmd|' %s.xlsx", b"-rf %s.xlsx",
    b"%s" + b"a" * 240 + b".xlsx", b"con.%s.xlsx", b"%s..xlsx", b"%s.xlsx.exe", b"%s {file} {0}.xlsx", b"%%s %s [red].xlsx",
    b"%s", b"%s.XLS", b"%s.ods", "甲%s🧨.xlsx".encode(), b"%s ' \" ; $(id) `id`.xlsx",
)  # fmt: skip


def name(number: int, random: Random) -> str:
    """A name for the file of that number; no two numbers share one."""
    pattern = random.choice(ODD) if random.random() < 0.3 else b"%s.xlsx"
    return os.fsdecode(pattern.replace(b"%s", str(number).encode(), 1)[:255])


def _socket(place: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(place.parent)
    with socket.socket(socket.AF_UNIX) as planted:
        planted.bind(place.name)
    os.fchdir(here)
    os.close(here)


SPECIAL: dict[str, Callable[[Path], None]] = {
    "pipe.xlsx": os.mkfifo,
    "socket.xlsx": _socket,
    "folder.xlsx": Path.mkdir,
    "loop.xlsx": lambda place: place.symlink_to(place.name),
    "nowhere.xlsx": lambda place: place.symlink_to("nothing"),
    "zero.xlsx": lambda place: place.symlink_to("/dev/zero"),
    "terminal.xlsx": lambda place: place.symlink_to("/dev/tty"),
    "up": lambda place: place.symlink_to(".."),
}
