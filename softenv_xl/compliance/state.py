"""One cell of the matrix: what all statements about one teacher and one entry come to, and what that counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum


class State(StrEnum):
    """The keys of registers.words.COMPLIANCE, in the same order."""

    UNKNOWN = "unknown"
    COMPLIANT = "compliant"
    RECTIFIED = "rectified"
    ALLEGED = "alleged"
    SELF_REPORTED = "self_reported"
    SUBSTANTIATED = "substantiated"


# The first of these that some evidence has is the cell's state.
_FINDINGS = (State.SUBSTANTIATED, State.SELF_REPORTED, State.RECTIFIED)

_CREDIT: dict[State, int | None] = {
    State.SUBSTANTIATED: 0,
    State.SELF_REPORTED: 0,
    State.RECTIFIED: 1,
    State.COMPLIANT: 1,
    State.UNKNOWN: None,
}

# For several entries in one word: compliant only where all of them are known and kept.
_WORST_FIRST = (
    State.SUBSTANTIATED,
    State.ALLEGED,
    State.SELF_REPORTED,
    State.RECTIFIED,
    State.UNKNOWN,
    State.COMPLIANT,
)


def judge(states: Collection[str], *, answered: bool) -> tuple[State, int | None]:
    """The cell's state, and its credit: 1, 0, or None where nothing is known.

    `states` are those of the evidence; `answered` says whether an accepted return answers the entry. What is
    dismissed counts for nothing. An allegation is shown, below what is proven, but changes no figure: it
    neither takes credit from a teacher who answered nor gives any to one who sent no return.
    """
    known = next((state for state in _FINDINGS if state in states), None)
    state = known or (State.COMPLIANT if answered else State.UNKNOWN)
    alleged = State.ALLEGED in states and state is not State.SUBSTANTIATED
    return State.ALLEGED if alleged else state, _CREDIT[state]


def worst(states: Iterable[State]) -> State:
    """The gravest of several entries' states; unknown where there are no entries."""
    return min(states, key=_WORST_FIRST.index, default=State.UNKNOWN)
