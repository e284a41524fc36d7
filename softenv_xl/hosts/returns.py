"""Writes prefilled returns: one file per person, made from the blank return by a Patch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from softenv_xl import store, templates
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.file.passport_parts import with_passport
from softenv_xl.legible import storable
from softenv_xl.passport.model import Passport
from softenv_xl.registers.people import Person
from softenv_xl.sheets.patch import Patch
from softenv_xl.words import Lang

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def file_name(person: Person) -> str:
    """`T001_王芳.xlsx`; characters that some system forbids in names become `_`."""
    return f"{stem_of(f'{person.number}_{person.name}')}.xlsx"


def stem_of(words: str) -> str:
    """A file's name without its ending, made of such words."""
    return _FORBIDDEN.sub("_", words).strip(" .")[:120]


def write_returns(
    lang: Lang, patches: Iterable[tuple[Person, Patch, Passport | None]], out: Path
) -> tuple[int, int]:
    """Writes everyone's return into the folder, with its passport if it has one: (written, already there with the same content).

    Raises Stop for a file of that name with other content, so that nobody's filled-in return is lost, and for a
    folder that can't be made or written in. What was written until then stays, each file whole: doing it again
    completes it.
    """
    blank = templates.path("return", lang).read_bytes()
    wrote = same = 0
    with store.making(out):
        for person, patch, passport in patches:
            path = out / storable(file_name(person))
            content = apply(blank, patch, path.name)
            if passport:
                content = with_passport(content, passport.token)
            if store.has_content(path, content):
                same += 1
            else:
                store.create(path, content)
                wrote += 1
    return wrote, same
