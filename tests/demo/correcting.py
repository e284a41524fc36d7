"""How a teacher corrects a copy that came back: what is typed to put each of the demo's wrong returns right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from softenv_xl.books import RETURN
from softenv_xl.demo import Mail
from softenv_xl.demo.people import DEPARTMENTS
from softenv_xl.words import Lang, Text

_NO = Text("无", "No")

# What a teacher types to put each right, by the fault's name: the form's part, the cell, the value.
Typed = tuple[str, str, Any]
MENDED: dict[str, Callable[[Mail, Lang], Typed]] = {
    "number-missing": lambda mail, _: ("identity", "B13", mail.sender.number),
    "number-mistyped": lambda mail, _: ("identity", "B13", mail.sender.number),
    "name-mistyped": lambda mail, lang: ("identity", "B14", mail.sender.name(lang)),
    "name-of-another": lambda mail, lang: ("identity", "B14", mail.sender.name(lang)),
    "department-wrong": lambda mail, lang: ("identity", "B15", DEPARTMENTS[mail.sender.department][0](lang)),
    "last-years-form": lambda *_: ("identity", "B5", 2026),
    "older-form": lambda *_: ("identity", "B6", "1"),
    "day-missing": lambda *_: ("identity", "B16", date(2026, 9, 3)),
    "unanswered": lambda _, lang: ("selfcheck", "C6", _NO(lang)),
    "no-problem-row": lambda _, lang: ("selfcheck", "C5", _NO(lang)),
    "own-word": lambda _, lang: ("selfcheck", "C6", _NO(lang)),
    "nearly-the-word": lambda _, lang: ("selfcheck", "C5", _NO(lang)),
    "no-measure": lambda *_: ("problems", "E5", "Give it back"),
    "no-owner": lambda *_: ("problems", "F5", "me"),
    "no-deadline": lambda *_: ("problems", "G5", date(2026, 10, 9)),
    "deadline-before-problem": lambda *_: ("problems", "G5", date(2026, 10, 9)),
    "deadline-too-late": lambda *_: ("problems", "G5", date(2026, 10, 9)),
    "deadline-in-words": lambda *_: ("problems", "G5", date(2026, 10, 9)),
    "unknown-progress": lambda *_: ("problems", "H5", None),
    "formula": lambda *_: ("problems", "G5", date(2026, 10, 9)),
    "error-value": lambda *_: ("problems", "D5", date(2026, 8, 9)),
    "too-long": lambda *_: ("problems", "C5", "Too long"),
    "number-twice": lambda *_: ("problems", "A6", 2),
    "column-twice": lambda *_: ("problems", "K4", None),
}


def corrected(copy: bytes, mail: Mail, lang: Lang) -> bytes:
    assert mail.fault
    sheet, cell, value = MENDED[mail.fault.name](mail, lang)
    book = load_workbook(BytesIO(copy))
    book[RETURN.sheet(sheet).name(lang)][cell] = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()
