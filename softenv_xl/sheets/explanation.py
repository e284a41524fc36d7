"""What is known of somebody: every entry of the rulebook, what it comes to, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from softenv_xl.bans.rulebook import Entry
from softenv_xl.compliance.evidence_record import Evidence
from softenv_xl.compliance.state import State, judge
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import folded
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text, listed, same

_CHANGES = {
    State.SUBSTANTIATED: Text(
        "整改项销号后计为“已整改”；认定有误的，在原台账改认定。",
        "Counts as rectified once its item is closed; a finding that is wrong is changed where it stands.",
    ),
    State.ALLEGED: Text(
        "办公室在原台账作出认定后改变；在此之前不计入合规率。",
        "The office's finding decides, where it stands; until then it changes no figure.",
    ),
    State.SELF_REPORTED: Text(
        "本人此项的整改项全部销号后计为“已整改”。",
        "Counts as rectified once all of the person's items about it are closed.",
    ),
    State.RECTIFIED: Text("已整改，计为合规。", "Put right; counts as kept."),
    State.COMPLIANT: Text(
        "自查为“没有”，没有别的证据。", "The self-check says no, and nothing else speaks of it."
    ),
    State.UNKNOWN: Text("尚无已接收的自查表。", "No return is accepted yet."),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One entry of the rulebook: what it comes to for somebody, and the evidence."""

    entry: Entry
    state: State
    evidence: tuple[Evidence, ...]

    @property
    def change(self) -> Text:
        """What would change it."""
        return _CHANGES[self.state]


def whom(result: Result, who: str) -> tuple[Text, list[Explanation]]:
    """A person by staff number or name, or a department by its name: the heading, and every entry of the rulebook.

    Raises Stop: why.nobody, why.several.
    """
    people = [p for p in result.control.people if folded(who) in (folded(p.number), folded(p.name))]
    if len(people) > 1:
        raise Stop("why.several", name=who, numbers=listed(person.number for person in people))
    if people:
        (person,) = people
        heading = Text("{name}（{number}，{department}）", "{name} ({number}, {department})").format(
            name=person.name, number=person.number, department=person.department
        )
        answered = result.ledger.answers.get(person.number, ())
        return heading, _explained(result, "number", person.number, frozenset(answered))
    group = next((g for g in result.control.departments if folded(g.name) == folded(who)), None)
    if group is None:
        raise Stop("why.nobody", name=who)
    return same("{name}").format(name=group.name), _explained(result, "department", group.name, None)


def _explained(result: Result, key: str, value: str, answered: frozenset[str] | None) -> list[Explanation]:
    """`answered` are the entries that the person's return answers; a department sends none."""
    theirs = [
        one
        for one in result.evidence
        if getattr(one, key) == value and (answered is not None or not one.number)
    ]
    found = []
    for entry in result.control.rulebook.entries:
        about = tuple(one for one in theirs if one.entry == entry.number)
        state, _ = judge({one.state for one in about}, answered=bool(answered and entry.number in answered))
        found.append(Explanation(entry, state, about))
    return found
