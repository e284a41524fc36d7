"""What there is to be sent, person by person, before anybody asks whether it can be: pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath as Path
from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.documents.dates import written
from softenv_xl.grid.cell import display_text, folded
from softenv_xl.issues import Issue
from softenv_xl.mail.sending.message import Attachment
from softenv_xl.registers.people import Person
from softenv_xl.registers.school import Row
from softenv_xl.registers.words import REMINDER
from softenv_xl.sheets.reminders import Reminder
from softenv_xl.sheets.result import Result
from softenv_xl.words import NO_DATA, Lang

_TIME_TO_CORRECT = 5
"""Working days."""

_TIME_TO_ANSWER = 3
"""Working days that a reminder leaves."""

_WITHOUT_COPY = 2  # so many reminders go to nobody else

_MARK = 4  # letters of the fingerprint in the name of a copy that goes back


class Found(NamedTuple):
    """A file that is known, by its content, to be for one person or department; `path` is where it is."""

    path: str
    attachment: Attachment


@dataclass(frozen=True, slots=True)
class Letter:
    """Something for one person. `occasion` tells this thing from another of its kind to the same person; `kind` is the key of
    its words, `fields` fill these. `files` are those that were found for it: it takes exactly one, unless it needs none.
    """

    person: Person
    kind: str
    occasion: str
    fields: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Found, ...] = ()
    needs_file: bool = True
    copy_to: Person | None = None


class Drafted(NamedTuple):
    """The letters, and what can't become one."""

    letters: tuple[Letter, ...]
    issues: tuple[Issue, ...] = ()


def returns(result: Result, files: Mapping[str, Sequence[Found]]) -> Drafted:
    """Everybody who owes a return and hasn't handed one in gets theirs."""
    return Drafted(tuple(_with_files("returns", result.missing, files, _due(result))))


def returned(result: Result, files: Mapping[str, Sequence[Found]]) -> Drafted:
    """Whose return is to be corrected gets the copy with the notes: of several copies of theirs that of the file that counts."""
    due = written(
        result.school.calendar.working_days_after(result.as_of, _TIME_TO_CORRECT), result.control.lang
    )
    people = result.people_in_state("changes_requested")
    own = {person.number: _of_the_latest(result, person, files.get(person.number, ())) for person in people}
    return Drafted(tuple(_with_files("returned", people, own, due)))


def _of_the_latest(result: Result, person: Person, files: Sequence[Found]) -> Sequence[Found]:
    """All of them are that person's, so that here the file's name may tell: it ends with the return's fingerprint."""
    marks = [
        display_text(row.values.get("sha"))[:_MARK]
        for row in result.ledger.rows
        if row.values.get("number") == person.number and row.values.get("state") == "changes_requested"
    ]
    fitting = [one for one in files if any(mark and Path(one.path).stem.endswith(mark) for mark in marks)]
    return fitting if len(fitting) == 1 else files


def packs(result: Result, files: Mapping[str, Sequence[Found]]) -> Drafted:
    """Every department's head gets its pack; `files` are by department."""
    letters, issues = list[Letter](), list[Issue]()
    for group in result.control.departments:
        found = tuple(files.get(folded(group.name), ()))
        head = head_of(result, group.name)
        if head is None:
            issues.append(_nobody(result, group.name, "–" if not group.head else group.head))
            continue
        fields = {"department": group.name, "due": _due(result)}
        letters.append(Letter(head, "packs", _occasion(found), fields, found))
    return Drafted(tuple(letters), tuple(issues))


def reminders(result: Result, found: Iterable[Reminder], before: Mapping[str, int], dated: date) -> Drafted:
    """One mail for each person with all that is to be done; from the third on a copy goes to the department's head.

    `before` is how many each had, by staff number, as the mail ledger has it; the sheet of reminders may know of more.
    """
    lang = result.control.lang
    due = written(result.school.calendar.working_days_after(dated, _TIME_TO_ANSWER), lang)
    theirs: dict[str, list[Reminder]] = {}
    issues = list[Issue]()
    for one in found:
        if one.person is None:
            issues.append(_nobody(result, _matter(one, lang), one.name or NO_DATA))
        else:
            theirs.setdefault(one.person.number, []).append(one)
    letters = []
    for number, matters in theirs.items():
        person = matters[0].person
        if person is None:
            continue
        count = max(before.get(number, 0), *(one.reminded for one in matters))
        head = head_of(result, person.department) if count >= _WITHOUT_COPY else None
        head = None if head and head.number == number else head
        items = "\n".join(line for one in matters for line in _lines(one, lang))
        kind = "reminders_copied" if head else "reminders"
        about = {"due": due, "items": items}
        # One a day: what has changed since the morning goes into the next one.
        occasion = dated.isoformat()
        letters.append(Letter(person, kind, occasion, about, needs_file=False, copy_to=head))
    return Drafted(tuple(letters), tuple(issues))


def _matter(one: Reminder, lang: Lang) -> str:
    """Why they are reminded, without the symbol that a cell shows."""
    return REMINDER.word(one.kind, lang).split(" ", 1)[-1]


def _lines(one: Reminder, lang: Lang) -> list[str]:
    return [f"- {_matter(one, lang)}", *(f"  {item}" for item in one.items)]


def slips(result: Result, made: Iterable[tuple[Row, Found]]) -> Drafted:
    """Every supervision slip goes to whoever is responsible for the item, or else to the department's head."""
    lang = result.control.lang
    letters, issues = list[Letter](), list[Issue]()
    for row, found in made:
        department, owner = display_text(row["department"]), display_text(row["owner"])
        person = person_called(result.control.people, owner, department) if owner else None
        person = person or (None if owner else head_of(result, department))
        if person is None:
            issues.append(_nobody(result, f"{row['id']}", owner or department or NO_DATA))
            continue
        about = {
            "department": department,
            "due": written(row["due"], lang) or NO_DATA,
            "items": f"{row['id']} {display_text(row['problem'])}",
        }
        # Another level, or another day, makes another slip of it; other words of the template don't.
        occasion = "/".join(display_text(row[key]) for key in ("id", "level", "listed", "due"))
        letters.append(Letter(person, "slips", occasion, about, (found,)))
    return Drafted(tuple(letters), tuple(issues))


def head_of(result: Result, department: str) -> Person | None:
    """The department's head as the register has them: by name, in the department itself first; None where that isn't one
    person.
    """
    group = next((one for one in result.control.departments if one.name == department), None)
    if group is None or not group.head:
        return None
    return person_called(result.control.people, group.head, department)


def person_called(people: Iterable[Person], name: str, department: str | None) -> Person | None:
    """The one person of that name, of the department where several have it."""
    called = [one for one in people if folded(one.name) == folded(name) and not one.vanished]
    inside = [one for one in called if one.department == department]
    best = inside or called
    return best[0] if len(best) == 1 else None


def _with_files(
    kind: str, people: Iterable[Person], files: Mapping[str, Sequence[Found]], due: str
) -> Iterator[Letter]:
    for person in people:
        found = tuple(files.get(person.number, ()))
        yield Letter(person, kind, _occasion(found), {"due": due}, found)


def _occasion(files: Sequence[Found]) -> str:
    """By the file's content: the same file is the same thing, whatever it is called."""
    return files[0].attachment.digest if files else ""


def _due(result: Result) -> str:
    return written(result.control.campaign.returns_due, result.control.lang) or NO_DATA


def _nobody(result: Result, what: str, who: str) -> Issue:
    return Issue(catalogue.SEND_NOBODY, arguments={"what": what, "who": display_text(who)})
