"""The worked example of the docs, read from its tables and computed again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from softenv_xl.bans.rulebook import Rulebook, read_rulebook
from softenv_xl.compliance import Assessment, Evidence, assess
from softenv_xl.grid.cell import Value
from softenv_xl.registers import departments, evidence, people, rulebook
from softenv_xl.registers.words import COMPLIANCE, RETURN_STATE, YES_NO
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.views import compliance_matrix
from softenv_xl.words import Lang
from tests.support.text_tables import DOCS, tables

Rows = list[dict[str, str]]

PAGES: list[tuple[Lang, Path]] = [("en", DOCS / "compliance.md"), ("zh", DOCS / "zh" / "合规计算.md")]


def typed(spec: TableSpec, row: Mapping[str, str]) -> dict[str, Value]:
    """A row of the page as the register's check would give it, by the register's own headers and words."""
    values: dict[str, Value] = dict.fromkeys(column.key for column in spec.columns)
    for header, cell in row.items():
        column = next(column for column in spec.columns if header in column.label)
        words = column.choices
        values[column.key] = (words.key_of(cell) if isinstance(words, Vocabulary) else cell) or None
    return values


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def quotient(words: str) -> str:
    """(9 + 1) / (9 + 9) as the page's percentage."""
    over, _, under = words.partition("/")
    return percent(float(Fraction(*(sum(map(int, re.findall(r"\d+", part))) for part in (over, under)))))


class Example:
    def __init__(self, lang: Lang, page: Path) -> None:
        self.lang = lang
        _, rules, folk, proofs, self.cells, self.persons, self.rollups = tables(page)
        texts = dict.fromkeys(("title_zh", "title_en", "text_zh", "text_en"), "…")
        severity = rulebook.SPEC.column("severity").label(lang)
        self.rulebook: Rulebook = read_rulebook(
            [texts | said(typed(rulebook.SPEC, row)) | {"severity": int(row[severity])} for row in rules],
            "2026",
        )
        self.people = people.read_people([typed(people.SPEC, row) for row in folk])
        state = people.SPEC.column("state").label(lang)
        accepted = [row for row in folk if RETURN_STATE.key_of(row[state]) == "accepted"]
        number = people.SPEC.column("number").label(lang)
        self.answered = {row[number]: {entry.number for entry in self.rulebook.entries} for row in accepted}
        self.evidence = [self.statement(typed(evidence.SPEC, row)) for row in proofs]

    def statement(self, row: dict[str, Value]) -> Evidence:
        entry = self.rulebook.entry_of(str(row["item"]))
        assert entry
        return Evidence.model_validate({**row, "entry": entry.number})

    def assessment(self) -> Assessment:
        return assess(self.people, self.rulebook, self.evidence, self.answered)


def said(row: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in row.items() if value is not None}


@pytest.fixture(params=PAGES, ids=["en", "zh"])
def example(request: pytest.FixtureRequest) -> Example:
    return Example(*request.param)


def test_the_cells_are_as_the_page_shows_them(example: Example) -> None:
    results = example.assessment().people
    service = compliance_matrix.SPEC.column("service").label(example.lang)
    number = compliance_matrix.SPEC.column("number").label(example.lang)
    for row in example.cells:
        result = results[row.pop(number)]
        assert COMPLIANCE.word(result.service, example.lang) == row.pop(service)
        assert len(row) == len(example.rulebook.bans)
        for label, words in row.items():
            entry = example.rulebook.entry_of(label)
            assert entry
            assert COMPLIANCE.word(result.states[entry.number], example.lang) == words
    assert len(example.cells) == len(results)


def test_the_teachers_sums_are_as_the_page_shows_them(example: Example) -> None:
    results = example.assessment().people
    for row in example.persons:
        number, words, compliance, veto = row.values()
        assert percent(results[number].compliance) == compliance
        assert YES_NO.word("yes" if results[number].vetoes else "no", example.lang) == veto
        assert compliance == (quotient(words) if "/" in words else "–")
    assert len(example.persons) == len(results)


def test_the_rollups_are_as_the_page_shows_them(example: Example) -> None:
    assessment = example.assessment()
    *of_departments, of_school = example.rollups
    assert len(of_departments) == len(assessment.departments)
    assert departments.SPEC.column("coverage").label(example.lang) in of_school
    for row in example.rollups:
        name, due, accepted, coverage, words, compliance, vetoes, review = row.values()
        rollup = assessment.school if row is of_school else assessment.departments[name]
        assert [str(rollup.due), str(rollup.accepted), str(rollup.vetoes)] == [due, accepted, vetoes]
        assert [percent(rollup.coverage), percent(rollup.compliance)] == [coverage, compliance]
        assert quotient(words) == compliance
        if row is not of_school:
            assert YES_NO.key_of(review) == ("yes" if name in assessment.for_review else "no")


def test_both_pages_tell_the_same_example() -> None:
    english, chinese = (Example(*page) for page in PAGES)
    assert english.answered == chinese.answered
    assert [e.model_copy(update={"department": None}) for e in english.evidence] == [
        e.model_copy(update={"department": None}) for e in chinese.evidence
    ]
    assert [row.model_copy(update={"name": "", "department": ""}) for row in english.people] == [
        row.model_copy(update={"name": "", "department": ""}) for row in chinese.people
    ]
