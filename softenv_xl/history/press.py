"""Which run is at work in this process: told at its beginning, so that whoever writes needn't know it."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from softenv_xl.legible import file_name
from softenv_xl.words import Text

MOST_FILES = 200
"""So many files are named in one entry."""


@dataclass(slots=True)
class Press:
    """A command or a button, and the files that it takes in."""

    what: Text
    files: list[str] = field(default_factory=list)
    count: int = 0


_NONE = Text("程序", "a program")
_present = Press(_NONE)


def begins(what: Text) -> None:
    """A run begins."""
    global _present
    _present = Press(what)


def took(paths: Iterable[Path]) -> None:
    """The run takes these files in."""
    names = [file_name(path) for path in paths]
    _present.count += len(names)
    _present.files += names[: MOST_FILES - len(_present.files)]


def present() -> Press:
    return _present


def user() -> str:
    """Who is at this computer, as the system calls them."""
    with suppress(Exception):  # some systems know no name
        return getpass.getuser()
    return "?"
