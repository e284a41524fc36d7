"""The leading group's page: what they have to know by name and what waits for them, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers import cases, rectification
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.places import rows_by_id, where
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import program_rows, table_patch
from softenv_xl.sheets.today import DECIDE, Task, heads, urgency
from softenv_xl.views.leading import MATTER, SPEC
from softenv_xl.views.shared_columns import LINK
from softenv_xl.words import Text

_MOST = 12
"""Lines of each matter: all of them fit on one printed page."""

_MORE = Text("另有 {count} 项", "and {count} more")
_VETOED = Text("本部门有 {count} 人被一票否决", "{count} of the department under veto")
_ITSELF = Text("部门本身被一票否决", "the department itself is under veto")


@dataclass(frozen=True, slots=True)
class _Line:
    """`place` is a table's key, a row of its sheet and a column of it."""

    matter: str
    key: str
    about: str
    whose: str
    department: str
    day: date | None = None
    left: int | None = None
    place: tuple[str, int, str] | None = None


def leading(result: Result, todo: Sequence[Task]) -> TablePatch:
    """Every line as it shall stand: one that was there before keeps what people noted beside it."""
    control = result.control
    old = {str(row.values["key"]): row.index for row in control.checked[SPEC.key].rows}
    lines = [line for matter, _ in MATTER.words for line in _shortened(result, matter, todo)]
    rows = [Placed(old.get(line.key), _row(result, line)) for line in lines]
    return table_patch(control, SPEC, program_rows(SPEC, rows))


def _row(result: Result, line: _Line) -> dict[str, Value]:
    row: dict[str, Value] = {
        "matter": line.matter,
        "about": line.about,
        "whose": line.whose or None,
        "department": line.department or None,
        "day": line.day,
        "days": line.left,
        **where(result.control, line.place),
        "key": line.key,
    }
    return {**row, "link": LINK.value(row, result.control.lang, result.as_of)}


def _shortened(result: Result, matter: str, todo: Sequence[Task]) -> list[_Line]:
    """The first lines of that matter; the last one says how many more there are."""
    lines = list(_LINES[matter](result, todo))
    if len(lines) <= _MOST:
        return lines
    more = _MORE.format(count=len(lines) - _MOST + 1)(result.control.lang)
    return [*lines[: _MOST - 1], _Line(matter, f"{matter}|more", more, "", "")]


def _vetoes(result: Result, _: Sequence[Task]) -> Iterator[_Line]:
    """Whoever is vetoed, by each entry; of several pieces of evidence the first."""
    entries = {entry.number: entry for entry in result.control.rulebook.entries if entry.veto}
    places, seen = rows_by_id(result), set()
    for one in result.evidence:
        if one.state != "substantiated" or one.entry not in entries:
            continue
        key = f"veto|{one.number or one.department}|{one.entry}"
        if key in seen:
            continue
        seen.add(key)
        person = result.control.person(one.number) if one.number else None
        place = places.get(one.id.partition("/")[0])
        yield _Line(
            "veto",
            key,
            entries[one.entry].label(result.control.lang),
            person.name if person else "",
            (person.department if person else one.department) or "",
            one.date,
            place=place and (*place, ""),
        )


def _heads(result: Result, _: Sequence[Task]) -> Iterator[_Line]:
    """The heads of departments in which a veto stands."""
    of, vetoes = heads(result), result.assessment.departments
    for name in result.assessment.for_review:
        count = vetoes[name].vetoes
        about = _VETOED.format(count=count) if count else _ITSELF
        yield _Line("head", f"head|{name}", about(result.control.lang), of.get(name, ""), name)


def _overdue(result: Result, todo: Sequence[Task]) -> Iterator[_Line]:
    for task in _urgent(result, todo, rectification.SPEC.key, "late"):
        yield _of_task(result, "overdue", task)


def _cases(result: Result, todo: Sequence[Task]) -> Iterator[_Line]:
    for task in _urgent(result, todo, cases.SPEC.key, "late", "today", "near"):
        yield _of_task(result, "case", task)


def _to_decide(result: Result, todo: Sequence[Task]) -> Iterator[_Line]:
    for task in todo:
        if task.what is DECIDE:
            yield _of_task(result, "decide", task)


def _urgent(result: Result, todo: Sequence[Task], register: str, *how: str) -> list[Task]:
    return [
        task
        for task in todo
        if task.place and task.place[0] == register and task.due and urgency(result, task) in how
    ]


def _of_task(result: Result, matter: str, task: Task) -> _Line:
    left = (task.due - result.as_of).days if task.due else None
    whose = task.whose or heads(result).get(task.department, "")
    return _Line(
        matter, f"{matter}|{task.key}", task.about, whose, task.department, task.due, left, task.place
    )


_LINES = {"veto": _vetoes, "head": _heads, "overdue": _overdue, "case": _cases, "decide": _to_decide}
