"""Which counts of groups may be shown: the one place of the publication that decides it.

Counts of few give away who they are. Where a total is told, one hidden count alone could be found by subtracting the others,
so that the next smallest is hidden with it, until what is hidden isn't few any more. (Where it is nobody
at all, there is nobody to be found.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_LEAST_TEACHERS = 3
"""Of a share that stands for a department: whoever knows one's own must not find a colleague's."""


def counts_shown(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The counts by group in their order, None where too few are counted. Where nobody is counted at all, the total says so."""
    if not any(counts.values()):
        return dict(counts)
    hidden = {group for group, count in counts.items() if count < least}
    while hidden and hidden != counts.keys():
        together = sum(counts[group] for group in hidden)
        if together == 0 or (len(hidden) > 1 and together >= least):
            break
        hidden.add(min((g for g in counts if g not in hidden), key=lambda g: (counts[g], g)))
    return {group: None if group in hidden else count for group, count in counts.items()}


class Appraised(NamedTuple):
    """How many teachers of a department have figures that may be shown, and how many answers these are of."""

    teachers: int
    answers: int


def departments_shown(groups: Mapping[str, Appraised], least: int) -> frozenset[str]:
    """The departments whose share may be shown beside the school's: each of several teachers, and those that are not shown
    of several as well.
    """
    known = {name: group for name, group in groups.items() if group.teachers}
    hidden = {name for name, group in known.items() if not _enough([group], least)}
    while hidden and hidden != known.keys():
        if len(hidden) > 1 and _enough([known[name] for name in hidden], least):
            break
        hidden.add(min((n for n in known if n not in hidden), key=lambda n: (known[n].answers, n)))
    return frozenset(known.keys() - hidden)


def school_shown(groups: Mapping[str, Appraised], least: int) -> bool:
    """May the share of all of them together be shown?"""
    return _enough(list(groups.values()), least)


def _enough(groups: list[Appraised], least: int) -> bool:
    teachers, answers = sum(group.teachers for group in groups), sum(group.answers for group in groups)
    return teachers >= _LEAST_TEACHERS and answers >= least
