"""A school of eight teachers with something to publish on every page, typed into a control workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.amended import amended, rows_of
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.workbook import Draft
from softenv_xl.publication.models import Bulletin
from softenv_xl.publication.pages.bulletin import build
from softenv_xl.registers import (
    appraisal_results,
    appraisal_rounds,
    cases,
    commitments,
    disclosure,
    fees,
    honours,
    milestones,
    opinions,
    people,
    rectification,
)
from softenv_xl.schema.column import worded
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang, Text
from tests.support.small_school import GROUPS, NAMES, NUMBERS, register

TODAY = date(2026, 11, 20)
SCHOOL = "青禾 <School> & Co"
Row = dict[str, Value]

MORE = tuple(
    Text(f"赵{given}", f"Zhao {latin}")
    for given, latin in (
        ("明远", "Mingyuan"),
        ("晓梅", "Xiaomei"),
        ("立新", "Lixin"),
        ("芳菲", "Fangfei"),
        ("国栋", "Guodong"),
    )
)
STAFF = (*NAMES, *MORE)
STAFF_NUMBERS = (*NUMBERS, *(f"202101{at}" for at in range(len(MORE))))
ITEM = Text("3 有偿补课", "3 Paid tutoring")


def rows(lang: Lang) -> dict[TableSpec, Sequence[Row]]:
    """What is typed into each register; all of it may be published."""
    group, day = GROUPS[0](lang), date(2026, 9, 18)
    marks: Row = dict.fromkeys(("k1", "k2", "k3", "k4", "k5"), 90)
    return {
        milestones.SPEC: [
            {
                "kind": "regular",
                "title": "Meeting" if lang == "en" else "九月例会",
                "department": group,
                "planned": day,
                "held": day,
                "minutes": "No. 3",
                "summary": "Decided",
                "published": "https://school.example/a?b=1&c=2",
            }
        ],
        commitments.SPEC: [
            {
                "kind": "service",
                "matter": "Certificates",
                "department": group,
                "text": "On the same day",
                "limit_days": 1,
                "phone": "0551-1234567",
                "basis": "Rules",
                "due": date(2026, 7, 30),
                "place1": "board",
                "posted1": date(2026, 7, 1),
                "place2": "website",
                "posted2": date(2026, 7, 1),
                "valid_until": date(2026, 12, 31),
                "materials": "A form",
            }
        ],
        fees.SPEC: [
            {
                "term": "2026",
                "nature": "admin",
                "name": "Boarding",
                "department": group,
                "scope": "Boarders",
                "unit": "term",
                "approved": 300,
                "charged": 300,
                "start": date(2026, 9, 1),
                "authority": "Price office",
                "document": "No. 20260001",
                "waiver": "For the poor",
                "hotline": "12345",
                "posted": date(2026, 8, 25),
                "posted_at": "board",
                "committed": date(2026, 8, 20),
                "notified": date(2026, 8, 28),
                "card": date(2026, 9, 1),
            }
        ],
        cases.SPEC: [
            {
                "received": date(2026, 9, 1),
                "channel": "letter",
                "matter": "accusation",
                "anonymous": "no",
                "complainant": "Quincy",
                "contact": "139-0001-7734",
                "text": "Private lessons",
                "number": STAFF_NUMBERS[0],
                "item": ITEM(lang),
                "route": "accept",
                "department": GROUPS[1](lang),
                "accepted": date(2026, 9, 2),
                "informed": date(2026, 9, 2),
                "closed": date(2026, 9, 20),
                "replied": date(2026, 9, 20),
                "outcome": "true",
                "measure": "criticism",
                "measure_from": date(2026, 9, 21),
                "exposure": "named",
                "exposure_on": date(2026, 9, 25),
                "exposure_by": "Minutes 7",
                "exposure_text": f"{STAFF[0](lang)} gave private lessons.",
                "head_duty": "talked",
                "head_on": date(2026, 9, 25),
            }
        ],
        opinions.SPEC: [
            {
                "received": date(2026, 9, 20),
                "group": "parent",
                "kind": "suggestion",
                "text": "The gate",
                "giver": "Xaver",
                "contact": "office@home.example",
                "department": group,
                "replied": date(2026, 9, 21),
                "reply": "Done",
                "result": "solved",
                "published_text": "Keep the gate open." if not at else None,
            }
            for at in range(6)
        ],
        disclosure.SPEC: [
            {
                "matter": "decision",
                "category": "plans",
                "title": "The plan",
                "audience": "public",
                "mode": "at_once",
                "department": group,
                "formed": date(2026, 9, 1),
                "place1": "website",
                "published1": date(2026, 9, 7),
                "link": "https://school.example/plan",
                "reviewed": "yes",
            }
        ],
        honours.SPEC: [
            {
                "number": STAFF_NUMBERS[1],
                "nominated_by": "department",
                "reason": "Visits families",
                "decision": "elected",
                "notice_from": date(2026, 9, 28),
                "notice_until": date(2026, 10, 14),
                "notice_at": "board",
                **marks,
            }
        ],
        rectification.SPEC: [
            {
                "number": STAFF_NUMBERS[at % len(STAFF)],
                "item": ITEM(lang),
                "problem": "A problem",
                "measure": "A measure",
                "deadline": date(2026, 12, 1),
                "status": "open",
            }
            for at in range(12)
        ],
        appraisal_rounds.SPEC: [
            {
                "id": "AP-001",
                "title": "Autumn",
                "opened": date(2026, 10, 12),
                "closed": date(2026, 10, 30),
                "invited": 200,
                "target": 100,
                "received": 160,
                "valid": 160,
                "rejected": 0,
            }
        ],
        appraisal_results.SPEC: [
            {
                "id": f"AP-001/{number}",
                "round": "AP-001",
                "number": number,
                "name": name(lang),
                "department": GROUPS[at % 2](lang),
                "shown": "shown",
                "respondents": 20,
                "satisfied": 0.9,
                "low": 0.7,
                "high": 0.97,
                "score": 90,
            }
            for at, (number, name) in enumerate(zip(STAFF_NUMBERS, STAFF, strict=True))
        ],
    }


@cache
def base(lang: Lang) -> Book:
    """The control workbook with people and departments."""
    book = Draft("control.xlsx", register(lang)).read()
    staff: list[Row] = [
        {"number": number, "name": name(lang), "department": GROUPS[at % 2](lang)}
        for at, (number, name) in enumerate(zip(STAFF_NUMBERS, STAFF, strict=True))
    ]
    book = typed(book, people.SPEC, staff, lang)
    return field(book, "settings_school", SCHOOL)


@cache
def whole(lang: Lang) -> Book:
    """The same with something to publish on every page."""
    book = base(lang)
    for spec, filled in rows(lang).items():
        book = typed(book, spec, filled, lang)
    return book


def typed(book: Book, spec: TableSpec, filled: Sequence[Row], lang: Lang) -> Book:
    """The workbook as if its table had been cleared and these rows typed into it, dropdowns by their keys."""
    table = read_control(book).tables[spec.key]
    worded_rows = [
        {
            key: worded(spec.column(key), value, lang) if key in spec.by_key else value
            for key, value in row.items()
        }
        for row in filled
    ]
    blank = dict.fromkeys(table.columns)
    book = amended(book, table, dict.fromkeys(range(rows_of(table)), blank), ())
    return amended(book, read_control(book).tables[spec.key], {}, worded_rows)


def field(book: Book, name: str, value: Value) -> Book:
    """The workbook as if that had been typed into the cell of that name."""
    sheet, area = book.names[name]
    grid = book.grid(sheet)
    assert grid
    lines = [list(line) for line in grid.rows]
    line = lines[area.top - 1]
    line += [None] * (area.left - len(line))
    line[area.left - 1] = value
    written = replace(grid, rows=tuple(map(tuple, lines)))
    return replace(book, grids=tuple(written if each is grid else each for each in book.grids))


def computed(book: Book, day: date = TODAY) -> Result:
    return flow.compute(read_control(book), [], day)


@cache
def school(lang: Lang = "zh") -> Result:
    return computed(whole(lang))


def published(
    changed: Mapping[TableSpec, Sequence[Row]] | None = None,
    lang: Lang = "zh",
    day: date = TODAY,
    options: Mapping[str, Value] | None = None,
) -> tuple[Bulletin, list[tuple[str, str]]]:
    """The bulletin of that school with other rows or settings; and of what was held back the row's id and the column."""
    book = whole(lang)
    for spec, filled in (changed or {}).items():
        book = typed(book, spec, filled, lang)
    for key, value in (options or {}).items():
        book = field(book, f"options_{key}", value)
    bulletin, held_back = build(computed(book, day))
    return bulletin, [(issue.place.row_id, issue.place.column) for issue in held_back]
