"""Every number of the report is found where its trace says, and a changed one changes only the sentences that hold it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from softenv_xl.compliance.state import State
from softenv_xl.documents.builtin import template
from softenv_xl.documents.filling import filled
from softenv_xl.grid.cell import Value
from softenv_xl.registers import REGISTERS, Register
from softenv_xl.registers.school import in_use
from softenv_xl.schema.column import Kind
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.result import Result
from softenv_xl.words import LANGS, Lang, Text, same
from softenv_xl.year_end.document import KIND
from softenv_xl.year_end.fact import Fact, Rate, Section, facts_of
from softenv_xl.year_end.filters import AnyOf, As, Condition, Told
from softenv_xl.year_end.report import MEANS, TABLES, Report, fields, year_end
from softenv_xl.year_end.sections import SECTIONS
from softenv_xl.year_end.ways import Filter, Named
from tests.year_end.school import school, workbook
from tests.year_end.tracing import Workbook

pytestmark = pytest.mark.xdist_group("year_end")
BOTH = pytest.mark.parametrize("lang", LANGS)
_CHANGES = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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


def _body() -> bytes:
    """The template without its annex: one that has every number at once would say nothing about sentences."""
    document = Document(BytesIO(template(KIND.template, "zh", numbered=True)))
    body = document.element.body
    annex = next(p for p in document.paragraphs if p.text.startswith("附件"))._p
    while (following := annex.getnext()) is not None and not following.tag.endswith("sectPr"):
        body.remove(following)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lines(body: bytes, result: Result, report: Report) -> Counter[str]:
    """The paragraphs of the document, and the rows of its tables, as often as they stand there."""
    with ZipFile(BytesIO(filled(body, [fields(result, report)], "report.docx"))) as package:
        story = etree.fromstring(package.read("word/document.xml"))[0]
    rows = (" | ".join(map(_text, row.iterfind(f"{_W}tc"))) for row in story.iter(f"{_W}tr"))
    return Counter((*map(_text, story.iterfind(f"{_W}p")), *rows))


def _text(part: etree._Element) -> str:
    return "".join(one.text or "" for one in part.iter(f"{_W}t"))


def _heads(body: bytes) -> set[str]:
    """What stands there as it is, for what is below it."""
    document = Document(BytesIO(body))
    rows = {" | ".join(cell.text for cell in table.rows[0].cells) for table in document.tables}
    return rows | {paragraph.text for paragraph in document.paragraphs if "{" not in paragraph.text}


def _others(lines: Counter[str], keys: set[str]) -> set[str]:
    """But for the lines of the lists, where it is they that one of these numbers counts."""
    counted = keys & {"cases_exposed", "cases_exposed_now", "elected_noticed"}
    return {line for line in lines if not (counted and re.match(r"\d+\. ", line))}


def _holding(report: Report, keys: set[str]) -> set[str]:
    """What is said with one of these numbers in it."""
    said: set[str] = set()
    for section in report.sections:
        said |= {line.words("zh") for line in section.lines if keys & {fact.key for fact in line.facts}}
        for table in section.tables:
            for row in table.rows:
                if keys & {fact.key for part in row.values() for fact in facts_of(part)}:
                    said.add(" | ".join(_words(part) for part in row.values()))
    return said


def _words(part: object) -> str:
    if isinstance(part, Fact | Rate):
        return part.words("zh")
    return part("zh") if isinstance(part, Text) else str(part)


def _values(report: Report) -> dict[str, Value]:
    return {fact.key: fact.value for fact in report.numbered.values()}


def test_a_changed_fact_changes_only_the_sentences_that_hold_it() -> None:
    result, body = school("zh"), _body()
    report = year_end(result)
    before, values = _lines(body, result, report), _values(report)
    heads = _heads(body)
    seen: set[frozenset[str]] = set()
    for changed in _changes(result, report):
        after_report = year_end(changed)
        after_values = _values(after_report)
        keys = {
            key for key in values.keys() | after_values.keys() if values.get(key) != after_values.get(key)
        }
        if not keys or frozenset(keys) in seen:
            continue
        seen.add(frozenset(keys))
        after = _lines(body, changed, after_report)
        assert before - after, keys
        # The words above a table, and its head, come and go with its numbers.
        assert _others(before - after, keys) <= _holding(report, keys) | (heads - after.keys()), keys
        assert _others(after - before, keys) <= _holding(after_report, keys) | (heads - before.keys()), keys
        if len(seen) == _CHANGES:
            break
    assert len(seen) == _CHANGES


def _changes(result: Result, report: Report) -> Iterator[Result]:
    """The result with one thing changed: a sum over the returns, or one cell of one row of a register, in a column by which
    something is counted.
    """
    yield from _sums(result)
    counted = _counted(report)
    chance = random.Random(20261220)
    cells = [
        (register, at, column)
        for register in REGISTERS
        for at, whole in enumerate(result.registers[register.key])
        if whole.counts
        for column in register.spec.columns
        if column.kind in (Kind.CHOICE, Kind.DATE, Kind.NUMBER)  # words are seldom counted
        and (register.key, column.key) in counted
    ]
    chance.shuffle(cells)
    for register, at, column in cells:
        rows = list(result.registers[register.key])
        value = _another(column.choices, column.kind, rows[at].row[column.key], chance)
        rows[at] = replace(rows[at], row={**rows[at].row, column.key: value})
        yield replace(result, registers={**result.registers, register.key: tuple(rows)})


def _counted(report: Report) -> set[tuple[str, str]]:
    """The columns by which the report's numbers are counted, by their tables."""
    ways = [fact.way for fact in report.numbered.values()]
    filters = [way for way in ways if isinstance(way, Filter)]
    found = {(way.spec.key, key) for way in filters for each in way.conditions for key in _columns(each)}
    return found | {(way.spec.key, key) for way in filters for key in (way.total, way.share) if key}


def _columns(condition: Condition) -> Iterator[str]:
    match condition:
        case As(_, conditions):
            groups: tuple[tuple[Condition, ...], ...] = (conditions,)
        case AnyOf(groups):
            pass
        case Told():
            yield from ("outcome", "outcome_now", "review_result", "rereview_result")
            return
        case _:
            yield from (str(key) for name in ("key", "other") if (key := getattr(condition, name, "")))
            return
    for group in groups:
        for one in group:
            yield from _columns(one)


def _sums(result: Result) -> Iterator[Result]:
    whole = result.assessment.school
    ban = next(iter(whole.counts))
    more = {**whole.counts[ban], State.SELF_REPORTED: whole.counts[ban][State.SELF_REPORTED] + 1}
    for rollup in (
        replace(whole, due=whole.due + 1),
        replace(whole, accepted=whole.accepted + 1),
        replace(whole, assessed=whole.assessed + 1),
        replace(whole, compliance=0.5),
        replace(whole, vetoes=whole.vetoes + 1),
        replace(whole, counts={**whole.counts, ban: more}),
    ):
        yield replace(result, assessment=replace(result.assessment, school=rollup))


def _another(choices: object, kind: Kind, value: Value, chance: random.Random) -> Value:
    if isinstance(choices, Vocabulary):
        return chance.choice([key for key, _ in choices.words if key != value])
    if isinstance(value, date):
        return chance.choice([None, value + timedelta(days=400)])
    if isinstance(value, int | float):
        return value + 1
    if value is None and kind is Kind.DATE:
        return date(2026, 12, 1)
    return None if value else "x"


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
