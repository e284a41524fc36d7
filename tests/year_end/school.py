"""A school with something in every register: the rows of all sample pages in one control workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from softenv_xl import flow, templates
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.demo.return_filling import filled_return
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.intake.returns import Delivery
from softenv_xl.registers import (
    REGISTERS,
    departments,
    people,
    rectification,
)
from softenv_xl.schema.column import worded
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.repair import typed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.return_form import return_for
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang
from tests.registers.samples import DEPARTMENTS, PEOPLE, samples_of
from tests.support.small_school import PLANS, delivered

TODAY = date(2026, 12, 20)
_STATUSES = ("closed", "open", "remediating", "investigating", "withdrawn", "open", "closed")


@cache
def workbook(lang: Lang) -> bytes:
    """After a press on the day; zh words of the samples are typed in the workbook's language."""
    draft = Draft("control.xlsx", templates.path("control", lang).read_bytes())
    control = read_control(draft.read())
    school = CellPatch("settings_school", "青禾实验学校" if lang == "zh" else "Qinghe School")
    tables = (
        table_patch(control, spec, [Placed(None, row) for row in rows]) for spec, rows in _rows(control)
    )
    draft.write(Patch(tuple(tables), (school,)))
    flow.collect(draft, _returns(draft, lang), TODAY)
    flow.refresh(draft, TODAY)  # breaches that were decided made items, which this press shows beside them
    return draft.content


@cache
def school(lang: Lang) -> Result:
    return flow.inspect(Draft("control.xlsx", workbook(lang)), TODAY)


def _rows(control: Control) -> Iterator[tuple[TableSpec, Iterable[dict[str, Value]]]]:
    """What is typed into which table."""
    yield departments.SPEC, ({"name": name, "head": f"{name}1"} for name in DEPARTMENTS)
    yield (
        people.SPEC,
        ({"number": p.number, "name": p.name, "department": p.department} for p in PEOPLE),
    )
    yield rectification.SPEC, _items(control)
    more = {"cases": _exposed(control), "honours": [_elected()], "appraisal": _appraised()}
    for register in REGISTERS:
        if not register.made:
            own = () if register.key == "appraisal" else _samples(register.spec)
            yield register.spec, [*own, *more.get(register.key, ())]


def _samples(spec: TableSpec) -> Iterator[dict[str, Value]]:
    """The page's rows, but for those with a word that its column hasn't got."""
    for sample in samples_of(spec).rows:
        row = {key: typed(spec.column(key), value) for key, value in sample.cells.items()}
        try:
            for key, value in row.items():
                worded(spec.column(key), value, "zh")
        except KeyError:
            continue
        yield row


def _items(control: Control) -> Iterator[dict[str, Value]]:
    for at, entry in enumerate(control.rulebook.entries):
        status = _STATUSES[at % len(_STATUSES)]
        yield {
            "number": PEOPLE[at % len(PEOPLE)].number,
            "item": entry.label(control.lang),
            "problem": f"问题{at}",
            "measure": f"措施{at}",
            "owner": PEOPLE[at % len(PEOPLE)].name,
            "deadline": date(2026, 10 + at % 3, 5),
            "status": status,
            "decision": "验收合格",
            "signed_off": "校长",
        }


def _elected() -> dict[str, Value]:
    marks: dict[str, Value] = dict.fromkeys(("k1", "k2", "k3", "k4", "k5"), 95)
    return {
        "number": PEOPLE[23].number,
        "nominated_by": "department",
        "reason": "常年家访",
        "decision": "elected",
        "notice_from": date(2026, 9, 28),
        "notice_until": date(2026, 10, 14),
        "notice_at": "board",
        **marks,
    }


def _appraised() -> Iterator[dict[str, Value]]:
    for at, person in enumerate(PEOPLE[:5]):
        yield {
            "id": f"AP-001-{person.number}",
            "round": "AP-001",
            "number": person.number,
            "name": person.name,
            "department": person.department,
            "shown": "shown" if at else "hidden",
            "respondents": 20 + at if at else None,
            "satisfied": 0.8 + at / 100 if at else None,
        }


def _returns(draft: Draft, lang: Lang) -> Iterator[Delivery]:
    """Three people's, two of whom have a problem."""
    control = read_control(draft.read())
    blank = templates.path("return", lang).read_bytes()
    for at, person in enumerate(control.people[6:9]):
        sent = apply(blank, return_for(person, control), "return.xlsx")
        plans = PLANS[: 2 - at]
        yield delivered(
            filled_return(sent, plans, person.name, date(2026, 9, 2), lang), f"{person.number}.xlsx"
        )


def _exposed(control: Control) -> Iterator[dict[str, Value]]:
    """Two cases whose exposure was decided, one of them by name."""
    entry = control.rulebook.bans[2].label(control.lang)
    for at, exposure in enumerate(("named", "anonymous")):
        yield {
            "received": date(2026, 10, 9),
            "channel": "letter",
            "matter": "accusation",
            "anonymous": "no",
            "complainant": f"投诉人{at}",
            "contact": f"1390000{at}000",
            "text": f"反映补课{at}",
            "number": PEOPLE[at].number,
            "item": entry,
            "route": "accept",
            "department": DEPARTMENTS[3],
            "informed": date(2026, 10, 12),
            "accepted": date(2026, 10, 12),
            "closed": date(2026, 11, 3),
            "replied": date(2026, 11, 3),
            "reply_ref": "答复1号",
            "outcome": "true",
            "measure": "criticism",
            "measure_from": date(2026, 11, 4),
            "exposure": exposure,
            "exposure_on": date(2026, 11, 6 + at),
            "exposure_by": "校长办公会",
            "exposure_text": f"有教师在校外有偿补课，已退还所收费用（第{at + 1}起）。",
        }
