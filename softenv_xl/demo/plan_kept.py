"""How the demo school's office follows its plan: who has signed what, which meetings were held, which tasks are set.

What is found wrong there: a letter that nobody signed in time, one whose signer isn't the head, one signed before it was
issued; a meeting without minutes, one that is late; a task that is overdue, one accepted before it was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.demo.charges import Entered
from softenv_xl.demo.people import DEPARTMENTS
from softenv_xl.demo.registers_kept import ENTERED, in_words
from softenv_xl.grid.cell import Value
from softenv_xl.registers import letters, milestones, tasks
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Text

_ISSUED, _SIGNED, _DUE, _UNTIL = date(2026, 5, 6), date(2026, 5, 12), date(2026, 5, 31), date(2026, 12, 31)
_LETTER: Entered = {
    "kind": "department",
    "goals": Text("收费、师德、来信来访零违规", "No breach in fees, conduct, letters and visits"),
    "due": _DUE,
    "issued": _ISSUED,
    "signed": _SIGNED,
    "valid_from": _SIGNED,
    "valid_until": _UNTIL,
    "copies": 2,
    "filed": Text("办公室档案柜", "Office, cabinet 3"),
}
_PLEDGE: Entered = {
    **_LETTER,
    "kind": "personal",
    "goals": Text("不从事有偿补课，不收受礼品", "No paid tutoring, no gifts"),
    "copies": 1,
}
_UNSIGNED: Entered = dict.fromkeys(("signed", "valid_from", "valid_until", "filed"))

# Department and place in it, both from 0, of whoever signs.
_LETTERS: tuple[tuple[int, int, Entered], ...] = (
    (0, 0, _LETTER),
    (1, 0, {**_LETTER, "signed": date(2026, 6, 3), "valid_from": date(2026, 6, 3)}),
    (2, 1, _LETTER),
    (3, 0, {**_LETTER, **_UNSIGNED}),
    (4, 0, {**_LETTER, "signed": date(2026, 5, 2), "valid_from": date(2026, 5, 2)}),
    (5, 0, _LETTER),
    (1, 0, {**_LETTER, "kind": "fees", "goals": None}),
    (0, 3, _PLEDGE),
    (1, 4, _PLEDGE),
    (5, 2, {**_PLEDGE, **_UNSIGNED, "due": date(2026, 11, 30), "issued": date(2026, 11, 2)}),
)


def _step(kind: str, planned: date, held: date | None, zh: str, en: str, **other: Value | Text) -> Entered:
    row: Entered = {"kind": kind, "title": Text(zh, en), "planned": planned, "held": held}
    return {**row, **other}


def _minutes(number: int) -> Text:
    return Text(f"纪要〔2026〕{number}号", f"Minutes 2026-{number}")


_STEPS: tuple[tuple[int, Entered], ...] = (
    (0, _step(
        "mobilisation", date(2026, 4, 20), date(2026, 4, 20), "软环境建设动员会", "The campaign is launched",
        minutes=_minutes(3), place=Text("报告厅", "Hall"), chair=Text("校长", "Principal"), expected=60, present=58,
    )),
    (0, _step(
        "document", date(2026, 4, 24), date(2026, 4, 24), "印发实施方案", "The plan goes out",
        minutes=Text("校字〔2026〕11号", "No. 2026-11"),
    )),
    (3, _step("department", date(2026, 5, 8), date(2026, 5, 15), "理综组部门会议", "Science meets", minutes=_minutes(5))),
    (2, _step("forum", date(2026, 8, 28), date(2026, 8, 28), "家长座谈会", "Forum with parents", minutes=_minutes(9))),
    (4, _step("activity", date(2026, 9, 4), date(2026, 9, 4), "师德宣誓", "Teachers' oath")),
    (0, _step("regular", date(2026, 9, 18), date(2026, 9, 18), "九月例会", "Meeting of September", minutes=_minutes(12))),
    (0, _step("regular", date(2026, 10, 16), date(2026, 10, 16), "十月例会", "Meeting of October", minutes=_minutes(14))),
    (1, _step("department", date(2026, 10, 20), date(2026, 10, 20), "数学组整改会", "Mathematics: what to put right")),
    (5, _step("department", date(2026, 10, 27), None, "艺体组整改会", "Arts and sports: what to put right")),
    (0, _step("regular", date(2026, 11, 27), None, "十一月例会", "Meeting of November")),
    (0, _step("summary", date(2026, 12, 25), None, "总结表彰会", "Summary, honours")),
)  # fmt: skip


def _task(source: str, due: date, zh: str, en: str, **other: Value | Text) -> Entered:
    return {"source": source, "due": due, "task": Text(zh, en), **other}


_SEPTEMBER: Entered = {"source": "meeting", "milestone": "MS-006", "set_on": date(2026, 9, 18)}
_OCTOBER: Entered = {"source": "meeting", "milestone": "MS-007", "set_on": date(2026, 10, 16)}
_BY: Entered = {"accepted": "fulfilled", "accepted_by": Text("副组长", "Vice-head")}
_SEEN = Text("现场核验", "Seen on the spot")

_TASKS: tuple[tuple[int, int, Entered], ...] = (
    (1, 0, {
        **_task("meeting", date(2026, 10, 10), "更新收费公示栏", "Renew the board of charges"), **_SEPTEMBER, **_BY,
        "done": date(2026, 10, 8), "result": _SEEN,
    }),
    (2, 0, {
        **_task("meeting", date(2026, 10, 14), "家长接待日排班", "Rota for parents' visits"), **_SEPTEMBER,
        "done": date(2026, 10, 19), "result": _SEEN,
    }),
    (3, 0, {**_task("meeting", date(2026, 11, 6), "清理校外补课", "Look into tutoring"), **_OCTOBER}),
    (1, 2, {
        **_task("meeting", date(2026, 11, 27), "退还校服差价", "Refund what the uniform cost too much"), **_OCTOBER,
        "fix": "FX-FE-004",
    }),
    (4, 0, {**_task("meeting", date(2026, 12, 4), "培训班主任", "Train the class teachers"), **_OCTOBER, **_BY}),
    (0, 0, _task("plan", date(2026, 12, 18), "汇总年度台账", "Sum up the year's registers")),
    (5, 0, _task("superior", date(2026, 11, 13), "报送自查报告", "Report to the bureau", revised=date(2026, 11, 30))),
)  # fmt: skip


def plan_kept(control: Control, day: date) -> Iterator[TablePatch]:
    """The tables as the office fills them on that day; none on any other."""
    if day != ENTERED:
        return
    for spec, rows in (
        (letters.SPEC, [{**row, **somebody(control, *whom)} for *whom, row in _LETTERS]),
        (milestones.SPEC, [{**row, "department": _name(control, at)} for at, row in _STEPS]),
        (tasks.SPEC, [{**row, **somebody(control, *whom)} for *whom, row in _TASKS]),
    ):
        yield table_patch(control, spec, [Placed(None, in_words(row, control.lang)) for row in rows])


def somebody(control: Control, department: int, place: int) -> Entered:
    """Somebody's number and department, by the places of both, from 0."""
    name = _name(control, department)
    numbers = [person.number for person in control.people if person.department == name]
    return {"department": name, "number": numbers[place]}


def _name(control: Control, department: int) -> str:
    return DEPARTMENTS[department][0](control.lang)
