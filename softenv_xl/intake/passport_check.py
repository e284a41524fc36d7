"""The passport of a return: one verdict, told as one issue at most. No verdict loses the return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.books import RETURN
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import display_text, is_blank
from softenv_xl.issues import Issue, Place, Severity
from softenv_xl.passport.issues import ACCEPTED, PACK, issue_of
from softenv_xl.passport.model import payload_of
from softenv_xl.passport.places import NAME, serial_line
from softenv_xl.passport.verification import Carried, Expected, Verdict, Verified, verify
from softenv_xl.return_form.locked import locked_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from softenv_xl.control.workbook import Control
    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Book
    from softenv_xl.intake.return_parts import Parts
    from softenv_xl.registers.people import Person


def check_passport(
    book: Book,
    parts: Parts,
    form: Mapping[str, Value],
    person: Person | None,
    control: Control,
    fingerprint: str,
) -> Iterator[Issue]:
    """What is to be told of it. A return without a passport is told of only where one with a passport was issued to that
    person; one whose file the office accepts (`fingerprint`) is accepted whatever the verdict is.
    """
    verified = _verified(book, parts, form, person, control)
    number = display_text(form.get("number"))
    issued = control.passports.newest("return", person.number) if person else None
    if verified.verdict is Verdict.MISSING and issued is None:
        return
    issue = issue_of(verified, number)
    if issue is None:
        return
    who = control.vouched.get(fingerprint)
    if issue.severity is Severity.ERROR and who:
        issue = Issue(ACCEPTED, arguments={"who": who, "serial": verified.serial})
    yield Issue(issue.kind, _place(book), issue.arguments)


def is_a_pack(book: Book) -> Issue | None:
    """A department's pack by its own word: some of its sheets look like a return's."""
    payload = payload_of(book.passport.part or book.passport.properties)
    if payload is None or payload.kind != "pack":
        return None
    return Issue(PACK, _place(book), {"department": payload.recipient, "serial": payload.serial})


def _verified(
    book: Book, parts: Parts, form: Mapping[str, Value], person: Person | None, control: Control
) -> Verified:
    carried = Carried(book.passport.part, book.passport.properties, _visible(book))
    expected = Expected(
        "return",
        person.number if person else display_text(form.get("number")) or None,
        locked_digest(form, _entries(parts)) if carried.tokens else None,
        display_text(control.campaign.year),
        RETURN.version,
        control.rulebook.version,
        control.campaign.school or "",
    )
    return verify(carried, expected, control.passports)


def _entries(parts: Parts) -> Iterator[Mapping[str, Value]]:
    """The rulebook's entries as the return has them."""
    rows = parts.answers.rows() if parts.answers else ()
    return (raw for _, raw in rows if not is_blank(raw.get("item")))


def _visible(book: Book) -> str | None:
    """The line that people read: at its name, or else on the sheet where it was written."""
    named = book.names.get(NAME)
    grid = book.grid(named[0]) if named else None
    if named and grid and not is_blank(value := grid.value(_first(named[1]))):
        return display_text(value)
    guides = (book.grid(name) for name in RETURN.sheet("guide").name)
    return next((line for guide in guides if guide for row in guide.rows if (line := serial_line(row))), None)


def _place(book: Book) -> Place:
    named = book.names.get(NAME)
    return Place(sheet=named[0], cell=_first(named[1]).a1) if named else Place()


def _first(area: Area) -> Address:
    return Address(area.top, area.left)
