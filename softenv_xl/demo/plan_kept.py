"""How the demo school's office follows its plan: who has signed what.

What is found wrong there: a letter that nobody signed in time, one whose signer isn't the head, one signed before it was issued.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.demo.people import DEPARTMENTS
from softenv_xl.demo.registers_kept import ENTERED
from softenv_xl.grid.cell import Value
from softenv_xl.registers import letters
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Text

_Row = Mapping[str, Value | Text]

_ISSUED, _SIGNED, _DUE, _UNTIL = date(2026, 5, 6), date(2026, 5, 12), date(2026, 5, 31), date(2026, 12, 31)
_LETTER: _Row = {
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
_PLEDGE: _Row = {
    **_LETTER,
    "kind": "personal",
    "goals": Text("不从事有偿补课，不收受礼品", "No paid tutoring, no gifts"),
    "copies": 1,
}
_UNSIGNED: _Row = dict.fromkeys(("signed", "valid_from", "valid_until", "filed"))

# Department and place in it, both from 0, of whoever signs.
_LETTERS: tuple[tuple[int, int, _Row], ...] = (
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


def plan_kept(control: Control, day: date) -> Iterator[TablePatch]:
    """The tables as the office fills them on that day; none on any other."""
    if day == ENTERED:
        rows = [{**row, **_of(control, department, place)} for department, place, row in _LETTERS]
        yield table_patch(control, letters.SPEC, _placed(control, rows))


def _of(control: Control, department: int, place: int) -> _Row:
    """The department in the workbook's words, and the number of somebody in it."""
    name = DEPARTMENTS[department][0](control.lang)
    return {
        "department": name,
        "number": [person.number for person in control.people if person.department == name][place],
    }


def _placed(control: Control, rows: Sequence[_Row]) -> list[Placed]:
    lang = control.lang
    return [
        Placed(None, {key: value(lang) if isinstance(value, Text) else value for key, value in row.items()})
        for row in rows
    ]
