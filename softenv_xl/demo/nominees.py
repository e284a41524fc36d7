"""Whom the demo's departments put forward for the top ten, and what was decided.

What is found wrong there: somebody elected who is barred, a tie for the tenth place, two marks typed over the parents', a
notice that was too short, an award before the notice had ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.demo.charges import Entered
from softenv_xl.demo.plan_kept import somebody
from softenv_xl.demo.registers_kept import ENTERED, in_words
from softenv_xl.registers import honours
from softenv_xl.registers.criteria import WHOLE
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Text

_ELECTED: Entered = {
    "decision": "elected",
    "notice_from": date(2026, 11, 2),
    "notice_until": date(2026, 11, 10),
    "notice_at": "board",
    "objections": 0,
}
_MERITS = (
    Text("二十年无投诉，常年家访", "No complaint in twenty years; visits families"),
    Text("关爱留守儿童", "Cares for children whose parents work elsewhere"),
    Text("教学突出，廉洁从教", "Teaches well, takes nothing"),
)

# Department and place in it, both from 0; the mean of the marks; what was decided.
_NOMINEES: tuple[tuple[int, int, int, Entered], ...] = (
    (0, 0, 97, _ELECTED),
    (2, 0, 96, _ELECTED),
    (4, 0, 95, _ELECTED),
    (5, 0, 94, {**_ELECTED, "notice_until": date(2026, 11, 5)}),
    (1, 0, 93, _ELECTED),
    (0, 2, 92, _ELECTED),
    (2, 2, 91, {**_ELECTED, "awarded": date(2026, 11, 9)}),
    (4, 1, 90, _ELECTED),
    (5, 2, 89, _ELECTED),
    (1, 2, 87, {}),
    (3, 0, 87, {}),
    (3, 4, 95, _ELECTED),
)

_TYPED = frozenset((0, 5, 9, 10))
"""Of those the parents' mark is typed: of two nobody may see it, for two the panel thinks otherwise."""


def nominees(control: Control, day: date) -> Iterator[TablePatch]:
    """The table as the office fills it on that day; none on any other."""
    if day == ENTERED:
        rows = [
            {"number": somebody(control, department, place)["number"], **_marks(mean, at), **decided}
            for at, (department, place, mean, decided) in enumerate(_NOMINEES)
        ]
        yield table_patch(control, honours.SPEC, [Placed(None, in_words(row, control.lang)) for row in rows])


def _marks(mean: int, at: int) -> Entered:
    """Marks that come to the mean, not all alike. The parents' own is left to the program, but where it shows none, and where
    the panel types another.
    """
    apart = at % 3
    parents = {"k5": mean} if at in _TYPED else {}
    return {
        "nominated_by": "parents" if at % 4 == 1 else "department",
        "reason": _MERITS[at % len(_MERITS)],
        **{f"k{one}": min(WHOLE, mean + way) for one, way in enumerate((apart, -apart, apart, -apart), 1)},
        **parents,
    }
