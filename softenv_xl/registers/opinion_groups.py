"""S12: within how many days each group has its reply. All are the school's own targets; no law sets them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.registers.holidays import Calendar
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.opinion_words import OPINION_GROUP
from softenv_xl.registers.school import Row
from softenv_xl.registers.timeliness import end_of_term
from softenv_xl.registers.words import COUNTING
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Lang, Text

_LONGEST = 365

SPEC = TableSpec(
    key="opinion_groups",
    title=Text("答复时限", "Reply terms"),
    id_column="group",
    columns=(
        Column(
            "group", Text("来源群体", "Group"), Kind.CHOICE, width=24, required=True, choices=OPINION_GROUP
        ),
        Column("days", Text("答复天数", "Days"), Kind.NUMBER, width=10, required=True, low=1, high=_LONGEST),
        Column(
            "counting", Text("计算方式", "Counted in"), Kind.CHOICE, width=17, required=True, choices=COUNTING
        ),
        Column("note", Text("说明", "Note"), width=44, limit=200),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
)

SHEET = SheetSpec(
    "opinion_groups",
    SPEC.title,
    Text(
        "各群体的意见多少天内答复，由学校自定；上级另有期限的，填在该条意见的“答复期限”中。",
        "The school's own targets for a reply to each group. A day that is set from above goes into the opinion's row.",
    ),
    group="registers",
    table=SPEC,
    since=3,
)

_TERMS = {
    "deputy": (30, "calendar"),
    "cppcc": (30, "calendar"),
    "party": (30, "calendar"),
    "unit": (15, "working"),
    "parent": (10, "working"),
    "staff": (10, "working"),
    "other": (15, "working"),
}
_NOTE = Text("学校自定，非法定期限", "The school's own target, not a statutory one")


def _rows(lang: Lang) -> list[dict[str, Value]]:
    return [
        {
            "group": OPINION_GROUP.word(group, lang),
            "days": days,
            "counting": COUNTING.word(counting, lang),
            "note": _NOTE(lang),
        }
        for group, (days, counting) in _TERMS.items()
    ]


LOOKUP = Lookup(SHEET, _rows)


def reply_due(group: Value, received: Value, terms: Iterable[Row], calendar: Calendar) -> date | None:
    """The last day for a reply to that group; none where the office has set no term for it, or one that can't be."""
    term = next((term for term in terms if term["group"] == group), None)
    if term is None or not isinstance(days := term["days"], int) or not 1 <= days <= _LONGEST:
        return None
    return end_of_term(received, days, str(term["counting"]), calendar)
