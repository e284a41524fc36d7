"""The sample rows of each register: a page of text for each, `samples/KEY.md`.

A page has a table with a column for each key of the register that a sample fills in, and `issues`: the codes that
the row raises, separated by spaces; a dash where it raises none. What is said of no row stands above the table, in a line
`Of the table as a whole: ` and the codes; which codes need other settings, or a history, and in which file they are told, in
a line `With other settings, in FILE: ` and the codes. Dates as 2026-10-15; words of dropdowns in either
language. Rows are judged as of the day in the page's first line, `as of 2026-10-15`, in the school of SCHOOL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from softenv_xl.bans.default import ENTRIES
from softenv_xl.control.completion import check_register
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Table
from softenv_xl.registers import LOOKUPS, Lookup, Register
from softenv_xl.registers.departments import Department
from softenv_xl.registers.holidays import read_calendar
from softenv_xl.registers.options import default_words, read_options
from softenv_xl.registers.people import Person
from softenv_xl.registers.school import Row, School
from softenv_xl.registers.settings import SPEC as SETTINGS
from softenv_xl.registers.settings import Campaign, Stage
from softenv_xl.schema.check import Checked, Context
from softenv_xl.schema.column import Kind
from softenv_xl.schema.placed import WholeRow
from softenv_xl.schema.repair import typed
from softenv_xl.schema.table import TableSpec
from tests.support.text_tables import tables

FOLDER = Path(__file__).with_name("samples")
DEPARTMENTS = ("语文组", "数学组", "总务处", "教务处", "德育处", "办公室")
PEOPLE = tuple(
    Person(number=f"T0{place}0{one}", name=f"{department}{one}", department=department)
    for place, department in enumerate(DEPARTMENTS, 1)
    for one in range(1, 5)
)
STAGES = (
    ("宣传发动阶段", "publicity", date(2026, 4, 15), date(2026, 7, 30)),
    ("查找问题阶段", "find", date(2026, 7, 31), date(2026, 9, 10)),
    ("集中整改阶段", "rectify", date(2026, 9, 11), date(2026, 12, 30)),
)
ITEMS = (
    {
        "id": "T0101-01",
        "standing": "closed",
        "owner": "语文组1",
        "department": "语文组",
        "problem": "作业过多",
    },
    {
        "id": "T0102-01",
        "standing": "open",
        "owner": "语文组2",
        "department": "语文组",
        "problem": "接待不热情",
    },
    *(
        {
            "id": f"T0201-0{one}",
            "standing": "remediating",
            "owner": "数学组1",
            "department": "数学组",
            "problem": "公示不全",
        }
        for one in range(1, 10)
    ),
)
"""What the tracker has of the items that a sample may name."""
FOLLOWED_UP = (
    ("FU-001", "SU-001", date(2026, 10, 4), "on_track"),
    ("FU-002", "SU-003", date(2026, 10, 10), "slow"),
    ("FU-003", "SU-006", date(2026, 9, 3), "on_track"),
    ("FU-004", "SU-009", date(2026, 8, 30), "on_track"),
)


def _case(identity: str, number: str, **more: Value) -> Row:
    blank = ("item", "outcome", "outcome_now", "review_result", "rereview_result", "bar_until", "closed")
    return {**dict.fromkeys(blank), "id": identity, "number": number, **more}


CASES = (
    _case("CA-101", "T0103", outcome="true", bar_until=date(2028, 3, 1), state="closed"),
    _case("CA-102", "T0204", state="under_way"),
    _case("CA-103", "T0203", outcome="partly", bar_until=date(2026, 10, 15), state="final"),
    _case("CA-104", "T0101", outcome="untrue", bar_until=date(2028, 3, 1), state="closed"),
)
"""Of the cases about people whom a sample may put forward: what bars two of them, one that is open, one unfounded."""
LISTS = {
    "pick_departments": dict.fromkeys(DEPARTMENTS),
    "people_numbers": dict.fromkeys(person.number for person in PEOPLE),
    "rulebook_items": dict.fromkeys(f"{entry.number} {entry.title.zh}" for entry in ENTRIES),
    "tracker_ids": dict.fromkeys(item["id"] for item in ITEMS),
    "milestone_ids": dict.fromkeys(("MS-001",)),
    "supervised_ids": dict.fromkeys(("SU-001", "SU-002", "SU-003")),
    "card_batches": dict.fromkeys(("CB-001",)),
    **{
        name: dict.fromkeys(str(row[column]) for row in lookup.rows("zh"))
        for lookup in LOOKUPS
        for name, column in lookup.lists.items()
    },
    "case_ids": dict.fromkeys(("CA-0007", "CA-101", "CA-102", "CA-103")),
}
"""The lists that rules read; those of lookups as a new workbook has them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One row as somebody types it, and the codes that it raises."""

    cells: dict[str, Value]
    issues: frozenset[str]


def school(as_of: date) -> School:
    """Everybody and every department that a sample may name, its first the head. Settings and lookups: a new workbook's."""
    stages = tuple(Stage(name=n, purpose=p, start=start, end=end) for n, p, start, end in STAGES)
    groups = tuple(Department(name=name, head=f"{name}1") for name in DEPARTMENTS)
    lookups = {lookup.key: _looked_up(lookup) for lookup in LOOKUPS}
    return School(
        as_of,
        "zh",
        Campaign(year=2026, stages=stages),
        PEOPLE,
        groups,
        read_options({}, "zh"),
        read_calendar(lookups["holidays"]),
        {item["id"]: item["standing"] for item in ITEMS},
        lookups,
        _rows_before(),
        vetoes=frozenset(f"{entry.number} {entry.title.zh}" for entry in ENTRIES if entry.veto),
    )


def _rows_before() -> dict[str, Sequence[Row]]:
    """Rows of registers that others go by."""
    followed: list[Row] = [
        {"id": identity, "supervised": item, "on": on, "result": result}
        for identity, item, on, result in FOLLOWED_UP
    ]
    return {"tracker": ITEMS, "followups": followed, "cases": CASES}


def _looked_up(lookup: Lookup) -> list[Row]:
    """A new workbook's rows, typed."""
    return [
        {column.key: typed(column, row.get(column.key)) for column in lookup.spec.columns}
        for row in lookup.rows("zh")
    ]


def judged(
    register: Register, rows: Sequence[Mapping[str, Value]], school: School
) -> tuple[Checked, tuple[WholeRow, ...]]:
    """What a press makes of a register with those rows: what is wrong with them, and the rows as they shall stand."""
    spec = register.spec
    cells: list[tuple[Value, ...]] = [()] * (spec.header_row - 1)
    cells.append(tuple(column.label("zh") for column in spec.columns))
    cells += [tuple(row.get(column.key) for column in spec.columns) for row in rows]
    columns = {column.key: at for at, column in enumerate(spec.columns, 1)}
    texts = {column.key: column.label("zh") for column in spec.columns}
    table = Table(Grid("samples", tuple(cells)), spec.header_row, columns, texts, "zh", last=len(cells))
    context = Context(
        {**default_words("zh"), SETTINGS.name("as_of"): school.as_of}, LISTS, 2026, formulas_allowed=True
    )
    return check_register(register, table, context, school)


class Samples(NamedTuple):
    """A page: the day on which its rows are judged, the rows, and the codes that are raised of no row, and
    those that another test has.
    """

    as_of: date
    rows: list[Sample]
    of_the_whole: frozenset[str]
    elsewhere: frozenset[str]


def samples_of(spec: TableSpec) -> Samples:
    """Raises FileNotFoundError for a register without any."""
    page = FOLDER / f"{spec.key}.md"
    text = page.read_text("utf-8")
    day = re.search(r"as of (\d{4}-\d\d-\d\d)", text)
    assert day, page
    whole = re.search(r"^Of the table as a whole: (.+)$", text, re.MULTILINE)
    other = re.search(r"^With other settings, in (\S+): (.+)$", text, re.MULTILINE)
    (rows,) = tables(page)
    told, elsewhere = (
        frozenset(codes.split()) for codes in (whole[1] if whole else "", other[2] if other else "")
    )
    if other:
        tested = Path(__file__).with_name(other[1]).read_text("utf-8")
        assert all(code in tested for code in elsewhere), page
    return Samples(date.fromisoformat(day[1]), [_sample(spec, row) for row in rows], told, elsewhere)


def _sample(spec: TableSpec, row: dict[str, str]) -> Sample:
    told = row.pop("issues")
    cells = {key: value_of(spec, key, cell) for key, cell in row.items()}
    return Sample(cells, frozenset() if told in ("-", "—") else frozenset(told.split()))


def value_of(spec: TableSpec, key: str, cell: str) -> Value:
    """What somebody types into a cell of that column."""
    if not cell:
        return None
    kind = spec.column(key).kind
    if kind is Kind.DATE and re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell)
    if kind in (Kind.NUMBER, Kind.PERCENT) and re.fullmatch(r"-?\d+(\.\d+)?", cell):
        return float(cell) if "." in cell else int(cell)
    return cell
