"""The sheet Today: what is to be done, from all registers that are used, the longest overdue first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.registers import REGISTERS, Register
from softenv_xl.registers.findings import breaches_to_decide
from softenv_xl.registers.register import Duty
from softenv_xl.registers.school import Row
from softenv_xl.schema.column import worded
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.places import where
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import program_rows, table_patch
from softenv_xl.views.shared_columns import LINK
from softenv_xl.views.today import AHEAD, SPEC
from softenv_xl.words import Lang, Text

_NEAR = 7
_ABOUT = 120  # letters; the register has it whole

DECIDE = Text("认定违规", "Decide on a breach")
_REMIND = Text("催交自查表", "Ask for the returns")
_CORRECT = Text("催改自查表", "Ask for corrections")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that is to be done. `place` is the table's key, the row on its sheet and the column to look at."""

    key: str
    what: Text
    about: str
    department: str
    whose: str = ""
    due: date | None = None
    place: tuple[str, int, str] | None = None


def today(result: Result, todo: Sequence[Task]) -> TablePatch:
    """Every line as it shall stand: one that was there before keeps what people noted beside it, and stays while they
    note something.
    """
    control, head_of = result.control, heads(result)
    old = {str(row.values["key"]): row for row in control.checked[SPEC.key].rows}
    noted = {key for key, row in old.items() if row.values["remarks"]}
    near = [task for task in todo if task.key in noted or (_days(result, task) or 0) <= AHEAD]
    places = {key: row.index for key, row in old.items()}
    rows = [
        Placed(places.get(task.key), _line(result, task, head_of.get(task.department, ""))) for task in near
    ]
    return table_patch(control, SPEC, program_rows(SPEC, rows))


def heads(result: Result) -> dict[str, str]:
    """Each department's head, where it has one."""
    return {group.name: display_text(group.head) for group in result.school.departments}


def tasks(result: Result) -> list[Task]:
    """All that is to be done, the longest overdue first."""
    return sorted(_tasks(result), key=lambda task: (task.due or date.max, task.department, task.key))


def urgency(result: Result, task: Task) -> str:
    """A key of DUE_STATE."""
    return _state(_days(result, task))


def _days(result: Result, task: Task) -> int | None:
    """How many are left until it is due, negative once it is overdue."""
    return (task.due - result.as_of).days if task.due else None


def _line(result: Result, task: Task, head: str) -> dict[str, Value]:
    lang = result.control.lang
    days = _days(result, task)
    row: dict[str, Value] = {
        "due": task.due,
        "days": days,
        "state": _state(days),
        "what": task.what(lang),
        "about": task.about[:_ABOUT],
        "whose": task.whose or head or None,
        "department": task.department or None,
        **where(result.control, task.place),
        "key": task.key,
    }
    return {**row, "link": LINK.value(row, lang, result.as_of)}


def _state(days: int | None) -> str:
    if days is None:
        return "undated"
    if days <= 0:
        return "late" if days < 0 else "today"
    return "near" if days <= _NEAR else "later"


def _tasks(result: Result) -> Iterator[Task]:
    yield from _returns(result)
    for register in REGISTERS:
        if result.school.uses(register.key):
            yield from _of_register(result, register)


def _of_register(result: Result, register: Register) -> Iterator[Task]:
    for number, whole in result.rows_on_sheet(register):
        if not whole.counts:
            continue
        identity = display_text(whole.row[register.spec.id_column or ""])
        for duty in register.duties:
            if due := _due(duty, whole.row):
                yield Task(
                    f"{register.key}|{identity}|{duty.done or duty.until[0]}",
                    duty.what,
                    _told(register, duty.about, whole.row, result.control.lang),
                    display_text(whole.row.get("department")),
                    _whose(result, duty, whole.row),
                    due,
                    (register.key, number, duty.done or duty.about),
                )
        for finding, names in breaches_to_decide(register.spec, whole.row):
            yield Task(
                f"{register.key}|{identity}|{finding}",
                DECIDE,
                f"{identity} {names}",
                display_text(whole.row.get("department")),
                place=(register.key, number, finding),
            )


def _told(register: Register, key: str, row: Row, lang: Lang) -> str:
    column = register.spec.column(key)
    return display_text(worded(column, row[key], lang))


def _due(duty: Duty, row: Row) -> date | None:
    """The day by which it is to be done, None where there is nothing to do."""
    if (duty.done and not is_blank(row[duty.done])) or duty.unless(row):
        return None
    days = (row[column] for column in duty.until)
    return next((day for day in days if isinstance(day, date)), None)


def _whose(result: Result, duty: Duty, row: Row) -> str:
    if duty.whose:
        person = result.school.person(row[duty.whose])
        return person.name if person else ""
    return display_text(row.get("owner"))


def _returns(result: Result) -> Iterator[Task]:
    """For each department how many returns are still to come, or to be corrected."""
    due = result.school.campaign.returns_due
    waiting = (
        ("missing", _REMIND, Counter(person.department for person in result.missing)),
        ("changes", _CORRECT, Counter(p.department for p in result.people_in_state("changes_requested"))),
    )
    for key, what, counts in waiting:
        for department, count in counts.items():
            about = Text(f"{count} 份", f"{count}")(result.control.lang)
            yield Task(f"returns|{department}|{key}", what, about, department, due=due)
