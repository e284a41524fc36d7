"""From whom a file is likely to be that can't be attributed for certain: for reminders, never for what counts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from softenv_xl.grid.table import plain
from softenv_xl.registers.people import Person
from softenv_xl.schema.lookalike import lookalike


def likely_sender(people: Iterable[Person], number: str | None, name: str | None, file: str) -> Person | None:
    """By the name on the form, by its number or the one that it was issued to, or by the file's name.

    None where nothing tells, or where it tells of several people.
    """
    known = tuple(people)
    by_number = {person.number: person for person in known}
    called = [person for person in known if name and plain(person.name) == plain(name)]
    if len(called) == 1:
        return called[0]
    typed = number or ""
    return by_number.get(typed) or by_number.get(lookalike(typed, by_number) or "") or _by_file(known, file)


def _by_file(people: Iterable[Person], file: str) -> Person | None:
    """The one whose number, or else whose name, is part of the file's name."""
    stem = plain(PurePath(file).stem)
    for key in ("number", "name"):
        words = [(plain(getattr(person, key)), person) for person in people]
        found = [(word, person) for word, person in words if word and word in stem]
        # 王芳 is part of 王芳华 as well: the longest word is meant.
        longest = [pair for pair in found if len(pair[0]) == max(len(word) for word, _ in found)]
        if len(longest) == 1:
            return longest[0][1]
        if longest:
            return None
    return None
