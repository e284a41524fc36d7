"""The ledger of returns: which return of each person counts, and what becomes of every file.

Neither the order in which files arrive nor collecting them again makes a difference: a return is known
by its fingerprint, and the newest by the time it was last saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.grid.table import plain
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.intake.save_times import is_plausible
from softenv_xl.intake.unattributed import find_unattributed
from softenv_xl.issues import Severity
from softenv_xl.registers.people import Person
from softenv_xl.schema.placed import Placed
from softenv_xl.words import Text, same

LIVE = ("accepted", "changes_requested")
_REPLACED = Text("已由 {file} 取代", "superseded by {file}")
_TIED = Text(
    "已由 {file} 取代（保存时间相同，按文件名先后）",
    "superseded by {file} (saved at the same time; by their names)",
)
# So much of a file's name goes into its stamp; the tracker keeps stamps in its cells.
_NAME = 24


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `state` is the ledger's, or `duplicate` for the same bytes once more; `note` says
    which file took its place, or whose it is likely to be.
    """

    file: str
    state: str
    person: str | None
    known: bool
    errors: int
    warnings: int
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger's rows as they shall be, and what follows from the returns that count.

    `stamps` says when each return was saved, by fingerprint; `answers` holds each covered person's answers
    (entry number → yes), `newest` the stamp of the accepted return that they come from, `states` what to
    show beside each person's name. `unattributed` are files that can't be attributed, each with whose it is likely
    to be, while that person has sent nothing newer that can; `resolved` the row ids of the others.
    """

    rows: tuple[Placed, ...]
    outcomes: tuple[Outcome, ...]
    stamps: Mapping[str, str]
    answers: Mapping[str, Mapping[str, bool]]
    newest: Mapping[str, str]
    states: Mapping[str, str]
    unattributed: tuple[tuple[str, Person | None], ...] = ()
    resolved: frozenset[str] = frozenset()

    def live_ids(self) -> frozenset[str]:
        """Rows whose issues still matter to somebody."""
        rows = (row.values for row in self.rows if row.values.get("state") in (*LIVE, "rejected"))
        return frozenset(str(values["id"]) for values in rows) - self.resolved


def stamp(values: Mapping[str, Value]) -> str:
    """Sorts returns by when they were saved; their files' names break ties, as `(2)` or `改` is put behind."""
    name = plain(PurePath(str(values["file"] or "")).stem)[:_NAME]
    numbered = re.sub(r"\d+", lambda digits: digits[0].zfill(4), re.sub(r"[^\w]", "~", name))
    return f"{values['saved']}·{numbered}!{values['sha']}"


def build_ledger(control: Control, returns: Sequence[CheckedReturn], as_of: date) -> Ledger:
    """Enters the checked returns beside those of earlier times and decides which of them count."""
    before = control.checked["submissions"].rows
    known = {str(row.values["sha"]): dict(row.values) for row in before if row.values["sha"]}
    fresh, outcomes = _fresh(returns, known, as_of)
    entries: dict[str, dict[str, Value]] = {**known, **fresh}
    _supersede(entries.values())
    live = sorted((e for e in entries.values() if e["state"] in LIVE), key=stamp)
    states = {str(entry["number"]): str(entry["state"]) for entry in live}
    newest = {str(entry["number"]): stamp(entry) for entry in live}
    doubts = find_unattributed(control.people, entries, newest, stamp)
    notes = {**doubts.notes(), **_replaced(entries)}
    for sha, entry in entries.items():
        entry["note"] = notes[sha](control.lang) if sha in notes else None
    sent = doubts.sent(states)
    current = {str(e["number"]): e for e in entries.values() if e["state"] == "accepted"}
    return Ledger(
        tuple(_rows(control, entries, sent)),
        tuple(_final(outcome, entries[sha], notes.get(sha)) for sha, outcome in outcomes),
        {sha: stamp(entry) for sha, entry in entries.items()},
        {number: decode_answers(str(entry["answered"] or "")) for number, entry in current.items()},
        {number: stamp(entry) for number, entry in current.items()},
        {**states, **dict.fromkeys(sent, "unreadable")},
        doubts.files(),
        frozenset(str(entries[sha]["id"]) for sha in doubts.resolved),
    )


def encode_answers(answers: Mapping[str, bool]) -> str:
    """Answers as the ledger keeps them: entry numbers, a star behind each yes."""
    return " ".join(f"{number}*" if yes else number for number, yes in answers.items())


def decode_answers(text: str) -> dict[str, bool]:
    """The answers that `pack` wrote."""
    return {number.rstrip("*"): number.endswith("*") for number in text.split()}


def _fresh(
    returns: Sequence[CheckedReturn], known: Mapping[str, Mapping[str, Value]], as_of: date
) -> tuple[dict[str, dict[str, Value]], list[tuple[str, Outcome]]]:
    """The entries of this batch by fingerprint, and one outcome per file."""
    entries: dict[str, dict[str, Value]] = {}
    outcomes = []
    for checked in sorted(returns, key=lambda r: r.delivery.file):
        sha = checked.delivery.fingerprint
        errors, warnings = (_count(checked, s) for s in (Severity.ERROR, Severity.WARNING))
        name = checked.person.name if checked.person else None
        twice = sha in entries
        state = "duplicate" if twice else checked.state
        outcomes.append((sha, Outcome(checked.delivery.file, state, name, sha in known, errors, warnings)))
        if not twice:
            entries[sha] = _entry(checked, known.get(sha), as_of)
    return entries, outcomes


def _entry(checked: CheckedReturn, before: Mapping[str, Value] | None, as_of: date) -> dict[str, Value]:
    """One ledger row; what was entered when the same file first came stays, and what was superseded stays so."""
    delivery, person, form = checked.delivery, checked.person, checked.form
    if checked.kept_accepted and before:
        return {**before}
    number = person.number if person else form.get("number") or form.get("issued_to")
    earlier = before or {}
    saved = _saved_before(earlier.get("saved"), as_of)  # without one, which return is newer was never known
    return {
        "id": f"{person.number if person else '?'}-{delivery.fingerprint[:8]}",
        "number": number,
        "name": person.name if person else form.get("name"),
        "department": person.department if person else form.get("department"),
        "state": "superseded" if earlier.get("state") == "superseded" and saved else checked.state,
        "file": earlier.get("file") or delivery.file,
        "received": earlier.get("received") or as_of,
        "saved": saved or delivery.saved.isoformat(sep=" ", timespec="seconds"),
        "version": form.get("version"),
        "rulebook": form.get("rulebook"),
        "errors": _count(checked, Severity.ERROR),
        "warnings": _count(checked, Severity.WARNING),
        "problems": len(checked.problems),
        "answered": encode_answers(checked.answers.yes) or None,
        "sha": delivery.fingerprint,
    }


def _saved_before(saved: Value, as_of: date) -> str | None:
    """The time entered before, unless it is one of those that programs without a clock write."""
    try:
        moment = datetime.fromisoformat(str(saved))
    except ValueError:
        return None
    return str(saved) if is_plausible(moment, datetime(as_of.year + 1, 12, 31)) else None  # noqa: DTZ001 - naive UTC


def _count(checked: CheckedReturn, severity: Severity) -> int:
    return sum(issue.severity is severity for issue in checked.issues)


def _supersede(entries: Iterable[dict[str, Value]]) -> None:
    """An accepted return is superseded by a newer accepted one only; one sent back, by any newer one."""
    by_person: dict[str, list[dict[str, Value]]] = {}
    for entry in entries:
        if entry["state"] in LIVE:
            by_person.setdefault(str(entry["number"]), []).append(entry)
    for theirs in by_person.values():
        newer_any = newer_accepted = False
        for entry in sorted(theirs, key=stamp, reverse=True):
            accepted = entry["state"] == "accepted"
            if newer_accepted or (newer_any and not accepted):
                entry["state"] = "superseded"
            newer_any, newer_accepted = True, newer_accepted or accepted


def _replaced(entries: Mapping[str, Mapping[str, Value]]) -> dict[str, Text]:
    """By fingerprint: which file took a superseded one's place."""
    notes = {}
    live: dict[str, list[Mapping[str, Value]]] = {}
    for entry in entries.values():
        if entry["state"] in LIVE:
            live.setdefault(str(entry["number"]), []).append(entry)
    for sha, entry in entries.items():
        theirs = live.get(str(entry["number"]), ())
        if entry["state"] == "superseded" and theirs:
            winner = max(theirs, key=lambda one: (one["state"] == "accepted", stamp(one)))
            words = _TIED if winner["saved"] == entry["saved"] else _REPLACED
            notes[sha] = words.format(file=same(str(winner["file"])))
    return notes


def _rows(
    control: Control, entries: Mapping[str, Mapping[str, Value]], sent: Mapping[str, Sequence[str]]
) -> list[Placed]:
    """Known rows stay where they are; a person's newest return takes the row that waited for it. `sent` names
    the files that are likely to be somebody's who waits.
    """
    before = control.checked["submissions"].rows
    known = {row.values["sha"] for row in before}
    new = sorted((e for sha, e in entries.items() if sha not in known), key=stamp)
    heirs = {e["number"]: e for e in new if e["state"] != "rejected"}
    numbers_with_return = {e["number"] for e in entries.values() if e["state"] != "rejected"}
    owing = {person.number for person in control.people if person.owes_return} - numbers_with_return
    rows = []
    for row in before:
        number = row.values["number"]
        if row.values["sha"]:
            rows.append(Placed(row.index, entries[str(row.values["sha"])]))
        elif number in heirs:
            rows.append(Placed(row.index, heirs.pop(number)))
        elif number in owing or row.values["remarks"]:
            rows.append(Placed(row.index, _expected(control, str(number), sent) if number in owing else {}))
            owing.discard(str(number))
    taken = {row.values.get("sha") for row in rows if row.values}
    rows += [Placed(None, _waiting(control, p, sent)) for p in control.people if p.number in owing]
    left = sorted((e for e in new if e["sha"] not in taken), key=lambda e: str(e["id"]))
    return [*rows, *(Placed(None, entry) for entry in left)]


def _expected(control: Control, number: str, sent: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    """Nothing has come from this person, or only what can't be read."""
    if number not in sent:
        return {"state": "not_received", "note": None}
    files = "、".join(sorted(sent[number]))
    return {"state": "unreadable", "note": Text(f"来件：{files}", f"sent: {files}")(control.lang)}


def _waiting(control: Control, person: Person, sent: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    """The row of somebody whose return hasn't come."""
    return {
        "id": person.number,
        "number": person.number,
        "name": person.name,
        "department": person.department,
        **_expected(control, person.number, sent),
    }


def _final(outcome: Outcome, entry: Mapping[str, Value], note: Text | None) -> Outcome:
    """The outcome with the state that the ledger came to."""
    if outcome.state == "duplicate":
        return outcome
    return replace(outcome, state=str(entry["state"]), note=note)
