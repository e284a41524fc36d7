"""What the office does in the control workbook from week to week: evidence, and decisions on the tracker's items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from softenv_xl.control.workbook import Control, read_control
from softenv_xl.demo.nominees import nominees
from softenv_xl.demo.notes_checked import CHECKED, notes_checked
from softenv_xl.demo.people import DEPARTMENTS, Teacher
from softenv_xl.demo.petitions import petitions
from softenv_xl.demo.plan_kept import plan_kept
from softenv_xl.demo.registers_kept import registers_kept
from softenv_xl.demo.school import School, rows_added
from softenv_xl.demo.supervision import supervision
from softenv_xl.demo.wording import DONE
from softenv_xl.flow import Workbook
from softenv_xl.grid.cell import Value
from softenv_xl.registers import evidence, notes, people, rectification
from softenv_xl.registers.words import AT_REST
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch, TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang, Text

# When the office sits down to it; what it decides counts from the next refresh, on the same day.
WEEKS = tuple(date(2026, 9, 11) + timedelta(weeks=n) for n in (0, 1, 2, 4, 5, 6, 7, 8, 9))
_EXECUTIVE = Text("周校长", "Vice-principal Zhou")

_KEY = rectification.SPEC.key

# How many of a hundred items each department lets lie.
_NEGLECTED = (10, 22, 14, 42, 28, 16)


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of the evidence register. `whom` counts the department's people from 0; None means the department.

    `later` is what an allegation turned out to be, and when.
    """

    day: date
    department: int
    whom: int | None
    entry: str
    source: str
    state: str
    reference: Text
    later: tuple[date, str] | None = None


FINDINGS = (
    Finding(
        date(2026, 9, 11), 3, 4, "3", "complaint", "alleged",
        Text("家长来信 2026-07 号", "Parent's letter 2026-07"), (date(2026, 10, 9), "substantiated"),
    ),
    Finding(
        date(2026, 9, 11), 1, 7, "1", "inspection", "substantiated",
        Text("收费专项检查记录", "Record of the inspection of fees"),
    ),
    Finding(
        date(2026, 9, 18), 2, 3, "7", "complaint", "alleged",
        Text("热线来电 0917", "Hotline call 0917"), (date(2026, 10, 16), "dismissed"),
    ),
    Finding(
        date(2026, 9, 18), 5, 6, "4", "complaint", "alleged",
        Text("家长来访登记 12 号", "Visit no. 12"), (date(2026, 10, 30), "dismissed"),
    ),
    Finding(date(2026, 9, 25), 0, 2, "9", "inspection", "substantiated", Text("教案检查通报第 2 期", "Lesson-plan check 2")),
    Finding(date(2026, 9, 25), 4, 8, "9", "inspection", "substantiated", Text("教案检查通报第 2 期", "Lesson-plan check 2")),
    Finding(date(2026, 10, 9), 3, 9, "6", "complaint", "alleged", Text("匿名信 3 号", "Anonymous letter 3")),
    Finding(date(2026, 10, 9), 2, None, "10", "inspection", "substantiated", Text("校务公开检查", "Check of what is published")),
    Finding(date(2026, 10, 16), 1, 2, "S3", "appraisal", "alleged", Text("家长评议汇总", "Parents' appraisal, summary")),
    Finding(date(2026, 10, 16), 4, 3, "S7", "appraisal", "alleged", Text("家长评议汇总", "Parents' appraisal, summary")),
    Finding(date(2026, 10, 30), 3, 4, "8", "inspection", "substantiated", Text("职称评审核查", "Check of the title review")),
    Finding(date(2026, 11, 6), 5, 1, "5", "complaint", "alleged", Text("家长来信 2026-19 号", "Parent's letter 2026-19")),
)  # fmt: skip


def do_weekly_work(school: School, day: date, workbook: Workbook) -> None:
    """One week's work of the office, typed into the control workbook."""
    control = read_control(workbook.read(), workbook.name)
    workbook.write(
        Patch(
            (
                table_patch(control, evidence.SPEC, _evidence(school, control, day)),
                table_patch(control, rectification.SPEC, _tracker(school, control, day)),
                table_patch(control, people.SPEC, _people(control, day)),
                *_notes(school, control, day),
                petitions(control, day),
                *registers_kept(control, day),
                *plan_kept(control, day),
                *supervision(control, day),
                *nominees(control, day),
            )
        )
    )


def _notes(school: School, control: Control, day: date) -> Iterator[TablePatch]:
    """The checks of the notes, all on one day: the table is blank until then."""
    if day == CHECKED:
        yield table_patch(control, notes.SPEC, [Placed(None, row) for row in notes_checked(school)])


def _evidence(school: School, control: Control, day: date) -> list[Placed]:
    """New findings of the week entered, earlier ones decided."""
    decided = {
        one.reference(school.lang): one.later[1] for one in FINDINGS if one.later and one.later[0] == day
    }
    new = [_statement(school, control, one) for one in FINDINGS if one.day == day]
    rows = rows_added(control, evidence.SPEC, new)
    for place, row in enumerate(control.checked[evidence.SPEC.key].rows):
        state = decided.get(str(row.values["reference"]))
        if state:
            rows[place] = Placed(row.index, {"state": state})
    return rows


def _statement(school: School, control: Control, one: Finding) -> dict[str, Value]:
    teacher = _whom(school, one)
    return {
        "number": teacher.number if teacher else None,
        "department": DEPARTMENTS[one.department][0](school.lang),
        "item": _item(control, one.entry),
        "source": one.source,
        "state": one.state,
        "date": one.day - timedelta(days=2),
        "reference": one.reference(school.lang),
    }


def _whom(school: School, one: Finding) -> Teacher | None:
    if one.whom is None:
        return None
    return [teacher for teacher in school.teachers if teacher.department == one.department][one.whom]


def _item(control: Control, number: str) -> str | None:
    entry = control.rulebook.entry_of(number)
    return entry.label(control.lang) if entry else None


def _tracker(school: School, control: Control, day: date) -> list[Placed]:
    """Every item looked at; an item of the office's own for whatever was substantiated this week."""
    rows = [Placed(row.index, _decision(row.values, day, school)) for row in control.checked[_KEY].rows]
    if day == WEEKS[0]:
        _reword(school, control, rows)
    if day == WEEKS[-1]:
        _forget_to_sign(control, rows)
        _withdraw(school, control, rows)
    proven = [
        one
        for one in FINDINGS
        if (one.day == day and one.state == "substantiated") or one.later == (day, "substantiated")
    ]
    return [*rows, *(Placed(None, _own_item(school, control, one, day)) for one in proven)]


def _own_item(school: School, control: Control, one: Finding, day: date) -> dict[str, Value]:
    teacher, lang = _whom(school, one), school.lang
    department = DEPARTMENTS[one.department][0](lang)
    head = next(t for t in school.teachers if t.head and t.department == one.department).name(lang)
    return {
        "number": teacher.number if teacher else None,
        "department": department,
        "item": _item(control, one.entry),
        "problem": Text("查实：{what}", "Substantiated: {what}").format(what=one.reference)(lang),
        "found": day,
        "measure": Text(
            "约谈本人，限期整改并书面检查",
            "Talk with those concerned; written account; put right by the date",
        )(lang),
        "owner": head,
        "deadline": day + timedelta(days=21),
        "status": "investigating",
        "reviewer": _EXECUTIVE(lang),
    }


def _decision(row: Mapping[str, Value], day: date, school: School) -> dict[str, Value]:
    """What the office types beside one item that week, if anything."""
    deadline, received = row["deadline"], row["received"]
    effective_status = str(row["standing"])
    if not isinstance(deadline, date) or not isinstance(received, date) or effective_status in AT_REST:
        return {}
    fate = _Fate(str(row["id"]), str(row["department"]), deadline, school.lang)
    if effective_status in ("open", "investigating") and received + timedelta(days=7) <= day:
        return {"status": "remediating", "reviewer": row["reviewer"] or row["head"]}
    if fate.neglected:
        return fate.reminder(row, day)
    if effective_status == "deviation_requested":
        return {"status": "deviation_approved", "revised": fate.revised}
    if effective_status == "remediating" and fate.extended and deadline - timedelta(days=10) <= day:
        return {"status": "deviation_requested", "remarks": fate.reason}
    if effective_status in ("remediating", "deviation_approved") and fate.finished(effective_status) <= day:
        return {"status": "closed", "decision": fate.verdict, "signed_off": row["head"]}
    return {}


class _Fate:
    """How an item goes, from its id alone, so that every run has the same story."""

    def __init__(self, row_id: str, department: str, deadline: date, lang: Lang) -> None:
        dice = Random(row_id)  # noqa: S311 - a made-up school
        names = [name(lang) for name, _ in DEPARTMENTS]
        share = _NEGLECTED[names.index(department)] if department in names else 0
        self.neglected = dice.randrange(100) < share
        self.extended = dice.randrange(100) < 20
        self.revised = deadline + timedelta(days=dice.choice((14, 21, 28)))
        self.verdict = dice.choice(DONE)(lang)
        self.reason = Text("当事人申请延期：材料未齐", "Asked for more time: papers not complete yet")(lang)
        self._lang = lang
        self._deadline, self._days = deadline, dice.randrange(-14, 9)

    def finished(self, effective_status: str) -> date:
        due = self.revised if effective_status == "deviation_approved" else self._deadline
        return due + timedelta(days=self._days)

    def reminder(self, row: Mapping[str, Value], day: date) -> dict[str, Value]:
        """A reminder, noted once the item is a week late."""
        if day < self._deadline + timedelta(days=7) or row["remarks"]:
            return {}
        return {"remarks": Text(f"{day:%m-%d} 已催办", f"Reminded on {day:%m-%d}")(self._lang)}


def _reword(school: School, control: Control, rows: list[Placed]) -> None:
    """The office makes a measure more exact; in one case the teacher's next return has yet another one."""
    theirs = {f"{mail.sender.number}-01" for mail in school.mails if mail.newer}
    measure = Text("在教研组会上说明并书面承诺", "Explain at the department's meeting; sign the pledge")(
        school.lang
    )
    for place, row in enumerate(control.checked[_KEY].rows):
        if row.values["id"] in theirs:
            rows[place] = Placed(row.index, {**rows[place].values, "measure": measure})


def _forget_to_sign(control: Control, rows: list[Placed]) -> None:
    """One item is set to closed, and nobody signs it off."""
    for place, row in enumerate(control.checked[_KEY].rows):
        if row.values["standing"] == "remediating" and not rows[place].values:
            rows[place] = Placed(row.index, {"status": "closed", "decision": DONE[0](control.lang)})
            return


def _withdraw(school: School, control: Control, rows: list[Placed]) -> None:
    """One item turns out to be none."""
    why = Text("与另一项重复列入", "Entered twice: the same as another item")(school.lang)
    for place, row in reversed(list(enumerate(control.checked[_KEY].rows))):
        if row.values["standing"] == "remediating" and not rows[place].values:
            rows[place] = Placed(row.index, {"status": "withdrawn", "decision": why})
            return


def _people(control: Control, day: date) -> list[Placed]:
    """One teacher, whose return had come, moves to another school."""
    known = control.checked[people.SPEC.key].rows
    stays = [row for row in known if row.values["state"] == "accepted" and not row.values["duty"]]
    gone = stays[-1:] if day == WEEKS[-2] else []
    return [Placed(row.index, {"left": day} if row in gone else {}) for row in known]
