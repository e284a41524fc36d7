"""A changed fact changes only the sentences that hold it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from softenv_xl.compliance.state import State
from softenv_xl.documents.builtin import template
from softenv_xl.documents.filling import filled
from softenv_xl.grid.cell import Value
from softenv_xl.registers import REGISTERS
from softenv_xl.schema.column import Kind
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text
from softenv_xl.year_end.document import KIND
from softenv_xl.year_end.fact import Fact, Rate, facts_of
from softenv_xl.year_end.filters import AnyOf, As, Condition, Told
from softenv_xl.year_end.report import Report, fields, year_end
from softenv_xl.year_end.ways import Filter
from tests.year_end.school import school

pytestmark = pytest.mark.xdist_group("year_end")
_CHANGES = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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
