"""What a return's rules may look at: the office's own calendar and rulebook, never the file's.

Most returns of a campaign are checked against the very same words, so those are put together once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import display_text
from softenv_xl.schema.check import Context
from softenv_xl.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from softenv_xl.bans.rulebook import Entry
    from softenv_xl.control.workbook import Control
    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.table import Table
    from softenv_xl.intake.problem_rows import ProblemRow

# So many are remembered: more different ones than a school's forms have are made up.
_CONTEXTS = 64


class LookedAt:
    """The contexts of one return, whose self-check is `answers`."""

    def __init__(self, control: Control, answers: Table | None) -> None:
        self._control = control
        self._lang = answers.lang if answers else control.lang
        self._as_sent = _as_sent(control, answers)

    def by_problems(self) -> Context:
        """What the rules of the list of problems look at.

        Entries may be called as the return's own list calls them: it was made when they had another title.
        """
        return self._known(None, self._made)

    def by_answers(self, plans: Sequence[ProblemRow]) -> Context:
        """The answers' rules also look at which entries have a problem, however the teacher spelt them."""
        about = {plan.entry for plan in plans}
        listed = labels(entry for entry in self._control.rulebook.entries if entry.number in about)
        as_sent = {label for label, number in self._as_sent.items() if number in about}
        items = listed | as_sent | {str(plan.values["item"]) for plan in plans}

        def made() -> Context:
            context = self.by_problems()
            return replace(context, lists={**context.lists, "problems_items": items})

        return self._known(items, made)

    def _known(self, items: frozenset[str] | None, made: Callable[[], Context]) -> Context:
        known, key = self._control.contexts, (self._lang, tuple(self._as_sent), items)
        if key in known:
            return known[key]
        context = made()
        if len(known) < _CONTEXTS:
            known[key] = context
        return context

    def _made(self) -> Context:
        control = self._control
        window = control.campaign.window("rectify")
        names: dict[str, Value] = {}
        if window:
            names = {"identity_rectify_from": window[0], "identity_rectify_until": window[1]}
        entries = control.rulebook.entries
        own = (entry.label(self._lang) for entry in entries)  # first: what the return's dropdown offers
        items = dict.fromkeys((*own, *sorted(labels(entries)), *self._as_sent))
        return Context(names, {"selfcheck_items": items}, control.campaign.year)


def _as_sent(control: Control, answers: Table | None) -> dict[str, str]:
    """What the return's self-check calls the entries of the rulebook, and their numbers."""
    listed = (display_text(raw).strip() for raw in answers.column("item")) if answers else ()
    return {label: entry.number for label in listed if (entry := control.rulebook.entry_of(label))}


def labels(entries: Iterable[Entry]) -> frozenset[str]:
    """The entries' labels in both languages."""
    return frozenset(entry.label(lang) for entry in entries for lang in LANGS)
