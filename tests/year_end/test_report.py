"""Every number of the report is found where its trace says; what is said where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from softenv_xl.compliance.state import State
from softenv_xl.documents.builtin import template
from softenv_xl.registers import REGISTERS, Register
from softenv_xl.registers.school import in_use
from softenv_xl.words import LANGS, Lang, Text, same
from softenv_xl.year_end.document import KIND
from softenv_xl.year_end.fact import Fact, Rate, Section
from softenv_xl.year_end.report import MEANS, TABLES, fields, year_end
from softenv_xl.year_end.sections import SECTIONS
from softenv_xl.year_end.ways import Named
from tests.year_end.school import school, workbook
from tests.year_end.tracing import Workbook

pytestmark = pytest.mark.xdist_group("year_end")
BOTH = pytest.mark.parametrize("lang", LANGS)


@BOTH
def test_every_number_is_found_in_the_workbook_where_its_trace_says(lang: Lang) -> None:
    book, report = Workbook(workbook(lang), lang), year_end(school(lang))
    wrong = {
        (number, fact.key): (fact.value, found)
        for number, fact in report.numbered.items()
        if (found := book.found(fact)) != pytest.approx(fact.value)
    }
    assert wrong == {}
    assert len(report.numbered) > 300
    assert {type(fact.way).__name__ for fact in report.numbered.values()} == {
        "Named", "Entry", "Filter", "LeftOut", "Computed",
    }  # fmt: skip


@pytest.mark.parametrize(
    "register", [each for each in REGISTERS if not each.part_of and not each.made], ids=lambda each: each.key
)
def test_what_nobody_counts_is_neither_none_nor_zero(register: Register) -> None:
    result = school("zh")
    key, name = register.key, register.sheet.name.zh
    unused = replace(
        result, school=replace(result.school, options={**result.school.options, in_use(key): "no"})
    )
    empty = replace(result, registers={**result.registers, key: ()})
    for changed, words in (
        (unused, f"“{name}”：本校未使用。"),
        (empty, f"“{name}”：启用但没有记录，不能据此认为没有发生。"),
    ):
        report = year_end(changed)
        assert any(words == line.words.zh for section in report.sections for line in section.lines), words
        spec = result.control.tables[key].grid.sheet
        assert not [fact.key for fact in report.numbered.values() if fact.sheet == spec]


def test_none_is_said_only_where_somebody_looked() -> None:
    result = school("zh")
    whole = result.assessment.school
    none = {ban: {**states, State.SUBSTANTIATED: 0} for ban, states in whole.counts.items()}
    clean = replace(result, assessment=replace(result.assessment, school=replace(whole, counts=none)))
    said = " ".join(line.words.zh for line in year_end(clean).sections[2].lines)
    assert f"在已接收的{whole.accepted}份自查表和各台账范围内，未发现“查实”（0）。" in said
    blind = replace(
        clean, assessment=replace(clean.assessment, school=replace(whole, counts=none, accepted=0))
    )
    section = year_end(blind).sections[2]
    assert "尚无已接收的自查表，各条禁令情况未知。" in [line.words.zh for line in section.lines]
    assert "未发现" not in " ".join(line.words.zh for line in section.lines)
    assert section.tables[0].rows == ()


def test_an_exposure_that_has_ended_is_counted_and_told_no_more() -> None:
    result, days = school("zh"), timedelta(days=school("zh").school.number("exposure_days"))
    for since, shown in (timedelta(), 4), (days, 4), (days + timedelta(days=1), 0):
        rows = tuple(
            replace(whole, row={**whole.row, "exposure_on": result.as_of - since})
            for whole in result.registers["cases"]
        )
        report = year_end(replace(result, registers={**result.registers, "cases": rows}))
        said = fields(result, report)
        values = {fact.key: fact.value for fact in report.numbered.values()}
        assert (values["cases_exposed"], values["cases_exposed_now"]) == (4, shown)
        told, lines = said["exposed"], said["models"]
        assert isinstance(told, list)
        assert isinstance(lines, list)
        assert len(told) == shown
        assert f"决定曝光典型案件4件，其中仍在曝光期内{shown}件。" in lines


@pytest.mark.parametrize(
    ("part", "of", "zh", "en"),
    [
        (84, 86, "86人中84人（97.7%）", "84 of 86 (97.7%)"),
        (9999, 10000, "10000人中9999人（99.9%）", "9999 of 10000 (99.9%)"),
        (1, 9999, "9999人中1人（0.1%）", "1 of 9999 (0.1%)"),
        (0, 3, "3人中0人（0.0%）", "0 of 3 (0.0%)"),
        (3, 3, "3人中3人（100.0%）", "3 of 3 (100.0%)"),
        (0, 0, "0人中0人（–）", "0 of 0 (–)"),
    ],
)
def test_a_rate_never_goes_without_its_numbers(part: int, of: int, zh: str, en: str) -> None:
    whole, some = (Fact("x", same("x"), value, "s", Named("n")) for value in (of, part))
    assert Rate(whole, some, Text("人", "")).words == (zh, en)


@BOTH
def test_the_template_finds_every_field_it_names_and_the_guide_names_every_field(lang: Lang) -> None:
    result = school(lang)
    made = fields(result, year_end(result))
    assert made.keys() == MEANS.keys()
    for key, columns in TABLES.items():
        rows = made[key]
        assert isinstance(rows, list)
        assert rows, key
        assert all(isinstance(row, Mapping) and tuple(row) == columns for row in rows), key


def test_a_number_has_one_key_and_a_section_one_name() -> None:
    report = year_end(school("zh"))
    assert [section.key for section in report.sections] == list(MEANS)[4:14]
    assert len(SECTIONS) == len(report.sections)
    places: dict[str, tuple[object, ...]] = {}
    for section in report.sections:
        for fact in _all_facts(section):
            place = (fact.value, fact.sheet, fact.way)
            assert places.setdefault(fact.key, place) == place, fact.key


def _all_facts(section: Section) -> Iterator[Fact]:
    for line in section.lines:
        yield from line.facts
    for table in section.tables:
        yield from table.facts


@BOTH
def test_tables_have_heads_that_repeat_and_nothing_is_merged(lang: Lang, tmp_path: Path) -> None:
    document = Document(BytesIO(template(KIND.template, lang, numbered=True)))
    assert len(document.tables) == len(TABLES) - 2
    with ZipFile(BytesIO(template(KIND.template, lang, numbered=True))) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("<w:tblHeader/>") == len(document.tables)
    assert "vMerge" not in body
    assert "gridSpan" not in body
