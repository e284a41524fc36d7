"""The letters and visits of the demo: one answered in time, one late, one that is overdue, two that came later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.demo.people import DEPARTMENTS
from softenv_xl.demo.plan_kept import somebody
from softenv_xl.demo.registers_kept import ENTERED, in_words
from softenv_xl.demo.slips import SLIPS, Slip
from softenv_xl.grid.cell import Value
from softenv_xl.registers.cases import SPEC
from softenv_xl.schema.check import check_table
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang, Text

_HANDLING = 2
"""The department that receives parents."""


@dataclass(frozen=True, slots=True)
class Petition:
    """A case as the office enters it in the week of `day`, accepted on the day after it came; `later` what it enters then."""

    day: date
    received: date
    channel: str
    matter: str
    text: Text
    later: Mapping[date, Mapping[str, Value]] = field(default_factory=dict)


def _done(day: date, outcome: str) -> dict[str, Value]:
    return {"closed": day, "outcome": outcome, "replied": day}


PETITIONS = (
    Petition(
        date(2026, 9, 11), date(2026, 9, 8), "letter", "redress",
        Text("要求退还重复收取的校服款", "Asks for uniform money back that was paid twice"),
        {date(2026, 10, 16): _done(date(2026, 10, 15), "true")},
    ),
    Petition(
        date(2026, 9, 11), date(2026, 9, 9), "visit", "redress",
        Text("请求重新核定午餐费", "Asks to have the lunch fee worked out anew"),
        {date(2026, 11, 13): _done(date(2026, 11, 12), "partly")},
    ),
    Petition(
        date(2026, 9, 18), date(2026, 9, 14), "letter", "redress",
        Text("请求调整班级座位", "Asks for another seat in class"),
    ),
    Petition(
        date(2026, 10, 16), date(2026, 10, 12), "phone", "redress",
        Text("要求补开收费票据", "Asks for a receipt"),
    ),
    Petition(
        date(2026, 10, 23), date(2026, 10, 20), "online", "enquiry",
        Text("询问课后服务如何报名", "Asks how to enrol for after-school care"),
        {date(2026, 10, 30): _done(date(2026, 10, 26), "answered")},
    ),
)  # fmt: skip


def petitions(control: Control, day: date) -> TablePatch:
    """Those of the week entered, and what is known by then of earlier ones."""
    checked = check_table(SPEC, control.tables[SPEC.key], control.context)
    control = replace(control, checked={**control.checked, SPEC.key: checked})
    lang = control.lang
    known = {one.text(lang): one.later[day] for one in PETITIONS if day in one.later}
    rows = [Placed(row.index, known.get(str(row.values["text"]), {})) for row in checked.rows]
    new = [Placed(None, _entered(one, lang)) for one in PETITIONS if one.day == day]
    if day == ENTERED:
        slips = [in_words(slip.row, lang) | _staff(control, slip) for slip in SLIPS[SPEC.key]]
        new += [Placed(None, {"department": DEPARTMENTS[_HANDLING][0](lang), **row}) for row in slips]
    return table_patch(control, SPEC, [*rows, *new])


def _staff(control: Control, slip: Slip) -> dict[str, Value]:
    return {column: str(somebody(control, *place)["number"]) for column, place in slip.people.items()}


def _entered(one: Petition, lang: Lang) -> dict[str, Value]:
    taken = one.received.replace(day=one.received.day + 1)
    return {
        "received": one.received,
        "channel": one.channel,
        "matter": one.matter,
        "anonymous": "no",
        "complainant": Text("学生家长", "A parent")(lang),
        "text": one.text(lang),
        "route": "accept",
        "department": DEPARTMENTS[_HANDLING][0](lang),
        "accepted": taken,
        "informed": taken,
    }
