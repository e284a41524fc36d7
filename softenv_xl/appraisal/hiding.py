"""Which teachers' figures may be shown: the one place that decides it.

Fewer answers than the least give away who gave them. Where one teacher alone of a department is hidden, so is the one
with the next fewest answers, and where one alone of the school is: whoever knows a total must not find the one by
subtracting the others. Which of the two has too few answers isn't told either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def shown(respondents: Mapping[str, int], departments: Mapping[str, str], least: int) -> frozenset[str]:
    """The teachers whose figures may be shown, of all in `respondents`, by their valid answers and their departments."""
    hidden = {number for number, count in respondents.items() if count < least}
    groups: dict[str, list[str]] = {}
    for number in respondents:
        groups.setdefault(departments.get(number, ""), []).append(number)
    before = -1
    while len(hidden) > before:  # whoever is hidden with another may be alone in a department of their own
        before = len(hidden)
        for group in (*groups.values(), list(respondents)):
            hidden |= _company(group, hidden, respondents)
    return frozenset(respondents.keys() - hidden)


def _company(group: Iterable[str], hidden: set[str], respondents: Mapping[str, int]) -> set[str]:
    """The teacher to hide with the one of the group that is hidden alone; ties go by the staff number."""
    others = [number for number in group if number not in hidden]
    alone = len(hidden.intersection(group)) == 1
    return {min(others, key=lambda number: (respondents[number], number))} if alone and others else set()
