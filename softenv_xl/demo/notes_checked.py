"""What the office enters of the demo school's study notes: checked once, and some of them again."""

from __future__ import annotations

from datetime import date

from softenv_xl.demo.school import School
from softenv_xl.grid.cell import Value
from softenv_xl.words import Text

CHECKED = date(2026, 10, 9)
"""The day on which the checks of September are entered."""

_DUE, _RECHECK_BY, _RECHECKED = date(2026, 9, 28), date(2026, 12, 11), date(2026, 10, 8)
_COPIED = Text("多处照抄", "Copied in several places")
_LEAVE = Text("病假", "Sick leave")

# What came of the notes by department and by person of it, both from 0; all others passed.
_OTHERWISE: dict[tuple[int, int], dict[str, Value]] = {
    (0, 3): {"result": "missing", "rechecked": _RECHECKED, "recheck": "made_good"},
    (1, 2): {"result": "missing", "recheck_due": _RECHECK_BY},
    (3, 6): {"result": "fail", "rechecked": _RECHECKED, "recheck": "still"},
    (4, 2): {"result": "pass", "words": 900},
    (4, 5): {"result": "exempt"},
    (5, 8): {"result": None},
}

_BY_THEMSELVES = {(2, 1)}
"""Who checked their own notes, by department and place."""

_WITHOUT = {(2, 7), (4, 7), *((5, place) for place in range(1, 8))}
"""Of whom nothing is recorded, by department and place."""


def notes_checked(school: School) -> list[dict[str, Value]]:
    """A row of one period for nearly everybody: checked by the department's head, whose own are checked by another; and in
    one case by whoever wrote them.
    """
    heads = [teacher.number for teacher in school.teachers if teacher.head]
    rows = []
    for department, head in enumerate(heads):
        theirs = [teacher for teacher in school.teachers if teacher.department == department]
        for place, teacher in enumerate(theirs):
            if (department, place) in _WITHOUT:
                continue
            came = _OTHERWISE.get((department, place), {"result": "excellent" if place % 4 == 0 else "pass"})
            row: dict[str, Value] = {
                "period": "2026-09",
                "number": teacher.number,
                "kind": "study",
                "due": _DUE,
            }
            if came["result"] != "missing":
                row |= {"submitted": _DUE, "pieces": 4, "words": 5200 + 100 * place}
            if came["result"]:
                checker = head if teacher.number != head else heads[department == 0]
                checker = teacher.number if (department, place) in _BY_THEMSELVES else checker
                row |= {"checker": checker, "checked": date(2026, 9, 30)}
            if came["result"] in ("fail", "exempt"):
                row["reason"] = _COPIED(school.lang) if came["result"] == "fail" else _LEAVE(school.lang)
            rows.append(row | came)
    return rows
