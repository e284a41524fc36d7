"""Nominees: their totals and ranks, what bars them, what only all of them show, and a press with two vetoes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import cases, criteria, evidence, honours
from softenv_xl.registers.honour_bars import bars_of
from softenv_xl.registers.honour_marks import ranked, total
from softenv_xl.registers.honours import REGISTER
from softenv_xl.registers.school import Claim, Row, School, Snapshot
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.words import LANGS, Lang, Text
from tests.registers.samples import school
from tests.registers.test_case_press import ACCUSED, edited, tutoring
from tests.support.small_school import GROUPS, NUMBERS, register

AS_OF = date(2026, 10, 15)
AROUND = school(AS_OF)
MARKS: dict[str, Value] = dict.fromkeys(("k1", "k2", "k3", "k4", "k5"), 90)


def _with(**options: Value) -> School:
    return replace(AROUND, options={**AROUND.options, **options})


def _row(around: School = AROUND, /, **cells: Value) -> Row:
    blank: dict[str, Value] = dict.fromkeys(column.key for column in honours.SPEC.columns)
    typed = {**blank, "number": "T0101", **cells}
    assert REGISTER.complete
    return {**typed, **REGISTER.complete(typed, around)}


def _ranked(rows: Sequence[Row], around: School = AROUND) -> Snapshot:
    cells = ranked(Snapshot(rows, around))
    return Snapshot([{**row, **own} for row, own in zip(rows, cells, strict=True)], around)


def _told(rows: Sequence[Row], around: School = AROUND) -> list[tuple[str, Value]]:
    """The codes of the rules over the whole table, with the number of the row at which each is broken."""
    snapshot = _ranked(rows, around)
    found = ((rule.kind.code, each.row) for rule in REGISTER.whole for each in rule.broken(snapshot))
    return [(code, row["number"] if row else None) for code, row in found]


def test_the_total_weighs_the_marks() -> None:
    marks: dict[str, Value] = {"k1": 95, "k2": 96, "k3": 92, "k4": 94, "k5": 93.5}
    assert _row(**marks)["total"] == 94.1
    assert _row(**marks, k6=10)["total"] == 94.1  # there is no sixth criterion
    for missing in marks:
        assert _row(**{**marks, missing: None})["total"] is None
    assert _row(**{**marks, "k1": 950})["total"] is None


def _criteria(*weights: tuple[str, Value]) -> School:
    rows: list[Row] = [{"id": key, "weight": weight, "source": "office"} for key, weight in weights]
    return replace(AROUND, lookups={**AROUND.lookups, criteria.SPEC.key: rows})


def test_criteria_are_the_schools_own() -> None:
    own = _criteria(("k1", 70), ("k6", 30), ("k2", 0), ("k1", 5), ("k3", None), ("k9", 10))
    nominee = _row(own, k1=100, k6=50)
    assert nominee["total"] == 85
    assert _told([nominee], own) == []
    wrong = _criteria(("k1", 70), ("k6", 20))
    assert _told([nominee], wrong) == [("honour.weights", None)]
    assert _told([], wrong) == []
    assert total(nominee, _criteria()) is None


def _asked(*results: tuple[str, str, float | None]) -> School:
    """Two rounds, the later one first; and what they came to: round, staff number, score."""
    counted = {which for which, _, _ in results}
    rounds: list[Row] = [
        {"id": which, "opened": opened, "valid": 30 if which in counted else None}
        for which, opened in (("AP-002", date(2026, 9, 1)), ("AP-001", date(2026, 5, 1)))
    ]
    rows: list[Row] = [{"round": r, "number": number, "score": score} for r, number, score in results]
    return replace(AROUND, rows={"appraisal_rounds": rounds, "appraisal": rows})


def test_parents_give_the_mark_that_nobody_typed() -> None:
    marks: dict[str, Value] = {**MARKS, "k5": None}
    asked = _asked(("AP-001", "T0101", 50.0), ("AP-002", "T0101", 100.0), ("AP-002", "T0102", None))
    assert _row(asked, **marks)["total"] == 92
    assert _row(asked, **{**marks, "number": "T0102"})["total"] is None
    assert _row(asked, **{**marks, "number": "T0201"})["total"] is None
    assert _row(_asked(("AP-001", "T0101", 50.0)), **marks)["total"] == 82
    assert _row(_asked(), **marks)["total"] is None


def test_a_mark_typed_over_the_parents_wins_and_is_told() -> None:
    asked = _asked(("AP-002", "T0101", 100.0))
    own = _row(asked, **MARKS)
    assert own["total"] == 90
    assert _told([own], asked) == [("honour.typed-over", "T0101")]
    assert _told([_row(asked, **{**MARKS, "k5": 100})], asked) == []
    unused = replace(asked, options={**asked.options, "use_appraisal": "no", "use_appraisal_rounds": "no"})
    assert _told([own], unused) == []


def test_equal_totals_share_a_rank_and_barred_people_have_none() -> None:
    totals = (94.0, 90.0, 92.0, 92.0, None, 99.0)
    rows: list[Row] = [{"total": each, "barred": "no"} for each in totals[:-1]]
    rows.append({"total": 99.0, "barred": "yes"})
    assert [row["rank"] for row in ranked(Snapshot(rows, AROUND))] == [1, 4, 2, 2, None, None]


@pytest.mark.parametrize(
    ("places", "tied"), [(1, "no no no"), (2, "no yes yes"), (3, "no no no"), (9, "no no no")]
)
def test_only_a_tie_across_the_last_place_is_one(places: int, tied: str) -> None:
    rows: list[Row] = [{"total": each, "barred": "no"} for each in (94, 92, 92)]
    around = _with(honour_places=places)
    assert [row["tie"] for row in ranked(Snapshot(rows, around))] == tied.split()


def test_a_tie_for_the_last_place_is_for_people_to_settle() -> None:
    rows = [_row(number=number, **MARKS) for number in ("T0101", "T0102", "T0201")]
    around = _with(honour_places=2)
    tied = "honour.tie-open"
    assert _told(rows, around) == [(tied, "T0101"), (tied, "T0102"), (tied, "T0201")]
    settled = [{**row, "decision": "pending"} for row in rows]
    assert _told(settled, around) == []
    assert _told(rows) == []


def test_more_elected_than_there_are_places() -> None:
    rows = [_row(number=number, decision="elected", **MARKS) for number in ("T0101", "T0102")]
    assert _told(rows, _with(honour_places=1)) == [("honour.too-many", None)]
    assert _told(rows, _with(honour_places=2)) == []


def test_whoever_ranks_before_somebody_elected_has_a_decision() -> None:
    first = _row(number="T0101", k1=95, k2=95, k3=95, k4=95, k5=95)
    elected = _row(number="T0102", decision="elected", **MARKS)
    assert _told([elected, first]) == [("honour.skipped", "T0101")]
    for decision in ("elected", "pending", "withdrawn"):
        assert _told([{**first, "decision": decision}, elected]) == []
    assert _told([first, {**elected, "decision": None}]) == []
    assert _told([{**first, "barred": "yes"}, elected]) == []


def test_terms_of_the_notice_are_working_days() -> None:
    row = _row(notice_from=date(2026, 9, 28), notice_until=date(2026, 10, 12))
    assert (row["notice_min"], row["award_from"]) == (date(2026, 10, 10), date(2026, 10, 13))
    assert _row(_with(notice_days=2), notice_from=date(2026, 9, 28))["notice_min"] == date(2026, 9, 30)
    assert (_row()["notice_min"], _row()["award_from"]) == (None, None)


def test_cases_bar_until_their_day() -> None:
    barred = _row(number="T0103")
    assert (barred["barred"], barred["bar_reason"]) == ("yes", "信访查实，至 2028-03-01")
    assert _row(number="T0203")["barred"] == "yes"  # to the end of that day
    later = replace(AROUND, as_of=date(2026, 10, 16))
    assert _row(later, number="T0203")["barred"] == "no"
    free = _row(number="T0101")  # that case was unfounded
    assert (free["barred"], free["bar_reason"], free["open_case"]) == ("no", None, "no")
    assert _row(number="T0204")["open_case"] == "yes"
    unused = _with(use_cases="no")
    assert [_row(unused, number="T0103")["barred"], _row(unused, number="T0204")["open_case"]] == ["no", "no"]


@pytest.mark.parametrize(
    ("about", "number", "state", "barred"),
    [
        ("veto", "T0301", "substantiated", True),
        ("veto", "T0301", "alleged", False),
        ("veto", "T0302", "substantiated", False),
        ("4 other", "T0301", "substantiated", False),
    ],
)
def test_a_substantiated_veto_bars_wherever_it_is_claimed(
    about: str, number: str, state: str, barred: bool
) -> None:
    claim = Claim("E-001", about, state, number, source="inspection", reference="a parent told us")
    around = replace(AROUND, claims=(claim,), vetoes=frozenset({"veto"}))
    found = [text.zh for text in bars_of("T0301", around)]
    assert found == (["一票否决：检查查实"] if barred else [])


def test_a_letter_that_was_not_kept_bars_where_the_school_says_so() -> None:
    letter: Row = {"kind": "department", "number": "T0301", "result": "failed"}
    rows = {**AROUND.rows, "letters": [letter, {**letter, "number": "T0302", "kind": "personal"}]}
    switched = replace(_with(letter_bars="yes"), rows=rows)
    assert [_row(switched, number=number)["barred"] for number in ("T0301", "T0302")] == ["yes", "no"]
    assert _row(replace(AROUND, rows=rows), number="T0301")["barred"] == "no"


def test_the_tile_says_how_many_places_are_filled() -> None:
    (tile,) = REGISTER.tiles
    assert tile.value
    rows = (_row(decision="elected", notice_until=date(2026, 10, 20)), _row(decision="reserve"))
    value, below = tile.value(Snapshot(rows, AROUND))
    assert (value, below.zh, below.en) == (1, "名额 10 个；公示至 10-20", "of 10 places; notice until 10-20")
    assert tile.value(Snapshot((), AROUND)).value is None


def _pressed(lang: Lang, *off: str) -> tuple[Result, Draft]:
    """Three nominees: one with a case that was found true, one with a statement of the office, one with neither."""
    item = tutoring(lang)
    marks = dict.fromkeys(("k1", "k2", "k3", "k4", "k5"), 90)
    nominees: list[dict[str, Value]] = [
        {"number": number, "nominated_by": "group", "reason": "merits", **marks} for number in NUMBERS
    ]
    statement: dict[str, Value] = {
        "number": NUMBERS[1],
        "item": item,
        "source": "inspection",
        "state": "substantiated",
        "date": AS_OF,
    }
    content = register(lang)
    for spec, rows in (
        (cases.SPEC, [{**ACCUSED, "item": item, "department": GROUPS[1](lang)}]),
        (evidence.SPEC, [statement]),
        (honours.SPEC, nominees),
    ):
        content = edited(content, spec, *(Placed(None, row) for row in rows))
    draft = Draft("control.xlsx", content)
    no = Text("否", "No")(lang)
    cells = tuple(CellPatch(f"options_use_{key}", no) for key in off)
    if cells:
        draft.write(Patch(cells=cells))
    return flow.refresh(draft, AS_OF)[0], draft


@pytest.mark.parametrize("lang", LANGS)
def test_what_other_registers_say_in_the_same_press_bars(lang: Lang) -> None:
    result, draft = _pressed(lang)
    assert flow.refresh(draft, AS_OF)[1] is False
    rows = [whole.row for whole in result.registers["honours"]]
    assert [row["barred"] for row in rows] == ["yes", "yes", "no"]
    assert [row["rank"] for row in rows] == [None, None, 1]
    assert [row["bar_reason"] for row in rows] == [
        Text("信访查实，至 2028-10-01", "Case substantiated, until 2028-10-01")(lang),
        Text("一票否决：检查查实", "Veto: Inspection, substantiated")(lang),
        None,
    ]
    assert [bool(person.vetoes) for person in result.assessment.people.values()] == [True, True, False]
    read = read_control(draft.read())
    assert read.tables["honours"].grid.sheet == honours.SHEET.name(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_school_that_elects_nobody_is_told_nothing(lang: Lang) -> None:
    result, _ = _pressed(lang, "honours")
    assert [issue for issue in result.issues if issue.code.startswith("honour.")] == []
