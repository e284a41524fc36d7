"""A breach that the office found substantiated makes one item in the tracker, and the row says which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from softenv_xl.bans.rulebook import Rulebook
from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.registers import Register
from softenv_xl.registers.findings import FIX, FIX_STATE, FOUND
from softenv_xl.registers.school import School
from softenv_xl.schema.column import Breach
from softenv_xl.schema.placed import WholeRow
from softenv_xl.words import Lang, Text, listed

_LEAST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class BreachItem:
    """One item to be: its id, whom it is about, the rulebook's tag, what is wrong, until when it is to be put right."""

    id: str
    number: str | None
    department: str | None
    tag: str
    problem: str
    deadline: date


def with_items(
    register: Register, rows: Sequence[WholeRow], school: School
) -> tuple[list[WholeRow], list[BreachItem]]:
    """The rows with their item's id, and the items that aren't in the tracker yet. The id follows from the row's, so
    that a second press adds nothing.
    """
    if FIX.key not in register.spec.by_key or not school.uses(register.key):
        return list(rows), []
    made, items = [], []
    for whole in rows:
        breaches = _found(whole)
        if breaches and is_blank(whole.row[FIX.key]):
            item = _item(register, whole, breaches, school)
            new: dict[str, Value] = {
                FIX.key: item.id,
                FIX_STATE.key: school.items.get(item.id, "open"),
            }
            made.append(replace(whole, values={**whole.values, **new}, row={**whole.row, **new}))
            items += [item] if item.id not in school.items else []
        else:
            made.append(whole)
    return made, items


def tracker_rows(items: Iterable[BreachItem], rulebook: Rulebook, lang: Lang) -> list[dict[str, Value]]:
    """What the items fill in; one whose tag no entry has names none: the missing tag is told."""
    rows: list[dict[str, Value]] = []
    for item in items:
        entry = rulebook.entry_with(item.tag)
        rows.append(
            {
                "id": item.id,
                "number": item.number,
                "department": item.department,
                "item": entry.label(lang) if entry else None,
                "problem": item.problem,
                "deadline": item.deadline,
            }
        )
    return rows


def _found(whole: WholeRow) -> list[tuple[Breach, Text]]:
    """The breaches on which the office decided that they were, with their names."""
    if not whole.counts:
        return []
    return [
        (rule.breach, rule.kind.brief)
        for rule in whole.breaches
        if rule.breach and whole.row.get(rule.breach.finding) in FOUND
    ]


def _item(
    register: Register, whole: WholeRow, breaches: Sequence[tuple[Breach, Text]], school: School
) -> BreachItem:
    row, identity = whole.row, display_text(whole.row[register.spec.id_column or ""])
    first, _ = breaches[0]
    names = listed(name for _, name in breaches)(school.lang)
    where = f"{register.sheet.name(school.lang)} {identity}"
    return BreachItem(
        f"FX-{identity}",
        display_text(row["number"]) or None if first.about == "number" else None,
        display_text(row.get("department")) or None,
        first.tag,
        Text(f"{where}：{names}", f"{where}: {names}")(school.lang),
        _deadline(school),
    )


def _deadline(school: School) -> date:
    """The school's own term, up to the end of the rectify stage; some days at least."""
    term = school.as_of + timedelta(days=school.number("fix_days"))
    stage = school.campaign.window("rectify")
    return max(min(term, stage[1]) if stage else term, school.as_of + _LEAST)
