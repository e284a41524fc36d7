"""Small filled workbooks: enough in them for every formula to have something to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from softenv_xl.books import CONTROL, RETURN
from softenv_xl.registers.words import ANSWER, EVIDENCE_SOURCE, EVIDENCE_STATE, PROGRESS, STATUS
from softenv_xl.templates import initial_content
from softenv_xl.templates.book import draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.templates.canvas import Filling, Row
    from softenv_xl.words import Lang


def control(lang: Lang) -> bytes:
    """Two departments; one item overdue, one closed, one whose deadline is no date."""
    book = initial_content.with_bans(CONTROL)
    blank = initial_content.filling(book, lang)
    item = str(blank.tables["rulebook"][0]["label"])
    row: Row = {"number": "007", "item": item, "problem": "?", "deadline": date(2026, 9, 30)}
    tables: dict[str, Sequence[Row]] = {
        **blank.tables,
        "departments": [{"name": "语文组", "head": "Li"}, {"name": "Maths"}],
        "people": [
            {"number": "007", "name": "Wang", "department": "Maths"},
            {"number": "008", "name": "Sun", "department": "no such department"},
        ],
        "tracker": [
            {**row, "id": "1", "status": STATUS.word("open", lang), "overdue": 10},
            {**row, "id": "2", "standing": STATUS.word("closed", lang), "overdue": 0},
            {**row, "id": "3", "deadline": "9月底", "progress": PROGRESS.word("done", lang), "overdue": 0},
            {**row, "id": "4", "revised": date(2026, 10, 9), "item": "no such item", "overdue": 1},
        ],
        "evidence": [
            {
                "id": "1",
                "item": item,
                "source": EVIDENCE_SOURCE.word("complaint", lang),
                "state": EVIDENCE_STATE.word("alleged", lang),
                "date": date(2026, 5, 4),
            }
        ],
    }
    values = {**blank.values, "settings_school": "金湖中学", "settings_as_of": date(2026, 10, 10)}
    return draw(book, lang, initial_content.filled(book, tables, values))


def teacher_return(lang: Lang) -> bytes:
    """One yes with its problem, one without; a deadline outside the stage."""
    blank = initial_content.filling(RETURN, lang)
    answers = ["yes", "yes", *["no"] * (len(blank.tables["selfcheck"]) - 3)]
    selfcheck = [
        {**row, "answer": ANSWER.word(answer, lang)}
        for row, answer in zip(blank.tables["selfcheck"], answers, strict=False)
    ]
    problem: Row = {
        "item": selfcheck[0]["item"],
        "problem": "?",
        "found": date(2026, 8, 1),
        "measure": "!",
        "owner": "Wang",
        "deadline": date(2026, 12, 31),
    }
    numbered = blank.tables["problems"]
    tables: dict[str, Sequence[Row]] = {
        **blank.tables,
        "selfcheck": [*selfcheck, blank.tables["selfcheck"][-1]],
        "problems": [{**numbered[0], **problem}, *numbered[1:]],
        "department_list": [{"name": "Maths"}],
    }
    values = {
        **blank.values,
        "identity_school": "金湖中学",
        "identity_office": "office@jinhu.example",
        "identity_number": "007",
        "identity_department": "Maths",
        "identity_filled_on": "yesterday",
    }
    return draw(RETURN, lang, _with_departments(initial_content.filled(RETURN, tables, values)))


def _with_departments(filling: Filling) -> Filling:
    words = frozenset(str(row["name"]) for row in filling.tables["department_list"])
    return replace(filling, lists={**filling.lists, "pick_departments": words})
