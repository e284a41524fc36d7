"""The letters and visits of the demo: one answered in time, one late, one that is overdue, two that came later; and two in which
what was found was exposed, one of them by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from softenv_xl.control.workbook import Control
from softenv_xl.demo.charges import Entered
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
from softenv_xl.words import Text

_HANDLING = 2
"""The department that receives parents."""


@dataclass(frozen=True, slots=True)
class Petition:
    """A case as the office enters it in the week of `day`, accepted on the day after it came; `later` what it enters then.
    `whom` it is about, by department and place in it, both from 0.
    """

    day: date
    received: date
    channel: str
    matter: str
    text: Text
    later: Mapping[date, Entered] = field(default_factory=dict)
    whom: tuple[int, int] | None = None
    item: Text | None = None


def _done(day: date, outcome: str) -> Entered:
    return {"closed": day, "outcome": outcome, "replied": day}


def _exposed(day: date, how: str, text: Text) -> Entered:
    """What was decided about a case that was found true."""
    return {
        "measure": "notice",
        "measure_from": day,
        "head_duty": "talked",
        "head_on": day,
        "exposure": how,
        "exposure_on": day,
        "exposure_by": Text("校务会纪要第 9 号", "Minutes no. 9 of the school's board"),
        "exposure_text": text,
    }


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
    Petition(
        date(2026, 10, 23), date(2026, 10, 19), "letter", "accusation",
        Text("反映教师在校外有偿补课", "Says that a teacher gives private lessons for money"),
        {
            date(2026, 10, 30): {
                **_done(date(2026, 10, 28), "true"),
                **_exposed(
                    date(2026, 10, 29), "named",
                    Text(
                        "假期在校外租房为学生有偿补课，所收费用已全部退还。",
                        "Gave private lessons in rented rooms during the holidays; what was taken has been paid back.",
                    ),
                ),
            }
        },
        whom=(3, 4), item=Text("3 有偿补课", "3 Paid tutoring"),
    ),
    Petition(
        date(2026, 10, 23), date(2026, 10, 20), "phone", "accusation",
        Text("反映班级代收资料费", "Says that a class collects money for papers"),
        {
            date(2026, 10, 30): {
                **_done(date(2026, 10, 28), "true"),
                **_exposed(
                    date(2026, 10, 29), "anonymous",
                    Text(
                        "未经批准在班级收取资料费，已全部退还并在教研组会上检讨。",
                        "Collected money for papers in class without approval; it was paid back, and owned up to at school.",
                    ),
                ),
            }
        },
        whom=(1, 7), item=Text("1 违规收费", "1 Unlawful fees"),
    ),
)  # fmt: skip


def petitions(control: Control, day: date) -> TablePatch:
    """Those of the week entered, and what is known by then of earlier ones."""
    checked = check_table(SPEC, control.tables[SPEC.key], control.context)
    control = replace(control, checked={**control.checked, SPEC.key: checked})
    lang = control.lang
    known = {one.text(lang): in_words(one.later[day], lang) for one in PETITIONS if day in one.later}
    rows = [Placed(row.index, known.get(str(row.values["text"]), {})) for row in checked.rows]
    new = [Placed(None, _entered(control, one)) for one in PETITIONS if one.day == day]
    if day == ENTERED:
        slips = [in_words(slip.row, lang) | _staff(control, slip) for slip in SLIPS[SPEC.key]]
        new += [Placed(None, {"department": DEPARTMENTS[_HANDLING][0](lang), **row}) for row in slips]
    return table_patch(control, SPEC, [*rows, *new])


def _staff(control: Control, slip: Slip) -> dict[str, Value]:
    return {column: str(somebody(control, *place)["number"]) for column, place in slip.people.items()}


def _entered(control: Control, one: Petition) -> dict[str, Value]:
    lang, taken = control.lang, one.received.replace(day=one.received.day + 1)
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
        "number": str(somebody(control, *one.whom)["number"]) if one.whom else None,
        "item": one.item(lang) if one.item else None,
    }
