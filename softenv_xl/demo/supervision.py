"""Items of the demo's tracker that are under supervision, and how often somebody looked.

What is found wrong there: two follow-ups missed and nobody pushed, supervision lifted while the item is open, a term
that has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.demo.charges import Entered
from softenv_xl.demo.registers_kept import ENTERED, in_words
from softenv_xl.registers import followups, supervised
from softenv_xl.registers.words import AT_REST
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Text

# Of items that stay open for some weeks, those latest due first; the very latest turns out to be none (clerks_work).
_OPEN: tuple[Entered, ...] = (
    {
        "level": "school", "reason": Text("涉及全体新生", "All new pupils are concerned"), "listed": date(2026, 10, 9),
        "due": date(2026, 12, 10), "every": 14,
    },
    {
        "level": "school", "reason": Text("反复出现", "It comes again and again"), "listed": date(2026, 9, 25),
        "due": date(2026, 12, 18), "every": 14,
    },
    {
        "level": "school", "reason": Text("多次反映", "Told several times"), "listed": date(2026, 9, 25),
        "due": date(2026, 12, 18), "every": 30, "lifted": date(2026, 11, 4), "lifted_by": Text("组长", "Head of the group"),
    },
    {
        "level": "bureau", "reason": Text("上级交办", "From above"), "listed": date(2026, 9, 25), "due": date(2026, 11, 13),
        "every": 30, "escalation": "slip", "escalated": date(2026, 11, 5),
    },
)  # fmt: skip
_CLOSED: Entered = {
    "level": "school",
    "reason": Text("家长关注", "Parents ask about it"),
    "listed": date(2026, 9, 18),
    "due": date(2026, 11, 6),
    "every": 14,
    "lifted": date(2026, 11, 6),
    "lifted_by": Text("组长", "Head of the group"),
}

_LOOKS = (
    ("SU-001", date(2026, 10, 23), "on_track", Text("已退费八成", "Four fifths are refunded")),
    ("SU-001", date(2026, 11, 6), "on_track", Text("剩余三户", "Three families are left")),
    ("SU-002", date(2026, 10, 9), "slow", Text("等待批复", "Waiting for a decision")),
    ("SU-003", date(2026, 10, 24), "on_track", Text("已整改一半", "Half of it is put right")),
    ("SU-004", date(2026, 10, 23), "stalled", Text("责任人调整中", "Somebody else is to take it over")),
    ("SU-004", date(2026, 11, 5), "slow", Text("已发督办单", "The slip was handed over")),
    ("SU-005", date(2026, 10, 2), "on_track", Text("按计划推进", "As planned")),
    ("SU-005", date(2026, 10, 16), "on_track", Text("按计划推进", "As planned")),
    ("SU-005", date(2026, 10, 30), "done", Text("现场核验", "Seen on the spot")),
)


def supervision(control: Control, day: date) -> Iterator[TablePatch]:
    """The two tables as the office fills them on that day; none on any other."""
    if day != ENTERED:
        return
    items = [row.values for row in control.checked["tracker"].rows if row.values["deadline"]]
    items.sort(key=lambda item: (str(item["deadline"]), str(item["id"])), reverse=True)
    open_ = [item["id"] for item in items if item["standing"] not in AT_REST][1 : len(_OPEN) + 1]
    closed = next(item["id"] for item in items if item["standing"] == "closed")
    by: Entered = {"supervisor": control.people[0].number}
    rows = [{"fix": item, **by, **row} for item, row in zip((*open_, closed), (*_OPEN, _CLOSED), strict=True)]
    yield table_patch(control, supervised.SPEC, _placed(control, rows))
    looks: list[Entered] = [
        {"supervised": item, "on": on, "result": result, "note": found, "by": Text("办公室", "Office")}
        for item, on, result, found in _LOOKS
    ]
    yield table_patch(control, followups.SPEC, _placed(control, looks))


def _placed(control: Control, rows: Sequence[Entered]) -> list[Placed]:
    return [Placed(None, in_words(row, control.lang)) for row in rows]
