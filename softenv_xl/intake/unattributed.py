"""Files that can't be attributed for certain: whose each is likely to be, and whether that still matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from softenv_xl.grid.cell import Value
from softenv_xl.intake.sender import likely_sender
from softenv_xl.registers.people import Person
from softenv_xl.words import Text, same


@dataclass(frozen=True, slots=True)
class Unattributed:
    """By fingerprint: `entries` are the ledger's, `likely` whose each file may be, None where nothing tells.

    `resolved` are those whose likely sender has sent something newer that can be attributed.
    """

    entries: Mapping[str, Mapping[str, Value]]
    likely: Mapping[str, Person | None]
    resolved: frozenset[str]

    def notes(self) -> dict[str, Text]:
        """What the ledger says beside each."""
        return {
            sha: Text("可能来自 {who}", "likely from {who}").format(who=same(f"{who.name} {who.number}"))
            for sha, who in self.likely.items()
            if who
        }

    def files(self) -> tuple[tuple[str, Person | None], ...]:
        """The names of those that aren't resolved, sorted, each with whose it is likely to be."""
        found = [(self._file(sha), who) for sha, who in self.likely.items() if sha not in self.resolved]
        return tuple(sorted(found, key=lambda one: one[0]))

    def sent(self, states: Mapping[str, str]) -> dict[str, Sequence[str]]:
        """The files of people who owe a return and have sent nothing else: those who have are in `states`."""
        found: dict[str, list[str]] = {}
        for sha, who in self.likely.items():
            if sha not in self.resolved and who and who.owes_return and who.number not in states:
                found.setdefault(who.number, []).append(self._file(sha))
        return dict(found)

    def _file(self, sha: str) -> str:
        return str(self.entries[sha]["file"])


def find_unattributed(
    people: Sequence[Person],
    entries: Mapping[str, Mapping[str, Value]],
    newest: Mapping[str, str],
    stamp: Callable[[Mapping[str, Value]], str],
) -> Unattributed:
    """The rejected ones among the ledger's entries. `newest` is the stamp of each person's newest other return."""
    rejected = {sha: entry for sha, entry in entries.items() if entry["state"] == "rejected"}
    likely = {sha: _likely(people, entry) for sha, entry in rejected.items()}
    resolved = frozenset(
        sha for sha, who in likely.items() if who and newest.get(who.number, "") >= stamp(rejected[sha])
    )
    return Unattributed(entries, likely, resolved)


def _likely(people: Sequence[Person], entry: Mapping[str, Value]) -> Person | None:
    number, name = (str(entry[key]) if entry[key] else None for key in ("number", "name"))
    return likely_sender(people, number, name, str(entry["file"] or ""))
