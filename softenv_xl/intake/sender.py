"""Who sent a file: whom it is likely to be from where it can't be attributed for certain (for reminders, never for what
counts), and whether it was they who sent it by mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from softenv_xl import mail_catalogue
from softenv_xl.grid.table import plain
from softenv_xl.issues import Issue
from softenv_xl.registers.people import Person
from softenv_xl.schema.lookalike import lookalike


def likely_sender(people: Iterable[Person], number: str | None, name: str | None, file: str) -> Person | None:
    """By the name on the form, by its number or the one that it was issued to, by the address that it came from, or by the
    file's name.

    None where nothing tells, or where it tells of several people.
    """
    known = tuple(people)
    by_number = {person.number: person for person in known}
    called = [person for person in known if name and plain(person.name) == plain(name)]
    if len(called) == 1:
        return called[0]
    typed = number or ""
    return (
        by_number.get(typed)
        or by_number.get(lookalike(typed, by_number) or "")
        or _by_address(known, PurePath(file).parts[:1])
        or _by_file(known, file)
    )


def differs(person: Person, people: Sequence[Person], senders: Sequence[str]) -> Issue | None:
    """The issue where a return came by mail from somebody else: from another address than the one on the register, or, of
    somebody without one, from the address of another person there.
    """
    if not senders:
        return None
    other = _by_address(people, senders[:1])
    if person.email.casefold() in senders if person.email else other is None:
        return None
    sender = f"{other.name}（{senders[0]}）" if other else senders[0]
    return Issue(mail_catalogue.SENDER_DIFFERS, arguments={"name": person.name, "sender": sender})


def is_known(people: Iterable[Person], senders: Sequence[str]) -> bool:
    """Is one of the addresses somebody's on the register?"""
    return _by_address(people, senders) is not None


def _by_address(people: Iterable[Person], addresses: Sequence[str]) -> Person | None:
    """The one person with the first of the addresses that anybody has."""
    for address in addresses:
        found = [
            person for person in people if person.email and person.email.casefold() == address.casefold()
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None


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
