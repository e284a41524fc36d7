"""Whom the office has to remind: who has sent nothing, whose return can't be read or went back, whose items are overdue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers.people import Person
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import program_rows, rows_in_place, table_patch
from softenv_xl.sheets.today import Task, heads, tasks
from softenv_xl.views.reminders import SPEC
from softenv_xl.words import Text

_ERRORS = Text("{file}：须改 {count} 处", "{file}: {count} to correct")
_ITEM = Text("{id} {what}：{about}（{due}）", "{id} {what}: {about} ({due})")
_BARE = Text("{id} {what}（{due}）", "{id} {what} ({due})")
_STATES = {"missing": 1, "unreadable": 2, "sent_back": 3, "overdue": 4}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One person and one matter. `kind` is a key of words.REMINDER; `since` is from when on it has been so, `due` the day
    that was, or is, the last; `items` are what it is about, in the workbook's language, and name no confidential column.

    `person` is None where nothing tells who it is, or where it is somebody who isn't on the register: then `name` may say.
    `reminded` is how often that was done, the last time `reminded_on`, as the sheet Reminders has it.
    """

    key: str
    kind: str
    person: Person | None
    name: str
    department: str
    since: date | None = None
    due: date | None = None
    items: tuple[str, ...] = ()
    reminded: int = 0
    reminded_on: date | None = None

    @property
    def number(self) -> str | None:
        return self.person.number if self.person else None


def reminders(result: Result, todo: Sequence[Task] | None = None) -> tuple[Reminder, ...]:
    """All of them, by department, as the register has these, and name; `todo` are the tasks of that result, where they
    are known already."""
    todo = tasks(result) if todo is None else todo
    before = {str(row.values["key"]): row.values for row in result.control.checked[SPEC.key].rows}
    found = (
        _counted(one, before.get(one.key, {})) for one in (*_of_returns(result), *_overdue(result, todo))
    )
    places = {group.name: place for place, group in enumerate(result.school.departments)}

    def order(one: Reminder) -> tuple[int, str, str, int, str]:
        place = places.get(one.department, len(places))
        return place, one.department, one.name, _STATES[one.kind], one.key

    return tuple(sorted(found, key=order))


def reminder_table(result: Result, found: Sequence[Reminder]) -> TablePatch:
    """Every line as it shall stand: one that was there before keeps what people noted beside it."""
    old = {str(row.values["key"]): row.index for row in result.control.checked[SPEC.key].rows}
    rows = [Placed(old.get(one.key), _line(one, result.as_of)) for one in found]
    return table_patch(result.control, SPEC, program_rows(SPEC, rows))


def reminded(control: Control, keys: Collection[str], day: date) -> TablePatch:
    """The same table once these have been reminded on that day: each one time more."""
    rows: list[dict[str, Value]] = []
    for row in control.checked[SPEC.key].rows:
        count = row.values["reminded"]
        times = int(count) if isinstance(count, int | float) else 0
        done = str(row.values["key"]) in keys
        rows.append({"reminded": times + 1, "reminded_on": day} if done else {})
    return table_patch(control, SPEC, rows_in_place(control, SPEC, rows))


def _counted(one: Reminder, row: Mapping[str, Value]) -> Reminder:
    count, day = row.get("reminded"), row.get("reminded_on")
    times = int(count) if isinstance(count, int | float) else 0
    return replace(one, reminded=times, reminded_on=day if isinstance(day, date) else None)


def _line(one: Reminder, as_of: date) -> dict[str, Value]:
    return {
        "department": one.department or None,
        "name": one.name or None,
        "number": one.number,
        "kind": one.kind,
        "since": one.since,
        "due": one.due,
        "days": (one.due - as_of).days if one.due else None,
        "items": "\n".join(one.items) or None,
        "key": one.key,
    }


def _of_returns(result: Result) -> Iterator[Reminder]:
    """One for each person: a file that can't be read comes before one that went back."""
    due = result.school.campaign.returns_due
    unread: dict[str, tuple[Person | None, list[str]]] = {}
    for file, who in result.ledger.unattributed:
        key = f"return|{who.number}" if who else f"file|{file}"
        unread.setdefault(key, (who, []))[1].append(file)
    for key, (who, files) in unread.items():
        since = min(_received(result, "rejected", files), default=None)
        yield _reminder(key, "unreadable", who, since, due, tuple(files))
    for person in result.people_in_state("changes_requested"):
        if (key := f"return|{person.number}") not in unread:
            rows = _rows(result, "changes_requested", person.number)
            since = max((day for row in rows if isinstance(day := row["received"], date)), default=None)
            yield _reminder(key, "sent_back", person, since, due, tuple(_errors(row, result) for row in rows))
    late = due if due and due < result.as_of else None
    for person in result.missing:
        if (key := f"return|{person.number}") not in unread:
            yield _reminder(key, "missing", person, late, due)


def _reminder(
    key: str, kind: str, who: Person | None, since: date | None, due: date | None, items: tuple[str, ...] = ()
) -> Reminder:
    return Reminder(key, kind, who, who.name if who else "", who.department if who else "", since, due, items)


def _rows(result: Result, state: str, number: str) -> list[Mapping[str, Value]]:
    rows = (row.values for row in result.ledger.rows)
    return [row for row in rows if row.get("state") == state and display_text(row.get("number")) == number]


def _received(result: Result, state: str, files: Collection[str]) -> Iterator[date]:
    for row in result.ledger.rows:
        day = row.values.get("received")
        if row.values.get("state") == state and row.values.get("file") in files and isinstance(day, date):
            yield day


def _errors(row: Mapping[str, Value], result: Result) -> str:
    words = _ERRORS.format(file=display_text(row["file"]), count=display_text(row["errors"]))
    return words(result.control.lang)


def _overdue(result: Result, todo: Sequence[Task]) -> Iterator[Reminder]:
    """What is past its day, for whoever is responsible, or else the department's head."""
    head_of = heads(result)
    theirs: dict[tuple[str, str], list[Task]] = {}
    for task in todo:
        if task.place and task.due and task.due < result.as_of:
            who = task.whose or head_of.get(task.department, "")
            theirs.setdefault((task.department, who), []).append(task)
    for (department, who), late in theirs.items():
        first = min(task.due for task in late if task.due)
        items = tuple(_item(task, result) for task in late)
        person = _called(result, department, who)
        key = f"overdue|{department}|{who}"
        yield Reminder(key, "overdue", person, who, department, first, first, items)


def _item(task: Task, result: Result) -> str:
    identity = task.key.split("|")[1]
    about = "" if task.about == identity else task.about
    words = _ITEM if about else _BARE
    return words.format(id=identity, what=task.what, about=about, due=task.due)(result.control.lang)


def _called(result: Result, department: str, name: str) -> Person | None:
    """The one of that name: in the department, or else in the school."""
    known = [person for person in result.control.people if person.name == name]
    near = [person for person in known if person.department == department]
    return next((some[0] for some in (near, known) if len(some) == 1), None)
