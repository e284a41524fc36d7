"""Checks a return by itself, where no control workbook is at hand: what the file says of its own campaign."""

from __future__ import annotations

from softenv_xl.bans.rulebook import Entry, Rulebook
from softenv_xl.control.workbook import Control
from softenv_xl.grid.grid import Book
from softenv_xl.intake.return_parts import find_parts
from softenv_xl.registers.people import Person
from softenv_xl.registers.settings import Campaign
from softenv_xl.return_form import identity
from softenv_xl.schema.check import Context, check_form
from softenv_xl.words import Lang, same


def standalone_control(book: Book, lang: Lang) -> Control:
    """A control workbook with the return's own calendar and items, and its sender alone on the register."""
    found = find_parts(book).form
    form = check_form(identity.SPEC, *found, lang, Context())[0] if found else {}
    stage = {
        "name": "-",
        "purpose": "rectify",
        "start": form.get("rectify_from"),
        "end": form.get("rectify_until"),
    }
    stages = (stage,) if stage["start"] and stage["end"] else ()
    campaign = Campaign.model_validate(
        {"year": form.get("year"), "returns_due": form.get("due"), "stages": stages}
    )
    rulebook = Rulebook(entries=_entries(book), version=str(form.get("rulebook") or ""))
    sender = {key: form.get(key) or "" for key in ("number", "name", "department")}
    people = (Person.model_validate(sender),)
    return Control(lang, campaign, people, (), rulebook, {}, {}, Context(), {}, ())


def _entries(book: Book) -> tuple[Entry, ...]:
    table = find_parts(book).answers
    labels = [str(raw["item"]) for _, raw in table.rows() if raw.get("item")] if table else []
    return tuple(
        Entry.model_validate(
            {
                "number": (parts := label.partition(" "))[0],
                "kind": "ban",
                "title": same(parts[2]),
                "text": same(parts[2]),
                "severity": 1,
                "veto": False,
                "tags": (),
                "source": "",
            }
        )
        for label in labels
    )
