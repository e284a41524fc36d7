"""The demo's parents appraise its teachers: 1,046 sheets in the files of three form tools, and what is planted in them.

Of one teacher only four parents say anything; a comment names paid tutoring, and three parents have seen gifts. One code
was used twice, one sheet names a teacher whom nobody knows, and many parents don't know.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from softenv_xl import appraising
from softenv_xl.demo.people import Teacher
from softenv_xl.demo.registers_kept import ENTERED
from softenv_xl.demo.reproducible_files import touch
from softenv_xl.demo.school import SEED, School
from softenv_xl.gate.limits import SURVEY
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.registers.appraisal_questions import LOOKUP
from softenv_xl.registers.appraisal_words import APPRAISAL_STEP
from softenv_xl.words import Lang, Text

ROUND = "AP-001"
SHEETS = 1046
FEW, NEXT = 4, 7
"""So many parents speak of one teacher, and of another one of the same department."""

_SENT = datetime(2026, 10, 14, 11, 30)  # noqa: DTZ001 - naive UTC, as everything about files is
_WORDS = {
    "time": Text("提交答卷时间", "Submitted at"),
    "address": Text("来自IP", "IP address"),
    "nickname": Text("微信昵称", "Nickname"),
    "number": Text("序号", "No."),
    "teacher": Text("教师姓名", "Teacher"),
    "code": Text("问卷码", "Code"),
}
_COMMENT = Text(
    "孩子说周末在老师家补课，按次收费，电话 139 0000 1234",
    "Tutoring at home at weekends, paid; my phone: 139 0000 1234",
)
_STEPS = ("satisfied",) * 11 + ("fairly",) * 5 + ("dissatisfied",) * 2 + ("unsure",) * 2
_MARKED, _CONDUCT = ("Q1", "Q2", "Q3", "Q4", "Q5"), ("C1", "C2", "C3", "C4", "C5")
_Answers = dict[str, str]


def ask_parents(school: School, day: date) -> None:
    """On the day on which the office enters the round, the files come, and are counted."""
    if day != ENTERED:
        return
    folder = school.folder / appraising.FOLDER(school.lang) / ROUND
    folder.mkdir(parents=True, exist_ok=True)
    sheets = _sheets(school)
    _write_xlsx(folder / "1.xlsx", _rows(sheets[:400], school.lang, ("number", "time", "address", "teacher")))
    _write_csv(
        folder / "2.csv", _rows(sheets[400:800], school.lang, ("number", "teacher", "time", "nickname"))
    )
    _write_xlsx(folder / "3.xlsx", _rows(sheets[800:], school.lang, ("code", "time", "nickname", "teacher")))
    for path in folder.iterdir():
        touch(path, _SENT)
    workbook = FileWorkbook(school.control)
    opened = appraising.open_round(workbook, day)
    appraising.appraise(workbook, opened, deliveries(files_in([folder]), 1, limits=SURVEY), day)


def _sheets(school: School) -> list[_Answers]:
    """Each sheet's answers by question, and whom it is about."""
    dice = Random(SEED)  # noqa: S311 - a made-up school
    first, second, *others = school.teachers[1:]
    about: list[Teacher] = [first] * FEW + [second] * NEXT
    about += [others[n % len(others)] for n in range(SHEETS - len(about))]
    dice.shuffle(about)
    sheets = [_answers(dice, teacher, school.lang) for teacher in about]
    gifts = [at for at, teacher in enumerate(about) if teacher == others[20]][:3]
    for at in gifts:
        sheets[at]["C3"] = APPRAISAL_STEP.word("seen", school.lang)
    tutoring = next(at for at, teacher in enumerate(about) if teacher == others[30])
    sheets[tutoring]["T1"] = _COMMENT(school.lang)
    sheets[10]["teacher"] = Text("实习的老师", "The trainee")(school.lang)
    for at, sheet in enumerate(sheets):
        sheet |= {
            "number": str(at + 1),
            "time": f"{_SENT - timedelta(minutes=at):%Y-%m-%d %H:%M:%S}",
            "address": f"10.{at % 200}.7.{at % 90}",
            "nickname": f"wx{at:04}",
            "code": f"K{at:05}",
        }
    sheets[-1]["code"] = sheets[-2]["code"]
    return sheets


def _answers(dice: Random, teacher: Teacher, lang: Lang) -> _Answers:
    steps = {question: dice.choice(_STEPS) for question in _MARKED}
    steps |= dict.fromkeys(_CONDUCT, "not_seen")
    words = {question: APPRAISAL_STEP.word(step, lang) for question, step in steps.items()}
    return {**words, "teacher": teacher.name(lang), "T1": ""}


def _rows(sheets: Sequence[_Answers], lang: Lang, around: Sequence[str]) -> Iterable[list[Value]]:
    """As a tool gives them: what it says of the sender before the questions, which it numbers."""
    asked = {str(row["id"]): str(row[f"text_{lang}"]) for row in LOOKUP.rows(lang)}
    yield [
        *(_WORDS[key](lang) for key in around),
        *(f"{n}. {text}" for n, text in enumerate(asked.values(), 1)),
    ]
    for sheet in sheets:
        yield [sheet[key] or None for key in (*around, *asked)]


def _write_xlsx(path: Path, rows: Iterable[Sequence[Value]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _SENT})
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)


def _write_csv(path: Path, rows: Iterable[Sequence[Value]]) -> None:
    """In the encoding that Chinese spreadsheets take a text for."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
