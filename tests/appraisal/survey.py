"""A school with teachers in three departments, its parents' sheets, and the files that three form tools make of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook

from softenv_xl import templates
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.registers import appraisal_rounds, departments, people
from softenv_xl.registers.appraisal_questions import LOOKUP
from softenv_xl.sheets.patch import Patch, RowPatch, TablePatch
from softenv_xl.words import Lang

AS_OF = date(2026, 10, 20)
ROUND = "AP-001"
GROUPS = ("语文组", "数学组", "总务处")
TEACHERS = {
    **{f"T01{n:02}": (f"语文{'甲乙丙丁戊'[n]}", GROUPS[0]) for n in range(5)},
    **{f"T02{n:02}": (f"数学{'甲乙丙丁'[n]}", GROUPS[1]) for n in range(4)},
    **{f"T03{n:02}": (f"总务{'甲乙丙'[n]}", GROUPS[2]) for n in range(3)},
}
"""Names and departments by staff number."""

HIDDEN = "T0101"
"""The teacher of whom only four parents say anything."""

_RESPONDENTS = dict(zip(TEACHERS, (30, 4, 7, 25, 40, 22, 18, 9, 31, 12, 15, 26), strict=True))
MARKED, CONDUCT = ("Q1", "Q2", "Q3", "Q4", "Q5"), ("C1", "C2", "C3", "C4", "C5")
WORDS = {str(row["id"]): str(row["text_zh"]) for row in LOOKUP.rows("zh")}
_STEPS = ("满意", "满意", "满意", "基本满意", "不满意", "不了解")
SECRETS = ("10.20.30.", "微信昵称某某", "2026-10-05 08:")
"""What stands in the files' columns about the sender: nothing that is written may hold it."""


@dataclass(frozen=True)
class Sheet:
    """One parent's answers about one teacher, by question; blank where there are none."""

    teacher: str
    answers: Mapping[str, str] = field(default_factory=dict)
    number: int = 0

    @property
    def sent(self) -> str:
        return f"2026-10-05 08:{self.number // 60 % 60:02}:{self.number % 60:02}"

    @property
    def address(self) -> str:
        return f"{SECRETS[0]}{self.number % 250}"


def sheets(
    respondents: Mapping[str, int] = _RESPONDENTS, seed: int = 1, hidden_says: Sequence[str] = ()
) -> list[Sheet]:
    """So many sheets about each teacher. `hidden_says` are the overall answers about HIDDEN, if they shall be others."""
    dice = Random(seed)
    made: list[Sheet] = []
    for teacher, count in respondents.items():
        for one in range(count):
            answers = {question: dice.choice(_STEPS) for question in MARKED}
            answers["Q5"] = dice.choice(_STEPS[:5])
            answers |= dict.fromkeys(CONDUCT, "没有")
            if teacher == HIDDEN and hidden_says:
                answers |= dict.fromkeys(MARKED, hidden_says[one % len(hidden_says)])
            made.append(Sheet(teacher, answers, len(made)))
    return made


def wenjuanxing(found: Iterable[Sheet]) -> list[list[Value]]:
    """An export with numbered questions; -3 for what was skipped."""
    asked = (*MARKED, *CONDUCT, "T1")
    top: list[Value] = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、请选择教师"]
    top += [f"{n}、{WORDS[question]}" for n, question in enumerate(asked, 2)]
    rows: list[list[Value]] = [top]
    for n, sheet in enumerate(found, 1):
        start: list[Value] = [
            n,
            sheet.sent,
            "93秒",
            "微信",
            SECRETS[1],
            f"{sheet.address}(北京)",
            TEACHERS[sheet.teacher][0],
        ]
        rows.append([*start, *(sheet.answers.get(question) or "-3" for question in asked)])
    return rows


def tencent(found: Iterable[Sheet]) -> list[list[Value]]:
    """An export that marks the kind of question and gives the staff number."""
    asked = (*MARKED, *CONDUCT, "T1")
    top: list[Value] = [
        "编号",
        "开始答题时间",
        "结束答题时间",
        "答题时长",
        "IP",
        "UA",
        "昵称",
        "1.被评教师（必填）",
    ]
    top += [f"{n}.{WORDS[question]}[单选题]" for n, question in enumerate(asked, 2)]
    rows: list[list[Value]] = [top]
    for n, sheet in enumerate(found, 1):
        start: list[Value] = [
            n,
            sheet.sent,
            sheet.sent,
            "1分33秒",
            sheet.address,
            "Mozilla/5.0",
            SECRETS[1],
            sheet.teacher,
        ]
        rows.append([*start, *(sheet.answers.get(question, "") for question in asked)])
    return rows


def jinshuju(found: Iterable[Sheet]) -> list[list[Value]]:
    """An export with who sent it behind the questions, times as dates, and questions in other places."""
    asked = ("T1", *reversed(MARKED), *CONDUCT)
    top: list[Value] = [
        "序号",
        *(WORDS[question] for question in asked),
        "教师姓名",
        "提交时间",
        "微信昵称",
        "微信OpenID",
        "填写设备",
        "IP",
    ]
    rows: list[list[Value]] = [top]
    for n, sheet in enumerate(found, 1):
        sent = datetime(2026, 10, 5, 8) + timedelta(seconds=sheet.number)  # noqa: DTZ001 - as the tool writes it
        end: list[Value] = [TEACHERS[sheet.teacher][0], sent, SECRETS[1], "oAbC123", "手机", sheet.address]
        rows.append([n, *(sheet.answers.get(question) or None for question in asked), *end])
    return rows


LAYOUTS: dict[str, Callable[[Iterable[Sheet]], list[list[Value]]]] = {
    "wenjuanxing": wenjuanxing,
    "tencent": tencent,
    "jinshuju": jinshuju,
}


def write_xlsx(path: Path, rows: Iterable[Sequence[Value]]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def write_csv(path: Path, rows: Iterable[Sequence[Value]], encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def control(path: Path, lang: Lang = "zh", invited: int | None = 300) -> Path:
    """The school's control workbook with one round."""
    package = templates.path("control", lang).read_bytes()
    staff = [(number, name, group) for number, (name, group) in TEACHERS.items()]
    one = ("秋季家长评议", date(2026, 9, 20), date(2026, 10, 10), invited, 5)
    for spec, keys, rows in (
        (departments.SPEC, ("name",), [(group,) for group in GROUPS]),
        (people.SPEC, ("number", "name", "department"), staff),
        (appraisal_rounds.SPEC, ("title", "opened", "closed", "invited", "target"), [one]),
    ):
        headers = tuple(spec.column(key).label(lang) for key in keys)
        patches = tuple(RowPatch(0 if n == 0 else None, row) for n, row in enumerate(rows))
        package = apply(package, Patch((TablePatch(spec.key, headers, patches),)), path.name)
    path.write_bytes(package)
    return path


def folder(beside: Path, lang: Lang = "zh") -> Path:
    """The round's folder beside the control workbook."""
    made = beside / ("评议" if lang == "zh" else "appraisal") / ROUND
    made.mkdir(parents=True, exist_ok=True)
    return made


def about(found: Sequence[Sheet], change: Mapping[str, str], number: int) -> list[Sheet]:
    """The sheets, the one in that place with other answers."""
    sheet = found[number]
    return [*found[:number], replace(sheet, answers={**sheet.answers, **change}), *found[number + 1 :]]


def many(beside: Path, count: int) -> Path:
    """A control workbook, and a round's folder with one file of so many sheets."""
    import xlsxwriter  # writes long files in little time

    made, base = control(beside / "c.xlsx", invited=None), sheets()
    top, *rows = wenjuanxing(base)
    with xlsxwriter.Workbook(folder(beside) / "1.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, top)
        for at in range(count):
            moment = datetime(2026, 10, 5) + timedelta(seconds=at)  # noqa: DTZ001 - as the tool writes it
            page.write_row(at + 1, 0, [at, f"{moment:%Y-%m-%d %H:%M:%S}", *rows[at % len(rows)][2:]])
    return made
