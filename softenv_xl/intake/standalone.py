"""Checks a return by itself, where no control workbook is at hand: what the file says of its own campaign."""

from __future__ import annotations

from softenv_xl.bans.rulebook import Entry, Rulebook
from softenv_xl.grid.grid import Book
from softenv_xl.grid.table import find_table
from softenv_xl.intake.control import Control, headers
from softenv_xl.intake.form import find_form
from softenv_xl.registers import identity, selfcheck
from softenv_xl.registers.people import Person
from softenv_xl.registers.settings import Campaign
from softenv_xl.schema.check import Context, check_form
from softenv_xl.schema.extent import bounded
from softenv_xl.words import Lang, same


def stand_in(book: Book, lang: Lang) -> Control:
    """A control workbook with the return's own calendar and items, and its sender alone on the register."""
    found = find_form(book, identity.SPEC)
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
    table = next((t for grid in book.grids if (t := find_table(grid, headers(selfcheck.SPEC)))), None)
    rows = bounded(selfcheck.SPEC, table, gaps=True).rows() if table else ()
    labels = [str(raw["item"]) for _, raw in rows if raw.get("item")]
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
