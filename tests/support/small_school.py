"""A very small school: three teachers in two departments, their returns as sent and as filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from softenv_xl import templates
from softenv_xl.bans.default import ENTRIES
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.demo.corruptions import Change, edited
from softenv_xl.demo.return_filling import PlannedProblem
from softenv_xl.demo.return_filling import filled_return as fill
from softenv_xl.gate.limits import CONTROL, RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.intake.returns import CheckedReturn, Delivery, check_return
from softenv_xl.registers import departments, people
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.return_form import return_for
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang, Text, same

TODAY = date(2026, 10, 20)
NAMES = (Text("王芳", "Wang Fang"), Text("李薇", "Li Wei"), Text("张志强", "Zhang Zhiqiang"))
NUMBERS = ("2009017", "2011026", "2020003")
GROUPS = (Text("语文组", "Chinese"), Text("数学组", "Mathematics"))

PLANS = (
    PlannedProblem(
        ENTRIES[2], Text("暑期推荐过补习班", "Recommended a private class"), Text("停止并致歉", "Stop, apologise"),
        date(2026, 8, 3), date(2026, 10, 9), "under_way", Text("承诺书", "Pledge"),
    ),
    PlannedProblem(
        ENTRIES[-1], Text("材料拖延一周才办", "Papers lay for a week"), same("48 h"),
        date(2026, 8, 20), date(2026, 11, 30), "not_started", None,
    ),
)  # fmt: skip


@cache
def register(lang: Lang) -> bytes:
    """The control workbook with departments and people. Returns may come at any time: what a test's program
    says of the time of saving is the clock's.
    """
    package = templates.path("control", lang).read_bytes()
    settings = (CellPatch("settings_school", "School"), CellPatch("settings_returns_due", date(2099, 12, 31)))
    groups: list[dict[str, Value]] = [{"name": group(lang), "head": NAMES[0](lang)} for group in GROUPS]
    package = apply(package, Patch((_new(package, departments.SPEC, groups),), settings), "control.xlsx")
    staff: list[dict[str, Value]] = [
        {"number": number, "name": name(lang), "department": GROUPS[i % 2](lang)}
        for i, (number, name) in enumerate(zip(NUMBERS, NAMES, strict=True))
    ]
    return apply(package, Patch((_new(package, people.SPEC, staff),)), "control.xlsx")


@cache
def control(lang: Lang = "zh") -> Control:
    return control_of(register(lang))


def control_of(package: bytes) -> Control:
    book = read(package, CONTROL).book
    assert book
    return read_control(book, "control.xlsx")


@cache
def sent(lang: Lang = "zh", who: int = 0) -> bytes:
    """The blank return of one of the three."""
    known = control(lang)
    patch = return_for(known.people[who], known)
    return apply(templates.path("return", lang).read_bytes(), patch, "return.xlsx")


@cache
def filled(
    lang: Lang = "zh", who: int = 0, plans: Sequence[PlannedProblem] = PLANS, day: date = date(2026, 9, 2)
) -> bytes:
    return fill(sent(lang, who), plans, NAMES[who](lang), day, lang)


def changed(package: bytes, *changes: Change, lang: Lang = "zh") -> bytes:
    """The return with something changed in it by hand."""
    return edited(*changes)(package, lang)


def delivered(package: bytes, file: str = "return.xlsx", saved: datetime | None = None) -> Delivery:
    """The bytes as the gate hands them over."""
    reading = read(package, RETURN)
    moment = saved or datetime(2026, 9, 2, 10)  # noqa: DTZ001 - naive UTC
    return Delivery(file, sha256(package).hexdigest()[:16], moment, reading.book, reading.issues)


def checked(package: bytes, lang: Lang = "zh", file: str = "return.xlsx") -> CheckedReturn:
    return check_return(delivered(package, file), control(lang), TODAY)


def told(result: CheckedReturn) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every issue."""
    return [(issue.code, issue.place.sheet, issue.place.cell) for issue in result.issues]


def loaded(package: bytes, **options: Any) -> Workbook:
    return load_workbook(BytesIO(package), **options)


def values(package: bytes) -> Workbook:
    """What its cells show: no sheet is read but those that are looked at, and of those no table."""
    return loaded(package, data_only=True, read_only=True)


def _new(package: bytes, spec: TableSpec, rows: Sequence[dict[str, Value]]) -> Any:
    return table_patch(control_of(package), spec, [Placed(None, row) for row in rows])
