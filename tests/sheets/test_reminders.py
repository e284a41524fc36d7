"""Whom the office has to remind, and how often that was done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from softenv_xl import flow
from softenv_xl.demo.corruptions import typed
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.intake.returns import Delivery
from softenv_xl.registers import REGISTERS, rectification
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.reminders import Reminder, reminded, reminders
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views.reminders import SPEC
from softenv_xl.words import LANGS, Lang
from tests.support.small_school import (
    GROUPS,
    NAMES,
    NUMBERS,
    changed,
    control_of,
    delivered,
    filled,
    register,
)

DUE, PRESSED = date(2026, 9, 10), date(2026, 10, 20)


def with_due(lang: Lang) -> Draft:
    return Draft(
        "control.xlsx",
        apply(register(lang), Patch(cells=(CellPatch("settings_returns_due", DUE),)), "control.xlsx"),
    )


def unanswered(lang: Lang, who: int) -> Delivery:
    return delivered(
        changed(filled(lang, who), typed("selfcheck", "C6", None), lang=lang), f"{NUMBERS[who]}.xlsx"
    )


def nobodys(lang: Lang, who: int) -> Delivery:
    return delivered(
        changed(filled(lang, who), typed("identity", "B13", None), lang=lang), f"{NUMBERS[who]}.xlsx"
    )


def told(result: Result) -> dict[str, Reminder]:
    return {one.key: one for one in reminders(result)}


def rows(draft: Draft) -> list[dict[str, Any]]:
    return [dict(row.values) for row in control_of(draft.content).checked[SPEC.key].rows]


@pytest.mark.parametrize("lang", LANGS)
def test_missing_sent_back_and_unreadable_are_each_told_once(lang: Lang) -> None:
    draft = with_due(lang)
    result, _ = flow.collect(draft, [unanswered(lang, 0), nobodys(lang, 1)], PRESSED)
    found = told(result)
    assert {(one.number, one.kind, one.since, one.due) for one in found.values()} == {
        (NUMBERS[0], "sent_back", PRESSED, DUE),
        (NUMBERS[2], "missing", DUE, DUE),
        (NUMBERS[1], "unreadable", PRESSED, DUE),
    }
    assert found[f"return|{NUMBERS[1]}"].items == (f"{NUMBERS[1]}.xlsx",)
    assert f"{NUMBERS[0]}.xlsx" in found[f"return|{NUMBERS[0]}"].items[0]
    assert [row["number"] for row in rows(draft)] == [one.number for one in found.values()]
    assert [row["days"] for row in rows(draft)] == [-40] * 3


def test_before_the_day_a_return_is_due_it_is_missing_but_not_late() -> None:
    result = flow.inspect(with_due("en"), DUE)
    assert {(one.kind, one.since) for one in reminders(result)} == {("missing", None)}


def test_what_is_overdue_is_told_to_whoever_is_responsible_and_else_to_the_head() -> None:
    draft = with_due("en")
    control = control_of(draft.content)
    items: list[dict[str, Value]] = [
        {"department": GROUPS[0].en, "owner": "somebody", "problem": "Late", "deadline": date(2026, 10, 1)},
        {"department": GROUPS[0].en, "problem": "Later", "deadline": date(2026, 9, 30)},
        {"department": GROUPS[0].en, "problem": "In time", "deadline": date(2026, 10, 30)},
    ]
    spec = rectification.SPEC
    draft.write(Patch((table_patch(control, spec, [Placed(None, item) for item in items]),)))
    result, _ = flow.refresh(draft, PRESSED)
    late = [one for one in reminders(result) if one.kind == "overdue"]
    assert {(one.name, one.number, one.due) for one in late} == {
        ("somebody", None, date(2026, 10, 1)),
        (NAMES[0].en, NUMBERS[0], date(2026, 9, 30)),
    }
    assert all("In time" not in item for one in late for item in one.items)


def test_how_often_somebody_was_reminded_stays_with_the_matter() -> None:
    draft = with_due("zh")
    flow.refresh(draft, PRESSED)
    key = f"return|{NUMBERS[1]}"
    for day in (date(2026, 10, 21), date(2026, 10, 22)):
        draft.write(Patch((reminded(control_of(draft.content), {key}, day),)))
    result, _ = flow.collect(draft, [unanswered("zh", 1)], date(2026, 10, 23))
    one = told(result)[key]
    assert (one.kind, one.reminded, one.reminded_on) == ("sent_back", 2, date(2026, 10, 22))
    assert told(result)[f"return|{NUMBERS[0]}"].reminded == 0
    stands = {row["key"]: row["reminded"] for row in rows(draft)}
    assert stands == {f"return|{NUMBERS[0]}": None, key: 2, f"return|{NUMBERS[2]}": None}
    flow.collect(draft, [delivered(filled("zh", 1), "good.xlsx")], date(2026, 10, 24))
    assert key not in {row["key"] for row in rows(draft)}


def test_no_reminder_names_a_confidential_column() -> None:
    """They leave the office: what a duty says of its row must be of a column that may."""
    for register_ in REGISTERS:
        for duty in register_.duties:
            assert not register_.spec.column(duty.about).confidential, register_.key
