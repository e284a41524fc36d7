"""Writes prefilled returns: one file per person, made from the blank return by a Patch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from softenv_xl import store, templates
from softenv_xl.hosts.file import apply
from softenv_xl.registers.people import Person
from softenv_xl.sheets.patch import Patch
from softenv_xl.words import Lang

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def file_name(person: Person) -> str:
    """`T001_王芳.xlsx`; characters that some system forbids in names become `_`."""
    return _FORBIDDEN.sub("_", f"{person.number}_{person.name}").strip(" .")[:120] + ".xlsx"


def write_returns(lang: Lang, patches: Iterable[tuple[Person, Patch]], out: Path) -> tuple[int, int]:
    """Writes everyone's return into the folder: (written, already there with the same content).

    Raises Stop for a file of that name with other content, so that nobody's filled-in return is lost.
    """
    blank = templates.path("return", lang).read_bytes()
    out.mkdir(parents=True, exist_ok=True)
    wrote = same = 0
    for person, patch in patches:
        path = out / file_name(person)
        content = apply(blank, patch, path.name)
        if path.exists() and path.read_bytes() == content:
            same += 1
        else:
            store.create(path, content)
            wrote += 1
    return wrote, same
