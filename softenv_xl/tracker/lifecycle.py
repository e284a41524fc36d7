"""The life of a rectification item: which change of status counts, since when, and how late the item is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value, is_blank
from softenv_xl.issue_kind import IssueKind
from softenv_xl.registers.rectification import NEEDS, NEXT, SPEC
from softenv_xl.registers.words import STATUS
from softenv_xl.words import LANGS, Text, listed


@dataclass(frozen=True, slots=True)
class Transition:
    """What the item counts as. `kind` and `arguments` make an issue, in `column`, when the wanted change doesn't count."""

    effective_status: str
    kind: IssueKind | None = None
    column: str = "status"
    arguments: dict[str, Any] = field(default_factory=dict)


def apply_transition(previous: str | None, wanted: str | None, row: Mapping[str, Value]) -> Transition:
    """Judges the status that the office chose against what the item counted as so far.

    A blank or unknown `wanted` changes nothing; on a new item (`previous` None) it means open. A new item
    may start anywhere if what that status needs is filled in, so that a tracker kept by hand can be taken
    over; otherwise it starts as open.
    """
    before = previous or "open"
    if wanted not in NEXT or wanted == previous:
        return Transition(before)
    kind, needs = NEEDS.get(wanted, (None, ()))
    missing = [key for key in needs if is_blank(row.get(key))]
    if wanted not in NEXT[before] and (previous or missing):
        return Transition(before, catalogue.TRACKER_TRANSITION, "status", _refusal_arguments(before, wanted))
    if missing:
        return Transition(before, kind, missing[0], {"column": _labels(missing), "before": _word(before)})
    return Transition(wanted)


def _refusal_arguments(before: str, wanted: str) -> dict[str, Any]:
    allowed = listed(map(_word, NEXT[before]))
    return {"before": _word(before), "after": _word(wanted), "allowed": allowed}


def _word(status: str) -> Text:
    return dict(STATUS.words)[status]


def _labels(keys: list[str]) -> Text:
    """Several columns as one sentence names them."""
    zh, en = ([SPEC.column(key).label(lang) for key in keys] for lang in LANGS)
    return Text("”、“".join(zh), "” and “".join(en))
