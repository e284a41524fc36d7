"""S11: the public notice of whom the school means to honour.

No staff number, no telephone of a person: a notice says what it has to and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import Fields
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import honours
from softenv_xl.registers.school import Row
from softenv_xl.schema.column import worded
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text

NOTICE = {
    "school": Text("学校", "the school"),
    "year": Text("年度", "the year"),
    "names": Text("姓名、部门和事迹（列表）", "name, department and merits (a list)"),
    "begins": Text("公示开始", "first day"),
    "ends": Text("公示结束", "last day"),
    "days": Text("公示的工作日数", "how many working days"),
    "place": Text("公示地点", "where it hangs"),
    "office": Text("联系人", "whom to ask"),
    "date": Text("落款日期", "the day of the notice"),
}
"""What a template may name, and what it is."""

_LINE = Text("{name}（{department}）：{reason}", "{name} ({department}): {reason}")


def notice_fields(result: Result) -> Iterator[Fields]:
    """One notice for all whose notice begins on the same day."""
    lang = result.control.lang
    notices: dict[object, list[Row]] = {}
    for row in result.snapshot(honours.REGISTER).rows:
        if row["decision"] == "elected" and row["notice_from"] and row["notice_until"]:
            notices.setdefault((row["notice_from"], row["notice_until"]), []).append(row)
    campaign = result.control.campaign
    for rows in notices.values():
        first = rows[0]
        yield {
            "school": campaign.school or "",
            "year": str(campaign.year or result.as_of.year),
            "names": [_line(row)(lang) for row in rows],
            "begins": written(first["notice_from"], lang),
            "ends": written(first["notice_until"], lang),
            "days": str(_working_days(result, first["notice_from"], first["notice_until"])),
            "place": display_text(worded(honours.SPEC.column("notice_at"), first["notice_at"], lang)),
            "office": campaign.office or "",
            "date": written(first["notice_from"], lang),
        }


def _working_days(result: Result, begins: Value, ends: Value) -> int:
    """Those of the days from the one to the other, both counted."""
    if not isinstance(begins, date) or not isinstance(ends, date):
        return 0
    days = (begins + timedelta(days=number) for number in range((ends - begins).days + 1))
    return sum(map(result.school.calendar.works, days))


def _line(row: Row) -> Text:
    parts = {key: display_text(row[key]) for key in ("name", "department", "reason")}
    return _LINE.format(**parts)
