"""The registers of the demo's year: every slip is found in its row, counted once, and gone once the office dismisses it."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from softenv_xl import flow
from softenv_xl.compliance.assessment import assess
from softenv_xl.control.workbook import read_control
from softenv_xl.demo import LAST_DAY, School
from softenv_xl.demo.slips import SLIPS
from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.hosts.workbook import Draft
from softenv_xl.issues import Severity
from softenv_xl.publication.pages.bulletin import build
from softenv_xl.registers import REGISTERS, Register
from softenv_xl.registers.words import FINDING
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from softenv_xl.sheets.result import Result

pytestmark = pytest.mark.xdist_group("demo")

KEPT = [register for register in REGISTERS if not register.made]
BREACHES = {rule.kind.code for register in KEPT for rule in register.spec.all_rules if rule.breach}


@pytest.fixture(scope="module")
def year(collected: tuple[School, Result]) -> tuple[bytes, Result]:
    """The workbook at the end of the campaign, and what it comes to."""
    draft = Draft("control.xlsx", collected[0].control.read_bytes())
    return draft.content, flow.inspect(draft, LAST_DAY)


def _told(result: Result, register: Register) -> dict[str, Counter[str]]:
    """The codes that are told of each row of the register, by its id; notes aside."""
    sheet = result.control.tables[register.key].grid.sheet
    told: dict[str, Counter[str]] = {}
    for issue in result.issues:
        if issue.place.sheet == sheet and issue.place.row_id and issue.severity is not Severity.NOTE:
            told.setdefault(issue.place.row_id, Counter())[issue.code] += 1
    return told


@pytest.mark.parametrize("register", [r for r in KEPT if r.key in SLIPS], ids=lambda r: r.key)
def test_every_slip_is_told_of_its_row_once_and_nothing_else(
    register: Register, year: tuple[bytes, Result]
) -> None:
    result, slips = year[1], SLIPS[register.key]
    rows = [display_text(whole.row["id"]) for whole in result.registers[register.key]][-len(slips) :]
    told = _told(result, register)
    assert {row: told.get(row, Counter()) for row in rows} == {
        row: Counter(slip.codes) for row, slip in zip(rows, slips, strict=True)
    }


def test_what_else_is_told_of_the_registers_is_known(year: tuple[bytes, Result]) -> None:
    """Rows that are not slips raise what the files of the demo say that they do, and nothing more."""
    own = {
        register.key: {
            row: sorted(codes)
            for row, codes in _told(year[1], register).items()
            if row not in _slips(year[1], register)
        }
        for register in KEPT
        if register.key in SLIPS
    }
    assert own == {
        "fees": {
            "FE-004": ["fee.over-approved"],
            "FE-005": ["fee.no-notice"],
            "FE-007": ["fee.over-approved"],
        },
        "cases": {"CA-002": ["case.closed-late"], "CA-003": ["case.overdue"]},
        "opinions": {"OP-004": ["opinion.overdue"], "OP-008": ["opinion.overdue"]},
        "disclosure": {"DI-003": ["disclosure.late"], "DI-004": ["disclosure.overdue"]},
        "commitments": {"CM-004": ["commitment.late"], "艺体组": ["commitment.department-without"]},
    }


def test_what_is_told_of_the_notes_is_known(year: tuple[bytes, Result]) -> None:
    """Each of them of the one whose notes they are; and who has no record."""
    result = year[1]
    names = {display_text(whole.row["id"]): whole.row["name"] for whole in result.registers["notes"]}
    told = _told(result, next(register for register in KEPT if register.key == "notes"))
    assert {str(names[row]): sorted(codes) for row, codes in told.items()} == {
        "于红霞": ["person.same"],
        "宋佳宁": ["note.not-handed-in"],
        "徐永康": ["note.unchecked"],
        "罗长青": ["note.failed"],
        "胡明远": ["note.short-but-passed"],
    }
    (absent,) = [issue for issue in result.issues if issue.code == "note.absent"]
    assert absent.arguments["count"] == 9


def _slips(result: Result, register: Register) -> list[str]:
    rows = [display_text(whole.row["id"]) for whole in result.registers[register.key]]
    return rows[-len(SLIPS[register.key]) :]


def test_the_bulletin_shows_what_was_exposed_and_what_became_of_opinions(year: tuple[bytes, Result]) -> None:
    bulletin, held_back = build(year[1])
    assert held_back == ()
    assert bulletin.exposed
    assert bulletin.opinions
    assert sorted(bool(case.name) for case in bulletin.exposed.rows) == [False, True]
    assert all(case.name.endswith("某某") for case in bulletin.exposed.rows if case.name)
    assert len(bulletin.opinions.examples) == 2


def test_dismissed_findings_count_for_nothing(year: tuple[bytes, Result]) -> None:
    content, before = year
    draft = Draft("control.xlsx", content)
    control = read_control(draft.read())
    no = FINDING.word("dismissed", control.lang)
    for register in KEPT:
        findings = [column for column in register.spec.columns if column.key.startswith("finding")]
        breaches = [
            any(
                not is_blank(whole.row[column.key])
                for column in register.spec.columns
                if column.key.startswith("breaches")
            )
            for whole in before.registers[register.key]
        ]
        if findings and any(breaches):
            labels = tuple(column.label(control.lang) for column in findings)
            rows = tuple(
                RowPatch(number, (no if broken else KEEP,) * len(findings))
                for number, broken in enumerate(breaches)
            )
            draft.write(Patch((TablePatch(register.key, labels, rows),)))
    dismissed = flow.inspect(draft, LAST_DAY)
    # The year as if no duty had been neglected: all evidence but that of breaches.
    clean = [one for one in before.evidence if one.id.partition("/")[2] not in BREACHES]
    assert len(clean) < len(before.evidence)
    wanted = assess(before.control.people, before.control.rulebook, clean, before.ledger.answers)
    assert dismissed.assessment.people == wanted.people
    assert dismissed.assessment.school == wanted.school
    assert {name: one for name, one in dismissed.assessment.departments.items() if one.due} == {
        name: one for name, one in wanted.departments.items() if one.due
    }


def test_sorted_and_pressed_thrice_all_is_counted_once(year: tuple[bytes, Result]) -> None:
    content, before = year
    draft = Draft("control.xlsx", content)
    dice = random.Random(13)
    for _ in range(3):
        control = read_control(draft.read())
        for register in dice.sample(KEPT, len(KEPT)):
            if register.spec.reordered or register.spec.prefilled:
                continue
            rows = [
                index for index, row in enumerate(control.tables[register.key].rows()) if any(row[1].values())
            ]
            order = dice.sample(rows, len(rows))
            label = register.spec.columns[0].label(control.lang)
            patches = tuple(RowPatch(index, (KEEP,)) for index in order)
            draft.write(Patch((TablePatch(register.key, (label,), patches),)))
        flow.refresh(draft, LAST_DAY)
    after = flow.inspect(draft, LAST_DAY)
    assert sorted(one.id for one in after.evidence) == sorted(one.id for one in before.evidence)
    assert len({one.id for one in after.evidence}) == len(after.evidence)
    assert after.assessment == before.assessment
    assert _items(after) == _items(before)


def _items(result: Result) -> dict[Value, Value]:
    items = {whole.row["id"]: whole.row["standing"] for whole in result.tracker}
    assert len(items) == len(result.tracker)
    return items
